"""Has a measure left the range that its own history makes ordinary? Values in, a verdict out.

Ordinary is what lies within three deviations of the mean, both taken of the nine tenths of the history nearest to its median,
so that single bad nights move neither; and no change smaller than a declared one counts. A finding opens when two of the last
three measurements lie outside, or one lies outside twice that range; it closes when three in a row are clearly back. What is
measured while it is open is no history. After thirty measurements the new level is the ordinary one. Shares and levels are
looked at twice: a few items at a time, which is quick, and many at a time, which sees what the noise of a few would hide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from statistics import fmean, median
from typing import Final, Literal

Kind = Literal["share", "level", "count"]

DEVIATIONS: Final = 3.0  # two of three independent normal measures lie further out once in 180 thousand times
KEPT: Final = 0.9  # of the history: those nearest to its median
WIDENED: Final = 1.27  # makes the deviation of the inner nine tenths of normal data the deviation of all
FEW, MANY = 8, 40  # items in one measurement of a share or a level
LEAST_HISTORY, MOST_HISTORY = 8, 42  # measurements; six weeks of nights hold every weekday six times
OF_THE_LAST, NEEDED = 3, 2  # measurements outside that open a finding
TO_CLOSE: Final = 3  # measurements clearly back that close it
ACCEPTED_AFTER: Final = 30


@dataclass(frozen=True, slots=True)
class Point:
    """One measurement: `total` of `weight` items, whose quotient is the measure. `at` names the run or day it ended with."""

    at: int
    weight: int
    total: float

    @property
    def value(self) -> float:
        return self.total / self.weight


@dataclass(frozen=True, slots=True)
class Span:
    """The ordinary range. A share may lie beyond 0 or 1 in it: then nothing on that side is out of order."""

    middle: float
    half: float

    @property
    def low(self) -> float:
        return self.middle - self.half

    @property
    def high(self) -> float:
        return self.middle + self.half

    def excess(self, value: float) -> float:
        """How far a value is from the middle, in half widths: above 1 or below -1 it is outside."""
        return (value - self.middle) / self.half if self.half else 0.0


@dataclass(frozen=True, slots=True)
class Drift:
    """A measure that is out of order since the point `since`: what it was last, and what would be ordinary."""

    since: int
    last: Point
    ordinary: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What to watch: a share of items, a mean of their logarithms, or a count; which way is bad; from what change on.

    `least_change` is absolute for shares and levels (ln 2: half as much; where the middle is near nothing, most of that is
    enough), a share of the middle for counts.
    """

    kind: Kind
    bad: Literal["up", "down"]
    least_change: float


def drift(points: Sequence[Point], watch: Watch) -> Drift | None:
    """What is out of order after the last of these points, which stand in order of time; None: nothing that can be told."""
    for fewest in (1,) if watch.kind == "count" else (FEW, MANY):
        *_, last = (None, *follow(put_together(points, fewest), watch))
        if last is not None:
            return last
    return None


def follow(measurements: Iterable[Point], watch: Watch) -> Iterator[Drift | None]:
    """What is out of order after each of these measurements."""
    history: list[Point] = []
    recent: list[tuple[Point, bool]] = []  # the last measurements, and whether they lay outside
    opened: list[Point] = []  # the measurements of what is open
    for point in measurements:
        span = ordinary(history, point.weight, watch)
        excess = 0.0 if span is None else span.excess(point.value) * (1 if watch.bad == "up" else -1)
        recent = [*recent, (point, excess > 1)][-OF_THE_LAST:]
        outside = [seen for seen, out in recent if out]
        if opened:
            opened.append(point)
        elif excess > 2 or (excess > 1 and len(outside) >= NEEDED):
            opened = outside
            history = [seen for seen in history if seen.at < outside[0].at]
        else:
            history.append(point)
        if opened and _is_back(opened, span, watch):
            history, opened, recent = history + opened[-TO_CLOSE:], [], []
        elif len(opened) >= ACCEPTED_AFTER:
            history, opened, recent = opened, [], []
        yield Drift(opened[0].at, point, span) if opened and span is not None else None


def ordinary(history: Sequence[Point], weight: int, watch: Watch) -> Span | None:
    """The range in which a measure of `weight` items is ordinary, by the newest of its history; None if that is too short."""
    newest = history[-MOST_HISTORY:]
    if len(newest) < LEAST_HISTORY:
        return None
    inner = _inner([point.value for point in newest])
    middle = fmean(inner)
    deviation = WIDENED * sqrt(fmean((value - middle) ** 2 for value in inner))
    if watch.kind == "count":
        return Span(middle, max(watch.least_change * middle, DEVIATIONS * deviation, 2.5 * sqrt(middle)))
    few = sqrt(max(1.0, median(point.weight for point in newest) / weight))  # fewer items than usual: more noise
    if watch.kind == "level":
        return Span(middle, max(min(watch.least_change, 0.6 * middle), DEVIATIONS * deviation * few))
    # What never happened may still happen: the noise of a share near 0 or 1 is not seen in a short history.
    noise = max(deviation * few, sqrt(middle * (1 - middle) / weight))
    return Span(middle, max(watch.least_change, DEVIATIONS * noise + 1.5 / weight))


def _inner(values: Sequence[float]) -> Sequence[float]:
    """The nine tenths of the values nearest to their median."""
    ordered = sorted(values)
    typical, first, last = median(ordered), 0, len(ordered) - 1
    for _ in range(len(ordered) - ceil(KEPT * len(ordered))):
        if typical - ordered[first] > ordered[last] - typical:
            first += 1
        else:
            last -= 1
    return ordered[first : last + 1]


def _is_back(opened: Sequence[Point], span: Span | None, watch: Watch) -> bool:
    """Whether the last measurements are all in the better half of the ordinary range, or on the good side."""
    side = 1 if watch.bad == "up" else -1
    last = opened[-TO_CLOSE:]
    return span is not None and len(last) == TO_CLOSE and all(span.excess(point.value) * side < 0.5 for point in last)


def put_together(points: Iterable[Point], fewest: int) -> Iterator[Point]:
    """Measurements of enough items each. Small points at the end wait for more."""
    weight, total = 0, 0.0
    for point in points:
        weight, total = weight + point.weight, total + point.total
        if weight >= fewest:
            yield Point(point.at, weight, total)
            weight, total = 0, 0.0
