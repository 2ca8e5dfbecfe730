"""Silence, told from the pauses a portal always makes, and the days of Tết."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.quiet_days import NEW_YEARS, is_quiet
from transforms.silence import silence

START = date(2025, 6, 2)  # a Monday


def days(weekdays: int, count: int, *, start: date = START) -> list[date]:
    """The first days with news of a portal that publishes on the first so many days of the week."""
    return [day for n in range(count) if (day := start + timedelta(days=n)).weekday() < weekdays]


@pytest.mark.parametrize(("weekdays", "silent_after"), [(7, 2), (6, 4), (5, 6)])
def test_a_portal_is_silent_after_twice_its_own_pause_and_a_day(weekdays: int, silent_after: int) -> None:
    news = days(weekdays, 60)
    first = next(n for n in range(1, 30) if silence(news, news[-1] + timedelta(days=n)))
    assert first - 1 == silent_after


def test_the_next_morning_is_no_silence() -> None:
    news = days(7, 60)
    assert silence(news, news[-1] + timedelta(days=1)) is None


def test_one_past_failure_excuses_nothing() -> None:
    news = [day for day in days(7, 80) if not START + timedelta(days=30) < day < START + timedelta(days=50)]
    found = silence(news, news[-1] + timedelta(days=4))
    assert found is not None
    assert (found.days, found.ordinary, found.since) == (3, 1, news[-1])


def test_tet_is_no_silence() -> None:
    news = days(7, 80, start=date(2025, 12, 1))
    news = [day for day in news if day < date(2026, 2, 12)]
    assert silence(news, date(2026, 2, 27)) is None, "two weeks, all of Tết"
    assert silence(news, date(2026, 3, 1)) is not None


@pytest.mark.parametrize("news", [[], days(7, 8), days(7, 20)], ids=["none", "few", "three weeks"])
def test_a_short_history_says_nothing(news: list[date]) -> None:
    assert silence(news, START + timedelta(days=200)) is None


@settings(max_examples=40, deadline=None)
@given(st.sets(st.integers(0, 200), min_size=12), st.integers(1, 60))
def test_a_silence_lasts_until_there_is_news(offsets: set[int], later: int) -> None:
    news = sorted(START + timedelta(days=n) for n in offsets)
    today = news[-1] + timedelta(days=later)
    if silence(news, today):
        assert silence(news, today + timedelta(days=30)), "and grows"
        assert silence([*news, today - timedelta(days=1)], today) is None


@pytest.mark.parametrize(
    ("day", "quiet"), [((2026, 2, 11), False), ((2026, 2, 12), True), ((2026, 2, 26), True), ((2026, 2, 27), False)]
)
def test_days_around_tet_are_quiet(day: tuple[int, int, int], quiet: bool) -> None:
    assert is_quiet(date(*day)) is quiet


def test_new_years_are_a_lunar_year_apart() -> None:
    """12 or 13 months of 29.53 days, between 20 January and 21 February."""
    for before, after in pairwise(NEW_YEARS):
        assert after.year == before.year + 1
        assert (after - before).days in {353, 354, 355, 383, 384, 385}
    assert all((1, 20) < (day.month, day.day) < (2, 22) for day in NEW_YEARS)
