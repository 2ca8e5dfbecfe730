"""Numbers that measure nothing, each with its kind: dates, document numbers, clock times, list marks, numbers inside names.

Every number is judged where it stands, by the words before it and the shape around it, so the cost is one look per number
however long the text is. What is masked here is never read as a quantity; the kind says why.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from transforms import mask_patterns as shapes
from transforms.lowering import lowered
from transforms.mask_words import (
    ALWAYS,
    CLOCK_WORDS,
    COUNT_HEADS,
    COUNTER_WORDS,
    DAY_WORDS,
    DOCUMENTS,
    PERIOD_WORDS,
    PHONE_WORDS,
    RANK_WORDS,
    RATE_WORDS,
    UNLESS_UNIT,
)
from transforms.nouns import is_known_noun, match_noun
from transforms.numerals import NUMERAL, match_scale
from transforms.units import match_measure


@dataclass(frozen=True, slots=True)
class Mask:
    """`kind` is one of: clock, code, counter, date, document, list, name, ordinal, period, phone, score, url."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Spot:
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


_Judge = Callable[[_Spot], tuple[str, int] | None]

_WORD = re.compile(r"[^\W\d_]+")
_LEFT_REACH = 64


def _has_unit(spot: _Spot, end: int | None = None) -> bool:
    """Does a unit that can be counted or measured follow the number, or the longer expression that ends at `end`?"""
    end = spot.end if end is None else end
    return bool(match_scale(spot.lower, end) or match_measure(spot.lower, end) or match_noun(spot.text, spot.lower, end))


def _glued(spot: _Spot) -> tuple[str, int] | None:
    """Digits against a letter ("H5N1", "COVID-19", "QL91"); a lower-case Vietnamese word before them only lost its blank."""
    if spot.start == 0:
        return None
    left = spot.text[spot.start - 1]
    if left.isalpha():
        slip = not spot.gap and len(spot.before) > 1 and not spot.text[spot.start - len(spot.before) : spot.start].isascii()
        return None if slip and left.islower() else ("code", spot.end)
    if left == "+" and spot.start > 1 and spot.text[spot.start - 2].isdigit():
        return "code", spot.end
    hyphen = left in "-–." and spot.start > 1 and spot.text[spot.start - 2].isalpha()
    return ("code", spot.end) if hyphen and spot.text[spot.start - 2].isupper() and left != "." else None


def _shaped(spot: _Spot) -> tuple[str, int] | None:
    """Shapes that are what they are whatever stands before them."""
    for pattern, kind in (
        (shapes.DATE_FULL, "date"),
        (shapes.DATE_ISO, "date"),
        (shapes.DATE_WORDS, "date"),
        (shapes.MONTH_YEAR, "date"),
        (shapes.ALWAYS_ON, "clock"),
        (shapes.FISCAL, "period"),
    ):
        found = pattern.match(spot.lower, spot.start)
        if found:
            return kind, found.end()
    for pattern, kind in ((shapes.DOCUMENT, "document"), (shapes.PHONE, "phone")):
        found = pattern.match(spot.text, spot.start)
        if found:
            return kind, found.end()
    return None


def _clock(spot: _Spot) -> tuple[str, int] | None:
    found = shapes.CLOCK.match(spot.lower, spot.start)
    if found:
        return "clock", found.end()
    if spot.before in CLOCK_WORDS and (found := shapes.HOUR.match(spot.lower, spot.start)):
        return "clock", found.end()
    return None


def _list_mark(spot: _Spot) -> tuple[str, int] | None:
    line_start = spot.text.rfind("\n", 0, spot.start) + 1
    opening = spot.text[line_start : spot.start].strip(" \xa0-–•*+")
    if not opening and (found := shapes.LIST_MARK.match(spot.text, spot.start)) and not _range_follows(spot):
        return "list", found.end()
    closing = shapes.BRACKETED.match(spot.text, spot.start)
    if closing and spot.start and spot.text[spot.start - 1] in "([" and len(spot.digits) < 3:
        return "list", closing.end()
    return None


