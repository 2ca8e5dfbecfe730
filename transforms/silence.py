"""Is a portal silent for longer than its own history makes ordinary? Days in, a verdict out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from transforms.quiet_days import is_quiet

MOST_PAUSES, LEAST_PAUSES = 60, 10  # between days with news: about two months of a daily, half a year of a slow portal
FACTOR: Final = 2
LEAST_TIME: Final = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Silence:
    """Whole days without anything new, those around Tết not counted, and how many of them would be ordinary."""

    days: int
    ordinary: float
    since: date


def silence(days_with_news: Sequence[date], today: date) -> Silence | None:
    """None unless the portal has been silent for more than twice its second longest pause and one day.

    The second longest, so that one past failure does not excuse the next; it is 0 for a daily and 2 for an office that
    publishes on weekdays. Days in order; with fewer than ten pauses, or four weeks, nothing is said.
    """
    pauses = [_empty_days(before, after) for before, after in pairwise(days_with_news)][-MOST_PAUSES:]
    if len(pauses) < LEAST_PAUSES or days_with_news[-1] - days_with_news[0] < LEAST_TIME:
        return None
    ordinary = FACTOR * sorted(pauses)[-2] + 1
    days = _empty_days(days_with_news[-1], today)
    return Silence(days, ordinary, days_with_news[-1]) if days > ordinary else None


def _empty_days(before: date, after: date) -> int:
    """Days between two days, those around Tết left out."""
    between = (before + timedelta(days=n) for n in range(1, (after - before).days))
    return sum(not is_quiet(day) for day in between)
