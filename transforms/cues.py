"""Finding the phrases of `concepts` in a sentence: one dictionary look per word, however many phrases there are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from transforms.acts import ACTS, AIMS, IDIOMS
from transforms.concepts import SUBJECTS

_WORD = re.compile(r"[^\W\d_]+|\d+")  # digits are words of no phrase: "công nghiệp 20%, xây dựng" is no one phrase
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
    """The words of a sentence and, side by side, where each stands: an object of each would cost more than finding it."""

    texts: list[str]
    spans: list[tuple[int, int]]

    def between(self, start: int, end: int) -> list[str]:
        """The words that begin in a span of the text."""
        return self.texts[bisect_left(self.spans, (start,)) : bisect_left(self.spans, (end,))]


class Lexicon:
    """Phrases by their first word: how long they can be, the longest first, and what each means."""

    def __init__(self, concepts: Mapping[str, Iterable[str]]) -> None:
        meanings: dict[tuple[str, ...], list[str]] = {tuple(even_spelling(idiom).split()): [] for idiom in IDIOMS}
        for concept, phrases in concepts.items():
            for phrase in phrases:
                meanings.setdefault(tuple(even_spelling(phrase).split()), []).append(concept)
        lengths: dict[str, set[int]] = {}
        for words in meanings:
            lengths.setdefault(words[0], set()).add(len(words))
        self._meanings = {words: tuple(names) for words, names in meanings.items()}
        self._lengths = {first: tuple(sorted(counts, reverse=True)) for first, counts in lengths.items()}

    def find(self, words: Words) -> list[Hit]:
        """The phrases in a run of words, leftmost and longest, without overlap; one hit per concept of a phrase."""
        hits: list[Hit] = []
        texts, spans = words
        free = 0  # the first word behind the last phrase
        for index in [index for index, text in enumerate(texts) if text in self._lengths]:
            if index < free:
                continue
            for length in self._lengths[texts[index]]:
                phrase = tuple(texts[index : index + length])
                names = self._meanings.get(phrase)
                if names is not None:
                    free = index + len(phrase)
                    hits += [Hit(name, spans[index][0], spans[free - 1][1]) for name in names]
                    break
        return hits


SUBJECT_LEXICON = Lexicon(SUBJECTS)
ACT_LEXICON = Lexicon(ACTS)
AIM_LEXICON = Lexicon(AIMS)


def words_of(even: str, start: int, end: int) -> Words:
    """The words of a span of evenly spelled lower-case text."""
    return Words(_WORD.findall(even, start, end), [found.span() for found in _WORD.finditer(even, start, end)])
