"""`vnportals query` and `vnportals search` on a warehouse whose numbers are known: every format, help, errors."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from db.connect import close, open_warehouse
from db.queries import named_queries
from db.seeds import register_portals
from flows.cli import main
from tests.db.conftest import PORTALS
from tests.db.query_world import fill


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("queries") / "warehouse.db"
    db = open_warehouse(path)
    register_portals(db, PORTALS)
    fill(db)
    close(db)
    return path


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_the_list_has_every_query_on_one_line() -> None:
    lines = run("query").stdout.splitlines()
    for query in named_queries().values():
        assert any(line.split()[:1] == [query.name] and query.title in line for line in lines), query.name
    assert {row["query"] for row in json.loads(run("query", "--format", "json").stdout)} == set(named_queries())


@pytest.mark.parametrize("query", named_queries().values(), ids=named_queries())
def test_a_query_describes_itself_with_an_example_that_runs(warehouse: Path, query: Any) -> None:
    text = run("query", query.name, "--describe").stdout
    assert query.title in " ".join(text.split())
    for parameter in query.parameters:
        assert parameter.name in text
    example = next(line for line in text.splitlines() if line.startswith("Example: vnportals query"))
    assert example == f"Example: {query.example}"
    given = [part for p in query.parameters if p.default for part in ("-p", f"{p.name}={p.default}")]
    assert run("query", query.name, *given, "--db", warehouse).exit_code == 0


def test_every_format_says_the_same(warehouse: Path) -> None:
    ask = ("query", "ranking", "-p", "indicator=Tỷ lệ hộ nghèo", "-p", "year=2024", "--db", warehouse, "--format")
    rows = json.loads(run(*ask, "json").stdout)
    assert [(row["position"], row["place"], row["value"]) for row in rows] == [
        (1, "Cao Bằng", "4.4"),
        (2, "Đồng Tháp", "3.1"),
        (3, "An Giang", "2.5"),
    ]
    assert [row["place"] for row in csv.DictReader(io.StringIO(run(*ask, "csv").stdout))] == [row["place"] for row in rows]
    lines = run(*ask, "markdown").stdout.splitlines()
    assert lines[:3] == [
        r"| position | place | value | unit | sources | candidates | chosen\_by | province\_code |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
        "| 1 | Cao Bằng | 4.4 | % | 1 | 1 | only value | 04 |",
    ]
    assert "Cao Bằng" in run(*ask, "table").stdout


def test_nothing_breaks_out_of_a_markdown_cell(warehouse: Path) -> None:
    sql = "SELECT 'a|b' || char(10) || '<b>[x](y) `z` \\' || char(27) AS \"a*b\", NULL AS n"
    lines = run("query", "--sql", sql, "--db", warehouse, "--format", "markdown").stdout.splitlines()
    assert lines == [r"| a\*b | n |", "| --- | --- |", r"| a\|b \<b\>\[x\](y) \`z\` \\\x1b |  |"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_spreadsheet_runs_nothing(warehouse: Path, start: str) -> None:
    sql = f"SELECT char({ord(start)}) || 'cmd()' AS a, -1 AS b"
    (row,) = csv.DictReader(io.StringIO(run("query", "--sql", sql, "--db", warehouse, "--format", "csv").stdout, newline=""))
    assert row == {"a": f"'{start}cmd()", "b": "-1"}


def test_the_history_of_an_article_shows_what_changed(warehouse: Path) -> None:
    ask = ("query", "article_history", "-p", "article_id=1", "--db", warehouse)
    lines = run(*ask).stdout.splitlines()
    assert lines[0].startswith("version 1, fetched ")
    assert lines[1].startswith("version 2, fetched ")
    assert lines[2:4] == [
        "  - body: Câu 0 nêu rằng 120 hộ là con số.",
        "  + body: Câu 0 nêu rằng 150 hộ là con số.",
    ]
    assert "    120 hộ → 150 hộ  Số hộ nghèo · level · Đồng Tháp · 2024" in lines
    first, second = json.loads(run(*ask, "--format", "json").stdout)
    assert (first["changes"], first["numbers_changed"]) == ([], [])
    assert second["changes"] == [
        {"field": "body", "before": "Câu 0 nêu rằng 120 hộ là con số.", "after": "Câu 0 nêu rằng 150 hộ là con số."}
    ]
    assert second["numbers_changed"] == [
        {"of": ["Số hộ nghèo", "level", "Đồng Tháp", "2024"], "before": ["120 hộ"], "after": ["150 hộ"]}
    ]
    assert len(list(csv.DictReader(io.StringIO(run(*ask, "--format", "csv").stdout)))) == 2
    assert "no such article" in run("query", "article_history", "--db", warehouse).stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("query", "rankin"), "did you mean ranking"),
        (("query", "rankin", "--describe"), "did you mean ranking"),
        (("query", "ranking", "-p", "year=soon"), "year is a year, such as 2025"),
        (("search", "x", "--province", "Annam"), "there is no province 'Annam'"),
        (("search", "x", "--portal", "baodongthp"), "did you mean baodongthap?"),
    ],
)
def test_errors_tell_what_is_right(warehouse: Path, arguments: tuple[str, ...], says: str) -> None:
    result = run(*arguments, *(() if "--describe" in arguments else ("--db", warehouse)))
    assert result.exit_code == 1
    assert says in result.stderr


@pytest.mark.parametrize("arguments", [("query", "--describe"), ("search",), ("search", "x", "--since", "soon")])
def test_wrong_use(warehouse: Path, arguments: tuple[str, ...]) -> None:
    assert run(*arguments, "--db", warehouse).exit_code == 2


def test_search_finds_with_and_without_marks(warehouse: Path) -> None:
    def found(*arguments: str) -> list[str]:
        return [row["title"] for row in json.loads(run("search", *arguments, "--format", "json", "--db", warehouse).stdout)]

    assert found("2000", "thủ", "tục") == found("2000 thu tuc") == ["Bài a2"]
    assert found("thu", "tuc", "--exact") == []
    assert found('"thủ tục là"', "-300") == []
    assert found("bai goc", "--since", "2026-03-02") == ["Bài gốc"]
    assert found("4.4", "--province", "dong thap") == ["Bài a7"]
    assert found("4.4", "--province", "An Giang") == []
    assert "[thủ] [tục]" in run("search", "thủ", "tục", "--format", "csv", "--db", warehouse).stdout
    nothing = run("search", "không-có-đâu", "--db", warehouse)
    assert (nothing.exit_code, "nothing found" in nothing.stderr) == (0, True)
