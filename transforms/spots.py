"""One number of a text with what stands around it: what every judge of a number looks at."""

from __future__ import annotations

import re
from dataclasses import dataclass

from transforms.counted_nouns import ABBREVIATIONS
from transforms.nouns import match_noun
from transforms.numerals import match_scale
from transforms.units import match_measure

_WORD = re.compile(r"[^\W\d_]+")
_LEFT_REACH = 64
_BULLETS = " \xa0-–•*+"


@dataclass(frozen=True, slots=True)
class Spot:
    """One number with what stands around it. `words` are the lower-case words before it on its line, the last one first."""

    text: str
    lower: str
    start: int
    end: int  # of the digits
    gap: str  # what stands between the last word and the number
    words: tuple[str, ...]

    @property
    def before(self) -> str:
        return self.words[0] if self.words else ""

    @property
    def digits(self) -> str:
        return self.lower[self.start : self.end]


def spot_at(text: str, lower: str, start: int, end: int) -> Spot:
    left = lower[max(0, start - _LEFT_REACH) : start]
    line = left.rpartition("\n")[2]
    words = _WORD.findall(line)
    words.reverse()
    gap = line[line.rfind(words[0]) + len(words[0]) :] if words else line
    return Spot(text, lower, start, end, gap, tuple(words))


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
    if spot.before in ABBREVIATIONS and spot.text[position : position + len(spot.before)].isupper():
        return False  # "KN 76, TC 143"
    opening = spot.text[max(0, position - 3) : position].rstrip(' \xa0“"(-–')
    return bool(opening) and opening[-1] not in ".!?:\n" and spot.text[position : position + 1].isupper()
