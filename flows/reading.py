"""From an archived answer to what is to be loaded: decode, parse, clean, extract. The pure steps in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from db.archive import Answer, Archive
from db.article_rows import LoadItem
from db.errors import CorruptCapture, told
from db.quarantine import Trouble
from scrapers.encoding import decode
from scrapers.errors import LayoutChanged
from scrapers.parse import parse_article
from scrapers.spec import Portal
from transforms.analysed_text import analysed_text
from transforms.clean import clean_article
from transforms.dates import vietnam_day
from transforms.extraction import extract
from transforms.provinces import unit_at
from transforms.records import Article, Page, Reason, Rejection


class Unreadable(Exception):
    """A page broke our own code, for a cause no rejection names. The message holds the error."""


def trouble_of(error: Exception) -> Trouble:
    """Why an archived answer could not be read or loaded, as the quarantine keeps it."""
    match error:
        case CorruptCapture():
            return Trouble("archive", "damaged", str(error))
        case Unreadable():
            return Trouble("read", "defect", str(error))
        case _:
            return Trouble("load", "refused", told(error))


def read_capture(page: Page, capture_id: int, page_id: int, portal: Portal) -> LoadItem:
    """What an archived article page comes to. Its key is that of the address it was found at after redirects.

    Raises:
        Unreadable: anything but a named rejection went wrong. One page must not take the batch with it.
    """
    url_key = portal.key(page.final_url)
    try:
        article = read_article(page, portal, url_key)
        if isinstance(article, Rejection):
            return LoadItem(
                page_id=page_id,
                url_key=url_key,
                capture_id=capture_id,
                article=None,
                rejection=article,
                fetched_at=page.fetched_at,
            )
        analysed = analysed_text(article.title, article.lead, article.body, [image.caption for image in article.images])
        day = vietnam_day(article.published_at)
        unit = unit_at(portal.province, day)  # a paper of a province that is no more writes of the one it is part of
        found = extract(analysed.text, published=day, province=unit.name if unit else portal.province)
        return LoadItem(
            page_id=page_id,
            url_key=url_key,
            capture_id=capture_id,
            article=article,
            quantities=analysed.place(found.quantities),
            observations=found.observations,
            fetched_at=page.fetched_at,
        )
    except Exception as error:
        raise Unreadable(f"{type(error).__name__}: {error}") from error


def read_article(page: Page, portal: Portal, url_key: str) -> Article | Rejection:
    """The article of a page, or why it is none.

    A portal that sends the reader of a removed article to its front page answers with 200: that address is no article's.
    """
    if not portal.layouts_for(page.final_url):
        return Rejection("parse", Reason.NOT_AN_ARTICLE, page.final_url, "no layout of the portal has addresses of this shape")
    text = decode(page.body, page.header("Content-Type")).text
    try:
        raw = parse_article(text, page.final_url, portal, captured_on=vietnam_day(page.fetched_at))
    except LayoutChanged as error:
        return Rejection("parse", Reason.LAYOUT_CHANGED, page.final_url, error.detail)
    return clean_article(raw, url_key=url_key, fetched_at=page.fetched_at)


@dataclass(frozen=True, slots=True)
class Unread:
    """An archived answer that could not be read, with its reason."""

    capture_id: int
    fetched_at: datetime
    trouble: Trouble


def read_history(archive: Archive, answers: Sequence[Answer], portal: Portal) -> list[LoadItem | Unread]:
    """What each answer of one page comes to, oldest first. Pages have no id yet: `page_id` is 0.

    The same bytes under the same layouts are read once.
    """
    found: list[LoadItem | Unread] = []
    for before, answer in zip([None, *answers], answers, strict=False):
        last = found[-1] if found else None
        if before and isinstance(last, LoadItem) and last.article and _reads_alike(before, answer, portal):
            found.append(replace(last, capture_id=answer.capture_id, fetched_at=answer.fetched_at))
            continue
        try:
            found.append(read_capture(archive.read(answer.capture_id), answer.capture_id, 0, portal))
        except (Unreadable, CorruptCapture) as error:
            found.append(Unread(answer.capture_id, answer.fetched_at, trouble_of(error)))
    return found


def _reads_alike(before: Answer, answer: Answer, portal: Portal) -> bool:
    """The same bytes at the same address, and no layout that had ended when the one came and not when the other did."""
    if (before.sha256, before.final_url) != (answer.sha256, answer.final_url):
        return False
    days = vietnam_day(before.fetched_at), vietnam_day(answer.fetched_at)
    ends = [layout.until for layout in portal.layouts_for(answer.final_url) if layout.until]
    return all((end < days[0]) == (end < days[1]) for end in ends)
