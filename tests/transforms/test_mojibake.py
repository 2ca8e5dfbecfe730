"""Garbled text is told from good text, capitals and addresses included."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.mojibake import VIETNAMESE_LETTERS, mojibake_share

ARTICLES = sorted(Path("../shared/articles").glob("*.txt"))
GOOD = [
    "Tỉnh Đồng Tháp giải quyết việc làm cho 33.000 lao động, đạt 110% kế hoạch năm.",
    "BÍ THƯ XÃ: “LÃNH ĐẠO XÃ” và XÃ… đã làm gì? Thế nào?",
    "Xem http://baodaklak.vn/tim?q=nghèo và /tin?trang=2",
    "Plain English text, 25°C, ½ – «quoted»",
]


def test_the_letters_are_134() -> None:
    assert len(VIETNAMESE_LETTERS) == 134
    assert all(len(letter) == 1 and unicodedata.is_normalized("NFC", letter) for letter in VIETNAMESE_LETTERS)


@pytest.mark.parametrize("text", [*GOOD, ""])
def test_good_text_shows_no_damage(text: str) -> None:
    assert mojibake_share(text) == 0


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_misread_text_shows_it(encoding: str, form: str) -> None:
    misread = unicodedata.normalize(form, GOOD[0]).encode().decode(encoding, "replace")  # type: ignore[arg-type]
    assert mojibake_share(misread) > 0.5


def test_lost_letters_show() -> None:
    assert mojibake_share(GOOD[0].encode("ascii", "replace").decode()) > 0.4


@given(st.lists(st.sampled_from(sorted(VIETNAMESE_LETTERS)), min_size=1, max_size=20))
def test_every_letter_alone_shows_when_misread(letters: list[str]) -> None:
    misread = " ".join(letter.encode().decode("latin-1") for letter in letters)
    assert mojibake_share(misread) > 0
    assert mojibake_share(" ".join(letters)) == 0


@pytest.mark.skipif(not ARTICLES, reason="no saved articles beside the checkout")
@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_saved_articles(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert mojibake_share(text) == 0
    assert mojibake_share(text.encode().decode("cp1252", "replace")) > 0.5
