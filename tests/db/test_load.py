from __future__ import annotations

import dataclasses
import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from db.article_rows import LoadItem
from db.load import watermark
from db.runs import start_run
from tests.db.samples import BODY, LATER, NOW, OTHER, PORTAL, article, dump, item, load
from transforms.analysed_text import FieldSpan, PlacedQuantity
from transforms.dates import VIETNAM
from transforms.records import Image, Outcome, Reason, Rejection

EDITED = BODY.replace("1.250 hộ", "1.150 hộ")


def count(db: Database, table: str, where: str = "1") -> int:
    return int(db.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0])


def assert_consistent(db: Database) -> None:
    """What holds after every load, whatever was loaded."""
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    misplaced = db.execute("""
        SELECT q.quantity_id, q.field, q.surface
        FROM quantities AS q
        JOIN article_versions AS v ON v.version_id = q.version_id
        JOIN article_bodies AS b ON b.version_id = q.version_id
        LEFT JOIN images AS i ON i.version_id = q.version_id AND q.field = 'caption ' || i.position
        WHERE substr(
            CASE q.field WHEN 'title' THEN v.title WHEN 'lead' THEN v.lead WHEN 'body' THEN b.body ELSE i.caption END,
            q."start" + 1, q."end" - q."start"
        ) IS NOT q.surface
    """).fetchall()
    assert misplaced == []
    not_latest = db.execute("""
        SELECT a.article_id FROM articles AS a JOIN article_versions AS v ON v.version_id = a.version_id
        WHERE v.number <> (SELECT count(*) FROM article_versions AS w WHERE w.article_id = a.article_id)
            OR v.article_id <> a.article_id OR v.content_hash <> a.content_hash OR v.title <> a.title OR v.lead <> a.lead
    """).fetchall()
    assert not_latest == []
    out_of_order = db.execute("""
        SELECT a.article_id FROM article_versions AS a JOIN article_versions AS b USING (article_id)
        WHERE a.number < b.number AND a.seen_at > b.seen_at
    """).fetchall()
    assert out_of_order == []
    assert (
        count(db, "observations AS o JOIN articles AS a USING (article_id)", "o.current <> (o.version_id = a.version_id)") == 0
    )
    assert count(db, "article_bodies") == count(db, "article_versions")
    db.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")
    indexed = [row[0] for row in db.execute("SELECT id FROM articles_fts_folded_docsize ORDER BY id")]
    assert indexed == [row[0] for row in db.execute("SELECT article_id FROM articles ORDER BY article_id")]


def test_a_new_article_is_written_with_everything_it_holds(db: Database, run_id: int) -> None:
    assert load(db, run_id, item(db, article(), capture_id=7)) == [Outcome.INSERTED]
    assert_consistent(db)
    (row,) = db.query("SELECT * FROM articles")
    assert row["published_at"] == "2025-03-01T08:30:00+07:00"
    assert (row["province_code"], row["province_valid_from"]) == ("87", "2008-08-01")  # before the merger of July 2025
    assert row["tags"] == '["giảm nghèo", "nông thôn"]'
    assert [tuple(row) for row in db.execute("SELECT field, surface, value, value_real, qualifier FROM quantities")] == [
        ("body", "1.250 hộ", "1250", 1250.0, "exact"),
        ("body", "trên 3,5 tỷ đồng", "3500000000", 3.5e9, "over"),
        ("body", "210 hộ", "210", 210.0, "exact"),
        ("caption 1", "25 căn nhà", "25", 25.0, "exact"),
    ]
    assert [tuple(row) for row in db.execute("SELECT value, place_level, province_code, period_end FROM observations")] == [
        ("1250", "province", "87", "2024-12-31"),
        ("210", "local", "87", "2024-12-31"),
    ]
    (page,) = db.query("SELECT state, article_id, capture_id, last_fetched_at FROM pages")
    assert page == {"state": "loaded", "article_id": 1, "capture_id": 7, "last_fetched_at": "2026-11-22T02:00:00+07:00"}
    assert watermark(db, PORTAL) == 7


def test_loading_again_changes_nothing_at_all(db: Database, run_id: int) -> None:
    items = [item(db, article(f"bai-{number}"), capture_id=number) for number in range(1, 4)]
    load(db, run_id, *items)
    before = dump(db)
    assert load(db, run_id, *items, now=LATER) == [Outcome.UNCHANGED] * 3
    assert dump(db) == before


