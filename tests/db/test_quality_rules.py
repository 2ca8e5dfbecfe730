"""The data-quality rules: each finds the row that was spoilt for it, none finds anything in a good warehouse, none is slow."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest
from sqlite_utils import Database

from db.checks.quality import QualityRule, check, quality_rules
from db.connect import open_readonly
from db.findings import KEPT_ROWS, Finding, Severity
from db.frontier import enqueue
from db.runs import PortalTally, finish_run, record_portal, start_run
from db.series import refresh_series
from tests.db.query_world import Fact, World, rate
from tests.db.samples import LATER, NOW, PORTAL, article, item, load
from transforms.dates import VIETNAM
from transforms.records import Outcome

RULES = {rule.name: rule for rule in quality_rules()}
BIG = re.compile(r"\bSCAN (?:a|v|o|q|b|n|w|pages|articles|article_versions|observations|quantities)\b")
Spoil = Callable[[Database, int], object]


@pytest.fixture(scope="module")
def warehouse(empty_warehouse: Path) -> Iterator[Database]:
    db = open_readonly(empty_warehouse)
    yield db
    db.close()


def _sql(*statements: str) -> Spoil:
    """One good article, then these statements, as no program of ours would write them."""

    def spoil(db: Database, run_id: int) -> None:
        load(db, run_id, item(db, article()))
        db.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            db.execute(statement)

    return spoil


def _articles(count: int, **changes: object) -> Spoil:
    def spoil(db: Database, run_id: int) -> None:
        for number in range(count):
            values = {"title": f"Bài {number}", "body": f"Bài số {number}: toàn tỉnh còn nhiều hộ nghèo, sẽ hỗ trợ."} | changes
            load(db, run_id, item(db, article(f"bai-{number}", **values), capture_id=number + 1))  # type: ignore[arg-type]

    return spoil


def _tells(*facts: Fact) -> Spoil:
    """Facts of one article each."""

    def spoil(db: Database, run_id: int) -> None:
        world = World(db, run_id)
        for number, fact in enumerate(facts):
            world.tell(f"a{number}", fact)

    return spoil


def _long_before(db: Database, run_id: int) -> None:
    """The portal was read two months ago already."""
    db.execute("UPDATE runs SET started_at = '2026-09-01T02:00:00+07:00'")
    record_portal(db, run_id, PortalTally(portal=PORTAL, state="done"))
    _articles(3, published_at=datetime(2015, 3, 1, tzinfo=VIETNAM))(db, run_id)


def _three_runs(db: Database, run_id: int) -> None:
    for later in range(3):
        ran = start_run(db, "run", {}, NOW) if later else run_id
        tally = PortalTally(portal=PORTAL, state="done", listed=2, outcomes={Outcome.REJECTED: 2})
        record_portal(db, ran, tally)
    db.execute("DELETE FROM run_portals WHERE run_id = ?", [run_id])
    record_portal(db, run_id, tally)


def _failing(attempts: int) -> Spoil:
    def spoil(db: Database, run_id: int) -> None:
        enqueue(db, PORTAL, [(f"{PORTAL}.example/{n}", f"https://{PORTAL}.example/{n}") for n in range(3)], NOW)
        db.execute("UPDATE pages SET state = 'failed', attempts = ?, reason = 'status 503'", [attempts])

    return spoil


def _queued(days: int) -> Spoil:
    return lambda db, _: enqueue(db, PORTAL, [("k", "https://baodongthap.example/k")], NOW - timedelta(days=days))


SPOILT: dict[str, Spoil] = {
    "body_not_vietnamese": _articles(1, body="The quick brown fox jumps over the lazy dog, and so on and on."),
    "counts_do_not_add_up": lambda db, run: record_portal(
        db, run, PortalTally(portal=PORTAL, state="done", listed=1, outcomes={Outcome.INSERTED: 1})
    ),
    "failing_again_and_again": _failing(5),
    "loaded_without_article": _sql("UPDATE pages SET article_id = NULL"),
    "negative_level": _tells(Fact(value="-150")),
    "observation_without_place": _sql("UPDATE observations SET province_code = NULL, province_valid_from = NULL"),
    "period_out_of_range": _tells(Fact(value="150", period="2035")),
    "portal_without_articles": _three_runs,
    "published_in_the_future": _articles(1, published_at=NOW + timedelta(days=30)),
    "published_long_before": _long_before,
    "queue_too_old": _queued(4),
    "rank_out_of_range": _tells(Fact(value="64", indicator="pci_rank", unit="rank")),
    "rows_out_of_joint": _sql("DELETE FROM article_bodies"),
    "same_body": _articles(3, body="Bản quyền thuộc về tòa soạn. Ghi rõ nguồn khi phát hành lại thông tin từ trang này."),
    "same_title": _articles(4, title="Tin tức"),
    "share_out_of_range": _tells(rate("263")),
    "title_is_site_name": _articles(1, title=PORTAL),
    "value_far_from_series": _tells(
        Fact(value="150", period="2023"), Fact(value="140", period="2024"), Fact(value="130000", period="2025")
    ),
}


def _found(db: Database, name: str, run_id: int, now: datetime = NOW) -> list[Finding]:
    refresh_series(db)
    return check(db, RULES[name], run_id, now)


def test_every_rule_has_a_case() -> None:
    assert set(SPOILT) == set(RULES)


@pytest.mark.parametrize("name", sorted(SPOILT))
def test_a_rule_finds_what_it_is_for(db: Database, run_id: int, name: str) -> None:
    SPOILT[name](db, run_id)
    (finding,) = _found(db, name, run_id)
    assert (finding.rule, finding.portal, finding.severity) == (name, PORTAL, RULES[name].severity)
    assert finding.failing >= RULES[name].least
    assert finding.rows[0].detail in finding.message
    assert finding.todo


def test_a_good_warehouse_fails_no_rule(db: Database, run_id: int) -> None:
    _articles(3)(db, run_id)
    _tells(rate("2.5"), rate("2.6", period="2023"), Fact(value="12", indicator="pci_rank", unit="rank"))(db, run_id)
    _queued(1)(db, run_id)
    record_portal(db, run_id, PortalTally(portal=PORTAL, state="done", listed=6, outcomes={Outcome.INSERTED: 6}))
    finish_run(db, run_id, "done", NOW)
    assert [finding for name in RULES for finding in _found(db, name, run_id)] == []


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("failing_again_and_again", _failing(3)),
        ("failing_again_and_again", _failing(8)),
        ("queue_too_old", _queued(2)),
        ("same_title", _articles(3, title="Tin tức")),
        ("value_far_from_series", _tells(Fact(value="150", period="2023"), Fact(value="30000", period="2024"))),
        ("value_far_from_series", _tells(Fact(value="150", period="2023"), Fact(value="1", period="2024", role="delta"))),
        ("share_out_of_range", _tells(rate("-1.5", role="delta"))),
        ("period_out_of_range", _tells(Fact(value="150", period="2030", role="target"))),
        ("published_long_before", _articles(3, published_at=datetime(2015, 3, 1, tzinfo=VIETNAM))),
    ],
)
def test_what_is_ordinary_is_let_be(db: Database, run_id: int, name: str, spoil: Spoil) -> None:
    spoil(db, run_id)
    assert not _found(db, name, run_id)


def test_all_failing_rows_are_counted_and_the_first_are_kept(db: Database, run_id: int) -> None:
    _articles(KEPT_ROWS + 5, body="Bản quyền thuộc về tòa soạn. Ghi rõ nguồn khi phát hành lại thông tin từ trang này.")(
        db, run_id
    )
    (finding,) = _found(db, "same_body", run_id)
    assert (finding.failing, len(finding.rows)) == (KEPT_ROWS + 5, KEPT_ROWS)
    assert finding.rows[0].capture_id == 1


def test_rules_of_the_run_leave_earlier_runs_alone(db: Database, run_id: int) -> None:
    SPOILT["body_not_vietnamese"](db, run_id)
    finish_run(db, run_id, "done", NOW)
    later = start_run(db, "run", {}, LATER)
    assert not _found(db, "body_not_vietnamese", later, LATER)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_rules_are_declared_in_full_and_look_things_up(rule: QualityRule, warehouse: Database) -> None:
    assert rule.severity in get_args(Severity)
    assert not rule.what.endswith(".")
    plan = [detail for *_, detail in warehouse.execute(f"EXPLAIN QUERY PLAN {rule.sql}", {"run_id": 1, "now": ""})]
    assert not [step for step in plan if BIG.search(step) and "pages_without_article" not in step], plan
