"""The comparison with other programs: what they are told and given is what ours works with, and they know nothing of ours."""

from __future__ import annotations

import ast
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.peers_crawl import Round, keys_of, not_of_all, orders_for
from benchmarks.peers_load import load_plainly, load_with_pandas, twice
from benchmarks.peers_load_rows import TABLES, Rows, flat_rows
from benchmarks.warehouse_articles import PORTALS, Newsroom
from replicas.sites import SITES
from replicas.world import world
from scrapers.portals import BY_SLUG

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def rows() -> Rows:
    newsroom = Newsroom(1, 40, 5.0)
    return flat_rows([(PORTALS[0], list(newsroom.articles(start, 20, PORTALS[0]))) for start in (0, 20)])


def test_rows_refer_to_rows(rows: Rows) -> None:
    flat = {name: [row for batch in rows[name] for row in batch] for name in TABLES}
    keys = {name: {row["key"] for row in flat[name]} for name in TABLES}
    assert all(len(keys[name]) == len(flat[name]) > 0 for name in TABLES)
    assert len(keys["articles"]) == 40
    assert {row["article"] for row in flat["quantities"]} <= keys["articles"]
    assert {row["quantity"] for row in flat["observations"]} <= keys["quantities"]


def test_what_a_second_load_does(rows: Rows, tmp_path: Path) -> None:
    plain = twice(lambda: load_plainly(rows, tmp_path / "plain.db"), tmp_path / "plain.db")
    frames = twice(lambda: load_with_pandas(rows, tmp_path / "pandas.db"), tmp_path / "pandas.db")
    count = sum(len(batch) for name in TABLES for batch in rows[name])
    assert [load.rows for load in plain] == [count, count]
    assert [load.rows for load in frames] == [count, 2 * count]
    with closing(sqlite3.connect(tmp_path / "plain.db")) as one, closing(sqlite3.connect(tmp_path / "pandas.db")) as other:
        newest = "SELECT DISTINCT * FROM articles ORDER BY key"
        assert one.execute(newest).fetchall() == other.execute(newest).fetchall()


@pytest.mark.parametrize("slug", SITES)
def test_the_spider_is_told_of_every_list_and_article(slug: str) -> None:
    portal, site = BY_SLUG[slug], SITES[slug]
    orders = json.loads(json.dumps(orders_for(portal)))
    assert [listing["url"] for listing in orders["listings"]] == [portal.absolute(listing.path) for listing in portal.listings]
    assert len(orders["articles"]) == len(portal.layouts)
    assert all(re.search(orders["article"], site.path(article)) for article in world(1).articles[slug])


def test_two_addresses_of_an_article_are_one() -> None:
    urls = [
        "https://vinhlong.gov.vn/Default.aspx?tabid=22641&ID=251207",
        "https://vinhlong.gov.vn/xem-chi-tiet-tin-tuc/id/251207",
    ]
    assert len(keys_of(urls, [BY_SLUG["vinhlong_portal"]])) == 1


def test_what_not_all_crawlers_found_is_named() -> None:
    found = {"ours": frozenset("ab"), "to the archive only": frozenset[str](), "theirs": frozenset("abc")}
    assert not_of_all(Round({}, found)) == {"c"}


@pytest.mark.parametrize("name", ["peers_scrapy_spider.py", "peers_dlt_load.py"])
def test_programs_of_other_environments_import_nothing_of_ours(name: str) -> None:
    ours = {path.name for path in BENCHMARKS.parent.iterdir() if path.is_dir()}
    tree = ast.parse((BENCHMARKS / name).read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not {module.partition(".")[0] for module in imported} & ours
