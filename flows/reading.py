"""From an archived answer to what is to be loaded: decode, parse, clean, extract. The pure steps in order."""

from __future__ import annotations

from db.article_rows import LoadItem
from scrapers.encoding import decode
from scrapers.errors import LayoutChanged
from scrapers.parse import parse_article
from scrapers.spec import Portal
from transforms.analysed_text import analysed_text
from transforms.clean import clean_article
from transforms.dates import vietnam_day
from transforms.extraction import extract
from transforms.records import Article, Page, Reason, Rejection


class Unreadable(Exception):
    """A page broke our own code, for a cause no rejection names. The message holds the error."""


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
        found = extract(analysed.text, published=vietnam_day(article.published_at), province=portal.province)
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
    """The article of a page, or why it is none."""
    text = decode(page.body, page.header("Content-Type")).text
    try:
        raw = parse_article(text, page.final_url, portal, captured_on=vietnam_day(page.fetched_at))
    except LayoutChanged as error:
        return Rejection("parse", Reason.LAYOUT_CHANGED, page.final_url, error.detail)
    return clean_article(raw, url_key=url_key, fetched_at=page.fetched_at)
