"""The series tables say what the observations say, whatever was loaded, edited, linked or cut off before."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from db.series import NEVER, SeriesPace, mark_all_stale, refresh_series, series_unit
from tests.db.query_world import Fact, World
from tests.db.samples import LATER, NOW, OTHER, PORTAL
from transforms.indicators import INDICATORS


@pytest.fixture
def world(db: Database, run_id: int) -> World:
    return World(db, run_id)


def rows(world: World, sql: str) -> list[tuple[Any, ...]]:
    return world.db.execute(sql).fetchall()


SERIES = "SELECT value, unit, sources, candidates, chosen_by FROM indicator_series"
CONFLICTS = "SELECT low_value, high_value, low_sentence, high_sentence FROM conflicting_observations"
EVERY_POINT = """
    SELECT
        p.indicator, p.role, p.place_level, p.province_code, p.place, p.period, p.breakdown, p.unit, v.rank,
        p.province_valid_from, p.period_start, p.period_end, p.candidates, p.sources, p.chosen_by, p.spread,
        v.value, v.value_real, v.observations, v.sources, v.portals, v.first_source_id, v.last_source_id,
        v.confidence, v.first_published_at, v.last_published_at, v.observation_id
    FROM series_points AS p JOIN point_values AS v USING (point_id)
    ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9
