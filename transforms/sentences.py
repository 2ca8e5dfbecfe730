"""Sentences of Vietnamese news text, as spans.

A line break always ends one, a full stop only where a new sentence can begin. No sentence is longer than `MAX_SENTENCE`: what
is worked out per sentence then costs the same for every thousand characters, whatever the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from transforms.lowering import CAPITALS
from transforms.values import value

MAX_SENTENCE = 2_000

_NEXT = rf"[\"”’)\]]*\s+(?=[\"“‘(\[]?[{CAPITALS}\d\-–•*])"
# The marks one by one, not as a class: then a search skips to the first letters of all alternatives
_BREAK = re.compile(rf"\n|\.{_NEXT}|!{_NEXT}|\?{_NEXT}|…{_NEXT}")
# Marks that a capital follows without a new sentence: "TP. Huế", "1. Về tài chính"
_ABBREVIATION = re.compile(
    r"(?:(?<![^\W\d_])(?:TP|TX|TT|Tp|Tx|T\.Ư|TW|Th|ThS|TS|PGS|GS|BS|KS|CN|St|No|P|Q|H|Đ|BT|PCT)|^\s*[\dIVX.]+)\.$"
)
_ABBREVIATION_REACH = 8


@value
class Span:
    start: int
    end: int


def split_sentences(text: str) -> tuple[Span, ...]:
    """The sentences in order, without the blanks around them; empty lines give none. Semicolons do not end a sentence."""
    spans: list[Span] = []
    start = 0
    for found in _BREAK.finditer(text):
        if "\n" not in found[0] and _is_abbreviated(text, start, found.start() + 1):
            continue
        spans += _pieces(text, start, found.end())
        start = found.end()
    spans += _pieces(text, start, len(text))
    return tuple(spans)


def _is_abbreviated(text: str, start: int, stop: int) -> bool:
    tail = text[max(start, stop - _ABBREVIATION_REACH) : stop]
    return tail.endswith(".") and _ABBREVIATION.search(tail) is not None


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """The span without outer blanks, cut at blanks where it is too long; nothing when it is empty."""
    piece = text[start:end].rstrip()
    end = start + len(piece)
    start = end - len(piece.lstrip())
    while end - start > MAX_SENTENCE:
        cut = text.rfind(" ", start + 1, start + MAX_SENTENCE) + 1 or start + MAX_SENTENCE
        yield Span(start, cut)
        start = cut
    if start < end:
        yield Span(start, end)


def sentence_indexes(spans: Sequence[Span], positions: Iterable[int]) -> list[int]:
    """Which sentence holds each position of the text; -1 before the first one."""
    starts = [span.start for span in spans]
    return [bisect_right(starts, position) - 1 for position in positions]
