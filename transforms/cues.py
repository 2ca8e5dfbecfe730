"""Finding the phrases of `concepts` in a sentence: one dictionary look per word, however many phrases there are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import NamedTuple

from transforms.acts import ACTS, AIMS, IDIOMS
from transforms.concepts import SUBJECTS

_WORD = re.compile(r"([^\W\d_]+|\d+)")  # digits are words of no phrase: "công nghiệp 20%, xây dựng" is no one phrase
# The tone mark of an open diphthong stands on either letter ("thuỷ", "thủy"); the second way is turned into the first
_LATE = ("oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ")
_EARLY = ("òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy")
_EVEN = dict(zip((*_LATE, "tỉ ", "kì "), (*_EARLY, "tỷ ", "kỳ "), strict=True))
_UNEVEN = re.compile("|".join(("o[àáảãạèéẻẽẹ]", "u[ỳýỷỹỵ]", "tỉ ", "kì ")))


def even_spelling(lower: str) -> str:
    """Lower-case text with one spelling for words that have two ("thuỷ"/"thủy", "tỉ lệ"/"tỷ lệ"); positions stay."""
    return _UNEVEN.sub(lambda found: _EVEN[found[0]], lower)


def even_pattern(pattern: str) -> re.Pattern[str]:
    """A regular expression for evenly spelled text, whatever the spelling it is written in."""
    return re.compile(even_spelling(pattern))


class Hit(NamedTuple):
    concept: str
    start: int
    end: int


class Words(NamedTuple):
    """The words of a sentence and, side by side, where each begins: an object of each would cost more than finding it."""

    texts: list[str]
    starts: list[int]

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The indexes of the words that begin in a span of the text, from the first to behind the last."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


# What begins with two words in one vocabulary: its number, the lengths of phrases, and the meaning of the first word alone
_Start = tuple[int, tuple[int, ...], tuple[str, ...] | None]


class Lexicon:
    """The phrases of several vocabularies, found in one walk; those of one do not overlap, with those of another they may."""

    def __init__(self, *vocabularies: Mapping[str, Iterable[str]]) -> None:
        self._meanings = [_meanings(concepts) for concepts in vocabularies]
        pairs: dict[str, set[str]] = {}  # the second words by the first
        lengths: dict[tuple[int, str, str], set[int]] = {}
        for number, meanings in enumerate(self._meanings):
            for first, *rest in meanings:
                seconds = pairs.setdefault(first, {""})
                if rest:
                    seconds.add(rest[0])
                    lengths.setdefault((number, first, rest[0]), set()).add(len(rest) + 1)
        self._starts: dict[str, dict[str, tuple[_Start, ...]]] = {}
        for first, seconds in pairs.items():
            for second in seconds:
                rows = [
                    (number, tuple(sorted(lengths.get((number, first, second), ()), reverse=True)), meanings.get((first,)))
                    for number, meanings in enumerate(self._meanings)
                ]
                starts = tuple(row for row in rows if row[1] or row[2] is not None)
                self._starts.setdefault(first, {})[second] = starts

    def find(self, words: Words) -> list[list[Hit]]:
        """The phrases of each vocabulary in a run of words, leftmost and longest; one hit per concept of a phrase."""
        texts, begins = words
        starts = self._starts
        hits: list[list[Hit]] = [[] for _ in self._meanings]
        free = [0] * len(hits)  # the first word behind the last phrase
        seconds = enumerate(zip(map(starts.get, texts), [*texts[1:], ""], strict=True))
        found = [(index, by_second.get(second) or by_second[""]) for index, (by_second, second) in seconds if by_second]
        for index, rows in found:
            for number, lengths, alone in rows:
                if index < free[number]:
                    continue
                names, behind = alone, index + 1
                for length in lengths:
                    phrase = tuple(texts[index : index + length])
                    known = self._meanings[number].get(phrase)
                    if known is not None:
                        names, behind = known, index + len(phrase)
                        break
                if names is not None:
                    free[number] = behind
                    end = begins[behind - 1] + len(texts[behind - 1])
                    for name in names:
                        hits[number].append(Hit(name, begins[index], end))
        return hits


def _meanings(concepts: Mapping[str, Iterable[str]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The concepts of each phrase; none for an idiom, which only keeps its words from being read as another phrase."""
    meanings: dict[tuple[str, ...], list[str]] = {tuple(even_spelling(idiom).split()): [] for idiom in IDIOMS}
    for concept, phrases in concepts.items():
        for phrase in phrases:
            meanings.setdefault(tuple(even_spelling(phrase).split()), []).append(concept)
    return {words: tuple(names) for words, names in meanings.items()}


CUES = Lexicon(SUBJECTS, ACTS, AIMS)


def words_of(even: str, start: int, end: int) -> Words:
    """The words of a span of evenly spelled lower-case text."""
    pieces = _WORD.split(even[start:end])  # what stands between words, and words, in turn
    starts = list(accumulate(map(len, pieces), initial=start))
    return Words(pieces[1::2], starts[1:-1:2])
