"""`vnportals extract` for people and for programs: a table on a terminal, JSON elsewhere, explained in both, clear errors."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import termios
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from flows.cli import main
from flows.excerpts import excerpt
from flows.notation import readable, readable_observation, readable_quantity
from flows.reading_steps import KINDS, ORIGINS, TURNS, WHY, WHY_NONE
from tests.conftest import BIN, clean_environment
from transforms.extraction import extract
from transforms.grounds import GROUNDS, Silence
from transforms.timeline import Origin, Turn

ARTICLE = """Phong trào "Dân vận khéo" ở Đồng Tháp năm 2022
Ngày 15/3/2022, theo Quyết định số 290/QĐ-TTg, toàn tỉnh có 2.883 mô hình "Dân vận khéo", tăng 120 mô hình so với năm 2021.
Đến cuối năm 2022, tỉnh còn 14.170 hộ nghèo (chiếm 2,63%). Phấn đấu đến năm 2025 tỷ lệ hộ nghèo còn 1%.
Có 12 con trâu. Khoảng 47. Điện thoại: 0277 3851 123.
"""
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
STYLES = re.compile("\x1b\\[[0-9;]*m")


def run(*arguments: str, input: str | bytes | None = None) -> Result:
    result = CliRunner().invoke(main, ("extract", *arguments), input=input)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def on_terminal(folder: Path, text: str, *arguments: str, columns: int = 80) -> str:
    """What a terminal of that width receives, line ends as it sends them on undone."""
    (folder / "text.txt").write_text(text, encoding="utf-8")
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {name: value for name, value in clean_environment().items() if name not in ("COLUMNS", "LINES", "NO_COLOR")}
    process = subprocess.Popen(
        [BIN / "vnportals", "extract", "text.txt", *arguments],
        cwd=folder,
        env=environment | {"TERM": "xterm-256color"},
        stdin=subprocess.DEVNULL,
        stdout=follower,
        stderr=subprocess.PIPE,
    )
    os.close(follower)
    received = b""
    while True:
        try:
            piece = os.read(leader, 65536)
        except OSError:  # how Linux says that the other end has been closed
            break
        if not piece:
            break
        received += piece
    os.close(leader)
    _, complaints = process.communicate(timeout=20)
    assert (process.returncode, complaints) == (0, b"")
    return received.decode().replace("\r\n", "\n")


def test_a_terminal_of_80_columns_shows_a_table(tmp_path: Path) -> None:
    shown = on_terminal(tmp_path, f"{ARTICLE}Có 5\x1b]0;title\x07 \x9b31m hộ nghèo.\n", "--province", "Đồng Tháp", "--explain")
    assert "\x1b[1m14.170 hộ nghèo\x1b[0m" in shown, "the quote is emphasised in its sentence"
    plain = STYLES.sub("", shown)
    assert not CONTROLS.search(plain)
    assert r"\x1b]0;title\x07" in plain, "it is told what stands there"
    assert max(cell_len(line) for line in plain.splitlines()) <= 80
    for told in ("+120 mô hình", "change", "target", "poor_household_rate", "2025", "Đồng Tháp", "0.9", "How each was read"):
        assert told in plain


def test_json_on_a_terminal_when_asked_for(tmp_path: Path) -> None:
    shown = on_terminal(tmp_path, ARTICLE, "--format", "json")
    assert json.loads(shown) == json.loads(run(input=ARTICLE).stdout)


def test_a_table_in_a_pipe_when_asked_for() -> None:
    shown = run("--format", "table", input=ARTICLE).stdout
    assert "\x1b" not in shown
    lines = [" ".join(line.split()) for line in shown.splitlines()]
    assert lines[0] == "number indicator period place sure"
    assert 'Mô hình, điển hình "Dân vận khéo"' in lines[1]
    assert lines.index("“Đến cuối năm 2022, tỉnh còn 14.170 hộ nghèo (chiếm 2,63%).”") > lines.index("poor_household_rate")
    assert "12 con trâu Có 12 con trâu." in lines
    assert "why no indicator" not in shown


def test_an_inferred_period_is_marked_and_a_missing_one_told() -> None:
    text = "Tỉnh còn 820 hộ nghèo."
    assert re.search(
        r"820 hộ nghèo +Số hộ nghèo +2023\?", run("--format", "table", "--published", "2023-05", input=text).stdout
    )
    assert "give --published" in run("--format", "table", input=text).stdout
    explained = run("--format", "table", "--explain", "--published", "2023-05", input=text).stdout
    assert "inferred: the year of publication" in explained
    assert "(0.9, less 0.1 for the period)" in explained


def test_explain_in_json_and_json_lines() -> None:
    whole = json.loads(run("--explain", input=ARTICLE).stdout)
    assert list(whole) == ["quantities", "metrics", "explain"]
    assert [row["explain"]["ground"] for row in whole["metrics"]][-1] == "subject_with_number"
    assert {row["kind"] for row in whole["explain"]["rejected"]} == {"date", "document", "period", "phone"}
    assert [row["quote"] for row in whole["explain"]["unread"]] == ["47"]
    (line,) = run("--jsonl", "--explain", input=json.dumps({"id": 7, "text": ARTICLE})).stdout.splitlines()
    assert json.loads(line) == {"id": 7, **whole}


def test_explain_tells_why_a_number_is_no_indicator_and_what_the_other_digits_are() -> None:
    shown = run("--format", "table", "--explain", input=ARTICLE).stdout
    lines = [" ".join(line.split()) for line in shown.splitlines()]
    assert "12 con trâu Có 12 con trâu. no rule is about this unit" in lines
    assert "period 2022: “2022” of an earlier sentence still holds" in lines
    assert any(line.startswith("15/3/2022 date ") for line in lines)
    assert any(line.startswith("290/QĐ-TTg document number ") for line in lines)
    assert any(line.startswith("0277 3851 123 phone number ") for line in lines)
    assert any(line.startswith("47 no unit goes with it ") for line in lines)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "The text is empty. Looked for digits with a unit"),
        (" \n\t\n", "The text is empty"),
        ("Hội nghị đã bế mạc. Mọi người ra về.", "No quantity in 2 sentences"),
        ("Hội nghị đã bế mạc.", "holds no digits"),
        ("Quyết định số 290/QĐ-TTg năm 2020. Khoảng 47.", "1 document, 1 period, 1 without a unit; --explain lists them"),
        ("Có 12 con trâu.", "None of the "),
    ],
    ids=["empty", "blank", "words", "no-digits", "only-other-digits", "no-indicator"],
)
def test_nothing_found_says_what_was_looked_for(text: str, says: str) -> None:
    result = run("--format", "table", input=text)
    assert result.exit_code == 0
    assert says in " ".join(result.stdout.split())
    assert set(json.loads(run(input=text).stdout)) == {"quantities", "metrics"}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7\n", "pdftotext"),
        (b"PK\x03\x04\x14\x00", "save it as plain text"),
        (b"\x1f\x8b\x08\x00", "unpack it"),
        ("còn 820 hộ nghèo".encode("utf-16"), "iconv -f UTF-16"),
        (b"820\0ho", "binary"),
        ("còn 820 hộ".encode("cp1258", "replace") + b"\xff", "not UTF-8 (byte 0x"),
    ],
    ids=["pdf", "office", "gzip", "utf-16", "nul", "other-charset"],
)
def test_what_is_no_text_is_named(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "tên\x1b[31m.txt"
    path.write_bytes(content)
    result = run(str(path))
    assert result.exit_code == 1
    assert says in result.stderr
    assert r"tên\x1b[31m.txt" in result.stderr
    assert result.stdout == ""


def test_wrong_use_exits_2(tmp_path: Path) -> None:
    for arguments, says in (
        ((str(tmp_path / "absent.txt"),), "No such file"),
        ((str(tmp_path),), "Is a directory"),
        (("--jsonl", "--format", "table"), "leave --format table out"),
        (("--format", "csv"), "'csv' is not one of"),
    ):
        result = run(*arguments, input="")
        assert result.exit_code == 2
        assert says in result.stderr


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Vận động gần 1.900 tỷ đồng", "gần 1.900 tỷ đồng"),
        ("Vận động khoảng 238.500.000 đồng", "khoảng 238,5 triệu đồng"),
        ("Đạt 60% trở lên", "trên 60 %"),
        ("Đạt dưới 5 USD", "dưới 5 USD"),
        ("Mức từ 500 triệu đến 2 tỷ đồng", "500 đến 2.000 triệu đồng"),
        ("Có 118/131 xã", "118/131 xã"),
        ("PCI xếp thứ 5/63", "hạng 5/63"),
        ("Đạt 66,45 điểm", "66,45 điểm"),
        ("Có 1.234.567 lượt người", "1.234.567 lượt người"),
    ],
)
def test_quantities_read_as_vietnamese_texts_write_them(text: str, written: str) -> None:
    assert [readable_quantity(quantity) for quantity in extract(text).quantities] == [written]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Năm 2020, thu ngân sách giảm 2,5 tỷ đồng.", "-2,5 tỷ đồng"),
        ("Năm 2020, PCI tăng 3 bậc.", "+3 bậc"),
        ("Năm 2020, GRDP giảm từ 3% đến 5%.", "-3 đến -5 %"),
        ("Năm 2020, hiến trên 12 ha đất.", "trên 120.000 m2"),
        ("Năm 2020, phấn đấu tỷ lệ hộ nghèo còn 1%.", "1 %"),
    ],
)
def test_observations_have_the_sign_and_unit_of_their_series(text: str, written: str) -> None:
    found = extract(text)
    (row,) = found.observations
    assert readable_observation(row, found.quantities[row.quantity]) == written


def test_no_digit_is_rounded_away() -> None:
    assert readable(Decimal("1234567890123"), "VND") == "1.234,567890123 tỷ đồng"
    assert readable(-0.1, "%") == "-0,1 %"


def test_everything_that_may_be_explained_has_words() -> None:
    assert set(WHY_NONE) == set(Silence)
    assert set(WHY) == {ground.name for ground in GROUNDS}
    assert set(ORIGINS) == set(get_args(Origin))
    assert set(TURNS) == set(get_args(Turn))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("clock", "Lúc 7 giờ 30, họp."),
        ("code", "Cúm H5N1."),
        ("counter", "Lượt xem: 320"),
        ("date", "Ngày 15/3/2022."),
        ("document", "Quyết định 290."),
        ("list", "1. Về tài chính"),
        ("name", "Xã Vĩnh Hậu 2."),
        ("ordinal", "Đại hội lần thứ 12."),
        ("period", "Năm 2020."),
        ("phone", "Điện thoại: 0277 3851 123."),
        ("score", "Thắng với tỷ số 2-1."),
        ("table", "Năm | 2021\nSố hộ | nhiều"),
        ("url", "Xem www.example.org/2020"),
    ],
)
def test_every_kind_of_rejected_number_has_words(kind: str, text: str) -> None:
    assert {mask.kind for mask in extract(text).masks} == {kind}
    assert KINDS[kind] in run("--format", "table", "--explain", input=text).stdout


def test_every_kind_has_a_case() -> None:
    (cases,) = (mark.args[1] for mark in test_every_kind_of_rejected_number_has_words.pytestmark)  # type: ignore[attr-defined]
    assert {kind for kind, _ in cases} == set(KINDS)


@given(st.data())
def test_an_excerpt_keeps_its_quotes_and_little_else(data: st.DataObject) -> None:
    text = data.draw(st.text(st.sampled_from("ab \n\t\x1b5"), min_size=1, max_size=400))
    edges = data.draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True).map(sorted))
    quotes = list(zip(edges[::2], edges[1::2], strict=False))
    around = data.draw(st.integers(0, 60))
    shown = excerpt(text, 0, len(text), quotes, around=around)
    emphasised = [shown.plain[span.start : span.end] for span in shown.spans]
    assert emphasised == [text[a:b].replace("\n", " ").replace("\t", " ").replace("\x1b", r"\x1b") for a, b in quotes]
    assert not CONTROLS.search(shown.plain)
    kept = sum(closing - opening + 2 * (around + 16) + 3 for opening, closing in quotes)
    assert len(shown.plain.replace(r"\x1b", "x")) <= min(kept + 4, len(text) + 4)