def test_fetching_the_same_content_again_changes_the_page_only(db: Database, run_id: int) -> None:
    load(db, run_id, item(db, article()))
    before = dump(db)
    assert load(db, run_id, item(db, article(), capture_id=2), now=LATER) == [Outcome.UNCHANGED]
    changed = {line.split("VALUES")[0] for line in set(dump(db)) ^ set(before)}
    assert changed == {'INSERT INTO "pages" ', 'INSERT INTO "portals" '}
    assert list(db.query("SELECT capture_id, last_fetched_at FROM pages")) == [
        {"capture_id": 2, "last_fetched_at": "2026-11-23T02:00:00+07:00"}
    ]


def test_an_edited_article_becomes_a_version(db: Database, run_id: int) -> None:
    load(db, run_id, item(db, article()))
    assert load(db, run_id, item(db, article(body=EDITED), capture_id=2), now=LATER) == [Outcome.UPDATED]
    assert_consistent(db)
    assert count(db, "articles") == 1
    assert [tuple(row) for row in db.execute("SELECT number, capture_id, seen_at FROM article_versions")] == [
        (1, 1, "2026-11-22T02:00:00+07:00"),
        (2, 2, "2026-11-23T02:00:00+07:00"),
    ]
    assert count(db, "quantities", "version_id = 1") == 4  # the old version keeps its numbers
    assert count(db, "observations", "version_id = 1 AND current = 0") == 2
    assert [row["value"] for row in db.query("SELECT value FROM current_observations")] == ["210"]


def test_two_answers_of_one_page_in_one_batch_are_taken_in_order(db: Database, run_id: int) -> None:
    first, second = article(), article(body=EDITED)
    assert load(db, run_id, item(db, first), item(db, second, capture_id=2), item(db, second, capture_id=3)) == [
        Outcome.INSERTED,
        Outcome.UPDATED,
        Outcome.UNCHANGED,
    ]
    assert_consistent(db)


def test_an_older_answer_that_comes_in_late_takes_its_place(db: Database, run_id: int) -> None:
    load(db, run_id, item(db, article()), item(db, article(body=EDITED), capture_id=2, fetched_at=LATER))
    oldest = article(body=BODY.replace("300 hộ", "290 hộ"))
    years_ago = datetime(2025, 3, 2, tzinfo=VIETNAM)
    late = item(db, oldest, capture_id=3, fetched_at=years_ago)
    between = item(db, article(body=BODY + "\n\nMai sau."), capture_id=4, fetched_at=NOW + timedelta(hours=1))
    assert load(db, run_id, late, between, now=LATER) == [Outcome.UPDATED, Outcome.UPDATED]
    assert_consistent(db)
    assert [row[0] for row in db.execute("SELECT capture_id FROM article_versions ORDER BY number")] == [3, 1, 4, 2]
    (row,) = db.query("SELECT first_seen_at, content_hash FROM articles")
    assert row == {"first_seen_at": "2025-03-02T00:00:00+07:00", "content_hash": article(body=EDITED).content_hash}
    assert list(db.query("SELECT capture_id FROM pages")) == [{"capture_id": 2}]
    before = dump(db)
    assert load(db, run_id, late, between, now=LATER) == [Outcome.UNCHANGED, Outcome.UNCHANGED]
    assert dump(db) == before


def test_an_older_answer_of_the_same_content_is_no_version(db: Database, run_id: int) -> None:
    load(db, run_id, item(db, article()))
    early = item(db, article(), capture_id=2, fetched_at=datetime(2025, 3, 2, tzinfo=VIETNAM))
    assert load(db, run_id, early, now=LATER) == [Outcome.UNCHANGED]
    assert [tuple(row) for row in db.execute("SELECT number, capture_id, seen_at FROM article_versions")] == [
        (1, 2, "2025-03-02T00:00:00+07:00")
    ]
    assert [row[0] for row in db.execute("SELECT first_seen_at FROM articles")] == ["2025-03-02T00:00:00+07:00"]


def test_a_late_answer_does_not_undo_what_the_page_said_since(db: Database, run_id: int) -> None:
    load(db, run_id, item(db, article()))
    load(db, run_id, item(db, article(), capture_id=2), now=LATER)
    late = item(db, article(body=EDITED), capture_id=3, fetched_at=NOW + timedelta(hours=1))
    assert load(db, run_id, late, now=LATER) == [Outcome.UNCHANGED]
    assert [row[0] for row in db.execute("SELECT body FROM article_bodies")] == [BODY]


