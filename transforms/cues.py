"""Finding the phrases of `concepts` in a sentence: one dictionary look per word, however many phrases there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from transforms.concepts import ACTS, AIMS, IDIOMS, SUBJECTS

_WORD = re.compile(r"[^\W\d_]+")
# The tone mark of an open diphthong stands on either letter ("thuỷ", "thủy"); the second way is turned into the first
_LATE = ("oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ")
_EARLY = ("òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy")
_TONES = tuple(zip(_LATE, _EARLY, strict=True))


def even_spelling(lower: str) -> str:
    """Lower-case text with one spelling for words that have two ("thuỷ"/"thủy", "tỉ lệ"/"tỷ lệ"); positions stay."""
    for late, early in _TONES:
        lower = lower.replace(late, early)
    return lower.replace("tỉ ", "tỷ ").replace("kì ", "kỳ ")


class Hit(NamedTuple):
    concept: str
    start: int
    end: int


class Word(NamedTuple):
    text: str
    start: int
    end: int


class Lexicon:
    """Phrases by their first word, longest first."""

    def __init__(self, concepts: Mapping[str, Iterable[str]]) -> None:
        meanings: dict[tuple[str, ...], list[str]] = {tuple(even_spelling(idiom).split()): [] for idiom in IDIOMS}
        for concept, phrases in concepts.items():
            for phrase in phrases:
                meanings.setdefault(tuple(even_spelling(phrase).split()), []).append(concept)
        self._rows: dict[str, list[tuple[list[str], tuple[str, ...]]]] = {}
        for words, names in sorted(meanings.items(), key=lambda row: -len(row[0])):
            self._rows.setdefault(words[0], []).append((list(words), tuple(names)))

    def find(self, words: list[Word]) -> list[Hit]:
        """The phrases in a run of words, leftmost and longest, without overlap; one hit per concept of a phrase."""
        hits: list[Hit] = []
        texts = [word.text for word in words]
        index = 0
        while index < len(words):
            step = 1
            for phrase, names in self._rows.get(texts[index], ()):
                if texts[index : index + len(phrase)] == phrase:
                    step = len(phrase)
                    last = words[index + step - 1]
                    hits += [Hit(name, words[index].start, last.end) for name in names]
                    break
            index += step
        return hits


SUBJECT_LEXICON = Lexicon(SUBJECTS)
ACT_LEXICON = Lexicon(ACTS)
AIM_LEXICON = Lexicon(AIMS)


def words_of(even: str, start: int, end: int) -> list[Word]:
    """The words of a span of evenly spelled lower-case text."""
    return [Word(found[0], found.start(), found.end()) for found in _WORD.finditer(even, start, end)]
