"""An article's fields cut into plain stretches and numbers, so that a template can mark each number where it stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Number:
    """A number of one field: its place there, and what was read."""

    quantity_id: int
    start: int
    end: int
    told: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text; with `number`, that number as written."""

    text: str
    number: Number | None = None


def paragraphs(text: str, numbers: Iterable[Number]) -> list[list[Stretch]]:
    """The text by paragraphs (parted by blank lines), each as stretches that together are its text.

    A number that does not lie within one paragraph, or overlaps one before it, is left unmarked.
    """
    ordered = sorted(numbers, key=lambda number: (number.start, -number.end))
    starts = [number.start for number in ordered]
    found, offset = [], 0
    for paragraph in text.split("\n\n"):
        end = offset + len(paragraph)
        within = ordered[bisect_left(starts, offset) : bisect_left(starts, end)]
        found.append(list(_stretches(text, offset, end, within)))
        offset = end + 2
    return [stretches for stretches in found if stretches]


def _stretches(text: str, start: int, end: int, numbers: Iterable[Number]) -> Iterator[Stretch]:
    at = start
    for number in numbers:
        if at <= number.start < number.end <= end:
            if at < number.start:
                yield Stretch(text[at : number.start])
            yield Stretch(text[number.start : number.end], number)
            at = number.end
    if at < end:
        yield Stretch(text[at:end])
