"""Sentences of Vietnamese news text, as spans. A line break always ends one; a full stop only where a new sentence can begin."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

# Not after "TP.", "T.Ư", "1." and the like, which are followed by a capital as well
_BREAK = re.compile(r"\n|(?<=[.!?…;])[\"”’)\]]*\s+(?=[\"“‘(\[]?[A-ZĐÀ-ỸƯƠ\d\-–•*])")
_ABBREVIATION = re.compile(
    r"(?:(?<![^\W\d_])(?:TP|TX|TT|Tp|Tx|T\.Ư|TW|Th|ThS|TS|PGS|GS|BS|KS|CN|St|No|P|Q|H|Đ|BT|PCT|ông|bà)|^\s*[\dIVX.]+)\.$"
)


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int


def split_sentences(text: str) -> tuple[Span, ...]:
    """The sentences in order, without the blanks around them; empty lines give none. Semicolons do not end a sentence."""
    spans: list[Span] = []
    start = 0
    for found in _BREAK.finditer(text):
        if found[0][:1] != "\n" and "\n" not in found[0] and not _ends_sentence(text, start, found.start()):
            continue
        _add(spans, text, start, found.end())
        start = found.end()
    _add(spans, text, start, len(text))
    return tuple(spans)


def _ends_sentence(text: str, start: int, stop: int) -> bool:
    mark = text[stop - 1]
    return mark != ";" and not (mark == "." and _ABBREVIATION.search(text, max(start, stop - 8), stop))


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append(Span(start, end))


def sentence_index(spans: tuple[Span, ...], position: int) -> int:
    """Which sentence holds a position of the text; -1 before the first one."""
    return bisect_right(spans, position, key=lambda span: span.start) - 1
