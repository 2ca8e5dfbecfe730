from __future__ import annotations

from pathlib import Path

import pytest
from sqlite_utils import Database

from db.errors import NotOurFile, QueryError
from db.queries import run_sql
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


def test_a_value_that_would_fill_the_memory_is_refused(filled: Database, path: Path) -> None:
    with pytest.raises(QueryError, match="too big"):
        run_sql(path, "SELECT zeroblob(100000000)")
