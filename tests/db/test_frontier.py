from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlite_utils import Database

from db.frontier import (
    MAX_ATTEMPTS,
    due,
    enqueue,
    link_alias,
    look_up,
    mark_failed,
    mark_not_modified,
    mark_rejected,
    record_rejection,
)
from tests.db.samples import LATER, NOW, OTHER, PORTAL, article, dump, item, load
from transforms.records import Outcome, Reason, Rejection

GONE = Rejection("fetch", Reason.GONE, "https://baodongthap.example/bai-1", "410")


def state_of(db: Database, page_id: int) -> str:
    return str(db.execute("SELECT state FROM pages WHERE page_id = ?", [page_id]).fetchone()[0])


def test_enqueue_knows_a_key_once(db: Database) -> None:
    ids = enqueue(db, PORTAL, [("a", "https://x/a"), ("b", "https://x/b"), ("a", "https://x/a?utm=1")], NOW)
    assert sorted(ids) == ["a", "b"]
    before = dump(db)
    assert enqueue(db, PORTAL, [("b", "https://www.x/b"), ("a", "https://x/a")], LATER) == ids
    assert dump(db) == before
    assert look_up(db, PORTAL, ["a", "c"])["a"].url == "https://x/a"
    assert look_up(db, OTHER, ["a"]) == {}
    assert [page.url_key for page in due(db, PORTAL, LATER)] == ["a", "b"]


def test_enqueue_takes_thousands_of_keys(db: Database) -> None:
    pairs = [(f"k{number}", f"https://x/{number}") for number in range(3000)]
    assert len(enqueue(db, PORTAL, pairs, NOW)) == 3000
    assert len(look_up(db, PORTAL, [key for key, _ in pairs])) == 3000


def test_the_oldest_page_is_due_first(db: Database) -> None:
    enqueue(db, PORTAL, [("new", "u")], LATER)
    enqueue(db, PORTAL, [("old", "u")], NOW)
    assert [page.url_key for page in due(db, PORTAL, LATER)] == ["old", "new"]


def test_a_failing_page_is_tried_less_and_less_and_given_up(db: Database) -> None:
    (page_id,) = enqueue(db, PORTAL, [("a", "u")], NOW).values()
    now, waits = NOW, []
    while pages := due(db, PORTAL, now):
        assert [page.page_id for page in pages] == [page_id]
        mark_failed(db, page_id, "timed out", now)
        assert due(db, PORTAL, now) == []
        known = look_up(db, PORTAL, ["a"])["a"]
        assert known.next_attempt_at is not None
        waits.append((known.next_attempt_at - now) / timedelta(days=1))
        now = known.next_attempt_at
    assert waits == [0.5, 1, 2, 4, 8, 14, 14, 14]
    assert (known.state, known.attempts) == ("failed", MAX_ATTEMPTS)


def test_one_night_counts_one_failure(db: Database) -> None:
    (page_id,) = enqueue(db, PORTAL, [("a", "u")], NOW).values()
    mark_failed(db, page_id, "timed out", NOW)
    mark_failed(db, page_id, "timed out", NOW + timedelta(minutes=1))
    assert look_up(db, PORTAL, ["a"])["a"].attempts == 1


def test_a_failed_page_takes_the_new_address_and_recovers(db: Database, run_id: int) -> None:
    good = item(db, article())
    mark_failed(db, good.page_id, "timed out", NOW)
    enqueue(db, PORTAL, [(good.url_key, "https://moved/bai-1")], LATER)
    assert look_up(db, PORTAL, [good.url_key])[good.url_key].url == "https://moved/bai-1"
    assert load(db, run_id, good) == [Outcome.INSERTED]
    page = look_up(db, PORTAL, [good.url_key])[good.url_key]
    assert (page.state, page.attempts, page.next_attempt_at) == ("loaded", 0, None)
    assert page.published_at == article().published_at
    assert page.capture_id == 1


def test_not_modified_clears_a_failure_but_not_a_missing_article(db: Database, run_id: int) -> None:
    loaded = item(db, article())
    load(db, run_id, loaded)
    mark_failed(db, loaded.page_id, "timed out", NOW)
    (queued,) = enqueue(db, PORTAL, [("never loaded", "u")], NOW).values()
    mark_not_modified(db, [loaded.page_id, queued], LATER)
    assert (state_of(db, loaded.page_id), state_of(db, queued)) == ("loaded", "queued")


