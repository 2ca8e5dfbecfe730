"""From what stands on the page to an article fit for the warehouse, or the reason why it is none."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from transforms.identity import content_hash
from transforms.mojibake import VIETNAMESE_LETTERS, mojibake_share
from transforms.records import Article, Image, RawArticle, Reason, Rejection
from transforms.text import tidy, tidy_line

CLOCK_TOLERANCE: Final = timedelta(days=1)  # portals' clocks run ahead, and some print tomorrow's paper tonight
LONGEST_BODY: Final = 500_000  # characters, of which a five-year plan has 200,000; their numbers take ten seconds to read
SHORTEST_BODY: Final = 40  # letters; a photo page has one sentence, a broken page a menu word or nothing
MOST_DAMAGE: Final = 0.1  # share of garbled words; one bad quotation in a good article stays far below
FEWEST_MARKED: Final = (
    0.05  # share of letters that only Vietnamese has: prose has about a quarter, English or encoded text none
)
PARAGRAPH_BREAK: Final = "\n\n"


def clean_article(raw: RawArticle, *, url_key: str, fetched_at: datetime) -> Article | Rejection:
    """The article, or the first reason to refuse it: no title, no date, a future date, no body or one
    beyond all bounds, or text that is not Vietnamese.

    `fetched_at` is when the page was fetched, against which a date is in the future.
    """
    title = tidy_line(raw.title)
    body = tuple(filter(None, map(tidy, raw.body)))
    if not title:
        return _refuse(raw, Reason.NO_TITLE, "the page has no title where its layout puts one")
    if raw.published_at is None:
        return _refuse(raw, Reason.NO_DATE, f"no date in {raw.published_text!r}" if raw.published_text else "no date element")
    if raw.published_at > fetched_at + CLOCK_TOLERANCE:
        return _refuse(raw, Reason.FUTURE_DATE, f"dated {raw.published_at.isoformat()}, fetched {fetched_at.isoformat()}")
    text = PARAGRAPH_BREAK.join(body)
    if len(text) > LONGEST_BODY:
        return _refuse(raw, Reason.TOO_LARGE, f"a body of {len(text):,} characters, at most {LONGEST_BODY:,} are read")
    letters = sum(map(str.isalpha, text))
    if letters < SHORTEST_BODY:
        return _refuse(raw, Reason.EMPTY_BODY, f"{letters} letters in {len(body)} paragraphs")
    marked = sum(map(VIETNAMESE_LETTERS.__contains__, text)) / letters
    damaged = mojibake_share(text)
    if marked < FEWEST_MARKED or damaged > MOST_DAMAGE:
        return _refuse(
            raw, Reason.NOT_VIETNAMESE, f"{marked:.0%} Vietnamese letters, {damaged:.0%} garbled words: {text[:60]!r}"
        )
    lead = tidy(raw.lead)
    images = tuple(Image(image.url, tidy(image.caption)) for image in raw.images)
    return Article(
        portal=raw.portal,
        url=raw.url,
        url_key=url_key,
        title=title,
        lead=lead,
        body=text,
        author=raw.author,
        published_at=raw.published_at,
        updated_at=raw.updated_at,
        images=images,
        section=raw.section,
        tags=raw.tags,
        method=raw.method,
        layout=raw.layout,
        content_hash=content_hash(title, lead, text, [image.caption for image in images]),
    )


def _refuse(raw: RawArticle, reason: Reason, detail: str) -> Rejection:
    return Rejection("clean", reason, raw.url, detail)
