"""The stretch of a text in which most of what was looked for stands, with what was found marked.

Works on the original text, whatever was done to it for the index: words are compared by a key, and keep their places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

Pieces = tuple[tuple[str, bool], ...]

WORDS: Final = 28  # of a stretch
_BEFORE: Final = 8  # of them before the first one found
_WORD: Final = re.compile(r"[^\W_]+")


class _Match(NamedTuple):
    """One occurrence of a phrase: its first word and the one after its last, counted in words."""

    first: int
    end: int
    phrase: int


def excerpt(texts: Iterable[str], phrases: Sequence[Sequence[str]], key: Callable[[str], str]) -> Pieces:
    """A stretch of the text that holds most of the phrases at one place; of equals, of the first text. () where none does.

    A phrase is its words' keys; `key` makes the key of a word.
    """
    best: tuple[int, Pieces] = (0, ())
    for text in texts:
        spans = [found.span() for found in _WORD.finditer(text)]
        keys = [key(text[start:end]) for start, end in spans]
        matches = _matches(keys, phrases)
        if not matches:
            continue
        kinds, at = _densest(matches)
        if kinds > best[0]:
            best = kinds, _cut(text, spans, matches, at)
    return best[1]


def _matches(keys: Sequence[str], phrases: Sequence[Sequence[str]]) -> list[_Match]:
    """Occurrences in order, none within another."""
    by_first: dict[str, list[int]] = {}
    for number, phrase in enumerate(phrases):
        by_first.setdefault(phrase[0], []).append(number)
    found: list[_Match] = []
    for at, word in enumerate(keys):
        fitting = [n for n in by_first.get(word, ()) if list(keys[at : at + len(phrases[n])]) == list(phrases[n])]
        found.extend(_Match(at, at + len(phrases[n]), n) for n in fitting)
    return found


def _densest(matches: Sequence[_Match]) -> tuple[int, int]:
    """(how many different phrases, index of the first occurrence) of the stretch that holds most of them."""
    best = (0, 0)
    for start, match in enumerate(matches):
        kinds = {other.phrase for other in matches[start : start + WORDS] if other.end - match.first <= WORDS - _BEFORE}
        if len(kinds) > best[0]:
            best = len(kinds), start
    return best if best[0] else (1, 0)


def _cut(text: str, spans: Sequence[tuple[int, int]], matches: Sequence[_Match], at: int) -> Pieces:
    first = max(0, matches[at].first - _BEFORE)
    last = min(len(spans), max(first + WORDS, matches[at].end)) - 1
    start = 0 if first == 0 else spans[first][0]
    end = len(text) if last == len(spans) - 1 else spans[last][1]
    pieces: list[tuple[str, bool]] = [("… ", False)] if start else []
    place = start
    for match in matches:
        begin, stop = max(spans[match.first][0], place), spans[match.end - 1][1]
        if match.first >= first and match.end - 1 <= last and begin < stop:
            pieces += [(text[place:begin], False), (text[begin:stop], True)]
            place = stop
    pieces += [(text[place:end], False)] + ([(" …", False)] if end < len(text) else [])
    return tuple((" ".join(piece.split("\n\n")), found) for piece, found in pieces if piece)
