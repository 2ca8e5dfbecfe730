"""Wrong settings, odd files and hostile text: told plainly, at once, and without effect on a terminal or a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from db.connect import open_warehouse
from flows.cli import main
from flows.engine import prepare_prefect, server_answers
from flows.preflight import check_files
from flows.settings import Settings
from flows.terminal import fit_for_terminal, json_text
from replicas.faults import answers as a
from replicas.faults.portal import FaultPortal
from tests.conftest import run_shell
from tests.flows.conftest import FaultyNight, article_page

URL = "https://baoangiang.com.vn/mot-bai-viet-a475001.html"
RED = "\x1b[31mđỏ\x9b1m\u202e"


def run(*arguments: str, input: str | bytes | None = None, env: Mapping[str, str] | None = None) -> Result:
    result = CliRunner().invoke(main, arguments, input=input, env=env)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    open_warehouse(tmp_path / "warehouse.db").close()
    return tmp_path / "warehouse.db"


def query(warehouse: Path, sql: str, output_format: str) -> str:
    result = run("query", "--sql", sql, "--format", output_format, "--db", str(warehouse))
    assert result.exit_code == 0, result.stderr
    return result.stdout


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("LOOK_BACK_DAYS", "abc", "valid integer"),
        ("LOOK_BACK_DAYS", "-1", "greater than or equal to 0"),
        ("LOOK_BACK_DAYS", "999999999", "less than or equal to"),
        ("MAX_BODY_MIB", "inf", "less than or equal to"),
        ("READ_TIMEOUT_S", "nan", "less than or equal to"),
        ("CONTACT", "a@example.org\r\nX-Evil: 1", "without line breaks"),
        ("CONTACT", "biên-tập@example.org", "ASCII"),
        ("DB", "", "is no file name"),
        ("DB", ".", "is no file name"),
        ("TIMEZONE", "Asia/Nowhere", "is no time zone"),
        ("PREFECT_PORT", "70000", "less than or equal to 65535"),
    ],
)
def test_a_wrong_setting_is_named_and_is_wrong_use(tmp_path: Path, name: str, value: str, says: str) -> None:
    result = run("run", env={f"VNPORTALS_{name}": value})
    assert result.exit_code == 2
    assert f"VNPORTALS_{name}" in result.stderr
    assert says in result.stderr


@pytest.mark.slow
def test_a_wrong_schedule_is_named_before_a_server_is_started(tmp_path: Path) -> None:
    done = run_shell("vnportals serve", cwd=tmp_path, VNPORTALS_NIGHTLY_CRON="at two", VNPORTALS_PREFECT_PORT="1")
    assert done.returncode == 2
    assert "VNPORTALS_NIGHTLY_CRON: 'at two' is no cron expression" in done.stderr


def test_a_missing_folder_is_told_and_not_made(tmp_path: Path) -> None:
    result = run("run", "--db", str(tmp_path / "no" / "w.db"))
    assert result.exit_code == 1
    assert "there is no folder" in result.stderr
    assert "mkdir -p" in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_damaged_warehouse_is_told_with_what_to_do(warehouse: Path) -> None:
    whole = warehouse.read_bytes()
    warehouse.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    result = run("run", "--db", str(warehouse))
    assert result.exit_code == 1
    assert "malformed" in result.stderr
    assert "restore it from a copy" in result.stderr
    assert run("status", "--db", str(warehouse)).exit_code == 1


def test_files_that_will_do_are_made(settings: Settings) -> None:
    check_files(settings)
    assert settings.db.is_file()
    assert settings.archive_path.is_file()


def test_nothing_in_a_title_acts_on_the_terminal(settings: Settings) -> None:
    """Through everything: the page's character references, the warehouse, and each way to print."""
    page = article_page("Tin &#27;[31mđỏ&#155;&#8238;").replace(b"Tin ", b"=Tin ", 1)
    night = FaultyNight(
        settings, {"/xa-hoi/": a.Listing(("/tin-a1.html", "/%1b[31m-a2.html")), "/%1b[31m-a2.html": a.Status(500)}
    )
    night.server.render_article = lambda _path: page
    with night.server:
        night.run()
    db = str(settings.db)
    for command in (
        ("status", "--db", db),
        ("query", "--sql", "SELECT title, url, char(27) || 'x' AS \"\x1b[1m\" FROM articles", "--db", db),
        ("query", "--sql", "SELECT title, char(27, 155, 8238) AS t FROM articles", "--format", "json", "--db", db),
    ):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", run(*command).stdout), command