def test_better_rules_replace_the_numbers_of_a_version_in_place(db: Database, run_id: int) -> None:
    load(db, run_id, item(db, article()))
    again = item(db, article(), households="1251", rule="2")
    assert load(db, run_id, again, now=LATER, parser="2") == [Outcome.UNCHANGED]
    assert_consistent(db)
    assert [row[0] for row in db.execute("SELECT value FROM observations WHERE rule_version = '2'")] == ["1251", "210"]
    assert (count(db, "quantities"), count(db, "observations"), count(db, "article_versions")) == (4, 2, 1)
    assert [row[0] for row in db.execute("SELECT parser_version FROM articles")] == ["2"]


def test_a_better_reading_of_the_same_bytes_is_no_version(db: Database, run_id: int) -> None:
    load(db, run_id, item(db, article()))
    assert load(db, run_id, item(db, article(body=EDITED)), now=LATER, parser="2") == [Outcome.UPDATED]
    assert_consistent(db)
    assert [row[0] for row in db.execute("SELECT body FROM article_bodies")] == [EDITED]


def test_replaying_everything_in_order_keeps_the_history(db: Database, run_id: int) -> None:
    items = [item(db, article()), item(db, article(body=EDITED), capture_id=2, fetched_at=LATER)]
    load(db, run_id, *items)
    before = dump(db)
    load(db, run_id, *items, now=LATER + timedelta(days=365))
    assert dump(db) == before


def test_the_same_content_under_another_address_is_linked(db: Database, run_id: int) -> None:
    original = article()
    reprint = article(portal=OTHER, url=f"https://{OTHER}.example/in-lai", url_key=f"{OTHER}.example/in-lai")
    load(db, run_id, item(db, original))
    reprint_item = item(db, reprint, capture_id=2)
    assert load(db, run_id, reprint_item, portal=OTHER) == [Outcome.DUPLICATE]
    assert_consistent(db)
    (link,) = db.query("SELECT page_id, article_id, canonical_article_id, kind, similarity FROM duplicates")
    assert link == {"page_id": 2, "article_id": 2, "canonical_article_id": 1, "kind": "content", "similarity": 1.0}
    before = dump(db)
    assert load(db, run_id, reprint_item, portal=OTHER, now=LATER) == [Outcome.UNCHANGED]
    assert dump(db) == before
    assert count(db, "corroborated_observations") == 0  # a reprint is no second source


def test_two_repeats_in_one_batch(db: Database, run_id: int) -> None:
    twin = article("bai-2", title=article().title)
    assert load(db, run_id, item(db, article()), item(db, twin, capture_id=2)) == [Outcome.INSERTED, Outcome.DUPLICATE]
    assert_consistent(db)


def test_a_rejection_is_counted_and_explained(db: Database, run_id: int) -> None:
    known = item(db, article())
    refused = replace(
        known, article=None, quantities=(), observations=(), rejection=Rejection("parse", Reason.NO_DATE, "u", "why")
    )
    assert load(db, run_id, refused) == [Outcome.REJECTED]
    (row,) = db.query("SELECT page_id, url, stage, reason, detail FROM rejections")
    assert row == {"page_id": 1, "url": "u", "stage": "parse", "reason": "no_date", "detail": "why"}
    assert list(db.query("SELECT state, reason, capture_id FROM pages")) == [
        {"state": "rejected", "reason": "no_date", "capture_id": 1}
    ]
    before = dump(db)
    load(db, run_id, refused, now=LATER)
    assert dump(db) == before
    assert load(db, run_id, known, now=LATER) == [Outcome.INSERTED]  # a better parser reads the same bytes
    assert list(db.query("SELECT state, reason FROM pages")) == [{"state": "loaded", "reason": None}]


def test_a_failure_midway_leaves_the_warehouse_as_it_was(db: Database, run_id: int) -> None:
    load(db, run_id, item(db, article()))
    items = [item(db, article(body=EDITED), capture_id=2), item(db, article("bai-2"), capture_id=3)]
    wrong = dataclasses.replace(items[1].observations[0], indicator="no_such_indicator")
    before = dump(db)
    with pytest.raises(sqlite3.IntegrityError):
        load(db, run_id, items[0], replace(items[1], observations=[wrong]), now=LATER)
    assert dump(db) == before
    assert load(db, run_id, *items, now=LATER) == [Outcome.UPDATED, Outcome.INSERTED]
    assert_consistent(db)


