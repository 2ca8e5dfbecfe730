from __future__ import annotations

from pathlib import Path

import pytest
from sqlite_utils import Database

from db.errors import NotOurFile, QueryError
from db.queries import named_queries, run_named, run_sql
from db.runs import PortalTally, record_portal
from tests.db.samples import BODY, LATER, PORTAL, article, dump, item, load
from transforms.records import Outcome

ENDLESS = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def filled(db: Database, run_id: int) -> Database:
    load(db, run_id, item(db, article()))
    load(db, run_id, item(db, article(body=BODY.replace("1.250 hộ", "1.150 hộ")), capture_id=2), now=LATER)
    record_portal(db, run_id, PortalTally(portal=PORTAL, state="done", listed=1, outcomes={Outcome.INSERTED: 1}))
    return db


def test_any_question_is_answered(filled: Database, path: Path) -> None:
    result = run_sql(path, "SELECT portal, :x AS x FROM articles", {"x": 1})
    assert (result.columns, result.rows) == (("portal", "x"), [(PORTAL, 1)])


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM articles",
        "CREATE TABLE mine (x)",
        "INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')",
        "PRAGMA user_version = 7",
        "ATTACH '{other}' AS other",
        "VACUUM INTO '{other}'",
        "SELECT 1; DELETE FROM articles",
        "BEGIN",
        "SELECT load_extension('x')",
        "SELECT * FROM no_such_table",
        "",
    ],
)
def test_what_only_reads_is_answered_and_nothing_else(filled: Database, path: Path, tmp_path: Path, sql: str) -> None:
    before, other = dump(filled), tmp_path / "other.db"
    with pytest.raises(QueryError):
        run_sql(path, sql.format(other=other))
    assert dump(filled) == before
    assert not other.exists()


def test_a_question_without_end_is_stopped(filled: Database, path: Path) -> None:
    with pytest.raises(QueryError, match=r"stopped after 0\.05 s"):
        run_sql(path, ENDLESS, time_limit_s=0.05)


def test_no_file_no_answer(tmp_path: Path) -> None:
    with pytest.raises(NotOurFile):
        run_sql(tmp_path / "none.db", "SELECT 1")


@pytest.mark.parametrize("name", named_queries())
def test_every_documented_query_explains_itself_and_runs(filled: Database, path: Path, name: str) -> None:
    query = named_queries()[name]
    assert query.title
    assert query.about
    assert {parameter.name for parameter in query.parameters if parameter.about}
    assert run_named(path, name).columns


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("latest_numbers", {}, [("huyện Tháp Mười, Đồng Tháp", "210")]),
        ("latest_numbers", {"province": "An Giang"}, []),
        ("portal_counts", {"run_id": "1"}, [(PORTAL, 1)]),
        ("article_history", {"article_id": "1"}, [(1, "1.250"), (2, "1.150")]),
        ("article_history", {"url": "https://baodongthap.example/bai-1"}, [(1, "1.250"), (2, "1.150")]),
    ],
)
def test_documented_queries_answer(
    filled: Database, path: Path, name: str, given: dict[str, str], expected: list[tuple[object, ...]]
) -> None:
    result = run_named(path, name, given)
    rows = [dict(zip(result.columns, row, strict=True)) for row in result.rows]
    told = {
        "latest_numbers": [(row["place"], row["value"]) for row in rows if "place" in row],
        "portal_counts": [(row["portal"], row["inserted"]) for row in rows if "inserted" in row],
        "article_history": [(row["number"], str(row["body"]).split()[6]) for row in rows if "body" in row],
    }
    assert told[name] == expected


def test_a_wrong_name_is_told_the_right_ones(filled: Database, path: Path) -> None:
    with pytest.raises(QueryError, match=r"no query 'x'; there are: .*latest_numbers"):
        run_named(path, "x")
    with pytest.raises(QueryError, match=r"no parameter yeer; it has: limit, province"):
        run_named(path, "latest_numbers", {"yeer": "2024"})
