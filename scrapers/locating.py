"""Where the parts of an article stand on a page of unknown layout, told from where a general reader found its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import dropwhile
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from scrapers.outline import Line, Outline
from transforms.dates import ANY, read_date
from transforms.text import tidy_line

_SHARE: Final = 0.75  # of the text that the body's element holds; the rest is a lead before it, or a caption
_HEADINGS: Final = ("h1", "h2", "h3")
_LEAD_NAMES: Final = re.compile(r"sapo|lead|desc|summary|chapeau|intro|reply|tomtat|mota|abstract|trichdan")
_LEAST_LEAD: Final = 40  # letters
_LEAST_SENTENCE: Final = 60  # letters of a first paragraph that names a day
_LEAST_PART: Final = 30  # letters of a line that is a piece of a paragraph
_SIMILAR: Final = 0.8  # of two titles, of which one may be cut or name the site


@dataclass(frozen=True, slots=True)
class Place:
    """The article's parts as numbers of lines and elements of an outline. `last` is the last line found of the body."""

    body: int  # the element that holds the body
    first: int
    last: int
    title: int | None
    lead: int | None  # None: the body begins with it
    found: frozenset[int]  # the lines that the general reader took


def locate(outline: Outline, paragraphs: Sequence[str], tree: LexborHTMLParser) -> Place | None:
    """The place of the article whose text a general reader found to be `paragraphs`; None if they are nowhere on the page."""
    found = _found(outline, paragraphs)
    if not found:
        return None
    titles = page_titles(tree)
    texts = [n for n in found if not (_heading(outline, n) == "h1" or any(_same(outline.lines[n].text, t) for t in titles))]
    texts = list(dropwhile(lambda number: _is_dateline(outline.lines[number].text), texts)) or found
    body = _holder(outline, texts)
    inside = [number for number in texts if outline.holds(body, number)]
    title = _title(outline, inside[0], titles)
    lead = _lead(outline, title, inside[0], body, tree)
    first = next((number for number in inside if lead is None or number > lead), inside[-1])
    return Place(body, first, inside[-1], title, lead, frozenset(texts))


def _is_dateline(text: str) -> bool:
    """A date, with a place or a name perhaps, that the general reader took for the first paragraph."""
    return len(text) < _LEAST_SENTENCE and read_date(text, ANY) is not None


def page_titles(tree: LexborHTMLParser) -> tuple[str, ...]:
    """What the head of the page calls it: titles as written, the site's name may be part of them."""
    nodes = map(tree.css_first, ('meta[property="og:title"]', 'meta[name="og:title"]', 'meta[name="twitter:title"]'))
    texts = [(node.attributes.get("content") or "") for node in nodes if node is not None]
    texts.extend(node.text() for node in tree.css("title")[:1])  # in the body of a page that closes </html> before <head>
    return tuple(dict.fromkeys(filter(None, map(tidy_line, texts))))


def _found(outline: Outline, paragraphs: Sequence[str]) -> list[int]:
    """The lines that the paragraphs hold. Short ones and links only where they are whole paragraphs: names recur in menus."""
    whole = {_letters(line) for paragraph in paragraphs for line in paragraph.split("\n")} - {""}
    text = "\n".join(whole)
    found = []
    for number, line in enumerate(outline.lines):
        letters = _letters(line.text)
        if letters in whole or (len(letters) >= _LEAST_PART and not line.is_link and letters in text):
            found.append(number)
    return found


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def _holder(outline: Outline, lines: Sequence[int]) -> int:
    """The innermost element that holds most of the text of these lines."""
    whole = sum(len(outline.lines[number].text) for number in lines)
    longest = max(lines, key=lambda number: len(outline.lines[number].text))
    holders = list(outline.ancestors(outline.lines[longest].element))
    for element in holders:
        if sum(len(outline.lines[n].text) for n in lines if outline.holds(element, n)) >= _SHARE * whole:
            return element
    return holders[-1]


def _title(outline: Outline, first: int, titles: Sequence[str]) -> int | None:
    """The line of the title: the last heading before the body that reads like the page's own title, else the last h1."""
    before = [number for number in range(first) if not outline.lines[number].is_link]
    like = [number for number in before if any(_same(outline.lines[number].text, title) for title in titles)]
    for names in (_HEADINGS[:1], _HEADINGS):
        heads = [number for number in like if _heading(outline, number) in names]
        if heads:
            return heads[-1]
    heads = [number for number in before if _heading(outline, number) == "h1"]
    return like[-1] if like else heads[-1] if heads else None


def _heading(outline: Outline, number: int) -> str:
    names = (outline.elements[element].name for element in outline.ancestors(outline.lines[number].element))
    return next((name for name in names if name in _HEADINGS), "")


def _same(text: str, title: str) -> bool:
    """Is it the title, as headings and heads repeat it: cut, or with the name of the site?"""
    one, other = _letters(text), _letters(title)
    if len(one) < 5 or len(other) < 5:
        return one == other
    if other.startswith(one) or one.startswith(other):
        return min(len(one), len(other)) >= 0.4 * max(len(one), len(other)) or min(len(one), len(other)) >= 30
    if not 0.5 < len(one) / len(other) < 2:
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= _SIMILAR and matcher.ratio() >= _SIMILAR


def _lead(outline: Outline, title: int | None, first: int, body: int, tree: LexborHTMLParser) -> int | None:
    """The line of the lead between title and body, or at the beginning of the body in an element that is named for it."""
    described = [
        _letters(node.attributes.get("content") or "")[:60]
        for node in tree.css('meta[name="description" i], meta[property="og:description"]')
    ]
    begin = title + 1 if title is not None else max(0, first - 6)
    leads = []
    for number in range(begin, min(first + 2, outline.elements[body].end)):
        line = outline.lines[number]
        if len(line.text) < _LEAST_LEAD or line.is_link:
            continue
        named = any(_LEAD_NAMES.search(name) for name in _names_below(outline, number, body))
        letters = _letters(line.text)
        if named or (not outline.holds(body, number) and any(len(d) >= 30 and letters.startswith(d[:40]) for d in described)):
            leads.append(number)
    # baotayninh.vn prints lead and body, cut off, before the lead: the later that begins like the earlier is the lead itself.
    return next((lead for lead in reversed(leads) if leads and _alike(outline, lead, leads[0])), None)


def _alike(outline: Outline, one: int, other: int) -> bool:
    return _letters(outline.lines[other].text).startswith(_letters(outline.lines[one].text)[:_LEAST_LEAD])


def _names_below(outline: Outline, number: int, body: int) -> list[str]:
    """Class names and ids around a line, up to five elements that do not hold the body."""
    last = outline.elements[body].end - 1
    around = [element for element in outline.ancestors(outline.lines[number].element) if not outline.holds(element, last)]
    return [outline.elements[element].names for element in around[:5]]


def text_of_line(outline: Outline, number: int | None) -> str:
    """The text of a line; "" if there is none."""
    line: Line | None = None if number is None else outline.lines[number]
    return "" if line is None else line.text