def _range_follows(spot: _Spot) -> bool:
    """ "10 - 15 hộ" at the head of a line is a range and no list mark."""
    return bool(re.match(r"\s*[-–]\s*\d", spot.text[spot.end : spot.end + 8]))


def _period(spot: _Spot) -> tuple[str, int] | None:
    """ "năm 2019", "tháng 3 và 4", "ngày 5", "9 tháng" of a year; "mỗi năm 500 hộ" stays a number."""
    before, two = spot.before, spot.words[1] if len(spot.words) > 1 else ""
    if spot.gap.strip(' \xa0\n“"') or before not in PERIOD_WORDS:
        found = shapes.FISCAL_BARE.match(spot.lower, spot.start)
        names_period = before in {"trong", "qua", "kế", "lũy", "luỹ", "ước", "sau", "kết"} or (before == "quả" and bool(two))
        return ("period", found.end()) if found and names_period else None
    if before in {"năm", "quý", "quí"}:
        pattern = shapes.YEARS if before == "năm" else shapes.MONTHS
        found = pattern.match(spot.lower, spot.start)
        return ("period", found.end()) if found else None
    found = shapes.MONTHS.match(spot.lower, spot.start)
    if two in RATE_WORDS and _has_unit(spot) and not (found and found.end() > spot.end):
        return None
    return ("date", found.end()) if found else None


def _short_date(spot: _Spot) -> tuple[str, int] | None:
    found = shapes.DATE_SHORT.match(spot.lower, spot.start)
    if not found:
        return None
    if spot.before in DAY_WORDS and not spot.gap.strip(" \xa0,("):
        return "date", found.end()
    slash = "/" in found[0]
    near_day = DAY_WORDS.intersection(spot.words[:3]) or spot.before in {"từ", "đến", "kể"}
    if slash and not _has_unit(spot, found.end()) and (near_day or _alone_in_brackets(spot, found.end())):
        return "date", found.end()
    return None


def _alone_in_brackets(spot: _Spot, end: int) -> bool:
    return spot.gap.endswith("(") and spot.text[end : end + 1] == ")"


def _labelled(spot: _Spot) -> tuple[str, int] | None:
    """A number that belongs to the word before it: "Điều 5", "nhóm 3", "bão số 3", "Quyết định 290"."""
    before, two = spot.before, spot.words[1] if len(spot.words) > 1 else ""
    if spot.gap.strip(' \xa0.:“"'):
        return None
    if before in PHONE_WORDS and len(spot.digits) > 5:
        return "phone", spot.end
    if before in COUNTER_WORDS and ":" in spot.gap:
        return "counter", spot.end
    if ":" in spot.gap:
        return None
    if before == "số" and two not in COUNT_HEADS:
        found = shapes.DOCUMENT_YEAR.match(spot.lower, spot.start)
        return "document", found.end() if found else spot.end
    if f"{before} {two}" in DOCUMENTS or before in ALWAYS:
        found = shapes.DOCUMENT_YEAR.match(spot.lower, spot.start)
        return ALWAYS.get(before, "document"), found.end() if found else spot.end
    ranked = before == "hạng" and _ranked(spot)
    if before in UNLESS_UNIT and not spot.gap.strip(" \xa0") and not ranked and not _has_unit(spot):
        return UNLESS_UNIT[before], _past_subnumbers(spot)
    return None


def _past_subnumbers(spot: _Spot) -> int:
    """The end of a house or lot number with its parts: "số nhà 12/5"."""
    found = shapes.SUBNUMBERS.match(spot.text, spot.end)
    return found.end() if found else spot.end


def _ranked(spot: _Spot) -> bool:
    return bool(RANK_WORDS.intersection(spot.words[1:7])) or spot.text[spot.end : spot.end + 1] == "/"


