"""This project's own readers, and the parsers they stand on, made for `benchmarks.peers_process` as those of the peers are."""

from __future__ import annotations

import importlib
import re
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from benchmarks.peers_process import Input, Read
from scrapers.encoding import decode
from scrapers.parse import parse_article
from scrapers.portals import BY_SLUG
from scrapers.spec import Portal
from transforms.extraction import extract, published_date, to_json
from transforms.records import RawArticle

# The baseline: what one writes in ten minutes
_DIGITS = r"(?<![\w.,/-])(\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
_NUMBER = re.compile(rf"{_DIGITS}(?:\s*(nghìn tỷ|nghìn|ngàn|triệu|tỷ|tỉ)\b)?(?:\s*(%|[^\W\d_]\w*))?")
SCALES = {"nghìn tỷ": 1e12, "nghìn": 1e3, "ngàn": 1e3, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}
_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?")


def layout() -> Read:
    """The portal's own layout, named by `slug`; `home` is where a replica stands in for it."""
    portals: dict[tuple[str, str | None], Portal] = {}

    def read(page: Input) -> dict[str, str | None]:
        key = page["slug"], page["home"]
        if key not in portals:
            portals[key] = _portal(*key)
        return _answer(parse_article(decode(page["body"], None).text, page["url"], portals[key]))

    return read


def generic() -> Read:
    """No portal is declared: the reader of unknown layouts."""

    def read(page: Input) -> dict[str, str | None]:
        return _answer(parse_article(decode(page["body"], None).text, page["url"], None))

    return read


def selectolax_alone() -> Read:
    """A tree of the same bytes, and nothing read from it: the parser that this project's readers begin with."""

    def read(page: Input) -> None:
        LexborHTMLParser(page["body"])

    return read


def lxml_alone() -> Read:
    """The same with lxml, on which most of the peers stand."""
    library: Any = importlib.import_module("lxml.html")
    parser = library.HTMLParser(encoding="utf-8")

    def read(page: Input) -> None:
        library.document_fromstring(page["body"], parser=parser)

    return read


def quantities() -> Read:
    """All that `vnportals extract` does, indicators with place and period among it: its quantities are what is compared."""

    def read(text: Input) -> list[dict[str, Any]]:
        published = published_date(text["published"])
        return to_json(extract(text["text"], published=published, province=text["province"]))["quantities"]

    return read


def regular_expression() -> Read:
    """The baseline: one expression for Vietnamese marks and scale words, the next word as unit; nothing is masked."""

    def read(text: Input) -> list[dict[str, Any]]:
        return [_matched(match) for match in _NUMBER.finditer(text["text"])]

    return read


def _matched(match: re.Match[str]) -> dict[str, Any]:
    digits, scale, unit = match.groups()
    plain = digits.replace(".", "") if _THOUSANDS.fullmatch(digits) else digits
    value = float(plain.replace(",", ".")) * SCALES.get(scale, 1)
    return {"start": match.start(), "end": match.end(), "value": value, "unit": "VND" if unit == "đồng" else unit}


def _portal(slug: str, home: str | None) -> Portal:
    portal = BY_SLUG[slug]
    return portal.at(home, aliases=(), politeness=portal.politeness) if home else portal


def _answer(article: RawArticle) -> dict[str, str | None]:
    told = article.published_at.isoformat() if article.published_at else None
    text = "\n".join(article.body if article.lead in article.body else (article.lead, *article.body))
    return {"text": text, "title": article.title, "published": told}
