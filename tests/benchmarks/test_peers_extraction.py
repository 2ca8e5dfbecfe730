"""Comparing readers of articles: what is scored how, and the processes in which they take turns."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from benchmarks import peers_driver, peers_extraction, peers_ours, peers_readers
from benchmarks.measure import Timing
from benchmarks.peers_driver import ROOT, Reader, ReaderFailed, Result, compare, installed, markdown
from benchmarks.peers_extraction import PageScore, found, interval, means, page_score, same_day, same_title, times
from benchmarks.peers_pages import Page, PageSet, public_set
from benchmarks.peers_process import packed, serve
from tests.benchmarks.plain_readers import lengths

LENGTHS = Reader("tests.benchmarks.plain_readers:lengths", of_peers=False)


def _served(read: Any, *jobs: dict[str, Any]) -> list[dict[str, Any]]:
    out = io.StringIO()
    serve(read, [json.dumps(job) for job in jobs], out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_pass_answers_every_input_in_order_and_tells_its_cpu_time() -> None:
    kept, first, again = _served(lengths(), {"inputs": [{"body": packed(b"ab\xff")}, {"body": packed(b"")}]}, {}, {})
    assert kept == {"kept": 2}
    assert first["answers"] == again["answers"] == [3, 0]
    assert first["cpu_s"] >= 0


def test_a_page_on_which_a_reader_fails_is_answered_too() -> None:
    _, answer = _served(lambda page: 1 // page["parts"], {"inputs": [{"parts": 0}, {"parts": 1}]}, {})
    assert answer["answers"] == [{"error": "ZeroDivisionError: integer division or modulo by zero"}, 1]
    assert Result(answer["answers"], Timing((1.0,))).failed == 1


def test_readers_take_turns_in_processes_of_their_own() -> None:
    results = compare({"one": LENGTHS, "two": LENGTHS}, [{"body": packed(b"abc")}], rounds=2)
    assert {name: result.answers for name, result in results.items()} == {"one": [3], "two": [3]}
    assert all(len(result.timing.seconds) == 2 for result in results.values())


def test_a_reader_that_cannot_start_is_named() -> None:
    absent = Reader("tests.benchmarks.plain_readers:missing", of_peers=False)
    with pytest.raises(ReaderFailed, match="absent: its process ended with 1"):
        compare({"absent": absent}, [], rounds=1)


def test_peers_that_are_not_installed_are_skipped_and_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(peers_driver, "PEERS_PYTHON", tmp_path / "python")
    assert installed({"ours": LENGTHS, "theirs": Reader("x:y", of_peers=True)}) == {"ours": LENGTHS}
    assert capsys.readouterr().err == "skipped: theirs; `make bench` installs them\n"


def test_the_side_of_the_peers_imports_nothing_of_ours() -> None:
    """Their environment has none of it."""
    names = "benchmarks.peers_process", "benchmarks.peers_readers"
    code = f"import sys, {', '.join(names)}; print([m for m in sys.modules if m.split('.')[0] in {{'scrapers', 'transforms'}}])"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("reader", [*peers_extraction.READERS.values()], ids=[*peers_extraction.READERS])
def test_every_reader_is_there(reader: Reader) -> None:
    module = peers_readers if reader.of_peers else peers_ours
    name, _, make = reader.make.partition(":")
    assert name == module.__name__
    assert callable(getattr(module, make))


@pytest.mark.parametrize(
    ("wanted", "read", "score"),
    [
        ("một hai ba bốn năm", "một hai ba bốn năm", PageScore(1, 1)),
        ("một hai ba bốn năm", "một hai ba bốn", PageScore(1, 0.5)),
        ("một hai ba bốn", "Tin khác: một hai ba bốn", PageScore(1 / 3, 1)),
        ("một hai ba bốn", "một hai ba bốn một hai ba bốn", PageScore(1 / 5, 1)),
        ("một hai", "một, hai.", PageScore(1, 1)),
        ("một hai", "", PageScore(None, 0)),
        ("", "một hai", PageScore(0, None)),
    ],
    ids=["all", "too little", "too much", "twice", "short", "nothing found", "nothing there"],
)
def test_a_page_is_scored_by_its_shingles(wanted: str, read: str, score: PageScore) -> None:
    assert page_score(wanted, read) == score


def test_pages_without_a_share_are_no_part_of_its_mean() -> None:
    precision, recall, f1 = means([PageScore(1, 0.5), PageScore(None, 0)])
    assert (precision, recall) == (1, 0.25)
    assert f1 == pytest.approx(0.4)
    assert means([PageScore(None, 0)]) == (0, 0, 0)


def test_an_interval_holds_the_measure_and_is_none_where_all_pages_agree() -> None:
    assert interval(lambda at: 1 - 0 * len(at), 5, draws=100) == (1, 1)
    low, high = interval(lambda at: sum(at) / len(at), 100, draws=500)
    assert 40 < low < 49.5 < high < 59


@pytest.mark.parametrize(
    ("read", "same"),
    [
        ("2024-09-15", True),
        ("2024-09-15 11:46:00", True),
        ("2024-09-14T23:46:00+00:00", True),
        ("2024-09-14T11:46:00", False),
        (None, False),
    ],
)
def test_days_are_those_of_vietnam(read: str | None, same: bool) -> None:
    assert same_day(datetime.fromisoformat("2024-09-15T06:46:00+07:00"), read) is same


def test_titles_agree_but_for_blanks_and_composition() -> None:
    assert same_title("Thiếu máu", "Thiê\u0301u  máu\n")
    assert not same_title("Thiếu máu", "Thiếu máu - Báo Phú Yên")
    assert not same_title("Thiếu máu", None)


def test_the_public_benchmark_is_read_from_its_checkout(tmp_path: Path) -> None:
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "k1.html.gz").write_bytes(gzip.compress("<p>chữ</p>".encode()))
    (tmp_path / "ground-truth.json").write_text(json.dumps({"k1": {"articleBody": "chữ", "url": "https://example.org/1"}}))
    pages = public_set(tmp_path)
    assert not pages.declared
    assert pages.pages == (Page(url="https://example.org/1", body="<p>chữ</p>".encode(), text="chữ"),)


def test_a_folder_that_is_no_checkout_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(peers_extraction, "replica_set", lambda: PageSet("none", ()))
    monkeypatch.setattr(peers_extraction, "saved_sets", lambda: iter(()))
    assert peers_extraction.main(["--aeb", str(tmp_path)]) == 2
    assert "is no checkout of scrapinghub/article-extraction-benchmark" in capsys.readouterr().err


def test_tables_have_parsers_in_the_times_only() -> None:
    page = Page(
        url="u", body=b"", text="một hai ba bốn", title="Tên", published=datetime.fromisoformat("2024-09-15T06:46+07:00")
    )
    right = {"text": page.text, "title": "Tên", "published": "2024-09-15"}
    results = {
        peers_extraction.GENERIC: Result([right], Timing((0.004,))),
        "theirs": Result([{"error": "ValueError: no"}], Timing((0.01,))),
        peers_extraction.SELECTOLAX: Result([None], Timing((0.002,))),
        peers_extraction.LXML: Result([None], Timing((0.004,))),
    }
    pages = PageSet("one", (page,))
    assert "| theirs | 10.00 | 100 | 5.0 | 2.5 | 0% |" in times(pages, results)
    assert found(pages, results).splitlines()[2:] == [
        "| vnportals, no layout | 1.000 (1.000–1.000) | 1.000 | 1.000 |  | 1 of 1 | 1 of 1 |  |",
        "| theirs | 0.000 (0.000–0.000) | 0.000 | 0.000 | +1.000 (+1.000 to +1.000) | 0 of 1 | – | 1 |",
    ]


def test_markdown() -> None:
    assert markdown(("a", "b"), [("1", "2")]) == "| a | b |\n| --- | ---: |\n| 1 | 2 |"
