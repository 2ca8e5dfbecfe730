"""The date of an article on a page of unknown layout: printed with its title, and nowhere else."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final, NamedTuple

from scrapers.locating import Place
from scrapers.outline import Outline
from transforms.dates import ANY, read_date, read_machine_date

_BEFORE: Final = 6  # lines between date and title: place, section, an empty "share" line
_LONGEST: Final = 90  # letters of a line of date, place and author; a sentence that names a day is longer or has no clock
_NAMED: Final = re.compile(r"date|time|publi|post|ngay|created|meta|info")
_PUBLISHED: Final = re.compile(r"publi|post|pubdate|date-?post|created")
_CLOCK: Final = re.compile(r"\d{1,2}\s*(?::|giờ|h|g)\s*\d{2}")
_BARE: Final = re.compile(
    r"[\d\s/.,:|()+\[\]–-]|GMT|thứ|chủ nhật|ngày|đăng|cập nhật|lúc|tháng|năm|hai|ba|tư|sáu|bảy|giờ|phút", re.IGNORECASE
)


class Dated(NamedTuple):
    """A date, as printed, and the line in which it stands."""

    at: datetime
    text: str
    line: int


def date_near_title(page: Outline, place: Place) -> Dated | None:
    """The date between title and body, else the one right before the title in the element that holds both title and body.

    None where there is no such thing. Dates of other articles stand with links; a clock stands outside of the article.
    """
    title = place.title
    if title is None:
        return None
    for number in range(title + 1, place.first):
        dated = _read(page, number, place)
        if dated is not None:
            return dated
    article = page.common(title, place.first)
    for number in range(title - 1, max(-1, title - 1 - _BEFORE), -1):
        if not (page.holds(article, number) or _is_said_to_be_published(page, number)):
            continue
        dated = _read(page, number, place)
        if dated is not None:
            return dated
    return None


def _read(page: Outline, number: int, place: Place) -> Dated | None:
    line = page.lines[number]
    if line.is_link or number in place.found or len(line.text) > _LONGEST or _stands_with_links(page, number, place):
        return None
    element = page.elements[line.element]
    if element.name == "figcaption":
        return None
    machine = read_machine_date(element.node.attributes.get("datetime") or "") if element.name == "time" else None
    at = read_date(line.text, ANY)
    if at is None or not (_is_bare(line.text) or _is_named(page, number, place) or _CLOCK.search(line.text)):
        return Dated(machine, line.text, number) if machine else None
    return Dated(machine if machine and machine.date() == at.date() else at, line.text, number)


def _is_bare(text: str) -> bool:
    """Is there nothing but a date and its labels?"""
    return len(_BARE.sub("", text)) <= 3


def _around(page: Outline, number: int, place: Place) -> list[int]:
    """The elements around a line that hold neither title nor body, inner ones first."""
    others = [line for line in (place.title, place.first) if line is not None]
    elements = page.ancestors(page.lines[number].element)
    return [element for element in elements if not any(page.holds(element, line) for line in others)]


def _is_named(page: Outline, number: int, place: Place) -> bool:
    around = _around(page, number, place)[:3]
    return any(page.elements[e].name == "time" or _NAMED.search(page.elements[e].names) for e in around)


def _stands_with_links(page: Outline, number: int, place: Place) -> bool:
    """Does the line stand in a list of other articles, or in a piece of one?"""
    return any(
        any(line.is_link and len(line.text) >= 35 for line in page.lines[page.elements[e].first : page.elements[e].end])
        for e in _around(page, number, place)
    )


def _is_said_to_be_published(page: Outline, number: int) -> bool:
    element = page.elements[page.lines[number].element]
    return element.name == "time" or bool(_PUBLISHED.search(element.names))
