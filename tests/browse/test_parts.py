"""The parts of the pages by themselves: marked text, links, snippets, defaults of queries, the nonce; and the command."""

from __future__ import annotations

import shlex
import signal
import socket
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment

from db.connect import open_warehouse
from db.queries import NamedQuery, Parameter
from flows.browsing.dashboards import dashboards
from flows.browsing.links import article_path, linked_cell, to_portal
from flows.browsing.marked_text import Number, paragraphs
from flows.browsing.metadata import with_defaults
from flows.browsing.security import give_scripts_a_nonce
from tests.conftest import BIN, clean_environment, run_shell

TEXTS = st.text(st.sampled_from("a1 <đ\n🙂"), max_size=60)
OTHER_ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,x",
    "//x/",
    "",
    "https://",
    "https:x",
    "ftp://x/",
    "http://[",
    "https://x/\x00",
    None,
    7,
]
SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), max_size=12)


@given(TEXTS, SPANS)
def test_marking_numbers_changes_no_letter(text: str, spans: list[tuple[int, int]]) -> None:
    numbers = [Number(index, start, start + length, "") for index, (start, length) in enumerate(spans)]
    marked = paragraphs(text, numbers)
    joined = ["".join(stretch.text for stretch in stretches) for stretches in marked]
    assert joined == [paragraph for paragraph in text.split("\n\n") if paragraph]
    for stretches in marked:
        for stretch in stretches:
            if stretch.number:
                assert stretch.text == text[stretch.number.start : stretch.number.end]


@given(TEXTS, SPANS)
def test_every_number_that_stands_alone_in_a_paragraph_is_marked(text: str, spans: list[tuple[int, int]]) -> None:
    numbers, at = [], 0
    for index, (gap, length) in enumerate(spans):
        number = Number(index, at + gap, at + gap + length, "")
        if number.end <= len(text) and "\n\n" not in text[max(number.start - 1, 0) : number.end + 1]:
            numbers.append(number)
            at = number.end
    marked = [stretch.number for stretches in paragraphs(text, numbers) for stretch in stretches if stretch.number]
    assert marked == numbers


@pytest.mark.parametrize("url", ["https://angiang.gov.vn/a?b=1&c=2", "http://127.0.0.1:8000/bài-viết"])
def test_addresses_of_the_web_are_linked(url: str) -> None:
    assert to_portal(url) == url
    cell = linked_cell("url", url, "", "warehouse")
    assert cell is not None
    assert 'rel="noopener noreferrer nofollow"' in cell
    assert url.replace("&", "&amp;") in cell


@pytest.mark.parametrize("url", OTHER_ADDRESSES, ids=ascii)
def test_other_addresses_are_not(url: object) -> None:
    assert to_portal(url) is None
    assert linked_cell("url", url, "", "warehouse") is None


def test_a_quote_in_an_address_stays_in_its_attribute() -> None:
    cell = linked_cell("url", 'https://x.example/"onclick="alert(1)', "", "warehouse")
    assert cell is not None
    assert '"onclick' not in cell


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("article_id", 7, '<a href="/b/article/7">7</a>'),
        ("low_article_id", 7, '<a href="/b/article/7">7</a>'),
        ("source_id", 7, '<a href="/b/article/7">7</a>'),
        ("observation_id", 7, '<a href="/b/warehouse/observations/7">7</a>'),
        ("quantity_id", 7, '<a href="/b/warehouse/quantities/7">7</a>'),
        ("article_id", "<b>", None),
        ("title", 7, None),
    ],
)
def test_numbers_of_rows_are_linked(column: str, value: object, expected: str | None) -> None:
    assert linked_cell(column, value, "/b", "warehouse") == expected


def test_a_number_is_found_again_in_its_article() -> None:
    assert article_path(3, 14) == "/article/3?number=14#q14"


def test_what_is_left_empty_in_a_form_means_the_default() -> None:
    sql = "SELECT :year, :name, ':name', :page, typeof(:page), :share -- :year\n"
    parameters = (
        Parameter("year", "year", "2025", ""),
        Parameter("name", "text", "O'Brien", ""),
        Parameter("page", "integer", "", ""),
        Parameter("share", "number", "0.5", ""),
    )
    made = with_defaults(NamedQuery("q", "", "", parameters, sql))
    with closing(sqlite3.connect(":memory:")) as db:
        empty = db.execute(made, {"year": "", "name": "", "page": "", "share": ""}).fetchone()
        filled = db.execute(made, {"year": "2024", "name": "", "page": "7", "share": "1"}).fetchone()
    assert empty == (2025, "O'Brien", ":name", None, "null", 0.5)
    assert filled == (2024, "O'Brien", ":name", 7, "integer", 1.0)


def test_only_scripts_of_templates_get_the_nonce() -> None:
    environment = Environment(loader=DictLoader({"page": "<script>1</script>{{ text }}"}), autoescape=False)
    give_scripts_a_nonce(environment)
    assert environment.get_template("page").render(text="<script>2</script>") == '<script nonce="">1</script><script>2</script>'


@pytest.mark.parametrize("slug", dashboards())
def test_every_chart_stands_in_the_layout_and_every_filter_is_used(slug: str) -> None:
    board = dashboards()[slug]
    assert {name for row in board["layout"] for name in row} == set(board["charts"])
    for name in board.get("filters", {}):
        assert any(f":{name}" in chart["query"] for chart in board["charts"].values()), name


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "ware?house #1%20.db"
    open_warehouse(path).close()
    return path


@pytest.mark.slow
def test_an_empty_warehouse_with_an_awkward_name_is_shown(small: Path) -> None:
    command = [str(BIN / "vnportals"), "browse", "--port", "0", "--db", str(small)]
    environment = clean_environment()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        front, health = (requests.get(address + path, timeout=30) for path in ("", "-/dashboards/health"))
        process.send_signal(signal.SIGTERM)
        _, messages = process.communicate(timeout=20)
    assert health.status_code == 200
    assert "the warehouse is empty" in front.text
    assert "Traceback" not in messages


@pytest.mark.slow
def test_a_port_in_use_is_said_before_anything_starts(small: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run_shell(f"vnportals browse --port {port} --db {shlex.quote(str(small))}", cwd=small.parent)
    assert done.returncode == 1
    assert f"cannot listen on 127.0.0.1:{port}" in done.stderr
    assert "--port" in done.stderr


@pytest.mark.slow
def test_what_is_no_warehouse_is_not_served(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as db:
        db.execute("CREATE TABLE t (a)")
    for name, reason in (("other.db", "vnportals"), ("missing.db", "there is no warehouse")):
        done = run_shell(f"vnportals browse --port 0 --db {name}", cwd=tmp_path)
        assert done.returncode == 1
        assert reason in done.stderr
        assert not done.stdout
