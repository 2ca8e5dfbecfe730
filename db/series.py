"""The values of every series, worked out from the observations and kept in tables, so that a question reads its answer.

A point is one indicator of one place and period, with its role and, if a statement splits it, its part. For each,
`point_values` holds what is stated, best value first. Which is best: the value that most independent sources state (a reprint
is one source with its original); then one stated as exact and not as "over" or "about"; then the surest reading; then the
latest article.

Triggers list what changes in `stale_articles` and `stale_points`, whoever changes it, and the loader works it out within the
same transaction; in bulk, at a `SeriesPace`. After a change of these rules `refresh_series` does it in resumable steps.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from sqlite_utils import Database

from db.transaction import writing

STEP: Final = 500  # neighbourhoods (indicator, role, province, period) worked out at a time

ARTICLES: Final = 5_000  # articles whose points are marked at a time

NEVER: Final = -1  # readings per item: nothing is worked out before the end of the load

# About a quarter of the time that reading an answer takes. An answer bears on half a dozen points, real ones with a dozen
# readings, and the answers of a batch on the same; where 26,000 articles of five provinces told of the same years, it was 200
# and growing.
_READINGS_PER_ITEM: Final = 50

_MARK = """
    INSERT INTO stale_points
    SELECT DISTINCT indicator, role, place_level, coalesce(province_code, ''), coalesce(province_valid_from, ''), period
    FROM observations WHERE article_id IN (SELECT value FROM json_each(?)) AND current = 1
    ON CONFLICT DO NOTHING
"""
_NEXT = "SELECT indicator, role, place_level, province_code, province_valid_from, period FROM stale_points LIMIT ?"
_DONE = """DELETE FROM stale_points WHERE indicator = ? AND role = ? AND place_level = ? AND province_code = ?
    AND province_valid_from = ? AND period = ?"""
# Its marks are numbered: a neighbourhood is looked up in two tables in the same way.
_IN_NEIGHBOURHOOD = """indicator = ?1 AND role = ?2 AND place_level = ?3 AND province_code IS nullif(?4, '')
    AND province_valid_from IS nullif(?5, '') AND period = ?6"""
_OBSERVED = f"""
    SELECT
        iif(o.place_level = 'province', p.name, o.place), o.period_start, o.period_end, o.breakdown, o.unit, o.value_real,
        o.value, o.confidence, q.qualifier = 'exact', o.observation_id, a.article_id, a.portal, a.published_at,
        coalesce(
            (SELECT min(d.canonical_article_id) FROM duplicates AS d WHERE d.article_id = o.article_id), o.article_id
        )
    FROM (SELECT * FROM observations WHERE current = 1 AND {_IN_NEIGHBOURHOOD}) AS o
    JOIN quantities AS q ON q.quantity_id = o.quantity_id
    JOIN articles AS a ON a.article_id = o.article_id
    LEFT JOIN provinces AS p ON p.code = o.province_code AND p.valid_from = o.province_valid_from
