"""What time a number is about, as ISO 8601: "2019", "2020-H1", "2023-Q2", "2019-11", "2010/2020".

The dates and periods were found as masks; here each is read with the words around it, which tell a period that the statement
covers from one it is compared with, planned for, or merely dated by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from operator import attrgetter

from transforms.masks import Mask
from transforms.period_terms import LEFT_REACH, PeriodKind, PeriodMention, Reading, cumulated, kind_of, months_iso
from transforms.period_words import in_words, until_now

_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_DAY = re.compile(r"(\d{1,2})\s*(?:[/.\-–]|tháng)\s*(\d{1,2})(?:\s*(?:(?:[/.\-–,]|năm)\s*)?((?:1[89]|20)\d\d))?$")
_ISO_DAY = re.compile(r"((?:19|20)\d\d)-(\d\d)-\d\d$")
_MONTH_YEAR = re.compile(r"(\d{1,2})\s*(?:[/.\-]|năm)\s*((?:1[89]|20)\d\d)$")
_MONTH_SPAN = re.compile(r"(\d{1,2})\s*(?:-|–|đến|và|,)\s*(?:tháng\s+)?(\d{1,2})(?:\s*(?:[/.\-]|năm)\s*((?:1[89]|20)\d\d))?$")
_FISCAL = re.compile(r"(\d{1,2})\s+tháng(?:\s+(\w+))?")
_RIGHT_YEAR = re.compile(r"\s*(?:của\s+)?(?:năm|/|,|\()?\s*(?:năm\s+)?((?:19|20)\d\d)")
_JOINT = re.compile(r"\s*(?:đến|tới|-|–)\s*(?:hết\s+|cuối\s+|ngày\s+|tháng\s+|năm\s+|nay)*")
_TO_NOW = re.compile(r"\s*(?:đến|tới)\s+nay(?!\w)")
_SINCE_NEW_YEAR = re.compile(r"từ đầu năm(?:\s+(?:19|20)\d\d)?\s+(?:đến|tới)\s+(?:hết\s+)?(?:(?:ngày|tháng)\s+)?$")
_AS_OF = re.compile(r"(?:tính đến|đến|tới|hết|cuối|đến hết|đến cuối)\s+(?:thời điểm\s+)?(?:ngày\s+|tháng\s+|hết\s+|cuối\s+)*$")
_CUMULATED = re.compile(r"(?<!\w)(?:lũy kế|luỹ kế|cộng dồn)(?!\w)[^,;.:]*(?<!\w)(?:đến|tới|hết)(?!\w)[^,;.:]*$")
_A_LENGTH = re.compile(r"\d[^,;.:]*\s+trong\s+$")  # "cho 40 người trong 3 tháng"
_EXPLAINS = re.compile(r"\s*\(\s*(?:(?:tính|kể|số liệu|lấy|được tính)\s+){0,2}từ\s+(?:ngày\s+)?")
_BRACKET_REACH = 80
_START = attrgetter("start")
_CLOSING = (14, 16)  # the days of a month on which reports begin and close
_DECEMBER = 12
_COUNTED = re.compile(r"(?:thời điểm|tại ngày)\s+(?:ngày\s+)?$")


def find_periods(
    lower: str,
    start: int,
    end: int,
    masks: Sequence[Mask],
    *,
    year: int | None,
    published: date | None,
    carried: str | None = None,
) -> tuple[PeriodMention, ...]:
    """The periods named in `lower[start:end]`, in order. `masks` are those in the span.

    `year` completes months without one; `carried` is the period that earlier sentences set.
    """
    reading = Reading(lower, start, end, year, published, carried)
    found: list[PeriodMention] = []
    free = start  # behind what explains the mention before it
    for mask in masks:
        if mask.kind not in {"period", "date"} or mask.start < free or (found and mask.start < found[-1].end):
            continue
        if found and found[-1].kind == "covers" and _EXPLAINS.fullmatch(lower, found[-1].end, mask.start):
            free = lower.find(")", mask.end, mask.end + _BRACKET_REACH)
            continue
        mention = _from_mask(reading, mask)
        if mention is None:
            continue
        joined = _joined(reading, found[-1], mention) if found else None
        if joined is not None:
            found[-1] = joined
        else:
            found.append(_to_now(reading, mention))
    if worded := in_words(reading):
        found = [one for one in found if not any(word.start < one.end and one.start < word.end for word in worded)]
        found = sorted(found + worded, key=_START)
    if published is None or lower.find(" nay", start, end) < 0:
        return tuple(found)
    return tuple(sorted([*found, *until_now(reading, found)], key=_START))


def _from_mask(reading: Reading, mask: Mask) -> PeriodMention | None:
    content = reading.lower[mask.start : mask.end]
    left = reading.lower[max(reading.start, mask.start - LEFT_REACH) : mask.start]
    right = reading.lower[mask.end : min(reading.end, mask.end + 20)]
    read = (
        (_years(content) if _YEAR.fullmatch(content) else None)  # nearly all are
        or _fiscal(reading, content, left, right)
        or _day(reading, content, left)
        or _months(reading, content, left)
        or _years(content)
    )
    if read is None:
        return None
    iso, kind, extra = read
    kind = kind_of(left, kind)
    if kind == "covers" and _CUMULATED.search(left):
        iso = cumulated(iso)
    return PeriodMention(mask.start, mask.end + extra, iso, kind)


def _fiscal(reading: Reading, content: str, left: str, right: str) -> tuple[str, PeriodKind, int] | None:
    found = _FISCAL.fullmatch(content.strip()) or _FISCAL.match(content)
    if not found or "tháng" not in content or _DAY.match(content) or (not found[2] and _A_LENGTH.search(left)):
        return None
    behind = _RIGHT_YEAR.match(right)
    year = int(behind[1]) if behind else reading.year
    count = int(found[1])
    if year is None or not 1 <= count <= 12:
        return None
    iso = months_iso(year, 13 - count, 12) if found[2] == "cuối" else months_iso(year, 1, count)
    return iso, "covers", behind.end() if behind else 0


def _day(reading: Reading, content: str, left: str) -> tuple[str, PeriodKind, int] | None:
    iso_day = _ISO_DAY.match(content)
    found = _DAY.match(content)
    if left.rstrip().endswith(("tháng", "quý", "quí")) or not (found or iso_day):
        return None
    month = int(iso_day[2]) if iso_day else int(found[2]) if found else 0
    written = iso_day[1] if iso_day else found[3] if found else None
    year = int(written) if written else reading.year
    if year is None or not 1 <= month <= 12:
        return None
    if _SINCE_NEW_YEAR.search(left):
        return months_iso(year, 1, month), "covers", 0
    if _AS_OF.search(left) or _COUNTED.search(left) or re.search(r"từ\s+(?:ngày\s+)?$", left):
        return (str(year) if month == 12 else f"{year}-{month:02d}"), "covers", 0
    return str(year), "event", 0


def _months(reading: Reading, content: str, left: str) -> tuple[str, PeriodKind, int] | None:
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
    if first == last and _SINCE_NEW_YEAR.search(left):
        first = 1
    iso = months_iso(year, first, last)
    return (str(year) if first == last == 12 and _AS_OF.search(left) else iso), "covers", 0


def _years(content: str) -> tuple[str, PeriodKind, int] | None:
    years = _YEAR.findall(content)
    if not years:
        return None
    if len(years) == 2 and years[0] < years[1] and "," not in content and "và" not in content:
        return f"{years[0]}/{years[1]}", "covers", 0
    return years[-1], "covers", 0


def _joined(reading: Reading, first: PeriodMention, second: PeriodMention) -> PeriodMention | None:
    """ "từ năm 2015 đến năm 2019", "từ 1/5/2011 đến 30/4/2012": one span of whole years or months."""
    if not _JOINT.fullmatch(reading.lower, first.end, second.start) or "/" in first.iso or second.kind == "compare":
        return None
    if days := _span_of_days(reading.lower[first.start : first.end], reading.lower[second.start : second.end], second.iso):
        return PeriodMention(first.start, second.end, days, first.kind)
    if len(first.iso) == len(second.iso) and first.iso < second.iso:
        if len(first.iso) == 7 and first.iso[:4] == second.iso[:4] and "Q" not in first.iso + second.iso:
            iso = months_iso(int(first.iso[:4]), int(first.iso[5:]), int(second.iso[5:]))
        else:
            iso = f"{first.iso}/{second.iso}"
        return PeriodMention(first.start, second.end, iso, first.kind)
    return None


def _span_of_days(first: str, last: str, iso: str) -> str | None:
    """The months of "từ 1/5 đến 30/6/2012". Reports close in mid-month: from 15 December to 14 March is a quarter."""
    begin, end = _DAY.match(first), _DAY.match(last)
    if not begin or not end or not (begin[3] or end[3]):
        return None
    end_year, end_month = int(end[3] or iso[:4]), int(end[2])
    year, month = int(begin[3] or (end_year if int(begin[2]) <= end_month else end_year - 1)), int(begin[2])
    if _CLOSING[0] <= int(begin[1]) and int(end[1]) <= _CLOSING[1] and (year, month) < (end_year, end_month):
        year, month = (year + 1, 1) if month == _DECEMBER else (year, month + 1)
    if not 1 <= month <= _DECEMBER or not 1 <= end_month <= _DECEMBER or (year, month) > (end_year, end_month):
        return None
    if year == end_year:
        return months_iso(year, month, end_month)
    return f"{year}-{month:02d}/{end_year}-{end_month:02d}"


def _to_now(reading: Reading, mention: PeriodMention) -> PeriodMention:
    """ "từ năm 2015 đến nay" ends with the publication."""
    now = reading.published
    if now is None or len(mention.iso) != 4 or now.year <= int(mention.iso) or not _TO_NOW.match(reading.lower, mention.end):
        return mention
    return PeriodMention(mention.start, mention.end, f"{mention.iso}/{now.year}", "covers")
