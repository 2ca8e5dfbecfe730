"""Pages in no declared layout. A kept general extractor tells where the text is; what stands there is read like any other page.

The extractor alone loses leads, and takes titles, captions and signatures for paragraphs; and it finds no dates in Vietnamese.
"""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Any, Final

import trafilatura
from selectolax.lexbor import LexborHTMLParser

from scrapers.article_region import Region, read_region
from scrapers.locating import Place, locate, text_of_line
from scrapers.machine_dates import declared_published, declared_updated
from scrapers.outline import Outline, outline
from scrapers.selection import base_url
from scrapers.title_dates import date_near_title
from transforms.dates import read_machine_date
from transforms.records import RawArticle
from transforms.text import byline, tidy, tidy_line

METHOD: Final = "trafilatura"
_PUBLISHER: Final = re.compile(r"(?:Báo|Cổng|Trang|Đài|Tạp chí|Ban biên tập|Bút danh|Tác giả|Admin)\b", re.IGNORECASE)


def read_generic(tree: LexborHTMLParser, url: str, portal: str) -> RawArticle:
    """The article as a general reader sees it. Fields it cannot tell stay empty. Changes the tree.

    The date is the one the page declares as data, or the one that stands between title and text. It is never looked for
    elsewhere: pages hold a clock, today's headlines and other articles' dates.
    """
    document, paragraphs = general_reading(tree, url)
    page = outline(tree)
    place = locate(page, paragraphs, tree)
    published, published_text = _published(tree, page, place)
    updated_at = read_machine_date(declared_updated(tree))
    title = text_of_line(page, place.title if place else None) or tidy_line(document.get("title") or "")
    told_author = _printed(page, document.get("author") or "")
    lead = text_of_line(page, place.lead if place else None)
    region = read_region(page, place, base_url(tree, url)) if place else Region(paragraphs, (), None)
    return RawArticle(
        portal=portal,
        url=url,
        title=title,
        lead=lead or (region.body[0] if region.body else tidy_line(document.get("description") or "")),
        body=region.body,
        author=region.author or byline(told_author),
        published_at=published,
        published_text=published_text,
        updated_at=updated_at,
        images=region.images,
        section=None,
        tags=(),
        method=METHOD,
        layout=None,
    )


def general_reading(tree: LexborHTMLParser, url: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What the extractor finds: its fields by name, and the paragraphs of its text."""
    # The tree's HTML, not the page's: trafilatura finds nothing on pages that close </html> before <head> (baotayninh.vn).
    found = trafilatura.bare_extraction(
        tree.html or "",
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={"extensive_search": False},  # its dates are not used, and its search takes longer than the rest
    )
    document = {} if found is None else found if isinstance(found, dict) else found.as_dict()
    return document, tuple(filter(None, map(tidy, re.split(r"\n+", document.get("text") or ""))))


def _published(tree: LexborHTMLParser, page: Outline, place: Place | None) -> tuple[datetime | None, str]:
    """The date the page declares as data; that printed with the title where it declares none, or only the day of that."""
    declared = declared_published(tree)
    at = read_machine_date(declared)
    printed = date_near_title(page, place) if place else None
    if printed is not None and (at is None or (at.time() == time.min and at.date() == printed.at.date())):
        return printed.at, printed.text
    return at, declared


def _printed(page: Outline, author: str) -> str:
    """An author whom the page's text names, too: data of the head name the newspaper, the software house or a login."""
    name = author.partition(";")[0].strip()
    if _PUBLISHER.match(name):
        return ""
    return name if any(name in line.text for line in page.lines) else ""