def test_a_page_that_is_gone_keeps_its_article_and_is_asked_for_again_after_two_weeks(db: Database, run_id: int) -> None:
    loaded = item(db, article())
    load(db, run_id, loaded)
    mark_rejected(db, run_id, loaded.page_id, GONE, LATER)
    assert state_of(db, loaded.page_id) == "gone"
    assert db.execute("SELECT count(*) FROM articles").fetchone() == (1,)
    listed = [(loaded.url_key, "https://x/new")]
    enqueue(db, PORTAL, listed, LATER + timedelta(days=13))
    assert state_of(db, loaded.page_id) == "gone"
    enqueue(db, PORTAL, listed, LATER + timedelta(days=14))
    assert [page.page_id for page in due(db, PORTAL, LATER)] == [loaded.page_id]
    load(db, run_id, item(db, article(), capture_id=2), now=LATER + timedelta(days=14))
    assert state_of(db, loaded.page_id) == "loaded"


def test_a_replay_does_not_bring_a_gone_page_back(db: Database, run_id: int) -> None:
    loaded = item(db, article())
    load(db, run_id, loaded)
    mark_rejected(db, run_id, loaded.page_id, GONE, LATER)
    before = dump(db)
    load(db, run_id, loaded, now=LATER + timedelta(days=1))
    assert dump(db) == before


def test_a_page_that_never_was_is_rejected(db: Database, run_id: int) -> None:
    (page_id,) = enqueue(db, PORTAL, [("a", "u")], NOW).values()
    mark_rejected(db, run_id, page_id, GONE, NOW)
    assert state_of(db, page_id) == "rejected"
    before = dump(db)
    mark_rejected(db, run_id, page_id, GONE, LATER)
    assert dump(db) == before


def test_rejections_without_a_page(db: Database, run_id: int) -> None:
    off_site = Rejection("discover", Reason.OFF_SITE, "https://elsewhere/1", "elsewhere")
    record_rejection(db, run_id, PORTAL, off_site, NOW)
    record_rejection(db, run_id, PORTAL, off_site, LATER)
    assert db.execute("SELECT page_id, reason, rejected_at FROM rejections").fetchall() == [
        (None, "off_site", "2026-11-22T02:00:00+07:00")
    ]


@pytest.mark.parametrize("order", ["article first", "alias first"])
def test_an_address_that_redirects_is_linked(db: Database, run_id: int, order: str) -> None:
    target = item(db, article())
    (alias_id,) = enqueue(db, PORTAL, [("alias", "u")], NOW).values()
    steps: list[Callable[[], object]] = [
        lambda: load(db, run_id, target),
        lambda: link_alias(db, alias_id, target.page_id, run_id, NOW),
    ]
    for step in steps if order == "article first" else reversed(steps):
        step()
    assert list(db.query("SELECT page_id, article_id, canonical_article_id, kind FROM duplicates")) == [
        {"page_id": alias_id, "article_id": None, "canonical_article_id": 1, "kind": "url"}
    ]
    assert look_up(db, PORTAL, ["alias"])["alias"].article_id == 1
    before = dump(db)
    link_alias(db, alias_id, target.page_id, run_id, LATER)
    load(db, run_id, target, now=LATER)
    assert dump(db) == before


def test_an_article_that_moved_is_linked_in_one_direction(db: Database, run_id: int) -> None:
    old, new = item(db, article()), item(db, article("moi", title=article().title), capture_id=2)
    load(db, run_id, old)
    load(db, run_id, new, now=LATER)
    link_alias(db, old.page_id, new.page_id, run_id, LATER)
    assert [tuple(row) for row in db.execute("SELECT article_id, canonical_article_id, kind FROM duplicates")] == [
        (2, 1, "content")
    ]
    assert state_of(db, old.page_id) == "alias"


def test_a_page_is_no_alias_of_itself(db: Database, run_id: int) -> None:
    (page_id,) = enqueue(db, PORTAL, [("a", "u")], NOW).values()
    with pytest.raises(ValueError, match="alias of itself"):
        link_alias(db, page_id, page_id, run_id, NOW)