def test_a_span_that_does_not_cut_out_its_surface_is_refused(db: Database, run_id: int) -> None:
    good = item(db, article())
    moved = PlacedQuantity(FieldSpan("body", 0, 8), good.quantities[0].quantity)
    with pytest.raises(ValueError, match=r"body 0:8 is not '1\.250 hộ'"):
        load(db, run_id, replace(good, quantities=[moved], observations=()))


def test_metadata_that_changed_without_the_content(db: Database, run_id: int) -> None:
    load(db, run_id, item(db, article()))
    corrected = article(author="Mỹ Lý", images=(Image("https://cdn.example/1.jpg", "Trao 25 căn nhà tình nghĩa"),))
    assert load(db, run_id, item(db, corrected, capture_id=2), now=LATER) == [Outcome.UNCHANGED]
    assert_consistent(db)
    assert [row[0] for row in db.execute("SELECT author FROM articles")] == ["Mỹ Lý"]
    assert [row[0] for row in db.execute("SELECT url FROM images")] == ["https://cdn.example/1.jpg"]


def test_an_article_of_another_portal_is_a_broken_contract(db: Database, run_id: int) -> None:
    with pytest.raises(ValueError, match="not of baoangiang"):
        load(db, run_id, item(db, article()), portal=OTHER)


@pytest.mark.parametrize("empty", ["neither", "both"])
def test_an_item_is_an_article_or_a_rejection(db: Database, empty: str) -> None:
    with pytest.raises(ValueError, match="an article or a rejection"):
        LoadItem(
            page_id=1,
            url_key=article().url_key,
            capture_id=1,
            article=None if empty == "neither" else article(),
            rejection=None if empty == "neither" else Rejection("parse", Reason.NO_DATE, "u"),
        )


BODIES = st.sampled_from([BODY, EDITED, "Không có số nào."])
ANSWERS = st.lists(st.tuples(st.sampled_from(["bai-1", "bai-2"]), BODIES, st.integers(0, 4)), min_size=1, max_size=9)
PROPERTY = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def answers_to_items(db: Database, answers: list[tuple[str, str, int]]) -> list[LoadItem]:
    return [
        item(db, article(key, body=body, title="Giảm nghèo"), capture_id=number, fetched_at=NOW + timedelta(days=day))
        for number, (key, body, day) in enumerate(answers, start=1)
    ]


def told_versions(db: Database) -> list[object]:
    return db.execute(
        "SELECT article_id, number, seen_at, capture_id, content_hash FROM article_versions ORDER BY 1, 2"
    ).fetchall()


@pytest.mark.slow
@given(answers=ANSWERS, cut=st.integers(0, 9))
@PROPERTY
def test_answers_in_the_order_of_time_load_once(db: Database, answers: list[tuple[str, str, int]], cut: int) -> None:
    db.begin()
    try:
        run_id = start_run(db, "run", {}, NOW)
        items = answers_to_items(db, sorted(answers, key=lambda answer: answer[2]))
        load(db, run_id, *items[:cut])
        load(db, run_id, *items[cut:])
        assert_consistent(db)
        before = dump(db)
        assert set(load(db, run_id, *items, now=LATER)) == {Outcome.UNCHANGED}
        assert dump(db) == before
    finally:
        db.rollback()


@given(answers=ANSWERS)
@PROPERTY
def test_answers_in_any_order_end_in_what_the_newest_says(db: Database, answers: list[tuple[str, str, int]]) -> None:
    """Backfills come in late and out of order: the history may fill up in further passes, the latest text is right at once."""
    db.begin()
    try:
        run_id = start_run(db, "backfill", {}, NOW)
        items = answers_to_items(db, answers)
        newest = {each.url_key: each.article for each in sorted(items, key=lambda each: (each.fetched_at, each.capture_id))}
        known: list[object] = []
        passes = 0
        while (now_known := told_versions(db)) != known or not passes:
            known = now_known
            load(db, run_id, *items, now=LATER)
            assert_consistent(db)
            latest = dict(db.execute("SELECT url_key, content_hash FROM articles").fetchall())
            assert latest == {key: loaded.content_hash for key, loaded in newest.items() if loaded}
            passes += 1
            assert passes <= len(answers) + 2
    finally:
        db.rollback()