def _ordinal(spot: _Spot) -> tuple[str, int] | None:
    """ "lần thứ 12" and "thứ 7" are no ranks; "xếp thứ 5" and "thứ 5/63" are."""
    if spot.before != "thứ" or spot.gap.strip(" \xa0"):
        return None
    if spot.words[1:2] in (("lần",), ("kỳ",), ("khóa",), ("họp",), ("năm",), ("ngày",)):
        return "ordinal", spot.end
    return (
        None
        if _ranked(spot) or re.match(r"\s*(?:trong|trên|cả nước|toàn quốc)", spot.lower[spot.end : spot.end + 12])
        else (
            "ordinal",
            spot.end,
        )
    )


def _named(spot: _Spot) -> tuple[str, int] | None:
    """A bare year, a number behind a capitalised name without a unit ("Vĩnh Hậu 2"), scores, "4.0"."""
    years = shapes.YEARS.match(spot.lower, spot.start)
    if years and not is_known_noun(spot.lower, years.end()) and not match_measure(spot.lower, years.end()):
        return "period", years.end()
    if "số" in spot.words[:3] and "tỷ" in spot.words[:4] and (found := shapes.MATCH_SCORE.match(spot.lower, spot.start)):
        return "score", found.end()
    glued = shapes.GLUED_CODE.match(spot.text, spot.start)
    if glued and not match_measure(spot.lower, spot.end):
        return "code", glued.end()
    if spot.digits == "4.0" and not _has_unit(spot):
        return "name", spot.end
    behind_name = spot.gap in {" ", "\xa0"} and spot.words and _capital(spot)
    if behind_name and not _has_unit(spot) and spot.text[spot.end : spot.end + 1] not in "%/":
        return "name", spot.end
    return None


def _capital(spot: _Spot) -> bool:
    """Is the word before the number a capitalised one that does not owe its capital to the head of a sentence?"""
    position = spot.start - len(spot.gap) - len(spot.before)
    opening = spot.text[max(0, position - 3) : position].rstrip(' \xa0“"(-–')
    return bool(opening) and opening[-1] not in ".!?:\n" and spot.text[position : position + 1].isupper()


_JUDGES: tuple[_Judge, ...] = (_glued, _shaped, _clock, _list_mark, _period, _short_date, _ordinal, _labelled, _named)


def find_masks(text: str) -> tuple[Mask, ...]:
    """The numbers of a text that are no quantities, in order and without overlap. `text` is NFC."""
    lower = lowered(text)
    masks = _urls(text)
    urls = tuple(masks)
    position = 0
    for number in NUMERAL.finditer(text):
        start, end = number.span()
        if end <= position or any(url.start <= start < url.end for url in urls):
            continue
        verdict = _judge(_spot(text, lower, max(start, position), end))
        if verdict is not None:
            masks.append(Mask(verdict[0], max(start, position), verdict[1]))
            position = verdict[1]
    return tuple(sorted(masks, key=lambda mask: mask.start))


def _urls(text: str) -> list[Mask]:
    found: list[Mask] = []
    if "://" in text or "www." in text:
        found += [Mask("url", match.start(), match.end()) for match in shapes.URL.finditer(text)]
    if "@" in text:
        found += [Mask("url", match.start(), match.end()) for match in shapes.EMAIL.finditer(text)]
    return found


def _judge(spot: _Spot) -> tuple[str, int] | None:
    for judge in _JUDGES:
        verdict = judge(spot)
        if verdict is not None:
            return verdict
    return None


def _spot(text: str, lower: str, start: int, end: int) -> _Spot:
    left = lower[max(0, start - _LEFT_REACH) : start]
    line = left.rpartition("\n")[2]
    words = _WORD.findall(line)
    words.reverse()
    gap = line[line.rfind(words[0]) + len(words[0]) :] if words else line
    return _Spot(text, lower, start, end, gap, tuple(words))
