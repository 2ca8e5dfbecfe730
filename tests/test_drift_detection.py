"""The short form of `python -m benchmarks.drift_detection`: few false alarms, no flapping, faults found in time."""

from __future__ import annotations

import pytest

from benchmarks.drift_detection import KINDS, false_openings, nights_to_find

DAILY, SMALL = KINDS[0], KINDS[2]


@pytest.mark.night
def test_years_on_which_nothing_is_wrong() -> None:
    """The figures of docs/checks.md are of many more years. A rule that flaps would open dozens."""
    assert sum(false_openings(SMALL, 2, seed=7).values()) <= 2


@pytest.mark.night
@pytest.mark.parametrize(
    ("fault", "nights"),
    [
        ("no author is found", 3),
        ("no date is found", 3),
        ("no layout matches half of the pages", 5),
        ("half of the requests fail", 5),
        ("bodies are cut to a quarter", 5),
        ("a third of the entries is listed", 5),
        ("nothing is published", 21),  # longer only around Tết
    ],
)
def test_faults_are_found_in_time(fault: str, nights: int) -> None:
    assert nights_to_find(DAILY, fault, 1, seed=7)[-1] <= nights
