"""How often the comparison with history cries wolf, and how soon it sees what is broken: on simulated portals, seeded.

`python -m benchmarks.drift_detection [YEARS]` prints the two tables of docs/checks.md. A simulated portal has weekdays, Tết,
nights of more and of less, and articles that differ; what goes wrong begins at a day between the 120th and the 300th.
"""

from __future__ import annotations

import math
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise, repeat
from statistics import median

from flows.drift_rules import DRIFT_RULES, DriftRule
from flows.portal_checks import LEAST_DAYS, VOLUME
from transforms.drift import FEW, MANY, Point, follow, put_together
from transforms.quiet_days import is_quiet
from transforms.silence import silence

FIRST_DAY = date(2024, 7, 1)  # so that a year holds one Tết
NIGHTS = 365
NEVER = 10**6
FOLLOWED = 60  # nights after a fault begins


@dataclass(frozen=True)
class Kind:
    """A kind of portal: articles on a weekday, and what part of that on a day of the weekend."""

    name: str
    articles: float
    weekend: float


KINDS = (
    Kind("daily, 40 a day", 40, 0.7),
    Kind("daily, 12 a day", 12, 0.6),
    Kind("office, 5 a weekday", 5, 0.1),
    Kind("office, 1.5 a weekday", 1.5, 0.02),
)
# measure -> its share on ordinary nights; without_author is drawn for each portal
SHARES = {
    "refused_on_listing": 0.02,
    "failed": 0.01,
    "rejected": 0.04,
    "without_date": 0.005,
    "read_without_layout": 0.01,
    "read_by_ended_layout": 0.0,
    "without_author": 0.1,
    "without_lead": 0.01,
    "without_section": 0.0,
    "without_images": 0.15,
}
# measure -> mean and deviation of the logarithm from article to article
LEVELS = {"body_length": (7.6, 0.7), "quantities": (1.8, 0.9), "observations": (0.5, 0.7), "page_bytes": (11.0, 0.3)}
# what breaks -> measure -> what it is then
FAULTS: Mapping[str, Mapping[str, float]] = {
    "no author is found": {"without_author": 1.0},
    "no lead is found": {"without_lead": 1.0},
    "no pictures are found": {"without_images": 1.0},
    "no date is found": {"without_date": 1.0, "rejected": 1.0},
    "articles have other addresses": {"refused_on_listing": 1.0},
    "no layout matches": {"read_without_layout": 1.0},
    "no layout matches half of the pages": {"read_without_layout": 0.5},
    "half of the requests fail": {"failed": 0.5},
    "bodies are cut to a quarter": {"body_length": 7.6 - math.log(4)},
    "a quarter of the numbers is found": {"quantities": 0.75, "observations": 0.15},
    "pages shrink to a third": {"page_bytes": 11.0 - math.log(3)},
    "a third of the entries is listed": {"listed": 1 / 3},
    "a third of the articles is published": {"articles": 1 / 3},
    "nothing is published": {"articles": 0.0},
}


class Portal:
    """A year of one portal, night by night."""

    def __init__(
        self, rng: random.Random, kind: Kind, fault: Mapping[str, float] | None = None, from_night: int = NEVER
    ) -> None:
        self._rng = rng
        self._fault = fault or {}
        self.nights = min(NIGHTS, from_night + FOLLOWED)
        touched = set(self._fault) or {*SHARES, *LEVELS, "listed"}  # what a fault does not touch need not be drawn
        self.points: dict[str, list[Point]] = {}
        self.published: list[int] = []
        author = rng.choice((0.0, 0.05, 0.1, 0.3))
        for night in range(self.nights):
            broken = night >= from_night
            articles = self._articles(kind, night, broken)
            self.published.append(articles)
            for measure in sorted(SHARES.keys() & touched):
                usual = SHARES[measure]
                share = author if measure == "without_author" else usual
                self._add(measure, night, articles, self._some(articles, self._at(measure, share, broken)))
            for measure in sorted(LEVELS.keys() & touched):
                mean, deviation = LEVELS[measure]
                middle = self._at(measure, mean, broken) + rng.gauss(0, 0.1)  # a night of long features, or of notices
                self._add(measure, night, articles, sum(max(rng.gauss(middle, deviation), 0.0) for _ in range(articles)))
            pages = 20 * math.ceil((3 * kind.articles + articles) / 20)
            self._add("listed", night, 1, round(pages * self._at("listed", 1.0, broken) * rng.uniform(0.9, 1.1)))

    def day(self, night: int) -> date:
        """The day that a night is of; night 0 is FIRST_DAY."""
        return FIRST_DAY + timedelta(days=night)

    def _at(self, measure: str, usual: float, broken: bool) -> float:
        return self._fault.get(measure, usual) if broken else usual

    def _articles(self, kind: Kind, night: int, broken: bool) -> int:
        day = self.day(night)
        mean = kind.articles * (kind.weekend if day.weekday() >= 5 else 1.0) * (0.15 if is_quiet(day) else 1.0)
        mean *= self._at("articles", 1.0, broken) * self._rng.gammavariate(12, 1 / 12)
        return _poisson(self._rng, mean)

    def _some(self, items: int, share: float) -> int:
        """How many of the items: the share itself differs from night to night."""
        if 0 < share < 1:
            share = self._rng.betavariate(40 * share, 40 * (1 - share))
        return sum(self._rng.random() < share for _ in range(items))

    def _add(self, measure: str, night: int, weight: int, total: float) -> None:
        if weight:
            self.points.setdefault(measure, []).append(Point(night, weight, total))

    def found(self, rule: DriftRule) -> list[bool]:
        """Whether the rule has a finding, night by night."""
        points = self.points.get(rule.measure, [])
        if rule.follows_season:
            points = [point for point in points if not is_quiet(self.day(point.at))]
        nights = [False] * self.nights
        for fewest in (1,) if rule.watch.kind == "count" else (FEW, MANY):
            measurements = list(put_together(points, fewest))
            _mark(
                nights,
                [
                    (point.at, found is not None)
                    for point, found in zip(measurements, follow(measurements, rule.watch), strict=True)
                ],
            )
        return nights

    def found_silent(self) -> list[bool]:
        """As `found`, of the rule `silent`, which looks at the days with news before the night."""
        news = [night for night, articles in enumerate(self.published) if articles]
        nights = [False] * self.nights
        for night in range(1, self.nights):
            if self.published[night - 1]:
                continue
            days = [self.day(n) for n in news if n < night]
            nights[night] = len(days) > 1 and silence(days, self.day(night)) is not None
        return nights

    def found_less(self) -> list[bool]:
        """As `found`, of the rule `fewer_published`, which looks at whole weeks."""
        weeks = [
            Point(night, 1, sum(self.published[night - 6 : night + 1]))
            for night in range(6, self.nights - 1)
            if not any(is_quiet(self.day(n)) for n in range(night - 6, night + 1))
        ]
        nights = [False] * self.nights
        verdicts = [(point.at + 1, found is not None) for point, found in zip(weeks, follow(weeks, VOLUME), strict=True)]
        _mark(nights, verdicts[LEAST_DAYS:])
        return nights

    def all_found(self) -> dict[str, list[bool]]:
        """As `found`, of every rule, by name."""
        return {rule.name: self.found(rule) for rule in DRIFT_RULES} | {
            "silent": self.found_silent(),
            "fewer_published": self.found_less(),
        }


