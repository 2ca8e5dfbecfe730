"""One number of a text with what stands around it: what every judge of a number looks at."""

from __future__ import annotations

import re

from transforms.counted_nouns import ABBREVIATIONS
from transforms.nouns import match_noun
from transforms.numerals import match_scale
from transforms.units import match_measure
from transforms.values import value

_WORD = re.compile(r"[^\W\d_]+")
_LEFT_REACH = 64
_BULLETS = " \xa0-–•*+"


@value
class Spot:
    """One number with what stands around it."""

    text: str
    lower: str
    start: int
    end: int  # of the digits
    before: str  # the word before it on its line, in lower case
    gap: str  # what stands between that word and the number

    @property
    def words(self) -> list[str]:
        """The lower-case words before the number on its line, the last one first. Few judges ask for more than `before`."""
        words = _WORD.findall(_line_before(self.lower, self.start))
        words.reverse()
        return words

    @property
    def second(self) -> str:
        """The word before the word before the number."""
        return next(iter(self.words[1:2]), "")

    @property
    def digits(self) -> str:
        return self.lower[self.start : self.end]


def spot_at(text: str, lower: str, start: int, end: int) -> Spot:
    if start and lower[start - 1] == " ":  # nearly always a word and one blank stand before a number
        behind = lower.rfind(" ", max(0, start - _LEFT_REACH), start - 1) + 1
        before = lower[behind : start - 1]
        if behind and before.isalpha():
            return Spot(text, lower, start, end, before, " ")
    line = _line_before(lower, start)
    words = _WORD.findall(line)
    before = words[-1] if words else ""
    return Spot(text, lower, start, end, before, line[line.rfind(before) + len(before) :] if words else line)


def _line_before(lower: str, start: int) -> str:
    left = lower[max(0, start - _LEFT_REACH) : start]
    return left[left.rfind("\n") + 1 :]


def has_unit(spot: Spot, end: int | None = None) -> bool:
    """Does a unit that can be counted or measured follow the number, or the longer expression that ends at `end`?"""
    end = spot.end if end is None else end
    return bool(match_scale(spot.lower, end) or match_measure(spot.lower, end) or match_noun(spot.text, spot.lower, end))


def opens_line(spot: Spot) -> bool:
    """Does nothing but bullets and blanks stand before the number on its line? Looks no further than the first other letter."""
    position = spot.start - 1
    while position >= 0 and spot.text[position] in _BULLETS:
        position -= 1
    return position < 0 or spot.text[position] == "\n"


def behind_capital(spot: Spot) -> bool:
    """Is the word before the number a capitalised one that does not owe its capital to the head of a sentence?"""
    position = spot.start - len(spot.gap) - len(spot.before)
    if not spot.text[position : position + 1].isupper():
        return False
    if spot.before in ABBREVIATIONS and spot.text[position : position + len(spot.before)].isupper():
        return False  # "KN 76, TC 143"
    opening = spot.text[max(0, position - 3) : position].rstrip(' \xa0“"(-–')
    return bool(opening) and opening[-1] not in ".!?:\n"
