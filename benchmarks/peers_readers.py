"""What others make of a page or a text, each called as its documentation says, with the options that suit the task best.

Every function makes a reader for `benchmarks.peers_process`. Libraries are imported when asked for: only `.venv/peers` has
them. Peers are told that pages are UTF-8, so that none loses time or text to guessing it.
"""

from __future__ import annotations

import importlib
from datetime import date, datetime
from typing import Any

from benchmarks.peers_process import Input, Read

# Vietnamese is in none of Recognizers-Text's cultures; these write 1.900 for 1900 and 3,4 for three and four tenths, as it does
COMMA_CULTURE = "es-es"
# quantulum3's names of units to those of the annotation, where they are more than another spelling of the same word
UNITS = {"percentage": "%", "dimensionless": None, "vietnamese dong": "VND"}


def trafilatura() -> Read:
    """With metadata, without comments: the text that the article-extraction benchmark asks for."""
    return _trafilatura(fast=False)


def trafilatura_fast() -> Read:
    """Without the fallbacks to readability and justext."""
    return _trafilatura(fast=True)


def _trafilatura(*, fast: bool) -> Read:
    library: Any = importlib.import_module("trafilatura")

    def read(page: Input) -> dict[str, str | None]:
        found = library.bare_extraction(
            _html(page), url=page["url"], with_metadata=True, include_comments=False, fast=fast, as_dict=False
        )
        return _answer(found and found.text, found and found.title, found and found.date)

    return read


def newspaper4k() -> Read:
    """Offline: the page is handed over, its images are left where they are. The language is told where it is known."""
    library: Any = importlib.import_module("newspaper")

    def read(page: Input) -> dict[str, str | None]:
        article = library.Article(
            page["url"], fetch_images=False, **({"language": page["language"]} if page["language"] else {})
        )
        article.download(input_html=_html(page))
        article.parse()
        return _answer(article.text, article.title, article.publish_date)

    return read


def readability() -> Read:
    """Tells no date. Its summary is HTML; the text of its elements is joined, so that no two paragraphs grow together."""
    library: Any = importlib.import_module("readability")
    lxml_html: Any = importlib.import_module("lxml.html")

    def read(page: Input) -> dict[str, str | None]:
        document = library.Document(_html(page), url=page["url"])
        summary = lxml_html.fromstring(document.summary(html_partial=True))
        return _answer(" ".join(summary.itertext()), document.short_title(), None)

    return read


def resiliparse() -> Read:
    """Tells no date; the title is that of the page."""
    parse: Any = importlib.import_module("resiliparse.parse.html")
    extract: Any = importlib.import_module("resiliparse.extract.html2text")

    def read(page: Input) -> dict[str, str | None]:
        tree = parse.HTMLTree.parse_from_bytes(page["body"], "utf-8")
        text = extract.extract_plain_text(tree, main_content=True, alt_texts=False)
        return _answer(text, tree.title, None)

    return read


def news_please() -> Read:
    """Its own vote between newspaper4k and readability, without fetching images."""
    library: Any = importlib.import_module("newsplease")

    def read(page: Input) -> dict[str, str | None]:
        found = library.NewsPlease.from_html(_html(page), url=page["url"], fetch_images=False)
        return _answer(found.maintext, found.title, found.date_publish)

    return read


def quantulum3() -> Read:
    """English units, without its classifier, which would learn from English text."""
    parser: Any = importlib.import_module("quantulum3.parser")

    def read(text: Input) -> list[dict[str, Any]]:
        found = parser.parse(text["text"], lang="en_US")
        return [
            {"start": one.span[0], "end": one.span[1], "value": one.value, "unit": UNITS.get(one.unit.name, one.unit.name)}
            for one in found
        ]

    return read


def recognizers_english() -> Read:
    """Numbers and percentages in English text."""
    return _recognizers("en-us")


def recognizers_comma() -> Read:
    """Numbers and percentages in Spanish text, whose marks are the Vietnamese ones."""
    return _recognizers(COMMA_CULTURE)


def _recognizers(culture: str) -> Read:
    library: Any = importlib.import_module("recognizers_number")
    models = [library.NumberRecognizer(culture).get_number_model(), library.NumberRecognizer(culture).get_percentage_model()]

    def read(text: Input) -> list[dict[str, Any]]:
        numbers, shares = ([_number(one) for one in model.parse(text["text"])] for model in models)
        within = [number for number in numbers if not any(_overlap(number, share) for share in shares)]
        return sorted((row for row in (*within, *shares) if row["value"] is not None), key=lambda row: row["start"])

    return read


def _number(one: Any) -> dict[str, Any]:
    told = ((one.resolution or {}).get("value") or "").strip()
    unit = "%" if told.endswith("%") else None
    return {"start": one.start, "end": one.end + 1, "value": resolved(told.rstrip("%")), "unit": unit}


def resolved(told: str) -> float | None:
    """A resolution as a number: `3.4`, or in a culture of commas `3,4`; None where it says no number."""
    try:
        return float(told.replace(",", "."))
    except ValueError:
        return None


def _overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def _html(page: Input) -> str:
    body: bytes = page["body"]
    return body.decode("utf-8", "replace")


def _answer(text: str | None, title: str | None, published: date | str | None) -> dict[str, str | None]:
    told = published.isoformat() if isinstance(published, date | datetime) else published
    return {"text": text or "", "title": title, "published": told or None}
