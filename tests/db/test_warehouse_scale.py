"""The benchmark of a large warehouse, on a tiny one: what it compares is the same, and its numbers add up."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from benchmarks import warehouse_queries
from benchmarks.warehouse_load import Build, Spent, Window
from benchmarks.warehouse_scale import print_rates, rest
from benchmarks.warehouse_sizes import sizes
from db.queries import named_queries

pytestmark = pytest.mark.slow
ARTICLES = 200


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    build = Build(tmp_path_factory.mktemp("scale") / "warehouse.db", ARTICLES, 5 * ARTICLES, by_hand=ARTICLES)
    build.run(lambda window: None)
    return build


def _values(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(sql).fetchall()


@pytest.mark.parametrize("table", ["articles", "article_versions", "article_bodies", "images", "quantities", "observations"])
def test_both_files_hold_the_same_rows(built: Build, table: str) -> None:
    """But for later versions and what they change, which only the loader writes, after the time was taken."""
    left_out = {"articles": "version_id", "observations": "current"}.get(table)
    columns = ", ".join(f'"{name}"' for _, name, *_ in _values(built.path, f"PRAGMA table_info({table})") if name != left_out)
    first = "" if table == "articles" else "WHERE version_id <= (SELECT count(*) FROM articles)"
    sql = f"SELECT {columns} FROM {table} {first} ORDER BY 1, 2"
    by_hand = _values(built.hand_path, sql)
    assert len(by_hand) >= ARTICLES
    if table != "articles":
        assert _values(built.path, sql) == by_hand


@pytest.mark.parametrize("index", ["articles_fts", "articles_fts_folded"])
def test_both_search_indexes_find_the_same(built: Build, index: str) -> None:
    sql = f"SELECT rowid FROM {index} WHERE {index} MATCH 'title : (giao OR dan)' ORDER BY rowid"
    found = _values(built.path, sql)
    assert found
    assert found == _values(built.hand_path, sql)


def test_the_window_counts_what_was_loaded(built: Build) -> None:
    (window,) = built.windows
    stored = _values(built.hand_path, "SELECT (SELECT count(*) FROM quantities) + (SELECT count(*) FROM observations)")
    assert (window.articles, window.loaded) == (ARTICLES, ARTICLES)
    assert [(window.numbers,)] == stored
    assert _values(built.path, "SELECT count(*) FROM articles") == [(ARTICLES,)]


def test_the_parts_make_up_the_whole(built: Build) -> None:
    (window,) = built.windows
    assert window.by_hand is not None
    for spent, parts in (
        (window.by_loader, {"search", "near", "numbers", "commit"}),
        (window.by_hand, {"search", "near", "numbers", "commit", "rows"}),
    ):
        assert set(spent.cpu) == {"all", *parts}
        assert sum(spent.wall[part] for part in parts) <= spent.wall["all"]
        assert rest(spent) > 0


def test_a_rate_is_counted_by_hand_as_by_the_loader(built: Build, capsys: pytest.CaptureFixture[str]) -> None:
    loader, hand = Spent(), Spent()
    loader.cpu.update(all=10.0, search=2.0, near=4.0, numbers=4.0)
    hand.cpu.update(all=7.0, search=4.0, numbers=2.0)
    for spent in (loader, hand):
        spent.wall.update(spent.cpu)
    asked = object.__new__(Build)
    asked.windows, asked.series, asked.total = [Window(100, 100, 400, loader, hand)], Spent(), 100
    print_rates(asked)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[-2:] for line in lines if "goal" not in line and ("1.5" in line or "0.6" in line)] == [
        ["(2.50)", "1.5"],
        ["(0.50)", "0.6"],
    ]


def test_sizes_add_up_to_the_file(built: Build) -> None:
    ((in_use,),) = _values(
        built.path,
        "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size",
    )
    assert sum(sum(pair) for pair in sizes(built.path).values()) == in_use


def test_every_query_is_asked_and_compared_with_its_largest_table(built: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warehouse_queries, "_SMALL", 1)
    asked = {one.name: one for one in warehouse_queries.ask_all(built.path, None)}
    assert {name.removesuffix(", most") for name in asked} == named_queries().keys()
    assert {one.table for one in asked.values()} >= {"observations", "articles", None}
    assert asked["newest_numbers"].rows == 50
    assert all(one.ratio == pytest.approx((one.scan or 0) / one.seconds) for one in asked.values() if one.table)
