from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.dimensions import period_bounds, resolve_place

DAY = date(2024, 12, 31)


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ("2019", "2019-01-01", "2019-12-31"),
        ("2020-H1", "2020-01-01", "2020-06-30"),
        ("2020-H2", "2020-07-01", "2020-12-31"),
        ("2023-Q2", "2023-04-01", "2023-06-30"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2019-11-20", "2019-11-20", "2019-11-20"),
        ("2010/2020", "2010-01-01", "2020-12-31"),
        ("2011-05/2012-04", "2011-05-01", "2012-04-30"),
    ],
)
def test_bounds_of_a_period(period: str, start: str, end: str) -> None:
    assert period_bounds(period) == (date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize("period", ["", "19", "2019-Q5", "2019-13", "2020/2010", "năm 2019", "2019-02-30", "2019/"])
def test_what_is_no_period(period: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 the calendar speaks for itself in two of these
        period_bounds(period)


@given(day=st.dates())
def test_every_day_lies_in_its_periods(day: date) -> None:
    year = f"{day.year:04}"
    halves = (
        f"{year}-H{1 + (day.month > 6)}",
        f"{year}-Q{(day.month + 2) // 3}",
        f"{year}-{day.month:02}",
        day.isoformat(),
        year,
    )
    for period in halves:
        start, end = period_bounds(period)
        assert start <= day <= end


@pytest.mark.parametrize(
    ("place", "day", "level", "code"),
    [
        ("An Giang", DAY, "province", "89"),
        ("An Giang", date(2025, 12, 31), "province", "91"),
        ("tỉnh An Giang", DAY, "province", "89"),
        ("huyện Chợ Mới, An Giang", DAY, "local", "89"),
        ("xã An Khánh, huyện Châu Thành, Đồng Tháp", DAY, "local", "87"),
        ("Long An", date(2026, 1, 1), "other", None),
        ("cả nước", DAY, "other", None),
        (None, DAY, "other", None),
    ],
)
def test_places(place: str | None, day: date, level: str, code: str | None) -> None:
    found = resolve_place(place, day)
    assert (found.level, found.province and found.province.code) == (level, code)
