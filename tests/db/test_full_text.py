"""The indexes know the latest texts, and nothing else."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from db.search import search
from tests.db.samples import LATER, article, item, load

INDEXES = ("articles_fts", "articles_fts_folded")


@pytest.fixture
def filled(db: Database, run_id: int) -> Database:
    load(
        db,
        run_id,
        item(db, article("bai-1", title="Đồng Tháp giảm hộ nghèo")),
        item(db, article("bai-2", title="Ông Nam đi chợ", body="Gặp ở tỉnh Hà Nam."), capture_id=2),
    )
    return db


def test_only_the_latest_version_is_found(filled: Database, run_id: int) -> None:
    edited = article("bai-2", title="Ông Ba đi chợ", body="Không gặp.")
    load(filled, run_id, item(filled, edited, capture_id=3), now=LATER)
    for words, found in (("ha nam", []), ("khong gap", [2]), ("Hà Nam", []), ("Không gặp", [2])):
        assert [hit.article_id for hit in search(filled, words)] == found
    for index in INDEXES:
        filled.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")
    filled.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")
