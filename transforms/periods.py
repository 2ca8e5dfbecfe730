"""What time a number is about, as ISO 8601: "2019", "2020-H1", "2023-Q2", "2019-11", "2010/2020".

The dates and periods were found as masks; here each is read with the words around it, which tell a period that the statement
covers from one it is compared with, planned for, or merely dated by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from transforms.masks import Mask

# covers: the statement is about it; plan: it lies ahead; compare: "so với …"; event: a day on which something took place
PeriodKind = Literal["covers", "plan", "compare", "event"]


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """`iso` is the period; `month` the last month named, for "lũy kế", which adds up to it."""

    start: int
    end: int
    iso: str
    kind: PeriodKind


_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_DAY = re.compile(r"(\d{1,2})\s*(?:[/.\-–]|tháng)\s*(\d{1,2})(?:\s*(?:[/.\-–,]|năm)?\s*((?:1[89]|20)\d\d))?$")
_ISO_DAY = re.compile(r"((?:19|20)\d\d)-(\d\d)-\d\d$")
_MONTH_YEAR = re.compile(r"(\d{1,2})\s*(?:[/.\-]|năm)\s*((?:1[89]|20)\d\d)$")
_MONTH_SPAN = re.compile(r"(\d{1,2})\s*(?:-|–|đến)\s*(?:tháng\s+)?(\d{1,2})(?:\s*(?:[/.\-]|năm)\s*((?:1[89]|20)\d\d))?$")
_FISCAL = re.compile(r"(\d{1,2})\s+tháng(?:\s+(\w+))?")
_RIGHT_YEAR = re.compile(r"\s*(?:của\s+)?(?:năm|/|,|\()?\s*(?:năm\s+)?((?:19|20)\d\d)")
_ROMAN_QUARTER = re.compile(r"(?<!\w)qu[ýí]\s+(iv|i{1,3})(?!\w)(?:\s*(?:[/\-,]|năm|của năm)?\s*(?:năm\s+)?((?:19|20)\d\d))?")
_HALF_WORDS = re.compile(r"(?<!\w)(ba|sáu|chín)\s+tháng\s+(đầu|cuối)(?:\s+năm)?(?:\s+((?:19|20)\d\d))?")
_YEARS_PAST = re.compile(r"(?<![\w.,])(\d{1,2})\s+năm\s+(?:qua|gần đây|trở lại đây|vừa qua)(?!\w)")
_THIS_YEAR = re.compile(
    r"(?<!\w)(?:từ đầu năm(?!\s+\d)|đầu năm (?:đến|tới) nay|trong năm(?!\s+(?:qua|\d|nay))|(?:trong )?năm nay)(?!\w)"
)
_JOINT = re.compile(r"\s*(?:đến|tới|-|–)\s*(?:hết\s+|cuối\s+|ngày\s+|tháng\s+|năm\s+|nay)*")
_TO_NOW = re.compile(r"\s*(?:đến|tới)\s+nay(?!\w)")
_COMPARED = re.compile(r"(?:(?<!\w)so(?:\s+với)?|cùng kỳ|cùng kì|ngang với|ngang bằng|như|từ mức)\s+(?:[^\W\d_]+\s+){0,5}$")
_PLANNED = re.compile(
    r"(?:phương hướng|nhiệm vụ|kế hoạch|triển khai|mục tiêu|phấn đấu|chuyên đề|chủ đề|định hướng|dự toán|chỉ tiêu)"
    r"\s+(?:[^\W\d_]+\s+){0,6}$"
)
_AS_OF = re.compile(r"(?:tính đến|đến|tới|hết|cuối|đến hết|đến cuối)\s+(?:thời điểm\s+)?(?:ngày\s+|tháng\s+|hết\s+|cuối\s+)*$")
_COUNTED = re.compile(r"(?:thời điểm|tại ngày)\s+(?:ngày\s+)?$")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_WORDS = {"ba": 3, "sáu": 6, "chín": 9}
_LEFT_REACH = 48


def months_iso(year: int, first: int, last: int) -> str:
    """Whole months of a year in the shortest form: a year, half, quarter, month, or a span of months."""
    if first == last:
        return f"{year}-{first:02d}"
    if (first, last) == (1, 12):
        return str(year)
    if last - first == 5 and first in {1, 7}:
        return f"{year}-H{1 if first == 1 else 2}"
    if last - first == 2 and first % 3 == 1:
        return f"{year}-Q{last // 3}"
    return f"{year}-{first:02d}/{year}-{last:02d}"


def cumulated(iso: str) -> str:
    """ "lũy kế" up to a month: January to it. Anything but a month stays as it is."""
    found = re.fullmatch(r"(\d{4})-(\d\d)", iso)
    return months_iso(int(found[1]), 1, int(found[2])) if found else iso


def year_of(iso: str) -> int:
    """The year in which a period ends."""
    return int(iso.rsplit("/", 1)[-1][:4])


@dataclass(frozen=True, slots=True)
class _Reading:
    """The text around one sentence and the year that a bare month or quarter belongs to."""

    lower: str
    start: int
    end: int
    year: int | None
    published: date | None


def find_periods(
    lower: str, start: int, end: int, masks: Sequence[Mask], *, year: int | None, published: date | None
) -> tuple[PeriodMention, ...]:
    """The periods named in `lower[start:end]`, in order. `year` completes months without one; `masks` are those in the span."""
    reading = _Reading(lower, start, end, year, published)
    found: list[PeriodMention] = []
    for mask in masks:
        if mask.kind not in {"period", "date"} or (found and mask.start < found[-1].end):
            continue
        mention = _from_mask(reading, mask)
        if mention is None:
            continue
        joined = _joined(reading, found[-1], mention) if found else None
        if joined is not None:
            found[-1] = joined
        else:
            found.append(_to_now(reading, mention))
    worded = _in_words(reading)
    found = [mention for mention in found if not any(word.start < mention.end and mention.start < word.end for word in worded)]
    return tuple(sorted(found + worded, key=lambda mention: mention.start))


def _from_mask(reading: _Reading, mask: Mask) -> PeriodMention | None:
    content = reading.lower[mask.start : mask.end]
    left = reading.lower[max(reading.start, mask.start - _LEFT_REACH) : mask.start]
    right = reading.lower[mask.end : min(reading.end, mask.end + 20)]
    read = (
        _fiscal(reading, content, right) or _day(reading, content, left) or _months(reading, content, left) or _years(content)
    )
    if read is None:
        return None
    iso, kind, extra = read
    return PeriodMention(mask.start, mask.end + extra, iso, _kind(left, kind))


def _kind(left: str, default: PeriodKind) -> PeriodKind:
    if _COMPARED.search(left):
        return "compare"
    if _PLANNED.search(left):
        return "plan"
    return default


def _fiscal(reading: _Reading, content: str, right: str) -> tuple[str, PeriodKind, int] | None:
    found = _FISCAL.fullmatch(content.strip()) or _FISCAL.match(content)
    if not found or "tháng" not in content or _DAY.match(content):
        return None
    behind = _RIGHT_YEAR.match(right)
    year = int(behind[1]) if behind else reading.year
    count = int(found[1])
    if year is None or not 1 <= count <= 12:
        return None
    iso = months_iso(year, 13 - count, 12) if found[2] == "cuối" else months_iso(year, 1, count)
    return iso, "covers", behind.end() if behind else 0


def _day(reading: _Reading, content: str, left: str) -> tuple[str, PeriodKind, int] | None:
    iso_day = _ISO_DAY.match(content)
    found = _DAY.match(content)
    if left.rstrip().endswith(("tháng", "quý", "quí")) or not (found or iso_day):
        return None
    month = int(iso_day[2]) if iso_day else int(found[2]) if found else 0
    written = iso_day[1] if iso_day else found[3] if found else None
    year = int(written) if written else reading.year
    if year is None or not 1 <= month <= 12:
        return None
    if _AS_OF.search(left) or _COUNTED.search(left) or re.search(r"từ\s+(?:ngày\s+)?$", left):
        return (str(year) if month == 12 else f"{year}-{month:02d}"), "covers", 0
    return str(year), "event", 0


def _months(reading: _Reading, content: str, left: str) -> tuple[str, PeriodKind, int] | None:
    label = left.rstrip().rpartition(" ")[2]
    dated = _MONTH_YEAR.match(content)
    if label not in {"tháng", "quý", "quí"} and not dated:
        return None
    span = _MONTH_SPAN.match(content)
    if span and not dated:
        year, first, last = (int(span[3]) if span[3] else reading.year), int(span[1]), int(span[2])
    elif dated:
        year, first, last = int(dated[2]), int(dated[1]), int(dated[1])
    elif content.isdigit():
        year, first, last = reading.year, int(content), int(content)
    else:
        return None
    if label != "tháng" and label.startswith("qu"):
        first, last = first * 3 - 2, last * 3
    if year is None or not 1 <= first <= last <= 12:
        return None
    iso = months_iso(year, first, last)
    return (str(year) if first == last == 12 and _AS_OF.search(left) else iso), "covers", 0


def _years(content: str) -> tuple[str, PeriodKind, int] | None:
    years = _YEAR.findall(content)
    if not years:
        return None
    if len(years) == 2 and years[0] < years[1] and "," not in content and "và" not in content:
        return f"{years[0]}/{years[1]}", "covers", 0
    return years[-1], "covers", 0


def _joined(reading: _Reading, first: PeriodMention, second: PeriodMention) -> PeriodMention | None:
    """ "từ năm 2015 đến năm 2019", "từ 1/5/2011 đến 30/4/2012": one span of whole years or months."""
    if not _JOINT.fullmatch(reading.lower, first.end, second.start) or "/" in first.iso or second.kind == "compare":
        return None
    if len(first.iso) == len(second.iso) and first.iso < second.iso:
        if len(first.iso) == 7 and first.iso[:4] == second.iso[:4] and "Q" not in first.iso + second.iso:
            iso = months_iso(int(first.iso[:4]), int(first.iso[5:]), int(second.iso[5:]))
        else:
            iso = f"{first.iso}/{second.iso}"
        return PeriodMention(first.start, second.end, iso, first.kind)
    return None


def _to_now(reading: _Reading, mention: PeriodMention) -> PeriodMention:
    """ "từ năm 2015 đến nay" ends with the publication."""
    now = reading.published
    if now is None or len(mention.iso) != 4 or now.year <= int(mention.iso) or not _TO_NOW.match(reading.lower, mention.end):
        return mention
    return PeriodMention(mention.start, mention.end, f"{mention.iso}/{now.year}", "covers")


def _in_words(reading: _Reading) -> list[PeriodMention]:
    """Periods whose number no mask holds: "quý I", "sáu tháng đầu năm", "10 năm qua", "từ đầu năm đến nay"."""
    lower, start, end = reading.lower, reading.start, reading.end
    text = lower[start:end]
    found: list[PeriodMention] = []
    for match in _ROMAN_QUARTER.finditer(text) if "qu" in text else ():
        year = int(match[2]) if match[2] else reading.year
        if year is not None:
            last = _QUARTERS[match[1]] * 3
            found.append(_mention(reading, match, months_iso(year, last - 2, last)))
    for match in _HALF_WORDS.finditer(text) if " tháng " in text else ():
        year = int(match[3]) if match[3] else reading.year
        if year is not None:
            count = _WORDS[match[1]]
            span = (1, count) if match[2] == "đầu" else (13 - count, 12)
            found.append(_mention(reading, match, months_iso(year, *span)))
    now = reading.published
    if now is not None and "năm" in text:
        found += [_mention(reading, match, f"{now.year - int(match[1])}/{now.year}") for match in _YEARS_PAST.finditer(text)]
        found += [_mention(reading, match, str(now.year)) for match in _THIS_YEAR.finditer(text)]
    return found


def _mention(reading: _Reading, match: re.Match[str], iso: str) -> PeriodMention:
    begin = reading.start + match.start()
    left = reading.lower[max(reading.start, begin - _LEFT_REACH) : begin]
    return PeriodMention(begin, reading.start + match.end(), iso, _kind(left, "covers"))
