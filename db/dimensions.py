"""From the words of a statement to the dimensions of its row: which provincial unit, which days."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from transforms.provinces import Province, province_at

PlaceLevel = Literal["province", "local", "other"]

_POINT = re.compile(r"(?P<year>\d{4})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?")


@dataclass(frozen=True, slots=True)
class Place:
    """`province` is the unit itself, or the one a local place lies in; None where no unit of that day has the name."""

    level: PlaceLevel
    province: Province | None


@lru_cache(maxsize=10_000)
def resolve_place(place: str | None, day: date) -> Place:
    """The place of a statement on a day: "An Giang", or with its parts, smallest first, "huyện Chợ Mới, An Giang"."""
    if not place:
        return Place("other", None)
    local, _, name = place.rpartition(",")
    province = province_at(name.strip(), day)
    if province is None:
        return Place("other", None)
    return Place("local" if local else "province", province)


@lru_cache(maxsize=10_000)
def period_bounds(period: str) -> tuple[date, date]:
    """First and last day of an ISO 8601 period: "2019", "2020-H1", "2023-Q2", "2019-11", "2019-11-20", "2010/2020"."""
    first, slash, last = period.partition("/")
    start, end = _bounds(first, period)[0], _bounds(last if slash else first, period)[1]
    if start > end:
        raise ValueError(f"period {period!r} ends before it starts")
    return start, end


def _bounds(point: str, period: str) -> tuple[date, date]:
    found = _POINT.fullmatch(point)
    if found is None:
        raise ValueError(f"period {period!r} is no year, half, quarter, month, day, or two of these joined by a slash")
    year = int(found["year"])
    if found["day"]:
        day = date(year, int(found["month"]), int(found["day"]))
        return day, day
    first, months = 1, 12
    if found["month"]:
        first, months = int(found["month"]), 1
    elif found["quarter"]:
        first, months = 3 * int(found["quarter"]) - 2, 3
    elif found["half"]:
        first, months = 6 * int(found["half"]) - 5, 6
    last = first + months - 1
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])
