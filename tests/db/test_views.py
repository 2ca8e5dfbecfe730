from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlite_utils import Database

from tests.db.samples import OTHER, PORTAL, article, item, load
from transforms.dates import VIETNAM
from transforms.records import Observation


def state(
    db: Database,
    run_id: int,
    key: str,
    value: int,
    *,
    portal: str = PORTAL,
    capture_id: int,
    year: int = 2025,
    **changes: object,
) -> None:
    """Loads one article that states one number of poor households in Đồng Tháp."""
    body = f"Tỉnh Đồng Tháp có 1.250 hộ nghèo. Bài {key}, con số {value}."
    told = article(key, portal=portal, body=body, published_at=datetime(year, 3, 1, tzinfo=VIETNAM))
    base = item(db, told, capture_id=capture_id, households=str(value))
    fields: dict[str, Any] = {"period": "2024"} | changes
    observations: list[Observation] = [replace(each, **fields) for each in base.observations]
    load(db, run_id, replace(base, observations=observations), portal=portal)


def rows(db: Database, sql: str) -> list[tuple[object, ...]]:
    return db.execute(sql).fetchall()


def test_equal_values_of_independent_sources_corroborate(db: Database, run_id: int) -> None:
    state(db, run_id, "a", 1250, capture_id=1)
    state(db, run_id, "b", 1250, portal=OTHER, capture_id=2)
    assert rows(db, "SELECT place, period, value, sources, portals FROM corroborated_observations") == [
        ("Đồng Tháp", "2024", "1250", 2, 2)
    ]
    assert rows(db, "SELECT count(*) FROM conflicting_observations") == [(0,)]


def test_different_values_conflict(db: Database, run_id: int) -> None:
    state(db, run_id, "a", 1250, capture_id=1)
    state(db, run_id, "b", 1300, capture_id=2)
    state(db, run_id, "c", 1250, portal=OTHER, capture_id=3)
    assert rows(db, "SELECT low_value, high_value, low_sources, high_sources FROM conflicting_observations") == [
        ("1250", "1300", 2, 1)
    ]
    assert rows(db, "SELECT value, candidates, chosen_by FROM indicator_series") == [("1250", 2, "most sources")]


@pytest.mark.parametrize(
    "other",
    [{"period": "2023"}, {"role": "target"}, {"breakdown": "xã"}, {"place": "huyện Cao Lãnh, Đồng Tháp"}, {"place": "Long An"}],
    ids=["period", "role", "breakdown", "local place", "province"],
)
def test_numbers_of_different_things_do_not_conflict(db: Database, run_id: int, other: dict[str, Any]) -> None:
    state(db, run_id, "a", 1250, capture_id=1)
    state(db, run_id, "b", 1300, capture_id=2, **other)
    assert rows(db, "SELECT count(*) FROM conflicting_observations") == [(0,)]
    assert rows(db, "SELECT count(*) FROM indicator_series") == [(2,)]


@pytest.mark.parametrize(
    ("first", "second", "chosen"),
    [
        ({"confidence": 0.5}, {"confidence": 0.9}, ("1300", "surest reading")),
        ({}, {"year": 2026}, ("1300", "latest article")),
        ({"year": 2026}, {}, ("1250", "latest article")),
    ],
)
def test_how_a_value_is_chosen(
    db: Database, run_id: int, first: dict[str, Any], second: dict[str, Any], chosen: tuple[str, str]
) -> None:
    state(db, run_id, "a", 1250, capture_id=1, **first)
    state(db, run_id, "b", 1300, capture_id=2, **second)
    assert rows(db, "SELECT value, chosen_by FROM indicator_series") == [chosen]


def test_a_series_breaks_where_provinces_merged(db: Database, run_id: int) -> None:
    for capture_id, (period, value) in enumerate([("2023", 1250), ("2024", 1200), ("2026", 2100), ("2027", 2000)], start=1):
        state(db, run_id, period, value, capture_id=capture_id, period=period, year=int(period) + 1)
    assert rows(db, "SELECT period, value, province_code, series_break FROM indicator_series ORDER BY period") == [
        ("2023", "1250", "87", 0),
        ("2024", "1200", "87", 0),
        ("2026", "2100", "82", 1),
        ("2027", "2000", "82", 0),
    ]
    assert rows(db, "SELECT period, value FROM latest_observations") == [("2027", "2000")]


def test_coverage_counts_by_month(db: Database, run_id: int) -> None:
    state(db, run_id, "a", 1250, capture_id=1)
    state(db, run_id, "b", 1300, capture_id=2, year=2026)
    assert rows(db, "SELECT portal, month, articles, versions, quantities, observations, repeats FROM coverage") == [
        (PORTAL, "2025-03", 1, 1, 2, 1, 0),
        (PORTAL, "2026-03", 1, 1, 2, 1, 0),
    ]


def test_the_main_question_is_answered_from_the_index(db: Database) -> None:
    plan = rows(
        db,
        """
        EXPLAIN QUERY PLAN SELECT province_code, province_valid_from, period, avg(value_real) FROM observations
        WHERE current = 1 AND indicator = 'poor_households' AND role = 'level' AND place_level = 'province'
        GROUP BY province_code, province_valid_from, period
        """,
    )
    assert [step[-1] for step in plan] == [
        "SEARCH observations USING COVERING INDEX observations_covering (indicator=? AND role=? AND place_level=?)"
    ]
