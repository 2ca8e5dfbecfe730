"""Date texts of the portals to aware datetimes. Visible dates put the day first and mean +07:00, whether they say so or not.

A layout names the one notation its date element uses; nothing else on the page is read as a date. The notations are those of
section 13 of the portal facts, each named after the thing it looks like.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from typing import Final

VIETNAM: Final = timezone(timedelta(hours=7))
OLDEST_YEAR: Final = 1990  # Vietnam is on the Web since 1997; year 1 is what .NET prints for a date nobody set

_DAY = r"(?<!\d)(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})(?!\d)"
_CLOCK = r"(?<!\d)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?!\d)(?:\s*(?P<half>SA|CH|AM|PM)\b)?"
_WEEKDAY = r"(?:[Tt]hứ\s+\w+|[Cc]hủ\s+[Nn]hật)"

PATTERNS: Final[dict[str, re.Pattern[str]]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "day - clock": rf"{_DAY}\s*-\s*{_CLOCK}",  # 30/06/2023 - 14:50
        "clock, day": rf"{_CLOCK},\s*{_DAY}",  # 11:46, 15/09/2024
        "clock, weekday, day": rf"{_CLOCK},\s*{_WEEKDAY},\s*{_DAY}",  # Cập nhật lúc 17:24, Thứ Ba, 14/01/2020 (GMT+7)
        "weekday, day, clock": rf"{_WEEKDAY},\s*{_DAY}\s*[,|]\s*{_CLOCK}",  # Chủ Nhật, 18/01/2026, 21:21 (GMT+7)
        "day clock": rf"{_DAY}\s+{_CLOCK}",  # Cập nhật ngày: 24/04/2015 05:21:36; Ngày 29/12/2016 15:13:27; 09/05/2025 3:25 CH
        "day": _DAY,  # Ngày đăng: 21/03/2019
        "month/day clock": rf"^(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})/(?P<year>\d{{4}}) {_CLOCK}$",  # 4/26/2022 11:05:00 AM
    }.items()
}


def read_date(text: str, pattern: str) -> datetime | None:
    """The first date of that notation in the text, in +07:00; None if there is none, or it cannot be.

    `pattern` is a key of PATTERNS. A notation without a clock gives midnight. SA and CH are the 12-hour halves.
    """
    match = PATTERNS[pattern].search(text)
    if match is None:
        return None
    part = match.groupdict()
    hour = int(part.get("hour") or 0)
    half = part.get("half")
    if half in ("CH", "PM") and hour < 12:
        hour += 12
    elif half in ("SA", "AM") and hour == 12:
        hour = 0
    try:
        value = datetime(
            int(part["year"]),
            int(part["month"]),
            int(part["day"]),
            hour,
            int(part.get("minute") or 0),
            int(part.get("second") or 0),
            tzinfo=VIETNAM,
        )
    except ValueError:
        return None
    return value if value.year >= OLDEST_YEAR else None


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
