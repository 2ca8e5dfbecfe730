"""Text as stored, and the author in a signature."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.text import byline, tidy, tidy_line

ANY = st.text(st.characters(), max_size=40) | st.text("aê\u0302\u0301\u200b\u00ad \xa0\n\r\u2028\ud800", max_size=12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  một\xa0\xa0hai\tba\r\nbốn ", "một hai ba bốn"),
        ("Co\u0302\u0323ng ho\u0300a", "Cộng hòa"),
        ("Đồng\u200b Tháp\ufeff", "Đồng Tháp"),
        ("tin\u00adtức", "tintức"),
        ("e\u200b\u0301", "é"),  # composed once what stands between is gone
        ("một\ud83dhai", "mộthai"),
        ("", ""),
    ],
    ids=[
        "white space",
        "decomposed",
        "zero width",
        "soft hyphen",
        "zero width inside a letter",
        "half a surrogate pair",
        "empty",
    ],
)
def test_tidy_line(text: str, expected: str) -> None:
    assert tidy_line(text) == expected


def test_tidy_keeps_lines() -> None:
    assert tidy(" một \n\n \xa0\n hai\u2028ba ") == "một\nhai ba"


@given(ANY)
def test_tidy_is_idempotent(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert tidy_line(tidy_line(text)) == tidy_line(text)


@given(ANY)
def test_tidy_text_can_be_stored(text: str) -> None:
    line = tidy_line(text)
    assert line.encode().decode() == line == unicodedata.normalize("NFC", line)
    assert line.split() == (line.split(" ") if line else [])


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("Tin, ảnh: P.Y", "P.Y"),
        ("Tin và ảnh: Nam Giang", "Nam Giang"),
        ("Bài, ảnh : MINH KHANG", "MINH KHANG"),
        ("BÀI, ẢNH: MINH KHANG", "MINH KHANG"),
        ("Bài - ảnh - video: Thu Thảo.", "Thu Thảo"),
        ("Thực hiện: Hữu Trực", "Hữu Trực"),
        ("Theo Vietnamnet", "Theo Vietnamnet"),
        ("Theo PV (TTXVN/Vietnam+)", "Theo PV (TTXVN/Vietnam+)"),
        ("Tinh Hoa", "Tinh Hoa"),
        ("Bài ảnh MK", "Bài ảnh MK"),
        ("Tin, ảnh:", None),
        (" - ", None),
        ("", None),
    ],
)
def test_byline(text: str, author: str | None) -> None:
    assert byline(text) == author
