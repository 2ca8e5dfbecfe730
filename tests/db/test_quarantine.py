"""The quarantine: what stays in it, what leaves it, and that nothing else that happens to a page changes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from db.article_rows import LoadItem
from db.frontier import enqueue, mark_failed, mark_not_modified, mark_rejected
from db.quarantine import Trouble, put_aside, quarantined_keys
from db.timestamps import stamp
from tests.db.samples import LATER, NOW, PORTAL, article, item, load
from transforms.records import Outcome, Reason, Rejection

BROKEN = Trouble("read", "defect", "KeyError: 'x'")
REFUSED = Rejection("parse", Reason.LAYOUT_CHANGED, "https://baodongthap.example/bai-1", "h1 found 0 times, declared once")


def unread(db: Database, capture_id: int, *, fetched_at: datetime = NOW, reason: Reason = Reason.LAYOUT_CHANGED) -> LoadItem:
    """An answer of page bai-1 that was rejected."""
    known = item(db, article())
    rejection = replace(REFUSED, reason=reason)
    return replace(
        known, article=None, rejection=rejection, quantities=(), observations=(), capture_id=capture_id, fetched_at=fetched_at
    )


def waiting(db: Database) -> list[tuple[object, ...]]:
    return db.execute(
        "SELECT url, stage, reason, attempts, first_at, last_at, capture_id, article_id FROM quarantine"
    ).fetchall()


def page(db: Database) -> tuple[object, ...]:
    (row,) = db.execute("SELECT state, reason, capture_id FROM pages").fetchall()
    return tuple(row)


def test_a_rejected_answer_waits_with_its_bytes_and_reason(db: Database, run_id: int) -> None:
    assert load(db, run_id, unread(db, 7)) == [Outcome.REJECTED]
    (found,) = db.execute("SELECT portal, stage, reason, detail, attempts, capture_id, run_id FROM quarantine").fetchall()
    assert found == (PORTAL, "parse", "layout_changed", REFUSED.detail, 1, 7, run_id)
    assert quarantined_keys(db, PORTAL) == ["baodongthap.example/bai-1"]
    assert quarantined_keys(db, "baoangiang") == []


def test_every_further_answer_is_an_attempt_and_the_same_one_is_not(db: Database, run_id: int) -> None:
    load(db, run_id, unread(db, 7))
    load(db, run_id, unread(db, 9, fetched_at=LATER, reason=Reason.NO_DATE))
    expected = [(REFUSED.url, "parse", "no_date", 2, stamp(NOW), stamp(LATER), 9, None)]
    assert waiting(db) == expected
    for capture_id, at in ((9, LATER), (7, NOW)):
        load(db, run_id, unread(db, capture_id, fetched_at=at, reason=Reason.NO_DATE))
        assert waiting(db) == expected


def test_an_answer_that_is_read_releases_the_page(db: Database, run_id: int) -> None:
    load(db, run_id, unread(db, 7))
    load(db, run_id, item(db, article(), capture_id=8, fetched_at=LATER))
    assert waiting(db) == []
    load(db, run_id, unread(db, 7))
    assert waiting(db) == [], "a later answer was read"


def test_the_same_answer_read_by_better_rules_releases_the_page(db: Database, run_id: int) -> None:
    load(db, run_id, unread(db, 7))
    load(db, run_id, item(db, article(), capture_id=7, fetched_at=NOW))
    assert waiting(db) == []
    assert page(db) == ("loaded", None, 7)


def test_an_earlier_answer_that_is_read_does_not(db: Database, run_id: int) -> None:
    load(db, run_id, unread(db, 7, fetched_at=LATER))
    load(db, run_id, item(db, article(), capture_id=5, fetched_at=NOW))
    assert [row[6:] for row in waiting(db)] == [(7, 1)]


def test_an_edit_that_cannot_be_read_waits_beside_its_article(db: Database, run_id: int) -> None:
    load(db, run_id, item(db, article(), capture_id=5, fetched_at=NOW))
    load(db, run_id, unread(db, 7, fetched_at=LATER))
    assert [row[6:] for row in waiting(db)] == [(7, 1)]
    assert page(db) == ("rejected", "layout_changed", 7)


@pytest.mark.parametrize("with_article", [False, True])
def test_not_modified_vouches_for_the_answer_that_was_rejected(db: Database, run_id: int, with_article: bool) -> None:
    if with_article:
        load(db, run_id, item(db, article(), capture_id=5, fetched_at=NOW))
    load(db, run_id, unread(db, 7, fetched_at=LATER))
    before = waiting(db)
    mark_failed(db, 1, "timeout", LATER + timedelta(hours=1))
    mark_not_modified(db, [1], LATER + timedelta(days=1))
    assert page(db) == ("rejected", "layout_changed", 7)
    assert waiting(db) == before


def test_what_happened_to_the_page_since_stands(db: Database, run_id: int) -> None:
    """A refused request after the answer: neither reading it again nor rejecting it again makes that undone."""
    load(db, run_id, item(db, article(), capture_id=5, fetched_at=NOW))
    mark_rejected(db, run_id, 1, Rejection("fetch", Reason.HTTP_STATUS, REFUSED.url, "403"), LATER)
    load(db, run_id, item(db, article(), capture_id=5, fetched_at=NOW))
    assert page(db) == ("rejected", "http_status", 5)
    load(db, run_id, unread(db, 5))
    assert page(db) == ("rejected", "http_status", 5)
    assert [row[2] for row in waiting(db)] == ["layout_changed"]


def test_an_answer_that_breaks_the_program_waits_whatever_state_its_page_is_in(db: Database, run_id: int) -> None:
    page_id = enqueue(db, PORTAL, [("k", "https://baodongthap.example/k")], NOW)["k"]
    put_aside(db, run_id, page_id, 3, NOW, BROKEN)
    put_aside(db, run_id, page_id, 4, LATER, BROKEN)
    assert waiting(db) == [("https://baodongthap.example/k", "read", "defect", 2, stamp(NOW), stamp(LATER), 4, None)]
