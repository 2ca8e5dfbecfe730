"""Reading written numbers as a Vietnamese reader does: which mark groups, which is decimal, which words scale.

`.` groups thousands and `,` is the decimal mark, but pages mix them. What the number counts settles the unclear cases:
"2,000m2" and "1,250 hộ" are thousands, "1,250%" and "1,250 tỷ" are not.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from transforms.values import value

# What a number stands before: whole things; something measured (decimals are usual); a rate or score (thousands are not);
# a scale word
Reading = Literal["count", "measure", "rate", "scaled"]

NUMERAL = re.compile(r"\d\d*(?:[.,]{1,2}\d+)*")  # not \d+: a search can skip to a class of letters, not to a repetition
_MARK = re.compile(r"[.,]+")

SCALES: dict[str, Decimal] = {
    "trăm": Decimal(100),
    "nghìn": Decimal(1_000),
    "ngàn": Decimal(1_000),
    "vạn": Decimal(10_000),
    "triệu": Decimal(1_000_000),
    "tr": Decimal(1_000_000),
    "tỷ": Decimal(1_000_000_000),
    "tỉ": Decimal(1_000_000_000),
}
# "tỷ lệ" (rate), "tỷ trọng" (share) and their kin begin like the scale word
_SCALE = re.compile(r"[ \xa0]*(trăm|nghìn|ngàn|vạn|triệu|(?:tỷ|tỉ)(?!\s+(?:lệ|trọng|suất|số|giá|phú)(?!\w))|tr)(?![^\W\d_])")
# Longer digits and greater scales ("tỷ tỷ tỷ tỷ tỷ") are no number that a text states, and Decimal would overflow in the end
_LONGEST = 40
_BEYOND = Decimal(10) ** 40
# Numbers with a slip of the blank bar, where scale or unit shows that they are one: "2, 6 tỷ đồng", "13 , 2 %", "1 234 hộ"
_SPLIT_DECIMAL = re.compile(
    r"(\d{1,3}(?:\.\d{3})*)(?:[ \xa0],[ \xa0]?|,[ \xa0])(\d{1,2})"
    r"(?=[ \xa0]?(?:%|(?:nghìn |ngàn )?(?:tỷ|tỉ)[ \xa0]+(?:đồng|usd)|triệu[ \xa0]+(?:đồng|usd|lượt)))"
)
_SPLIT_THOUSANDS = re.compile(r"(\d{1,3})((?:[ \xa0]\d{3}){1,3})(?![\d,.]*\d)(?=[ \xa0]+[^\W\d_])")
_GOES_ON = re.compile(r"[ \xa0,][ \xa0,\d]")  # what both of these have behind their first digits
_THOUSAND = Decimal(1_000)
_HUNDREDS = 3  # digits
_NEXT_TERM = re.compile(r"[ \xa0]+(?=\d)")


@value
class Amount:
    """A number with its scale words: "2 tỷ 150 triệu" is two terms. `end` is behind the last of them."""

    start: int
    end: int
    terms: tuple[tuple[str, Decimal | None], ...]  # digits as written, scale (None: no scale word)

    @property
    def scale(self) -> Decimal | None:
        return self.terms[-1][1]

    def value(self, reading: Reading, shared_scale: Decimal | None = None) -> Decimal | None:
        """The number; None when they make no number ("1.2.3"). `shared_scale` is one written on another list member."""
        total: Decimal | None = None
        for surface, scale in self.terms:
            factor = scale or shared_scale
            number = read_numeral(surface, "scaled" if factor else reading)
            if number is None or factor == _BEYOND:
                return None
            number = number * factor if factor else +number
            total = number if total is None else total + number
        return total


def read_numeral(surface: str, reading: Reading = "measure") -> Decimal | None:
    """The value of digits with marks: "4.120" → 4120, "3,08" → 3.08, "71.25" → 71.25. None when they form no number."""
    if len(surface) > _LONGEST:
        return None
    if surface.isdecimal():
        return Decimal(surface)
    if surface.count(".") + surface.count(",") == 1:
        head, mark, tail = surface.partition("." if "." in surface else ",")
        return _one_mark(head, tail, mark, reading) if head else None
    marks = {mark[0] for mark in _MARK.findall(surface)}
    groups = _MARK.split(surface)
    if not groups[0]:
        return None
    if len(groups) == 2:
        return _one_mark(groups[0], groups[1], marks.pop(), reading)
    return _several_marks(surface, groups, marks, reading)


def _one_mark(head: str, tail: str, mark: str, reading: Reading) -> Decimal:
    grouping = len(tail) == 3 and len(head) <= 3 and not head.startswith("0")
    if grouping and mark == ".":
        grouping = reading != "rate"
    elif grouping:
        grouping = reading == "count" or tail == "000"
    return Decimal(head + tail if grouping else f"{head}.{tail}")


def _several_marks(surface: str, groups: list[str], marks: set[str], reading: Reading) -> Decimal | None:
    *middle, tail = groups[1:]
    if any(len(group) != 3 for group in middle) or len(groups[0]) > 3:
        return None
    whole = groups[0] + "".join(middle)
    last_mark = _MARK.findall(surface)[-1][0]
    thousands = len(tail) == 3 and (len(marks) == 1 or reading == "count")
    if thousands:
        return Decimal(whole + tail)
    if len(marks) == 1 and len(tail) > 2:
        return None
    if len(marks) == 2 and sum(mark[0] == last_mark for mark in _MARK.findall(surface)) > 1:
        return None
    return Decimal(f"{whole}.{tail}")


@lru_cache(maxsize=8)  # masks and quantities of one text both begin with it
def numeral_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where digits stand, with the marks between them."""
    return tuple(found.span() for found in NUMERAL.finditer(text))


