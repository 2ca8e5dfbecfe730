"""Every documented query: what it answers on a small warehouse whose numbers are known, and that it reads little at scale."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from db.connect import close, open_warehouse
from db.errors import QueryError
from db.queries import KINDS, named_queries, named_query, run_named
from db.seeds import register_portals
from db.series import refresh_series
from tests.db.conftest import PORTALS
from tests.db.query_world import RATE, REVENUE, fill
from tests.db.samples import OTHER, PORTAL
from tests.db.test_migrations import make_released

QUERIES = named_queries()
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("queries") / "warehouse.db"
    db = open_warehouse(path)
    register_portals(db, PORTALS)
    fill(db)
    close(db)
    return path


EXPECTED: list[tuple[str, dict[str, str], str, list[tuple[Any, ...]]]] = [
    (
        "across_mergers",
        {},
        "province value_after parts_known parts sum_of_parts values_before",
        [("An Giang", "33", 2, 2, 30.0, "An Giang: 10; Kiên Giang: 20")],
    ),
    ("article_history", {"article_id": "1"}, "number title run_id", [(1, "Bài a1", 1), (2, "Bài a1", 1)]),
    ("article_history", {"url": "https://baodongthap.example/a4"}, "number title", [(1, "Bài a4")]),
    (
        "article_numbers",
        {"article_id": "1"},
        "field surface value unit indicator period",
        [
            ("body", "150 hộ", "150", "hộ", "poor_households", "2024"),
            ("body", "3.1 %", "3.1", "%", RATE, "2024"),
            ("body", "3.5 %", "3.5", "%", RATE, "2023"),
        ],
    ),
    ("articles_by_month", {}, "month articles", [("2026-03", 1), ("2025-04", 1), ("2025-03", 1)]),
    (
        "articles_of_province",
        {"province": "dong thap", "since": "2025-04-01", "until": "2025-04-02"},
        "portal title numbers versions",
        [(PORTAL, "Bài a4", 1, 1), (OTHER, "Bài a3", 1, 1)],
    ),
    (
        "compare_provinces",
        {"other": "Đồng Tháp", "year": "2024"},
        "indicator value other_value sources other_sources",
        [
            ("administrative_procedures", "2000", None, 1, None),
            (REVENUE, "10", None, 1, None),
            (RATE, "2.5", "3.1", 1, 2),
            ("poor_households", None, "150", None, 1),
        ],
    ),
    (
        "conflicts",
        {},
        "indicator place low_value low_sources low_qualifier high_value high_sources high_qualifier spread candidates",
        [(RATE, "Đồng Tháp", "3.1", 2, "exact", "3.9", 1, "about", 0.2051, 2)],
    ),
    ("conflicts", {"indicator": "tỷ lệ hộ nghèo"}, "place low_value high_value", [("Đồng Tháp", "3.1", "3.9")]),
    ("conflicts", {"indicator": "pci_rank"}, "place", []),
    (
        "corrected_numbers",
        {},
        "portal indicator value_before value sentence_before sentence",
        [
            (
                PORTAL,
                "poor_households",
                "120",
                "150",
                "Câu 0 nêu rằng 120 hộ là con số.",
                "Câu 0 nêu rằng 150 hộ là con số.",
            )
        ],
    ),
    ("corroborated", {}, "place period value sources portals", [("Đồng Tháp", "2024", "3.1", 2, 1)]),
    ("doubtful_values", {}, "place value confidence", [("Cao Bằng", "8", 0.5)]),
    ("doubtful_values", {"below": "0.5"}, "place", []),
    ("edited_articles", {}, "article_id version numbers_before numbers", [(1, 2, 3, 3)]),
    (
        "findings",
        {},
        "portal severity rule failing detail capture_id",
        [
            (PORTAL, "error", "layout_lost", 7, "read by x", 0),
            (PORTAL, "error", "layout_lost", 7, "read by y", 1),
            (None, "warning", "queue", 0, None, None),
        ],
    ),
    ("findings", {"portal": OTHER}, "rule", []),
    ("findings", {"rule": "queue"}, "message todo since_run_id", [("old", "t", 1)]),
    ("governance_indices", {}, "index year rank score score_unit", [("PCI", "2025", "12", "67.5", "point")]),
    (
        "indicator_by_year",
        {},
        "place year value sources candidates chosen_by series_break",
        [
            ("An Giang", "2024", "2.5", 1, 1, "only value", 0),
            ("An Giang", "2025", "1.9", 1, 1, "only value", 1),
            ("Cao Bằng", "2023", "4.0", 1, 1, "only value", 0),
            ("Cao Bằng", "2024", "4.4", 1, 1, "only value", 0),
            ("Đồng Tháp", "2023", "3.5", 1, 1, "only value", 0),
            ("Đồng Tháp", "2024", "3.1", 2, 2, "most sources", 0),
        ],
    ),
    (
        "latest_numbers",
        {"province": "Đồng Tháp"},
        "indicator period value sources sentence title",
        [
            (RATE, "2024", "3.1", 2, "Câu 1 nêu rằng 3.1 % là con số.", "Bài a1"),
            ("poor_households", "2024", "150", 1, "Câu 0 nêu rằng 150 hộ là con số.", "Bài a1"),
        ],
    ),
    ("local_numbers", {}, "place indicator value", [("huyện Chợ Mới, An Giang", "petitions_received", "40")]),
    (
        "near_duplicates",
        {},
        "kind portal title original_portal original_title",
        [("content", PORTAL, "Bài gốc", OTHER, "Bài gốc")],
    ),
    ("near_duplicates", {"kind": "near"}, "kind", []),
    ("near_duplicates", {"portal": PORTAL}, "original_portal", [(OTHER,)]),
    ("newest_numbers", {"limit": "1"}, "portal title indicator", [(PORTAL, "Bài gốc", RATE)]),
    ("newest_numbers", {"limit": "1", "portal": OTHER}, "portal title indicator", [(OTHER, "Bài gốc", RATE)]),
    ("numbers_of_run", {}, "run_id portal indicator observations", [(1, PORTAL, RATE, 4), (1, OTHER, REVENUE, 2)]),
    ("numbers_of_run", {"portal": OTHER, "run_id": "1"}, "indicator", [(REVENUE,)]),
    ("numbers_of_run", {"run_id": "9"}, "indicator", []),
    ("pages_in_trouble", {}, "state reason attempts", [("failed", "status 503", 1)]),
    ("parts_of_an_indicator", {}, "period breakdown value whole", [("2024", "commune", "300", "2000")]),
    (
        "petitions",
        {},
        "place citizens_received petitions_received petitions_resolved resolved_percent stated_rate",
        [("An Giang", "500", "200", "150", 75.0, None)],
    ),
    ("portal_counts", {}, "portal state listed inserted updated", [(PORTAL, "done", 2, 1, 1)]),
    (
        "portal_overview",
        {},
        "portal last_state articles pages_failed newest_article_at",
        [
            (OTHER, None, 3, 1, "2026-03-01T08:00:00+07:00"),
            (PORTAL, "done", 5, 0, "2026-03-02T08:00:00+07:00"),
        ],
    ),
    (
        "province_profile",
        {"year": "2024"},
        "theme indicator breakdown value sentence",
        [
            ("administration", "administrative_procedures", None, "2000", "Câu 3 nêu rằng 2000 thủ tục là con số."),
            ("administration", "administrative_procedures", "commune", "300", "Câu 4 nêu rằng 300 thủ tục là con số."),
            ("economy", REVENUE, None, "10", "Câu 5 nêu rằng 10 VND là con số."),
            ("welfare", RATE, None, "2.5", "Câu 0 nêu rằng 2.5 % là con số."),
        ],
    ),
    ("quarantine", {}, "stage reason attempts capture_id", [("read", "defect", 1, 4)]),
    ("quarantine", {"portal": PORTAL}, "reason", []),
    ("quarantine", {"reason": "no_date"}, "reason", []),
    (
        "ranking",
        {"indicator": RATE, "year": "2024"},
        "position place value",
        [(1, "Cao Bằng", "4.4"), (2, "Đồng Tháp", "3.1"), (3, "An Giang", "2.5")],
    ),
    ("rejected_items", {}, "portal stage reason detail", [(OTHER, "parse", "no_date", "no date on the page")]),
    ("rejected_items", {"portal": PORTAL}, "portal", []),
    ("runs_of_late", {}, "run_id state portals listed inserted updated", [(1, "done", 1, 2, 1, 1)]),
    (
        "series_of_province",
        {"province": "Cao Bằng"},
        "period value change series_break",
        [("2023", "4.0", None, 0), ("2024", "4.4", pytest.approx(0.4), 0)],
    ),
    (
        "series_of_province",
        {},
        "period value change series_break province_code",
        [("2024", "2.5", None, 0, "89"), ("2025", "1.9", None, 1, "91")],
    ),
    (
        "sources_of_a_value",
        {"indicator": RATE, "province": "Đồng Tháp", "period": "2024"},
        "value qualifier portal title",
        [("3.1", "exact", PORTAL, "Bài a1"), ("3.1", "exact", PORTAL, "Bài a4"), ("3.9", "about", OTHER, "Bài a3")],
    ),
    ("targets_and_results", {}, "indicator period target level reached_percent", [(RATE, "2025", "2.0", "1.9", 95.0)]),
    ("theme_by_province", {}, "place indicator value", [("An Giang", "skilful_mobilisation_models", "90")]),
    ("theme_by_province", {"theme": "welfare", "year": "2023"}, "place value", [("Cao Bằng", "4.0"), ("Đồng Tháp", "3.5")]),
    (
        "year_on_year",
        {"year": "2024"},
        "place value_before value change change_percent",
        [("Cao Bằng", "4.0", "4.4", 0.4, 10.0), ("Đồng Tháp", "3.5", "3.1", -0.4, -11.43)],
    ),
    ("year_on_year", {"year": "2025"}, "place", []),  # An Giang was merged in between
]


@pytest.mark.parametrize(
    ("name", "given", "columns", "expected"), EXPECTED, ids=[f"{name}-{n}" for n, (name, *_) in enumerate(EXPECTED)]
)
def test_what_a_query_answers(
    path: Path, name: str, given: dict[str, str], columns: str, expected: list[tuple[Any, ...]]
) -> None:
    result = run_named(path, name, given)
    places = [result.columns.index(column) for column in columns.split()]
    assert [tuple(row[place] for place in places) for row in result.rows] == expected


def test_gaps_are_the_provinces_of_that_time_without_a_value(path: Path) -> None:
    rows = {row[0]: row[2] for row in run_named(path, "gaps", {"year": "2024"}).rows}
    assert len(rows) == 63 - 3
    assert not {"Đồng Tháp", "An Giang", "Cao Bằng"} & rows.keys()
    later = {row[0]: row[2] for row in run_named(path, "gaps", {"year": "2025"}).rows}
    assert len(later) == 34 - 1
    assert later["Cao Bằng"] == "2024"


def test_every_query_is_tested_here() -> None:
    assert {name for name, *_ in EXPECTED} | {"gaps"} == set(QUERIES)
    assert len(QUERIES) >= 20


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_every_query_explains_itself(query: Any) -> None:
    assert re.fullmatch(r"[a-z_]+", query.name)
    assert query.title[0].isupper()
    assert query.about
    for parameter in query.parameters:
        assert parameter.kind in KINDS
        assert parameter.about
        assert f":{parameter.name}" in query.sql.partition("\n\n")[0]
    used = set(re.findall(r"(?<![\w:]):([a-z_]+)", re.sub(r"--[^\n]*|'[^']*'", "", query.sql)))
    assert used == {parameter.name for parameter in query.parameters}


# -- at scale ----------------------------------------------------------------------------------------------------------------

BIG = {
    "articles",
    "article_versions",
    "article_bodies",
    "quantities",
    "observations",
    "pages",
    "rejections",
    "duplicates",
    "images",
    "series_points",
    "point_values",
}
# Queries that go through a big table from its end, and stop as soon as they have enough rows.
NEWEST_FIRST = {
    "conflicts": "SCAN series_points USING INDEX points_by_spread",
    "corrected_numbers": "SCAN v USING INDEX article_versions_of_edits",
    "edited_articles": "SCAN v USING INDEX article_versions_of_edits",
    "near_duplicates": "SCAN a USING COVERING INDEX articles_by_day",
    "newest_numbers": "SCAN articles USING INDEX articles_by_day",
    "rejected_items": "SCAN rejections",
}


@pytest.fixture(scope="module", params=["no statistics", "statistics of a million articles"])
def planner(request: pytest.FixtureRequest, path: Path) -> Iterator[Database]:
    """The planner as it is in a young file, and as it is in a big one after ANALYZE."""
    copy = path.with_name(f"{request.param[:4]}.db")
    copy.write_bytes(path.read_bytes())
    db = open_warehouse(copy)
    db.execute("ANALYZE")
    db.execute("DELETE FROM sqlite_stat1")
    if request.param != "no statistics":
        rows = [line.split("|") for line in (HERE / "statistics_at_scale.txt").read_text("utf-8").splitlines()]
        db.conn.executemany("INSERT INTO sqlite_stat1 VALUES (?, nullif(?, ''), ?)", rows)
        known = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'index')").fetchall()}
        assert {name for row in rows for name in row[:2] if name} <= known, "statistics of what there is no more"
        db.conn.commit()
    db.close()
    opened = Database(copy)
    yield opened
    opened.close()


def tables_of(query: str, db: Database) -> dict[str, set[str]]:
    """Alias -> tables, for every table and view that takes part, views looked into."""
    views = dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'").fetchall())
    texts, seen = [query], set()
    aliases: dict[str, set[str]] = {}
    while texts:
        text = re.sub(r"--[^\n]*", "", texts.pop())
        for table, alias in re.findall(r"(?:FROM|JOIN)\s+(\w+)(?:\s+AS\s+(\w+))?", text):
            aliases.setdefault(alias or table, set()).add(table)
            if table in views and table not in seen:
                seen.add(table)
                texts.append(views[table])
    return aliases


@pytest.mark.parametrize("name", QUERIES)
def test_no_query_reads_a_big_table_from_end_to_end(planner: Database, name: str) -> None:
    query = named_query(name)
    values = {parameter.name: parameter.default or None for parameter in query.parameters}
    plan = [step[-1] for step in planner.execute(f"EXPLAIN QUERY PLAN {query.sql}", values).fetchall()]
    aliases = tables_of(query.sql, planner)
    big = {step for step in plan if step.count(" ") and aliases.get(step.split()[1], {step.split()[1]}) & BIG}
    assert {step for step in big if step.startswith("SCAN")} <= {NEWEST_FIRST.get(name)}, plan
    assert not [step for step in big if "AUTOMATIC" in step], plan
    views = {name for (name,) in planner.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall()}
    whole = {step.removeprefix("MATERIALIZE ") for step in plan if step.startswith("MATERIALIZE ")}
    assert not views & whole, f"on the right of LEFT JOIN a view is worked out as a whole: {plan}"


@pytest.mark.parametrize(
    "condition",
    [
        "indicator = 'pci_rank'",
        "indicator = 'pci_rank' AND place = 'An Giang'",
        "place = 'An Giang'",
        "province_code = '89' AND place_level = 'province'",
        "indicator = 'pci_rank' AND role = 'level' AND place_level = 'province' AND period = '2024'",
    ],
)
@pytest.mark.parametrize(
    "view",
    ["indicator_series", "latest_observations", "stated_values", "corroborated_observations", "conflicting_observations"],
)
def test_views_look_up_what_they_are_asked_for(planner: Database, view: str, condition: str) -> None:
    plan = [step[-1] for step in planner.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {view} WHERE {condition}").fetchall()]
    assert not [step for step in plan if re.match(r"SCAN (?!m\b|i\b)", step)], plan
    looked_up = r"SEARCH (p USING INDEX points_|v USING INDEX values_by_sources \(indicator=)"
    assert any(re.match(looked_up, step) for step in plan), plan


# -- parameters --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        ("rankings", {}, "there is no query 'rankings'; did you mean ranking"),
        ("xyz", {}, r"there are: across_mergers, .*year_on_year"),
        ("ranking", {"yeer": "2024"}, "no parameter yeer; it has: indicator, year"),
        ("ranking", {"year": "24"}, "parameter year is a year, such as 2025, and '24' is none"),
        ("ranking", {"indicator": "poor_houshold_rate"}, "did you mean .*poor_household_rate"),
        ("latest_numbers", {"province": "An Giag"}, "there is no province 'An Giag'; did you mean An Giang"),
        ("latest_numbers", {"limit": "ten"}, "limit is a whole number"),
        ("latest_numbers", {"limit": "9" * 40}, "limit is a whole number"),
        ("doubtful_values", {"below": "NaN"}, "below is a number"),
        ("articles_of_province", {"since": "2025-13-01"}, "since is a day"),
        ("articles_by_month", {"portal": "qqq"}, "there are: baoangiang, baodongthap"),
    ],
)
def test_what_is_wrong_is_told_what_is_right(path: Path, name: str, given: dict[str, str], says: str) -> None:
    with pytest.raises(QueryError, match=says):
        run_named(path, name, given)


@pytest.mark.parametrize("typed", ["An Giang", "an giang", "AN-GIANG", " An Giang ", ""])
def test_names_are_taken_as_people_type_them(path: Path, typed: str) -> None:
    assert run_named(path, "latest_numbers", {"province": typed}).rows[0][0] == "An Giang"


def test_an_old_warehouse_is_told_apart_from_a_wrong_query(tmp_path: Path) -> None:
    make_released(tmp_path / "old.db", "v0.1.0")
    with pytest.raises(QueryError, match=r"earlier version of vnportals; the next `vnportals run`"):
        run_named(tmp_path / "old.db", "conflicts")


def test_what_is_migrated_answers_after_the_next_run(tmp_path: Path) -> None:
    make_released(tmp_path / "old.db", "v0.1.0")
    db = open_warehouse(tmp_path / "old.db", tell=lambda text: None)
    assert refresh_series(db).neighbourhoods > 0
    stated = db.execute("SELECT count(*) FROM observations WHERE current = 1").fetchone()
    assert db.execute("SELECT sum(observations) FROM point_values").fetchone() == stated
    close(db)
    assert run_named(tmp_path / "old.db", "latest_numbers", {"province": "Đồng Tháp"}).rows


def test_text_of_a_parameter_is_never_sql(path: Path) -> None:
    assert run_named(path, "sources_of_a_value", {"period": "2025' OR 1 = 1 --"}).rows == []