"""  # noqa: S608 its parts stand above
_INSERT_POINT = "INSERT INTO series_points VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_VALUE = "INSERT INTO point_values VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class _Reading(NamedTuple):
    """One current observation of a neighbourhood."""

    place: str | None
    period_start: str
    period_end: str
    breakdown: str | None
    unit: str
    value_real: float
    value: str
    confidence: float
    exact: int
    observation_id: int
    article_id: int
    portal: str
    published_at: str
    source_id: int


class _Stated(NamedTuple):
    """One value with all that state it; the first four fields decide which value is best."""

    sources: int
    exact: int
    confidence: float
    last_published_at: str
    newest: tuple[int, int]  # article and observation; observations get other numbers when their article is read anew
    value_real: float
    readings: list[_Reading]


_REASONS: Final = ("most sources", "exact figure", "surest reading", "latest article")


class Refreshed(NamedTuple):
    """What was worked out: neighbourhoods, from so many readings."""

    neighbourhoods: int
    readings: int


class SeriesPace:
    """How often a load of many batches works out the series: after each, unless that costs more than the batches themselves.

    A point is worked out from all its readings, and a load that comes back to the same points with every batch would take
    quadratic time. What is put off stays listed as stale: `refresh_series` ends such a load, and begins the next one.
    """

    def __init__(self, readings_per_item: int = _READINGS_PER_ITEM) -> None:
        self._allowed = readings_per_item
        self._items = 0
        self._readings = 0

    def after(self, db: Database, items: int) -> None:
        """So many items have been loaded."""
        self._items += items
        if self._readings <= self._allowed * self._items:
            self._readings += refresh_series(db).readings


def refresh_series(db: Database, *, tell: Callable[[int], None] = lambda left: None) -> Refreshed:
    """Works out every stale point, one transaction per step.

    Ended at any moment it goes on from there. `tell` hears how many are left, after every step.
    """
    units = _units(db)
    neighbourhoods = readings = 0
    while _mark_points(db):
        pass
    while True:
        with writing(db):
            step = _step(db, units)
        if not step.neighbourhoods:
            return Refreshed(neighbourhoods, readings)
        neighbourhoods += step.neighbourhoods
        readings += step.readings
        tell(db.execute("SELECT count(*) FROM stale_points").fetchone()[0])


def mark_all_stale(db: Database) -> None:
    """Has every point worked out anew. Needed only after the rules have changed."""
    with writing(db):
        db.execute("DELETE FROM point_values")
        db.execute("DELETE FROM series_points")
        db.execute("""
            INSERT INTO stale_points
            SELECT DISTINCT indicator, role, place_level, coalesce(province_code, ''), coalesce(province_valid_from, ''), period
            FROM observations WHERE current = 1
            ON CONFLICT DO NOTHING
        """)


def series_unit(unit: str, canonical: str, label: str) -> str:
    """The unit a value is compared in: the indicator's, where a text counts in the thing's full name.

    "hộ nghèo" is "hộ" for "Số hộ nghèo". "lượt hộ" stays apart from "lượt người": "Lượt hộ, người được hỗ trợ" lists both.
    """
    noun, name = unit.casefold(), label.casefold().removeprefix("số ")
    if noun.startswith(f"{canonical.casefold()} ") and re.match(rf"{re.escape(noun)}(?![\w,])", name):
        return canonical
    return unit


def _mark_points(db: Database) -> int:
    """From articles whose numbers, date or links changed to the points they bear on. All of them first: many share points."""
    with writing(db):
        rows = db.execute("SELECT article_id FROM stale_articles ORDER BY article_id LIMIT ?", [ARTICLES]).fetchall()
        if rows:
            ids = [json.dumps([article_id for (article_id,) in rows])]
            db.execute(_MARK, ids)
            db.execute("DELETE FROM stale_articles WHERE article_id IN (SELECT value FROM json_each(?))", ids)
    return len(rows)


def _units(db: Database) -> dict[str, tuple[str, str]]:
    return {row[0]: (row[1], row[2]) for row in db.execute("SELECT indicator, unit, label_vi FROM indicators").fetchall()}


def _step(db: Database, units: dict[str, tuple[str, str]]) -> Refreshed:
    stale = db.execute(_NEXT, [STEP]).fetchall()
    next_id = db.execute("SELECT coalesce(max(point_id), 0) + 1 FROM series_points").fetchone()[0]
    points: list[tuple[object, ...]] = []
    values: list[tuple[object, ...]] = []
    read = 0
    for key in stale:
        old = f"SELECT point_id FROM series_points WHERE {_IN_NEIGHBOURHOOD}"  # noqa: S608 above
        db.conn.execute(f"DELETE FROM point_values WHERE point_id IN ({old})", key)  # noqa: S608
        db.conn.execute(f"DELETE FROM series_points WHERE {_IN_NEIGHBOURHOOD}", key)  # noqa: S608
        readings = [*map(_Reading._make, db.conn.execute(_OBSERVED, key))]
        read += len(readings)
        for thing, stated in _by_thing(readings, units.get(key[0], ("", ""))):
            points.append(_point_row(next_id, key, thing, stated))
            values.extend(_value_row(next_id, rank, key[0], value) for rank, value in enumerate(stated, start=1))
            next_id += 1
    db.conn.executemany(_INSERT_POINT, points)
    db.conn.executemany(_INSERT_VALUE, values)
    db.conn.executemany(_DONE, stale)
    return Refreshed(len(stale), read)


_Thing = tuple[str, str, str, str, str]  # place, first and last day, part, unit; '' for none


def _by_thing(readings: Iterable[_Reading], unit: tuple[str, str]) -> Iterator[tuple[_Thing, list[_Stated]]]:
    """What is stated of each thing of a neighbourhood, best value first."""

    def thing(reading: _Reading) -> _Thing:
        place, breakdown = reading.place or "", reading.breakdown or ""
        return place, reading.period_start, reading.period_end, breakdown, series_unit(reading.unit, *unit)

    keyed = sorted((thing(reading), reading.value_real, reading.observation_id, reading) for reading in readings)
    for key, group in groupby(keyed, key=lambda row: row[0]):
        stated = [_stated([row[3] for row in same]) for _, same in groupby(group, key=lambda row: row[1])]
        yield key, sorted(stated, reverse=True)


def _stated(readings: list[_Reading]) -> _Stated:
    return _Stated(
        sources=len({reading.source_id for reading in readings}),
        exact=max(reading.exact for reading in readings),
        confidence=max(reading.confidence for reading in readings),
        last_published_at=max(reading.published_at for reading in readings),
        newest=max((reading.article_id, reading.observation_id) for reading in readings),
        value_real=readings[0].value_real,
        readings=readings,
    )


def _point_row(point_id: int, key: Sequence[str], thing: _Thing, stated: list[_Stated]) -> tuple[object, ...]:
    indicator, role, place_level, province_code, province_valid_from, period = key
    place, period_start, period_end, breakdown, unit = thing
    sources = len({reading.source_id for value in stated for reading in value.readings})
    return (
        point_id,
        indicator,
        role,
        place_level,
        province_code or None,
        province_valid_from or None,
        place or None,
        period,
        period_start,
        period_end,
        breakdown or None,
        unit,
        len(stated),
        sources,
        _chosen_by(stated),
        _spread([value.value_real for value in stated]) if len(stated) > 1 and sources > 1 else None,
    )


def _chosen_by(stated: list[_Stated]) -> str:
    if len(stated) == 1:
        return "only value"
    best, second = stated[:2]
    return next((why for why, a, b in zip(_REASONS, best, second, strict=False) if a != b), _REASONS[-1])


def _spread(values: list[float]) -> float:
    low, high = min(values), max(values)
    return (high - low) / max(abs(low), abs(high))


def _value_row(point_id: int, rank: int, indicator: str, stated: _Stated) -> tuple[object, ...]:
    readings = stated.readings
    surest = min(readings, key=lambda r: (-r.exact, -r.confidence, r.published_at, r.article_id, r.observation_id))
    sources = {reading.source_id for reading in readings}
    return (
        point_id,
        rank,
        indicator,
        surest.value,
        stated.value_real,
        len(readings),
        len(sources),
        len({reading.portal for reading in readings}),
        min(sources),
        max(sources),
        stated.confidence,
        min(reading.published_at for reading in readings),
        stated.last_published_at,
        surest.observation_id,
    )
