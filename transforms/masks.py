"""Numbers that measure nothing, each with its kind: dates, document numbers, clock times, list marks, numbers inside names.

Every number is judged where it stands, by the words before it and the shape around it, so the cost is one look per number
however long the text is. What is masked here is never read as a quantity; the kind says why.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from operator import attrgetter

from transforms import mask_patterns as shapes
from transforms.lowering import lowered
from transforms.mask_labels import labelled, named, ordinal
from transforms.mask_words import ALWAYS, CLOCK_WORDS, DAY_WORDS, LENGTH_WORDS, PERIOD_WORDS, RATE_WORDS, SPAN_HEADS
from transforms.numerals import numeral_spans
from transforms.spots import Spot, behind_capital, has_unit, opens_line, spot_at
from transforms.values import value


@value
class Mask:
    """`kind` is one of: clock, code, counter, date, document, list, name, ordinal, period, phone, score, table (a head or
    the number of a row), url.
    """

    kind: str
    start: int
    end: int


_START = attrgetter("start")
_Judge = Callable[[Spot], tuple[str, int] | None]


def _one_of(kinds: dict[str, tuple[re.Pattern[str], ...]], ahead: str = "") -> re.Pattern[str]:
    """One pattern of many, the first that fits wins; the group that matched is named after the kind.

    `ahead` is what all of them begin with, so that most numbers need no look at each.
    """
    shapes = "|".join(f"(?P<{kind}>{'|'.join(shape.pattern for shape in each)})" for kind, each in kinds.items())
    return re.compile(f"{ahead}(?:{shapes})")


_LOWER_SHAPES = _one_of(
    {
        "date": (shapes.DATE_FULL, shapes.DATE_ISO, shapes.DATE_WORDS, shapes.MONTH_YEAR),
        "clock": (shapes.ALWAYS_ON,),
        "period": (shapes.FISCAL,),
    },
    ahead=r"(?=\d{1,4}\s*(?:[/.\-–]|tháng))",
)
_JOINTS = frozenset("/-–")
_CASED_SHAPES = _one_of({"document": (shapes.DOCUMENT,), "phone": (shapes.PHONE,)})


def _glued(spot: Spot) -> tuple[str, int] | None:
    """Digits against a letter ("H5N1", "COVID-19", "QL91"); a lower-case Vietnamese word before them only lost its blank."""
    if spot.start == 0:
        return None
    left = spot.text[spot.start - 1]
    if left == " ":
        return None
    if left.isalpha():
        slip = not spot.gap and len(spot.before) > 1 and not spot.text[spot.start - len(spot.before) : spot.start].isascii()
        return None if slip and left.islower() else ("code", spot.end)
    if left == "+" and spot.start > 1 and spot.text[spot.start - 2].isdigit():
        return "code", spot.end
    if left not in "-–" or spot.start == 1 or not spot.text[spot.start - 2].isalpha():
        return None
    in_capitals = spot.text[spot.start - 2].isupper()
    return ("code", spot.end) if in_capitals or spot.before in ALWAYS or (behind_capital(spot) and not has_unit(spot)) else None


def _shaped(spot: Spot) -> tuple[str, int] | None:
    """Shapes that are what they are whatever stands before them."""
    found = _LOWER_SHAPES.match(spot.lower, spot.start)
    if found is None and (spot.text[spot.start] in "01" or spot.text[spot.end : spot.end + 2].lstrip()[:1] in _JOINTS):
        found = _CASED_SHAPES.match(spot.text, spot.start)  # a phone number, or what is joined to letters
    return (str(found.lastgroup), found.end()) if found else None


def _clock(spot: Spot) -> tuple[str, int] | None:
    found = shapes.CLOCK.match(spot.lower, spot.start)
    if found:
        return "clock", found.end()
    if spot.before in CLOCK_WORDS and (found := shapes.HOUR.match(spot.lower, spot.start)):
        return "clock", found.end()
    return None


def _list_mark(spot: Spot) -> tuple[str, int] | None:
    if opens_line(spot) and (found := shapes.LIST_MARK.match(spot.text, spot.start)) and not _range_follows(spot):
        return "list", found.end()
    bracketed = spot.start > 0 and spot.text[spot.start - 1] in "(["
    closing = shapes.BRACKETED.match(spot.text, spot.start) if bracketed else None
    return ("list", closing.end()) if closing and spot.end - spot.start < 3 else None


def _range_follows(spot: Spot) -> bool:
    """ "10 - 15 hộ" at the head of a line is a range and no list mark."""
    return bool(re.match(r"\s*[-–]\s*\d", spot.text[spot.end : spot.end + 8]))


def _period(spot: Spot) -> tuple[str, int] | None:
    """ "năm 2019", "tháng 3 và 4", "ngày 5", "9 tháng" of a year; "mỗi năm 500 hộ" stays a number."""
    before = spot.before
    if before in {"kỳ", "kì"} and (term := shapes.YEARS.match(spot.lower, spot.start)):
        return "period", term.end()
    if spot.gap.strip(' \xa0\n“"') or before not in PERIOD_WORDS:
        found = shapes.FISCAL_BARE.match(spot.lower, spot.start)
        names_period = before in SPAN_HEADS or (before == "quả" and bool(spot.second))
        if found and not names_period and before not in LENGTH_WORDS:
            found = shapes.FISCAL_SPAN.match(spot.lower, spot.start)
            names_period = found is not None and spot.gap.strip() in {"", ":", "-", "–", ",", ";", ".", "("}
        return ("period", found.end()) if found and names_period else None
    if before not in {"năm", "tháng", "quý", "quí"} and (day := shapes.DATE_SHORT.match(spot.lower, spot.start)):
        return "date", day.end()
    if before in {"năm", "quý", "quí"}:
        pattern = shapes.YEARS if before == "năm" else shapes.MONTHS
        found = pattern.match(spot.lower, spot.start)
        return ("period", found.end()) if found else None
    found = shapes.MONTHS.match(spot.lower, spot.start)
    if spot.second in RATE_WORDS and has_unit(spot) and not (found and found.end() > spot.end):
        return None
    return ("date", found.end()) if found else None


def _short_date(spot: Spot) -> tuple[str, int] | None:
    found = shapes.DATE_SHORT.match(spot.lower, spot.start)
    if not found:
        return None
    if spot.before in DAY_WORDS and not spot.gap.strip(" \xa0,("):
        return "date", found.end()
    slash = "/" in found[0]
    if not slash or has_unit(spot, found.end()):
        return None
    near_day = DAY_WORDS.intersection(spot.words[:3]) or spot.before in {"từ", "đến", "kể"}
    return ("date", found.end()) if near_day or _alone_in_brackets(spot, found.end()) else None


def _alone_in_brackets(spot: Spot, end: int) -> bool:
    return spot.gap.endswith("(") and spot.text[end : end + 1] == ")"


_JUDGES: tuple[_Judge, ...] = (_glued, _shaped, _clock, _list_mark, _period, _short_date, ordinal, labelled, named)


def find_masks(text: str) -> tuple[Mask, ...]:
    """The numbers of a text that are no quantities, in order and without overlap. `text` is NFC."""
    lower = lowered(text)
    masks = _urls(text)
    masks.sort(key=_START)
    addresses = iter(masks.copy())
    address = next(addresses, None)
    position = address_end = 0
    for start, end in numeral_spans(text):
        while address is not None and address.start <= start:
            address_end = max(address_end, address.end)
            address = next(addresses, None)
        if end <= position or start < address_end:
            continue
        begin = max(start, position)
        verdict = _judge(spot_at(text, lower, begin, end))
        if verdict is not None:
            masks.append(Mask(verdict[0], begin, verdict[1]))
            position = verdict[1]
    masks.sort(key=_START)
    return tuple(masks)


def _urls(text: str) -> list[Mask]:
    found: list[Mask] = []
    if "://" in text or "www." in text:
        found += [Mask("url", match.start(), match.end()) for match in shapes.URL.finditer(text)]
    if "@" in text:
        found += [Mask("url", match.start(), match.end()) for match in shapes.EMAIL.finditer(text)]
    return found


def _judge(spot: Spot) -> tuple[str, int] | None:
    for judge in _JUDGES:
        verdict = judge(spot)
        if verdict is not None:
            return verdict
    return None
