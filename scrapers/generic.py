"""Pages in no declared layout: a kept general extractor finds the text; dates come only from what the page declares as data."""

from __future__ import annotations

import re
from typing import Final

import trafilatura
from selectolax.lexbor import LexborHTMLParser

from scrapers.machine_dates import declared_published, declared_updated
from transforms.dates import read_machine_date
from transforms.records import RawArticle
from transforms.text import byline, tidy, tidy_line

METHOD: Final = "trafilatura"


def read_generic(tree: LexborHTMLParser, url: str, portal: str) -> RawArticle:
    """The article as a general reader sees it. Fields it cannot tell stay empty.

    The date is never guessed from the text of the page, which holds a clock, today's headlines and other articles' dates.
    """
    # The tree's HTML, not the page's: trafilatura finds nothing on pages that close </html> before <head> (baotayninh.vn).
    html = tree.html or ""
    found = trafilatura.bare_extraction(html, url=url, with_metadata=True, include_comments=False, include_tables=False)
    document = {} if found is None else found if isinstance(found, dict) else found.as_dict()
    body = tuple(filter(None, map(tidy, re.split(r"\n+", document.get("text") or ""))))
    published = declared_published(tree)
    return RawArticle(
        portal=portal,
        url=url,
        title=tidy_line(document.get("title") or ""),
        lead=body[0] if body else tidy_line(document.get("description") or ""),
        body=body,
        author=byline(document.get("author") or ""),
        published_at=read_machine_date(published),
        published_text=published,
        updated_at=read_machine_date(declared_updated(tree)),
        images=(),
        section=None,
        tags=(),
        method=METHOD,
        layout=None,
    )
