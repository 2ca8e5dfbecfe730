from __future__ import annotations

import unicodedata

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from db.full_text import search
from tests.db.samples import LATER, article, item, load


@pytest.fixture
def filled(db: Database, run_id: int) -> Database:
    load(
        db,
        run_id,
        item(db, article("bai-1", title="Đồng Tháp giảm hộ nghèo")),
        item(db, article("bai-2", title="Ông Nam đi chợ", body="Gặp ở tỉnh Hà Nam."), capture_id=2),
    )
    return db


@pytest.mark.parametrize(
    ("text", "exact", "folded"),
    [
        ("Đồng Tháp", [1], [1]),
        ("dong thap", [], [1]),
        ("ĐỒNG THÁP", [1], [1]),
        (unicodedata.normalize("NFD", "Đồng Tháp"), [1], [1]),
        ("ho ngheo", [], [1]),
        ("năm", [1], [1, 2]),  # folded, "năm" and "Nam" are one word
        ("nam", [2], [1, 2]),
        ('"hộ nghèo"', [1], [1]),
        ('"nghèo hộ"', [], []),
        ("nghèo hộ", [1], [1]),
        ("chợ nghèo", [], []),
        ("", [], []),
        ('"', [], []),
    ],
)
def test_search(filled: Database, text: str, exact: list[int], folded: list[int]) -> None:
    assert sorted(hit.article_id for hit in search(filled, text, folded=False)) == exact
    assert sorted(hit.article_id for hit in search(filled, text)) == folded


def test_a_hit_tells_where(filled: Database) -> None:
    (hit,) = search(filled, "chợ", folded=False)
    assert (hit.title, hit.url, hit.snippet) == ("Ông Nam đi chợ", "https://baodongthap.example/bai-2", "Ông Nam đi [chợ]")


def test_only_the_latest_version_is_found(filled: Database, run_id: int) -> None:
    edited = article("bai-2", title="Ông Ba đi chợ", body="Không gặp.")
    load(filled, run_id, item(filled, edited, capture_id=3), now=LATER)
    assert [hit.article_id for hit in search(filled, "ha nam")] == []
    assert [hit.article_id for hit in search(filled, "khong gap")] == [2]
    filled.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")


@given(text=st.text(max_size=40), folded=st.booleans())
@example(text='a" OR title:b* NOT (c AND {d}) ^e - + ,', folded=True)
@example(text="\0", folded=False)
@example(text="NEAR(a b, 2)", folded=False)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_safe(filled: Database, text: str, folded: bool) -> None:
    assert all(hit.article_id in (1, 2) for hit in search(filled, text.encode("utf-8", "ignore").decode(), folded=folded))