def match_scale(lower: str, position: int) -> tuple[Decimal, int] | None:
    """The scale words at a position of lower-case text, multiplied ("nghìn tỷ"), and where they end."""
    factor: Decimal | None = None
    while (found := _SCALE.match(lower, position)) is not None:
        factor = min((factor or Decimal(1)) * SCALES[found[1]], _BEYOND)
        position = found.end()
    return None if factor is None else (factor, position)


def _mended(lower: str, start: int, end: int) -> tuple[str, int] | None:
    """A number with a blank inside, as it should be written, and its end. In a list of numbers the blank stays.

    The digits from `start` to `end` are written without one.
    """
    if not _GOES_ON.match(lower, end):
        return None
    if start > 2 and lower[start - 2 : start] in {", ", "; "} and lower[start - 3].isdigit():
        return None
    if decimal := _SPLIT_DECIMAL.match(lower, start):
        return f"{decimal[1]},{decimal[2]}", decimal.end()
    if thousands := _SPLIT_THOUSANDS.match(lower, start):
        return "".join(thousands[0].split()), thousands.end()
    return None


def match_amount(lower: str, start: int) -> Amount | None:
    """The amount whose first digit is at `start`. Further terms must fall in scale: "4 triệu 60 nghìn", not "5 triệu 7 tỷ"."""
    numeral = NUMERAL.match(lower, start)
    if numeral is None:
        return None
    if (split := _mended(lower, start, numeral.end())) is not None:
        surface, end = split
        scaled = match_scale(lower, end)
        return Amount(start, scaled[1] if scaled else end, ((surface, scaled[0] if scaled else None),))
    terms: list[tuple[str, Decimal | None]] = []
    end = start
    while numeral is not None:
        scaled = match_scale(lower, numeral.end())
        last = terms[-1][1] if terms else None
        rising = scaled is not None and last == _THOUSAND and len(terms) == 1 and len(numeral[0]) <= _HUNDREDS
        if terms and (scaled is None or last is None or (scaled[0] >= last and not rising)):
            break
        if scaled and len(terms) == 1 and last == _THOUSAND and scaled[0] > last:  # "1 nghìn 200 tỷ": both are of tỷ
            terms[0] = (terms[0][0], last * scaled[0])
        terms.append((numeral[0], scaled[0] if scaled else None))
        end = scaled[1] if scaled else numeral.end()
        gap = _NEXT_TERM.match(lower, end) if scaled else None
        numeral = NUMERAL.match(lower, gap.end()) if gap else None
    return Amount(start, end, tuple(terms))
