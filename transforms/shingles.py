"""How alike two texts are: what is left of an article when it is cut, reordered, retitled or lightly edited, in sets of words.

A repeat says the same in the same words and the same numbers. Two reports of one office, written on one form, share most of
their words and few of their numbers, and speak of other days: that is what tells them from a repeat in which a number was
corrected. So words and numbers are compared apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from transforms.folding import fold

FEWEST_WORDS: Final = 20  # a body with fewer is not judged: a notice of two lines is like many others
_SPAN: Final = 6  # words of a passage by which copies are found: long enough to be rare, short enough to survive an edit
_TOKEN: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+")
_GROUPED: Final = re.compile(r"\d{1,3}(?:[.,]\d{3})+")

# What two texts must share. Measured on the labelled set of tests/db/near_duplicates; see docs/decisions/near-duplicates.md.
_LEAST_JACCARD: Final = 0.45
_LEAST_CONTAINED: Final = 0.8  # of a text that was cut: what is left stands in the longer one
_LEAST_SIZE: Final = 0.2  # of the cut text against the longer one; less is an item of a round-up
_MOST_CHANGED: Final = 0.2
_FEWEST_FIGURES: Final = 4  # with fewer, one other number makes another article

_NUMBER_WORD: Final = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12,
    "gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10, "chap": 12,
}  # fmt: skip
_DAY: Final = re.compile(
    r"\b(?:ngay|sang|trua|chieu|toi|den) (\d{1,2})(?: thang |[/.-])(\d{1,2})\b|\b(\d{1,2})/(\d{1,2})(?:/\d{4})?\b"
)
_YEAR: Final = re.compile(r"\b(?:nam |/)((?:19|20)\d\d)\b")
_NAMED: Final = re.compile(
    rf"\b(thang|quy|tuan|ky|dot|lan thu|so) (\d+|{'|'.join(sorted(_NUMBER_WORD, key=len, reverse=True))})\b"
)
_MONTH: Final = re.compile(r"(?<![\d/])(\d{1,2})/(?:19|20)\d\d\b")

_SHORT: Final = 30  # characters of a piece of text that is worth keeping
_DIGITS: Final = frozenset("0123456789")
_BEFORE_DATES: Final = frozenset({"ngay", "thang", "quy", "nam", "tuan", "ky", "dot", "so"})


class Wording:
    """A text taken apart for comparison, each part when it is asked for: most articles are like no other.

    Title and lead are often written anew for a reprint, so only their dates count.
    """

    def __init__(self, title: str, lead: str, body: str) -> None:
        self._head = f"{title}\n{lead}"
        self._body = body
        pieces = body.split()
        self.words = [word for piece in pieces for word in (_known(piece) if len(piece) <= _SHORT else _words(piece))]

    @property
    def judged(self) -> bool:
        return len(self.words) >= FEWEST_WORDS

    @cached_property
    def shingles(self) -> frozenset[tuple[str, ...]]:
        """Every three words in a row, numbers blanked."""
        blanked = ["#" if word[0] in _DIGITS else word for word in self.words]
        return frozenset(zip(blanked, blanked[1:], blanked[2:], strict=False))

    @cached_property
    def figures(self) -> Mapping[str, int]:
        """Numbers that are no dates, nor of documents: how often each is written."""
        pairs = pairwise(["", *self.words])
        return Counter(word for before, word in pairs if word[0] in _DIGITS and not _is_date(before, word))

    @cached_property
    def dates(self) -> Mapping[str, frozenset[int]]:
        """Kind of date ("thang") -> those named anywhere in the article."""
        return _dates(fold(f"{self._head}\n{self._body}"))


class Likeness(NamedTuple):
    """How two texts compare. `similarity`: the share of the shorter one's triples of words that stand in the other, too."""

    similarity: float
    agreement: float  # the share of figures of the one with fewer that stand in the other as often; 0 without the same words
    same_words: bool  # enough of them
    repeats: bool  # and the figures and dates agree, too

    @property
    def contradicts(self) -> bool:
        """One form, filled in with other figures or for another day."""
        return self.same_words and not self.repeats


SAME: Final = Likeness(1.0, 1.0, same_words=True, repeats=True)


def passages(text: Wording) -> set[str]:
    """Every few words in a row, numbers as they are: what a copy has in common with its original and hardly with another."""
    words = text.words
    return {" ".join(words[start : start + _SPAN]) for start in range(max(len(words) - _SPAN + 1, 1))}


def compare(one: Wording, other: Wording) -> Likeness:
    """Whether two texts repeat each other, and how much of the shorter one is in the other."""
    short, long = sorted((one, other), key=lambda text: len(text.shingles))
    if not short.judged or not long.judged:
        same = short.words == long.words
        return Likeness(float(same), float(same), same_words=same, repeats=same)
    shared = len(short.shingles & long.shingles)
    contained = shared / len(short.shingles)
    jaccard = shared / (len(short.shingles) + len(long.shingles) - shared)
    same_words = jaccard >= _LEAST_JACCARD or (
        contained >= _LEAST_CONTAINED and len(short.shingles) >= _LEAST_SIZE * len(long.shingles)
    )
    if not same_words:
        return Likeness(contained, 0.0, same_words=False, repeats=False)
    changed, total = _other_figures(short, long)
    allowed = 0 if total < _FEWEST_FIGURES else max(1, int(total * _MOST_CHANGED))
    repeats = changed <= allowed and not _moved_on(short, long)
    return Likeness(contained, 1 - changed / max(total, 1), same_words=True, repeats=repeats)


def _words(piece: str) -> tuple[str, ...]:
    """Of a piece of text between blanks, folded: neither a word nor what folding looks at goes across one."""
    return tuple(_one_spelling(token) if token[0] in _DIGITS else token for token in _TOKEN.findall(fold(piece)))


_known = lru_cache(maxsize=30_000)(_words)  # the same few thousand pieces make up most of every text


def _one_spelling(number: str) -> str:
    """ "1.250" and "1250", "07" and "7", "3,5" and "3.5": one number."""
    if _GROUPED.fullmatch(number):
        number = number.replace(".", "").replace(",", "")
    return number.replace(",", ".").lstrip("0") or "0"


def _is_date(before: str, number: str) -> bool:
    return before in _BEFORE_DATES or (len(number) == 4 and number[:2] in ("19", "20"))


def _other_figures(short: Wording, long: Wording) -> tuple[int, int]:
    """Of the text with fewer figures: how many do not stand in the other as often, and how many there are."""
    few, many = sorted((short.figures, long.figures), key=lambda figures: sum(figures.values()))
    return sum(count - min(count, many.get(figure, 0)) for figure, count in few.items()), sum(few.values())


def _moved_on(short: Wording, long: Wording) -> bool:
    """Each names days, months, quarters or years that the other does not, and more of those than they have in common."""
    for kind in short.dates.keys() & long.dates.keys():
        one, other = short.dates[kind], long.dates[kind]
        if one - other and other - one and 2 * len(one & other) < len(one | other):
            return True
    return False


def _dates(text: str) -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for day, month, plain_day, plain_month in _DAY.findall(text):
        day_of_year = int(month or plain_month) * 100 + int(day or plain_day)
        found.setdefault("ngay", set()).add(day_of_year)
    for year in _YEAR.findall(text):
        found.setdefault("nam", set()).add(int(year))
    for kind, number in _NAMED.findall(text):
        found.setdefault(kind, set()).add(_NUMBER_WORD.get(number) or int(number[:9]))
    for month in _MONTH.findall(text):
        found.setdefault("thang", set()).add(int(month))
    return {kind: frozenset(numbers) for kind, numbers in found.items()}
