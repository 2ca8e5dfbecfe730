"""The comparison with history: what opens a finding, what does not, what closes it, and what becomes ordinary."""

from __future__ import annotations

import random
from math import log, log1p

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.drift import (
    ACCEPTED_AFTER,
    FEW,
    LEAST_HISTORY,
    TO_CLOSE,
    Drift,
    Point,
    Watch,
    drift,
    follow,
    ordinary,
    put_together,
)

SHARE = Watch(kind="share", bad="up", least_change=0.2)
LEVEL = Watch(kind="level", bad="down", least_change=log(2))
COUNT = Watch(kind="count", bad="down", least_change=0.5)

counts = st.lists(st.integers(0, 500), max_size=40)
shares = st.lists(st.integers(1, 40).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))), max_size=40)


def share_points(*nights: tuple[int, int], start: int = 0) -> list[Point]:
    """(articles, how many of them are bad) of each night."""
    return [Point(at, articles, bad) for at, (articles, bad) in enumerate(nights, start)]


def count_points(*nights: float) -> list[Point]:
    return [Point(at, 1, count) for at, count in enumerate(nights)]


def open_at(points: list[Point], watch: Watch) -> list[int]:
    return [point.at for point, found in zip(points, follow(points, watch), strict=True) if found]


GOOD, BAD = (20, 0), (20, 20)


def test_a_field_that_is_lost_is_found_the_same_night() -> None:
    found = drift(share_points(*[GOOD] * 20, BAD), SHARE)
    assert found is not None
    assert (found.since, found.last.value, found.last.weight) == (20, 1.0, 20)
    assert found.ordinary.high < 0.3


def test_a_field_that_is_lost_on_a_small_portal_is_found_when_eight_articles_say_so() -> None:
    nights = [(2, 0)] * 60
    small = [drift(share_points(*nights, *[(2, 2)] * lost), SHARE) is not None for lost in range(1, 9)]
    assert small.index(True) + 1 == 4


def test_two_of_three_a_little_outside_open_a_finding_and_one_does_not() -> None:
    nights = [100.0] * 20
    assert drift(count_points(*nights, 40), COUNT) is None
    assert drift(count_points(*nights, 40, 100, 40), COUNT) is not None
    assert drift(count_points(*nights, 40, 100, 100, 40), COUNT) is None


def test_what_is_open_stays_open_until_three_in_a_row_are_clearly_back() -> None:
    nights = [100.0] * 20 + [40, 40]
    almost = [60.0] * 9  # inside the range, and no more than that
    assert open_at(count_points(*nights, *almost), COUNT) == list(range(21, 31))
    assert open_at(count_points(*nights, 100, 100, 60, 100, 100, 100, 100), COUNT) == list(range(21, 27))


def test_the_new_level_is_ordinary_after_a_month() -> None:
    points = count_points(*[100.0] * 20, *[20.0] * (ACCEPTED_AFTER + 30))
    assert open_at(points, COUNT) == list(range(21, 20 + ACCEPTED_AFTER - 1))
    assert drift([*points, Point(200, 1, 2), Point(201, 1, 2)], COUNT) is not None, "and is what the next fall is seen from"


def test_what_was_measured_while_open_is_no_history() -> None:
    points = share_points(*[GOOD] * 20, *[BAD] * 20)
    found = drift(points, SHARE)
    assert found is not None
    assert found.since == 20
    assert found.ordinary.middle == 0


def test_single_bad_nights_do_not_move_what_is_ordinary() -> None:
    history = share_points(*[GOOD] * 30)
    spoilt = share_points(*[GOOD] * 14, BAD, *[GOOD] * 14, BAD)
    assert ordinary(spoilt, 20, SHARE) == ordinary(history, 20, SHARE)


def test_half_as_many_is_half_as_many_whatever_the_size() -> None:
    for usual in (20, 100, 5000):
        night = Point(0, 20, 20 * log1p(usual))
        history = [Point(at, 20, night.total) for at in range(20)]
        less = [Point(20 + n, 20, 20 * log1p(usual * 0.45)) for n in range(2)]
        assert drift(history + less, LEVEL) is not None
        more = [Point(20 + n, 20, 20 * log1p(usual * 0.55)) for n in range(2)]
        assert drift(history + more, LEVEL) is None


def test_what_is_hardly_ever_found_is_missed_when_it_is_gone() -> None:
    """A typical article has 0.4 of it: half as many cannot be told from none, but most of it gone can."""
    history = [Point(at, 30, 30 * log1p(0.4)) for at in range(20)]
    assert drift([*history, *[Point(20 + n, 30, 0.0) for n in range(2)]], LEVEL) is not None


@pytest.mark.parametrize("nights", [LEAST_HISTORY - 1, 0])
def test_nothing_is_concluded_from_a_short_history(nights: int) -> None:
    assert drift(share_points(*[GOOD] * nights, *[BAD] * 5), SHARE) is None or nights + 5 > LEAST_HISTORY


def test_small_nights_are_put_together() -> None:
    assert list(put_together(share_points((3, 1), (3, 0), (2, 1), (9, 0), (4, 4)), FEW)) == [Point(2, 8, 2), Point(3, 9, 0)]


@settings(max_examples=40, deadline=None)
@given(counts)
def test_more_than_ever_is_not_too_little(nights: list[int]) -> None:
    found = drift(count_points(*nights, *[max(nights, default=0) + 1] * TO_CLOSE), COUNT)
    assert found is None


@settings(max_examples=40, deadline=None)
@given(counts, st.sampled_from([0, 1]))
def test_a_constant_count_is_ordinary(nights: list[int], least: int) -> None:
    assert drift(count_points(*[len(nights)] * 60), COUNT) is None


@settings(max_examples=40, deadline=None)
@given(shares)
def test_a_verdict_says_what_it_says(nights: list[tuple[int, int]]) -> None:
    for found in follow(share_points(*nights), SHARE):
        if found is not None:
            assert found.ordinary.half >= SHARE.least_change
            assert found.since <= found.last.at


@settings(max_examples=40, deadline=None)
@given(shares, shares)
def test_what_comes_later_changes_no_earlier_verdict(nights: list[tuple[int, int]], later: list[tuple[int, int]]) -> None:
    before = list(follow(share_points(*nights), SHARE))
    after: list[Drift | None] = list(follow(share_points(*nights, *later), SHARE))
    assert after[: len(before)] == before


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_a_quiet_season_of_noise_opens_nothing(seed: int) -> None:
    """Sixty nights of a portal with a tenth of its articles unsigned: three in ten thousand such seasons may open one."""
    rng = random.Random(seed % 300)
    nights = [(n := rng.randint(1, 15), sum(rng.random() < 0.1 for _ in range(n))) for _ in range(60)]
    assert open_at(list(put_together(share_points(*nights), FEW)), SHARE) == []