def false_openings(kind: Kind, years: int, seed: int = 1) -> Counter[str]:
    """Rule -> findings that were opened in that many years of a portal on which nothing is wrong."""
    rng, opened = random.Random(seed), Counter[str]()
    for _ in range(years):
        for rule, nights in Portal(rng, kind).all_found().items():
            opened[rule] += openings(nights)
    return opened


def nights_to_find(kind: Kind, fault: str, years: int, seed: int = 1) -> list[int]:
    """For each of that many portals: at which night from the fault on any rule found it, 1 being the first."""
    rng, waited = random.Random(seed), []
    for _ in range(years):
        start = rng.randrange(120, 300)
        found = Portal(rng, kind, FAULTS[fault], start).all_found().values()
        waited.append(
            next(
                (
                    night - start + 1
                    for night in range(start, min(NIGHTS, start + FOLLOWED))
                    if any(nights[night] and not nights[start - 1] for nights in found)
                ),
                NEVER,
            )
        )
    return sorted(waited)


def openings(nights: Sequence[bool]) -> int:
    """How often a finding came up that was not there the night before."""
    return sum(not before and now for before, now in pairwise(nights))


def _mark(nights: list[bool], verdicts: Sequence[tuple[int, bool]]) -> None:
    """A verdict stands until the next one."""
    ends = [at for at, _ in verdicts[1:]] + [len(nights)]
    for (at, found), end in zip(verdicts, ends, strict=False):
        for night in range(at, end):
            nights[night] |= found


def _poisson(rng: random.Random, mean: float) -> int:
    if mean > 60:
        return max(round(rng.gauss(mean, math.sqrt(mean))), 0)
    limit, product, count = math.exp(-mean), rng.random(), 0
    while product > limit:
        product, count = product * rng.random(), count + 1
    return count


def _rows(years: int) -> Iterator[str]:
    each = max(years // len(KINDS), 1)
    with ProcessPoolExecutor(len(KINDS)) as workers:
        counted = workers.map(false_openings, KINDS, repeat(each))
        yield f"{each} years of each kind of portal on which nothing is wrong; findings opened, a year, and which:"
        for kind, opened in zip(KINDS, counted, strict=True):
            said = ", ".join(f"{rule} {count}" for rule, count in opened.most_common() if count)
            yield f"| {kind.name} | {sum(opened.values())} | {sum(opened.values()) / each:.2f} | {said} |"
        yield f"nights until it is found, of {max(each // 4, 1)} portals of each kind: the median one, and 95 of 100"
        for fault in FAULTS:
            waited = workers.map(nights_to_find, KINDS, repeat(fault), repeat(max(each // 4, 1)))
            yield f"| {fault} | {' | '.join(map(_told, waited))} |"


def _told(waited: Sequence[int]) -> str:
    middle, late = median(waited), waited[math.ceil(0.95 * len(waited)) - 1]
    if middle >= NEVER:
        return "not seen"
    return f"{middle:.0f}, {late}" if late < NEVER else f"{middle:.0f}, {sum(n >= NEVER for n in waited)} not seen"


if __name__ == "__main__":
    for row in _rows(int(sys.argv[1]) if len(sys.argv) > 1 else 1000):
        print(row, flush=True)