"""


@pytest.mark.parametrize(
    ("first", "second", "chosen"),
    [
        ({"qualifier": "over", "confidence": 0.95}, {}, ("130", "exact figure")),
        ({}, {"qualifier": "about"}, ("120", "exact figure")),
        ({"confidence": 0.95}, {}, ("120", "surest reading")),
        ({}, {}, ("130", "latest article")),
    ],
    ids=["over", "about", "confidence", "latest"],
)
def test_how_the_best_of_two_values_is_chosen(
    world: World, first: dict[str, Any], second: dict[str, Any], chosen: tuple[str, str]
) -> None:
    world.tell("a", Fact(value="120", **first))
    world.tell("b", Fact(value="130", **second), published="2025-04-01")
    assert [(row[0], row[4]) for row in rows(world, SERIES)] == [chosen]


def test_the_surest_exact_reading_stands_for_a_value(world: World) -> None:
    world.tell("a", Fact(value="120", qualifier="over", confidence=0.95))
    world.tell("b", Fact(value="120", confidence=0.7))
    world.tell("c", Fact(value="120", confidence=0.8))
    assert rows(
        world,
        "SELECT a.url_key FROM indicator_series JOIN observations USING (observation_id) JOIN articles AS a USING (article_id)",
    ) == [("baodongthap.example/c",)]


def test_a_reprint_is_no_source_of_its_own(world: World) -> None:
    words = " ".join(f"chữ{n} riêng{n}" for n in range(60))
    world.tell("a", Fact(value="120"), words=words, title="Bài")
    world.tell("b", Fact(value="120"), words=words, title="Bài", portal=OTHER, published="2025-03-02")
    assert rows(world, "SELECT kind FROM duplicates") == [("content",)]
    assert rows(world, "SELECT observations, sources, portals FROM stated_values") == [(2, 1, 2)]
    assert rows(world, "SELECT * FROM corroborated_observations") == []
    world.tell("c", Fact(value="120"))
    assert rows(world, "SELECT value, sources, portals FROM corroborated_observations") == [("120", 2, 2)]
    world.db.execute("DELETE FROM duplicates")
    refresh_series(world.db)
    assert rows(world, "SELECT sources FROM stated_values") == [(3,)], "an unlinked article is a source again"


def test_conflicts_come_with_both_sentences_and_only_between_sources(world: World) -> None:
    world.tell("a", Fact(value="120"), Fact(value="125"))
    assert rows(world, CONFLICTS) == [], "one article may give a figure twice"
    world.tell("b", Fact(value="130"))
    assert sorted((low, high) for low, high, *_ in rows(world, CONFLICTS)) == [("120", "130"), ("125", "130")]
    for low, high, low_sentence, high_sentence in rows(world, CONFLICTS):
        assert f" {low} hộ" in low_sentence
        assert f" {high} hộ" in high_sentence
    assert rows(world, "SELECT round(spread, 4) FROM series_points") == [(0.0769,)]


def test_an_edit_replaces_what_the_article_stated(world: World) -> None:
    world.tell("a", Fact(value="120"), Fact(value="7", period="2023"))
    world.tell("a", Fact(value="150"), now=LATER)
    assert rows(world, "SELECT period, value, candidates FROM indicator_series") == [("2024", "150", 1)]
    assert rows(world, "SELECT count(*) FROM stale_points") == [(0,)]


def test_loading_the_same_again_touches_no_row(world: World) -> None:
    world.tell("a", Fact(value="120"))
    world.tell("b", Fact(value="7", period="2023"))
    both = rows(world, "SELECT * FROM series_points JOIN point_values USING (point_id)")
    world.tell("a", Fact(value="120"), now=LATER)
    assert rows(world, "SELECT * FROM series_points JOIN point_values USING (point_id)") == both


def test_a_count_in_the_full_name_is_the_same_unit(world: World) -> None:
    world.tell("a", Fact(value="120"))
    world.tell("b", Fact(value="120", unit="hộ nghèo"))
    world.tell("c", Fact(value="120", unit="%"))
    assert rows(world, f"{SERIES} ORDER BY unit") == [("120", "%", 1, 1, "only value"), ("120", "hộ", 2, 1, "only value")]


@pytest.mark.parametrize(
    ("code", "unit", "same"),
    [
        ("poor_households", "hộ nghèo", True),
        ("poor_households", "Hộ nghèo", True),
        ("near_poor_households", "hộ nghèo", False),
        ("citizens_received", "lượt công dân", True),
        ("beneficiaries", "lượt hộ", False),
        ("beneficiaries", "lượt người", False),
        ("petitions_received", "đơn khiếu nại", False),
        ("poor_household_rate", "%", True),
        ("poor_households", "hộ", True),
        ("poor_households", "hộ (", False),
    ],
)
def test_which_nouns_are_the_unit_itself(code: str, unit: str, same: bool) -> None:
    indicator = next(each for each in INDICATORS if each.code == code)
    assert (series_unit(unit, indicator.unit, indicator.label_vi) == indicator.unit) is same


def test_a_series_breaks_once_where_provinces_merged_whatever_its_periods(world: World) -> None:
    for key, period in enumerate(["2024", "2025-Q1", "2025", "2025-07/2025-08", "2026"]):
        world.tell(str(key), Fact(value=str(100 + key), period=period), published="2026-12-30")
    assert rows(
        world, "SELECT period, province_code, series_break FROM indicator_series ORDER BY period_start, period_end"
    ) == [
        ("2024", "87", 0),
        ("2025-Q1", "87", 0),
        ("2025", "82", 1),
        ("2025-07/2025-08", "82", 0),
        ("2026", "82", 0),
    ]


def test_a_province_that_was_never_merged_has_no_break(world: World) -> None:
    for period in ("2024", "2026"):
        world.tell(period, Fact(value="1", place="Cao Bằng", period=period), published="2027-01-30")
    assert rows(world, "SELECT DISTINCT series_break FROM indicator_series") == [(0,)]


def test_a_bulk_load_is_worked_out_afterwards_in_steps_that_may_be_cut_off(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.series.STEP", 2)
    monkeypatch.setattr("db.series.ARTICLES", 3)
    for year in range(2010, 2020):
        world.tell(str(year), Fact(value="5", period=str(year)), series=SeriesPace(NEVER))
    assert rows(world, "SELECT count(*) FROM series_points") == [(0,)]
    told: list[int] = []

    def cut_off(left: int) -> None:
        told.append(left)
        if left <= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        refresh_series(world.db, tell=cut_off)
    assert told == [8, 6, 4]
    assert rows(world, "SELECT count(*) FROM series_points") == [(6,)]
    assert refresh_series(world.db) == (4, 4)
    assert refresh_series(world.db) == (0, 0)
    assert rows(world, "SELECT count(*) FROM series_points") == [(10,)]


def test_a_load_that_comes_back_to_one_point_works_it_out_so_often_that_it_takes_linear_time(world: World) -> None:
    """With every article it would be worked out from 1 + 2 + … readings."""
    pace, worked_out = SeriesPace(3), []
    for number in range(1, 101):
        world.tell(str(number), Fact(value=str(number % 7), period="2025"), series=pace)
        if not rows(world, "SELECT 1 FROM stale_articles"):
            worked_out.append(number)
    assert worked_out[:6] == [1, 2, 3, 4, 5, 6]
    assert sum(worked_out) <= 3 * 100 + 100
    assert worked_out[-1] > 80
    refresh_series(world.db)
    paced = rows(world, EVERY_POINT)
    mark_all_stale(world.db)
    refresh_series(world.db)
    assert rows(world, EVERY_POINT) == paced


_FACTS = st.builds(
    Fact,
    value=st.sampled_from(["100", "101", "250"]),
    indicator=st.sampled_from(["poor_households", "jobs_created"]),
    unit=st.sampled_from(["hộ", "hộ nghèo", "%"]),
    place=st.sampled_from(["Đồng Tháp", "Tiền Giang", "huyện Cao Lãnh, Đồng Tháp", "Lào"]),
    period=st.sampled_from(["2024", "2025", "2026-H1"]),
    role=st.sampled_from(["level", "target"]),
    breakdown=st.sampled_from([None, "xã"]),
    qualifier=st.sampled_from(["exact", "over"]),
    confidence=st.sampled_from([0.7, 0.9]),
)
_STEPS = st.tuples(
    st.sampled_from("abcd"),  # which article: a known one is edited
    st.lists(_FACTS, max_size=4, unique_by=lambda fact: (fact.value, fact.unit, fact.qualifier)),
    st.sampled_from([PORTAL, OTHER]),
    st.booleans(),  # whether it has the words of all others
    st.sampled_from(["2025-03-01", "2025-08-01"]),
)


@given(steps=st.lists(_STEPS, min_size=1, max_size=6))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_kept_up_or_worked_out_anew_the_series_are_the_same(world: World, steps: list[Any]) -> None:
    for table in ("duplicates", "observations", "quantities"):
        world.db.execute(f"DELETE FROM {table}")
    for day, (key, facts, portal, shared, published) in enumerate(steps, start=1):
        words = " ".join(f"chữ{n} chung{n}" for n in range(60)) if shared else ""
        world.tell(key, *facts, portal=portal, words=words, published=published, now=NOW + timedelta(days=day))
    assert rows(world, "SELECT (SELECT count(*) FROM stale_points), count(*) FROM stale_articles") == [(0, 0)]
    kept = rows(world, EVERY_POINT)
    mark_all_stale(world.db)
    refresh_series(world.db)
    assert rows(world, EVERY_POINT) == kept
    stated = rows(world, "SELECT count(*) FROM observations WHERE current = 1")
    assert rows(world, "SELECT coalesce(sum(observations), 0) FROM point_values") == stated
