"""How much of what a person reads is found, and how much of what is found is right: the matching of the annotation's guideline.

Per article, one to one. A quantity is right when value, upper end and whole agree and one unit begins with the words of the
other; an observation when indicator, value, role and period agree. Optional rows of the annotation neither reward nor punish.
"""

from __future__ import annotations

import math
import random
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.extraction_corpora import Article, Row
from transforms.indicators import INDICATORS_BY_CODE

DRAWS, SEED = 2_000, 20190321
Same = Callable[[Row, Row], bool]


@dataclass(frozen=True, slots=True)
class Match:
    """One article on one level: `pairs` of (annotated, found) rows that agree, and what is left over on both sides."""

    article: str
    pairs: tuple[tuple[Row, Row], ...]
    missed: tuple[Row, ...]
    extra: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows found and right, found and wrong, and not found. Without rows there is nothing to get wrong: every share is 1."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        found = self.right + self.extra
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        annotated = self.right + self.missed
        return self.right / annotated if annotated else 1.0

    @property
    def f1(self) -> float:
        rows = 2 * self.right + self.extra + self.missed
        return 2 * self.right / rows if rows else 1.0


def match_rows(gold: Sequence[Row], found: Sequence[Row], level: str) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
    """Pairs, missed and extra rows, taken in order; among equal observations the one with the annotated place comes first."""
    same = _SAME[level]
    left = list(found)
    pairs: list[tuple[Row, Row]] = []
    missed: list[Row] = []
    for row in (row for row in gold if not row.get("optional")):
        hit = _take(left, row, same, placed=level == "metrics")
        if hit is None:
            missed.append(row)
        else:
            pairs.append((row, hit))
    for row in (row for row in gold if row.get("optional")):
        _take(left, row, same, placed=False)
    return pairs, missed, left


def score(articles: Iterable[Article], level: str) -> tuple[Match, ...]:
    """The matches of all articles that are annotated on this level."""
    matches = []
    for article in articles:
        gold = article.gold(level)
        if gold is not None:
            pairs, missed, extra = match_rows(gold, article.found[level], level)
            matches.append(Match(article.name, tuple(pairs), tuple(missed), tuple(extra)))
    return tuple(matches)


def total(matches: Iterable[Match]) -> Counts:
    """The counts of all articles together."""
    return _sum([_counts(match) for match in matches])


def f1_interval(matches: Sequence[Match]) -> tuple[float, float]:
    """The middle 95 % of F1 over corpora drawn from these articles with replacement: how far text like this may differ."""
    counts = [_counts(match) for match in matches]
    draw = random.Random(SEED)
    f1s = sorted(_sum(draw.choices(counts, k=len(counts))).f1 for _ in range(DRAWS))
    return f1s[round(0.025 * (DRAWS - 1))], f1s[round(0.975 * (DRAWS - 1))]


def by_group(matches: Iterable[Match]) -> Mapping[str, Counts]:
    """Counts of observations by group of indicators."""
    return _split(matches, lambda row: INDICATORS_BY_CODE[row["indicator"]].group)


def by_role(matches: Iterable[Match]) -> Mapping[str, Counts]:
    """Counts of observations by role: level, delta, target."""
    return _split(matches, lambda row: row.get("role") or "level")


def places(matches: Iterable[Match]) -> tuple[int, int]:
    """Of the observations that are right: how many have the annotated place too, and how many have one annotated."""
    placed = [(gold, found) for match in matches for gold, found in match.pairs if gold.get("place")]
    return sum(_same_place(gold, found) for gold, found in placed), len(placed)


def calibration(matches: Iterable[Match]) -> Mapping[float, tuple[int, int]]:
    """For every confidence that observations state: how many of them are right, and how many there are."""
    right: Counter[float] = Counter()
    stated: Counter[float] = Counter()
    for match in matches:
        for _, found in match.pairs:
            right[found["confidence"]] += 1
            stated[found["confidence"]] += 1
        stated.update(row["confidence"] for row in match.extra)
    return {confidence: (right[confidence], count) for confidence, count in sorted(stated.items(), reverse=True)}


def _counts(match: Match) -> Counts:
    return Counts(len(match.pairs), len(match.extra), len(match.missed))


def _sum(counts: Sequence[Counts]) -> Counts:
    return Counts(sum(one.right for one in counts), sum(one.extra for one in counts), sum(one.missed for one in counts))


def _split(matches: Iterable[Match], key: Callable[[Row], str]) -> Mapping[str, Counts]:
    parts: dict[str, Counts] = {}
    for match in matches:
        for rows, one in (
            ([gold for gold, _ in match.pairs], Counts(right=1)),
            (match.extra, Counts(extra=1)),
            (match.missed, Counts(missed=1)),
        ):
            for row in rows:
                parts[key(row)] = _sum((parts.get(key(row), Counts()), one))
    return dict(sorted(parts.items()))


def _take(left: list[Row], gold: Row, same: Same, *, placed: bool) -> Row | None:
    """Take the found row that agrees with an annotated one out of those left over; `placed`: rather one of its place."""
    hits = [index for index, row in enumerate(left) if same(gold, row)]
    if not hits:
        return None
    return left.pop(min(hits, key=lambda index: placed and not _same_place(gold, left[index])))


def _same_quantity(gold: Row, found: Row) -> bool:
    return all(_same_number(gold.get(field), found.get(field)) for field in ("value", "value_high", "of")) and _same_unit(
        gold.get("unit"), found.get("unit")
    )


def _same_metric(gold: Row, found: Row) -> bool:
    return (
        gold["indicator"] == found.get("indicator")
        and _same_number(gold.get("value"), found.get("value"))
        and (gold.get("role") or "level") == (found.get("role") or "level")
        and (gold.get("period") or "") == (found.get("period") or "")
    )


def _same_place(gold: Row, found: Row) -> bool:
    return _words(gold.get("place")) == _words(found.get("place"))


def _same_number(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(float(one), float(other), rel_tol=1e-6, abs_tol=1e-9)


def _same_unit(one: str | None, other: str | None) -> bool:
    first, second = _words(one), _words(other)
    if not first or not second:
        return first == second
    shared = min(len(first), len(second))
    return first[:shared] == second[:shared]


def _words(text: str | None) -> list[str]:
    even = unicodedata.normalize("NFC", text or "").lower()
    return even.translate({ord(mark): None for mark in '“”"'}).split()


_SAME: Mapping[str, Same] = {"quantities": _same_quantity, "metrics": _same_metric}
