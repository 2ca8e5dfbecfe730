"""The commands that work without a run: parse, extract, portals, query, status. Exit codes, machine output, clear errors."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from flows.cli import main
from flows.notation import readable
from flows.report import RunReport
from flows.run_report import WHAT_TO_DO
from flows.settings import Settings
from scrapers.portals import PORTALS
from tests.flows.conftest import article_page
from transforms.records import Reason

URL = "https://baoangiang.com.vn/mot-bai-viet-a475001.html"
SENTENCE = "Đến cuối năm 2025, toàn tỉnh còn 14.170 hộ nghèo (chiếm 2,63%)."


def run(*arguments: str, input: str | bytes | None = None) -> Result:
    result = CliRunner().invoke(main, arguments, input=input)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_help_names_every_command_and_examples() -> None:
    text = run("--help").stdout
    for name in ("demo", "run", "serve", "status", "portals", "query", "parse", "extract"):
        assert f"  {name} " in text
        assert run(name, "--help").exit_code == 0
    assert "Example" in run("extract", "--help").stdout


def test_parse_prints_the_article_as_json(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(article_page("Một bài viết"))
    result = run("parse", str(page), "--url", URL)
    assert result.exit_code == 0
    article = json.loads(result.stdout)
    assert {"url", "title", "lead", "author", "published_at", "updated_at", "body", "images", "portal", "method"} <= set(
        article
    )
    assert article["title"] == "Một bài viết"
    assert article["published_at"] == "2026-01-19T08:30:00+07:00"
    assert (article["portal"], article["method"]) == ("baoangiang", "layout")


def test_parse_reads_standard_input_and_unknown_sites() -> None:
    page = article_page("Tin").replace(b"newscontents", b"other")
    result = run("parse", "-", "--url", "https://example.org/tin-1.html", input=page)
    article = json.loads(result.stdout)
    assert (article["portal"], article["method"]) == (None, "trafilatura")
    assert (article["published_at"], result.exit_code) == ("2026-01-19T08:30:00+07:00", 0), "it stands with the title"
    dateless = run("parse", "-", "--url", "https://example.org/tin-1.html", input=page.replace(b"/2026", b""))
    assert json.loads(dateless.stdout)["published_at"] is None
    assert dateless.exit_code == 1
    assert "no_date" in dateless.stderr


def test_parse_tells_what_changed(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(article_page("Tin").replace(b"<h1>", b"<h1>A</h1><h1>"))
    result = run("parse", str(page), "--url", URL)
    assert result.exit_code == 1
    assert "div.detail-title h1" in result.stderr
    assert "found 2" in result.stderr


def test_extract_prints_quantities_and_metrics() -> None:
    result = run("extract", "--province", "An Giang", input=SENTENCE)
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert list(found) == ["quantities", "metrics"]
    assert [(row["value"], row["unit"]) for row in found["quantities"]] == [(14170, "hộ nghèo"), (2.63, "%")]
    households, rate = found["metrics"]
    assert (households["indicator"], households["period"], households["place"]) == ("poor_households", "2025", "An Giang")
    assert (rate["indicator"], rate["value"]) == ("poor_household_rate", 2.63)
    for row in (*found["quantities"], *found["metrics"]):
        assert SENTENCE[row["start"] : row["end"]] in row["sentence"]


def test_extract_jsonl_keeps_ids_and_order() -> None:
    lines = [{"id": n, "text": SENTENCE, "published": "2026-01", "province": "Đắk Lắk"} for n in ("b", "a", 3)]
    result = run("extract", "--jsonl", input="\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\n\n")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["id"] for row in rows] == ["b", "a", 3]
    assert all(set(row) == {"id", "quantities", "metrics"} for row in rows)
    assert rows[0]["metrics"][0]["place"] == "Đắk Lắk"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "line 1"),
        ('{"id": 1}', "no 'text'"),
        ('{"text": "a"}', "no 'id'"),
        ('{"id": 1, "text": 5}', "text is no string"),
        ('{"id": 1, "text": "a", "published": "soon"}', "'soon' is no date"),
        ("[]", "line 1"),
    ],
)
def test_extract_names_the_line_that_is_wrong(line: str, says: str) -> None:
    result = run("extract", "--jsonl", input=line)
    assert result.exit_code == 1
    assert says in result.stderr


def test_extract_refuses_what_is_not_utf8() -> None:
    result = run("extract", input="hộ nghèo".encode("cp1258", "replace") + b"\xff")
    assert result.exit_code == 1
    assert "not UTF-8" in result.stderr


@pytest.mark.parametrize(
    "arguments", [("extract", "--published", "soon"), ("query", "a", "--sql", "b"), ("query", "a", "-p", "b"), ("nonsense",)]
)
def test_wrong_use_exits_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments, input="").exit_code == 2


def test_portals_in_every_format() -> None:
    rows: list[dict[str, Any]] = json.loads(run("portals", "--format", "json").stdout)
    assert [row["slug"] for row in rows] == [portal.slug for portal in PORTALS]
    assert rows[0]["provinces"] == [{"code": "91", "name": "An Giang"}]
    assert {row["slug"] for row in rows if row["default"]} >= {row["slug"] for row in rows if row["knowledge"] == "seen"}
    former = next(row for row in rows if row["slug"] == "phuyen_baodaklak")
    assert (former["provinces"], former["speaks_for"]) == ([{"code": "66", "name": "Đắk Lắk"}], "Phú Yên")
    table = list(csv.DictReader(io.StringIO(run("portals", "--format", "csv").stdout)))
    assert table[1]["provinces"] == "66 Đắk Lắk"
    assert "baodongthap" in run("portals").stdout


@pytest.mark.parametrize("command", [("status",), ("query", "latest_numbers"), ("query", "--sql", "SELECT 1")])
def test_no_warehouse_is_told_with_the_next_step(tmp_path: Path, command: tuple[str, ...]) -> None:
    result = run(*command, "--db", str(tmp_path / "none.db"))
    assert result.exit_code == 1
    assert "vnportals demo" in result.stderr


def test_a_file_that_is_no_warehouse_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a database " * 100)
    result = run("status", "--db", str(tmp_path / "notes.txt"))
    assert result.exit_code == 1
    assert "is not a warehouse of vnportals" in result.stderr


def test_queries_read_and_never_write(live: Any, settings: Settings) -> None:
    report: RunReport = live(1, limit=2)
    db = ("--db", str(settings.db))
    assert json.loads(run("query", "--sql", "SELECT count(*) AS n FROM articles", "--format", "json", *db).stdout)[0]["n"] > 0
    named = run("query", "portal_counts", "-p", f"run_id={report.run_id}", "--format", "csv", *db)
    assert named.stdout.startswith("portal,state,listed")
    for sql in (
        "DELETE FROM articles",
        "DROP TABLE articles",
        "ATTACH 'x.db' AS x",
        "SELECT * FROM nowhere",
        "PRAGMA journal_mode = DELETE",
    ):
        refused = run("query", "--sql", sql, *db)
        assert refused.exit_code == 1, sql
    slow = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    stopped = run("query", "--sql", slow, "--time-limit", "0.2", *db)
    assert stopped.exit_code == 1
    assert "stopped after 0.2 s" in stopped.stderr
    assert "baodaklak" in run("status", *db).stdout


def test_every_reason_comes_with_what_to_do() -> None:
    assert set(WHAT_TO_DO) == set(Reason)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (14170.0, "hộ", "14.170 hộ"),
        (2.63, "%", "2,63 %"),
        (238e9, "VND", "238 tỷ đồng"),
        (64.3e6, "VND/người/năm", "64,3 triệu đồng/người/năm"),
        (4e9, "USD", "4 tỷ USD"),
        (5.0, "rank", "hạng 5"),
        (89.74, "point", "89,74 điểm"),
    ],
)
def test_numbers_read_as_vietnamese_texts_write_them(value: float, unit: str, text: str) -> None:
    assert readable(value, unit) == text
