"""The figures of the long run through `vnportals serve`."""

from __future__ import annotations

from benchmarks.serving_year import slope


def test_the_slope_is_what_grows_by_a_night() -> None:
    assert slope([10.0 + 0.5 * night for night in range(30)]) == 0.5
    assert slope([7.0] * 12) == 0


def test_one_odd_night_does_not_move_the_slope() -> None:
    nights = [100.0] * 20
    nights[7] = 900.0
    assert slope(nights) == 0