def test_a_page_and_a_text_reach_the_terminal_without_controls(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(article_page(f"Tin {RED}"))
    for result in (run("parse", str(tmp_path / "page.html"), "--url", URL), run("extract", input=f"{RED} còn 14.170 hộ nghèo")):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", result.stdout)
    lone = run("extract", "--jsonl", input=json.dumps({"id": "\ud800", "text": "còn 14.170 hộ nghèo \ud800"}))
    assert json.loads(lone.stdout)["id"] == "\ud800"


def test_escapes_say_what_stood_there() -> None:
    assert fit_for_terminal(RED) == r"\x1b[31mđỏ\x9b1m\u202e"
    assert json.loads(json_text({RED: [RED]})) == {RED: [RED]}
    vietnamese = "Đồng Tháp\tgiảm 2,63%\nnghe\u0300o [1] [bold] :cat:"
    assert fit_for_terminal(vietnamese) == vietnamese


def test_a_table_shows_text_as_it_is(warehouse: Path) -> None:
    assert "[1] [bold]x[/] :cat: \\[" in query(warehouse, r"SELECT '[1] [bold]x[/] :cat: \[' AS t", "table")


def test_csv_is_safe_to_open_in_a_spreadsheet(warehouse: Path) -> None:
    sql = "SELECT '=1+1' AS a, '+1' AS b, '-5 độ' AS c, '@x' AS d, -5 AS e, -2.5 AS f, 'x=1' AS g, x'ff00' AS h, NULL AS i"
    (row,) = list(csv.DictReader(io.StringIO(query(warehouse, sql, "csv"))))
    assert row == {
        "a": "'=1+1", "b": "'+1", "c": "'-5 độ", "d": "'@x", "e": "-5", "f": "-2.5", "g": "x=1", "h": "ff00", "i": ""
    }  # fmt: skip


def test_json_is_json_whatever_the_columns_hold(warehouse: Path) -> None:
    text = query(warehouse, "SELECT x'ff00' AS n, 9e999 AS n, 1 AS n, '=1' AS t", "json")
    assert json.loads(text, parse_constant=pytest.fail) == [{"n": "ff00", "n_2": None, "n_3": 1, "t": "=1"}]


@pytest.mark.parametrize("sql", ["SELECT zeroblob(900000000)", "SELECT hex(zeroblob(9000000))"])
def test_a_value_cannot_fill_the_memory(warehouse: Path, sql: str) -> None:
    result = run("query", "--sql", sql, "--db", str(warehouse))
    assert result.exit_code == 1
    assert "too big" in result.stderr


@pytest.mark.parametrize("url", ["", "baoangiang.com.vn/x-a1.html", "http://[::1", "javascript:alert(1)", "http://h:99999/"])
def test_parse_wants_a_whole_address(url: str) -> None:
    result = run("parse", "-", "--url", url, input=b"<p>")
    assert result.exit_code == 2
    assert "write it whole" in result.stderr


def test_parse_refuses_what_a_run_refuses() -> None:
    result = run("parse", "-", "--url", URL, input=b"<p>" * 400_000, env={"VNPORTALS_MAX_BODY_MIB": "1"})
    assert result.exit_code == 1
    assert "more than 1 MiB" in result.stderr


def test_offsets_are_those_of_the_text_as_it_stands(tmp_path: Path) -> None:
    text = "Năm 2025.\r\n\r\nToàn tỉnh còn 14.170 hộ nghèo.\r\n"
    (tmp_path / "t.txt").write_bytes(b"\xef\xbb\xbf" + text.encode())
    found = json.loads(run("extract", str(tmp_path / "t.txt")).stdout)["quantities"]
    assert [text[row["start"] : row["end"]] for row in found] == ["14.170 hộ nghèo"]


@pytest.mark.parametrize(
    ("line", "status"),
    [(b'\xef\xbb\xbf{"id": 1, "text": "a"}\r\n', 0), (b"[" * 100_000, 1), (b'{"id": 1, "text": "\\u0000"}', 0)],
)
def test_odd_lines_are_read_or_named(line: bytes, status: int) -> None:
    result = run("extract", "--jsonl", input=line)
    assert result.exit_code == status
    assert status == 0 or "line 1" in result.stderr


def test_the_demo_is_not_led_out_of_its_folder(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "API_URL", "PROFILE", "API_DATABASE_CONNECTION_URL", "SERVER_API_AUTH_STRING", "MEMO_STORE_PATH"):
        monkeypatch.setenv(f"PREFECT_{name}", "elsewhere")
    monkeypatch.setattr(os, "environ", os.environ.copy())  # the copy is what is changed
    prepare_prefect(settings, own=True, quiet=True)
    assert "elsewhere" not in os.environ.values()
    assert os.environ["PREFECT_HOME"] == str(settings.db.with_name("prefect"))


@pytest.mark.parametrize(("body", "is_prefect"), [(b"true", True), (b"<html>Hello", False)])
def test_any_server_on_the_port_is_not_prefect(body: bytes, is_prefect: bool) -> None:
    with FaultPortal(lambda _: b"", {"/api/health": a.Status(200, {"Content-Type": "application/json"}, body)}) as server:
        assert server_answers(int(server.host.rpartition(":")[2])) is is_prefect
