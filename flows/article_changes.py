"""What changed between two versions of an article: paragraphs with the words that differ, and numbers with both values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final

_WORD: Final = re.compile(r"\S+")
_MOST_WORDS: Final = 4_000  # of a paragraph that is compared word by word: the time grows with the square

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph that differs; None where there was none before, or is none now. Spans are the words that differ."""

    field: str
    before: str | None
    after: str | None
    removed: tuple[Span, ...] = ()
    added: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class StatedNumber:
    """A number of a version: what it is of (nothing where it states no indicator), and its value with unit as written."""

    of: tuple[str, ...]
    surface: str
    value: str


@dataclass(frozen=True, slots=True)
class NumberChange:
    """Values of one thing that stand in one version only."""

    of: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


def text_changes(field: str, before: str, after: str) -> list[Change]:
    """The paragraphs (parted by blank lines) of a field that differ, in the order of the text."""
    old, new = _paragraphs(before), _paragraphs(after)
    changes: list[Change] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            changes.extend(_change(field, was, now) for was, now in _paired(old[a:b], new[c:d]))
    return changes


def number_changes(before: Sequence[StatedNumber], after: Sequence[StatedNumber]) -> list[NumberChange]:
    """The things of which another value is stated than before, in the order of the later version."""
    things = dict.fromkeys(number.of for number in (*after, *before))
    changes = []
    for of in things:
        was = {number.value: number.surface for number in before if number.of == of}
        now = {number.value: number.surface for number in after if number.of == of}
        gone = tuple(surface for value, surface in was.items() if value not in now)
        come = tuple(surface for value, surface in now.items() if value not in was)
        if gone or come:
            changes.append(NumberChange(of, gone, come))
    return changes


def _paragraphs(text: str) -> list[str]:
    return [paragraph for paragraph in text.split("\n\n") if paragraph]


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    """Paragraphs that replace each other, in order; those that are left over come or go."""
    yield from zip_longest(old, new)


def _change(field: str, before: str | None, after: str | None) -> Change:
    if before is None or after is None:
        return Change(field, before, after)
    old, new = list(_WORD.finditer(before)), list(_WORD.finditer(after))
    if max(len(old), len(new)) > _MOST_WORDS:
        return Change(field, before, after)
    matcher = SequenceMatcher(None, [found[0] for found in old], [found[0] for found in new], autojunk=False)
    codes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    return Change(
        field,
        before,
        after,
        tuple((old[a].start(), old[b - 1].end()) for _, a, b, _, _ in codes if b > a),
        tuple((new[c].start(), new[d - 1].end()) for _, _, _, c, d in codes if d > c),
    )
