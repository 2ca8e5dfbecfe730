"""Date texts of the portals to aware datetimes. Visible dates put the day first and mean +07:00, whether they say so or not.

A layout names the one notation its date element uses; nothing else on the page is read as a date. The notations are those of
section 13 of the portal facts, each named after the thing it looks like. Where the notation of an element is not known the
layout says ANY. That a date is in the future is found against the time of the fetch (transforms/clean.py); here a date is
refused that no calendar has.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from typing import Final

from transforms.text import tidy_line

VIETNAM: Final = timezone(timedelta(hours=7))
OLDEST_YEAR: Final = 1990  # Vietnam is on the Web since 1997; year 1 is what .NET prints for a date nobody set
ANY: Final = "any"

# The lunar names of the first and last month (Giêng, Chạp) are left out: they are other months than January and December.
_MONTHS: Final = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
    "mười một": 11,  # before "mười", which is how they begin
    "mười hai": 12,
    "mười": 10,
}
# A year has four digits: "30/06/23" tells no year, and "01/12/20 20:15" is not of 2020.
_YEAR = r"(?P<year>\d{4})(?!\d)"
_DAY = rf"(?<!\d)(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})/{_YEAR}"
_HALF = r"(?:\s*(?P<half>SA|CH|AM|PM)\b)?"
_CLOCK = rf"(?<!\d)(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::(?P<second>\d{{2}}))?(?!\d){_HALF}"
_WEEKDAY = r"(?:Thứ\s+\w+|Chủ\s+Nhật)"

# What other Vietnamese sites write besides. A fourth number before or behind makes it a document's number, not a date.
_ALONE = r"(?<![\d/.-])"
_MARKED_DAY = rf"{_ALONE}(?P<day>\d{{1,2}})(?P<mark>[/.-])(?P<month>\d{{1,2}})(?P=mark){_YEAR}(?!/)"
_WORDED_DAY = rf"{_ALONE}(?P<day>\d{{1,2}}),? tháng (?P<month>\d{{1,2}}|{'|'.join(_MONTHS)})(?:,? (?:năm )?| ?/ ?){_YEAR}(?!/)"
_YEAR_FIRST_DAY = rf"{_ALONE}(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?![\dT]|-\d)"  # with a T it is machine data
_WORDED_CLOCK = (
    rf"(?<![\d:])(?P<hour>\d{{1,2}})(?::| giờ |[hg])(?P<minute>\d{{2}})(?::(?P<second>\d{{2}}))?(?![\d:])(?:'| phút)?{_HALF}"
)
_TO_DAY = rf"(?: ?\(?GMT ?\+ ?7\)?)?[ ,|•·–-]{{0,3}}(?:{_WEEKDAY}[ ,|•·–-]{{1,3}})?(?:ngày:? )?"
_TO_CLOCK = r"[ ,|(•·–-]{1,3}(?:(?:vào )?lúc:? )?"


def _any_with(day: str) -> tuple[str, ...]:
    """A day with the clock before it, or behind it, or nowhere."""
    return f"{_WORDED_CLOCK}{_TO_DAY}{day}", f"{day}{_TO_CLOCK}{_WORDED_CLOCK}", day


# Of several the one found first in the text counts, and at the same place the one that stands first here.
PATTERNS: Final[dict[str, tuple[re.Pattern[str], ...]]] = {
    name: tuple(re.compile(shape, re.IGNORECASE) for shape in shapes)
    for name, shapes in {
        "day - clock": (rf"{_DAY}\s*-\s*{_CLOCK}",),  # 30/06/2023 - 14:50
        "clock, day": (rf"{_CLOCK},\s*{_DAY}",),  # 11:46, 15/09/2024
        "clock, weekday, day": (rf"{_CLOCK},\s*{_WEEKDAY},\s*{_DAY}",),  # Cập nhật lúc 17:24, Thứ Ba, 14/01/2020 (GMT+7)
        # Chủ Nhật, 18/01/2026, 21:21 (GMT+7); Thứ 4, 01/12/2021 | 11:51:00 [GMT +7]
        "weekday, day, clock": (rf"{_WEEKDAY},\s*{_DAY}\s*[,|]\s*{_CLOCK}",),
        # Cập nhật ngày: 24/04/2015 05:21:36; Ngày 29/12/2016 15:13:27; 26/04/2022 11:05; 09/05/2025 3:25 CH
        "day clock": (rf"{_DAY}\s+{_CLOCK}",),
        "day": (_DAY,),  # Ngày đăng: 21/03/2019
        "month/day clock": (  # 4/26/2022 11:05:00 AM, in machine data only
            rf"^(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})/(?P<year>\d{{4}}) {_CLOCK}$",
        ),
        # All of the above but the last, and what other Vietnamese sites print: 17h24 ngày 14-01-2020; 14 tháng Một, 2020
        ANY: (*_any_with(_MARKED_DAY), *_any_with(_WORDED_DAY), *_any_with(_YEAR_FIRST_DAY)),
    }.items()
}


def read_date(text: str, pattern: str) -> datetime | None:
    """The first date of that notation in the text, in +07:00; None if there is none, or it cannot be.

    `pattern` is a key of PATTERNS. A notation without a clock gives midnight. SA and CH are the 12-hour halves. A first date
    that cannot be is not passed over for one behind it, nor is its day taken without its clock.
    """
    line = tidy_line(text)
    found = [match for shape in PATTERNS[pattern] if (match := shape.search(line))]
    if not found:
        return None
    part = min(found, key=re.Match.start).groupdict()
    month = part["month"].lower()
    try:
        value = datetime(
            int(part["year"]),
            _MONTHS[month] if month in _MONTHS else int(month),
            int(part["day"]),
            _hour(int(part.get("hour") or 0), (part.get("half") or "").upper()),
            int(part.get("minute") or 0),
            int(part.get("second") or 0),
            tzinfo=VIETNAM,
        )
    except ValueError:
        return None
    return value if value.year >= OLDEST_YEAR else None


def _hour(hour: int, half: str) -> int:
    """The hour of 24: 12 SA is midnight, 12 CH noon. Sites that count to 24 and add CH all the same are understood.

    Raises:
        ValueError: past noon, and said to be before.
    """
    if half in ("CH", "PM"):
        return hour + 12 if hour < 12 else hour
    if half in ("SA", "AM") and hour >= 12:
        if hour > 12:
            raise ValueError(f"{hour} o'clock before noon")
        return 0
    return hour


def read_iso(text: str) -> datetime | None:
    """A machine date ("2023-06-30T14:50:06+07:00", "2026-01-08") in +07:00; None if it is none, or cannot be.

    Without an offset it is local time.
    """
    try:
        value = datetime.fromisoformat(text.strip())
        value = value.astimezone(VIETNAM) if value.tzinfo else value.replace(tzinfo=VIETNAM)
    except (ValueError, OverflowError):
        return None
    return value if value.year >= OLDEST_YEAR else None


def read_machine_date(text: str) -> datetime | None:
    """A date that a page declares as data: ISO, or as OneCMS writes it, month first with AM or PM ("4/26/2022 11:05:00 AM").

    Never for text that readers see: there the day is first.
    """
    month_first = text.strip().endswith(("AM", "PM"))
    return read_date(text.strip(), "month/day clock") if month_first else read_iso(text)


def vietnam_day(moment: datetime) -> date:
    """The calendar day in Vietnam of an aware moment."""
    return moment.astimezone(VIETNAM).date()
