"""Periods named in words, or by a number that no mask holds: "quý I", "nửa đầu năm", "10 năm qua", "trong năm", "đến nay"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from transforms.lowering import whole_words
from transforms.period_terms import LEFT_REACH, PeriodMention, Reading, kind_of, months_iso, year_of

_ROMAN_QUARTER = re.compile(
    r"q(?<!\wq)u[ýí]\s+(iv|i{1,3})(?!\w)(?:\s*(?:(?:[/\-,]|năm|của năm)\s*)?(?:năm\s+)?((?:19|20)\d\d))?"
)
_MONTHS = re.compile(r"(?<!\w)(ba|sáu|chín)\s+tháng\s+(đầu|cuối|qua)(?:\s+năm)?(?:\s+((?:19|20)\d\d))?")
_HALF = re.compile(r"(?<!\w)nửa\s+(?:(đầu|cuối)\s+)?(?:của\s+)?năm(?:\s+((?:19|20)\d\d)|(?!\w))")
_YEARS_PAST = re.compile(
    r"(?<![\w.,])(?:(\d{1,2}|hai|ba|bốn|năm|mười)\s+năm\s+(?:qua|gần đây|trở lại đây|vừa qua)(?!\w)"
    r"|(?:trong|qua)\s+(\d{1,2}|hai|ba|bốn|năm|mười)\s+năm(?=,|\s+(?:thực hiện|triển khai|phát động|xây dựng)))"
)
# "thứ hạng cao nhất trong 10 năm qua" is of now, and compared with those years
_SUPERLATIVE = re.compile(r"nhất\s+(?:[^\W\d_]+\s+){0,4}$")
_THIS_YEAR = re.compile(
    r"(?<!\w)(?:(từ đầu năm (?:đến|tới) nay|đầu năm (?:đến|tới) nay|(?:trong )?năm nay)"
    r"|(?:từ đầu năm|(?:trong|cả) năm)(?!\s+(?:qua|\d|nay|học|ngân)))(?!\w)"
)
_LAST_YEAR = re.compile(whole_words(r"trong\s+năm\s+(?:vừa\s+)?qua", r"năm\s+(?:vừa\s+)?qua"))
_PARTS = ("ba", "sáu", "chín")  # months, that the words for them name
_IN_YEAR = ("đầu năm", "năm nay", "trong năm", "cả năm")
_PAST = (" qua", "đây", "trong ", "qua ")
_UNTIL_NOW = re.compile(whole_words(r"đến\s+nay", r"tới\s+nay", r"cho đến\s+nay"))
_FROM_WHEN = re.compile(r"(?<!\w)(?:từ|kể từ|so với)(?!\w)[^,;.:]{0,40}$")
_MANY_YEARS = re.compile(r"(?:\d|những|nhiều|mấy|các|hai|ba|bốn|năm|mười|chục|trăm)\s+$")
_LONGER = re.compile(r"(?<!\w)(?:hơn|gần|mỗi|từng)\s+$")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_NUMBERS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "chín": 9, "mười": 10}
_LAST_MONTH_OF_REVIEW = 3  # until March, "năm qua" is the year before


def in_words(reading: Reading) -> list[PeriodMention]:
    """The periods of a sentence that are named without a mask, in no order."""
    text = reading.lower[reading.start : reading.end]
    found: list[PeriodMention] = []
    if "quý" in text or "quí" in text:
        found += _mentions(reading, _quarters(reading, text))
    if "nửa" in text or (" tháng " in text and any(map(text.__contains__, _PARTS))):
        found += _mentions(reading, _parts_of_year(reading, text))
    if "năm" in text:
        found += _mentions(reading, _years(reading, text))
    return found


def until_now(reading: Reading, found: Iterable[PeriodMention]) -> Iterator[PeriodMention]:
    """ "đến nay" is the year of publication, unless the text speaks of that year, or a part of it, already."""
    text = reading.lower[reading.start : reading.end]
    if reading.published is None or " nay" not in text:
        return
    named = [mention for mention in found if mention.kind == "covers"]
    for match in _UNTIL_NOW.finditer(text):
        start, end = reading.start + match.start(), reading.start + match.end()
        if any(mention.start <= start < mention.end for mention in named):
            continue
        if _FROM_WHEN.search(reading.lower, max(reading.start, start - LEFT_REACH), start):
            continue
        before = [mention.iso for mention in named if mention.end <= start]
        context = before[-1] if before else reading.carried
        if context is None or year_of(context) != reading.published.year:
            yield PeriodMention(start, end, str(reading.published.year), "covers")


def _mentions(reading: Reading, found: Iterable[tuple[re.Match[str], str]]) -> Iterator[PeriodMention]:
    for match, iso in found:
        begin = reading.start + match.start()
        left = reading.lower[max(reading.start, begin - LEFT_REACH) : begin]
        yield PeriodMention(begin, reading.start + match.end(), iso, kind_of(left, "covers"))


def _quarters(reading: Reading, text: str) -> Iterator[tuple[re.Match[str], str]]:
    for match in _ROMAN_QUARTER.finditer(text):
        year = int(match[2]) if match[2] else reading.year
        if year is not None:
            last = _QUARTERS[match[1]] * 3
            yield match, months_iso(year, last - 2, last)


def _parts_of_year(reading: Reading, text: str) -> Iterator[tuple[re.Match[str], str]]:
    for match in _MONTHS.finditer(text):
        year = int(match[3]) if match[3] else reading.year
        if year is not None:
            count = _NUMBERS[match[1]]
            yield match, months_iso(year, *((13 - count, 12) if match[2] == "cuối" else (1, count)))
    for match in _HALF.finditer(text):
        year = int(match[2]) if match[2] else reading.year
        if year is not None and (match[1] or not _LONGER.search(text, max(0, match.start() - LEFT_REACH), match.start())):
            yield match, f"{year}-H{2 if match[1] == 'cuối' else 1}"


def _years(reading: Reading, text: str) -> Iterator[tuple[re.Match[str], str]]:
    now = reading.published
    for match in _THIS_YEAR.finditer(text) if any(map(text.__contains__, _IN_YEAR)) else ():
        year = now.year if match[1] and now is not None else reading.year
        if year is not None:
            yield match, str(year)
    if now is None or not any(map(text.__contains__, _PAST)):
        return
    for match in _YEARS_PAST.finditer(text):
        if _SUPERLATIVE.search(text, max(0, match.start() - LEFT_REACH), match.start()):
            continue
        written = match[1] or match[2]
        count = int(written) if written.isdigit() else _NUMBERS[written]
        yield match, _held_span(reading, count) if match[2] else f"{now.year - count}/{now.year}"
    for match in _LAST_YEAR.finditer(text) if now.month <= _LAST_MONTH_OF_REVIEW else ():
        if not _MANY_YEARS.search(text, max(0, match.start() - LEFT_REACH), match.start()):
            yield match, str(now.year - 1)


def _held_span(reading: Reading, count: int) -> str:
    """ "Trong 5 năm" of a text that speaks of 2016 to 2020 is that span, otherwise the years until publication."""
    now = reading.published.year if reading.published else 0
    first, slash, last = (reading.carried or "").partition("/")
    if slash and len(first) == len(last) == len("2016") and int(last) <= now and int(last) - int(first) in {count - 1, count}:
        return f"{first}/{last}"
    return f"{now - count}/{now}"
