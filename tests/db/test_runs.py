from __future__ import annotations

import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from db.runs import PortalTally, finish_run, latest_runs, portal_report, record_portal, start_run
from tests.db.samples import LATER, NOW, OTHER, PORTAL
from transforms.records import Outcome


def test_a_run_from_start_to_end(db: Database) -> None:
    first = start_run(db, "run", {"portals": [PORTAL], "since": NOW}, NOW)
    finish_run(db, first, "partial", LATER, "baoangiang: time-out")
    second = start_run(db, "replay", {}, LATER)
    newest, oldest = latest_runs(db)
    assert (newest.run_id, newest.state, newest.finished_at, newest.parameters) == (second, "running", None, {})
    assert (oldest.kind, oldest.state, oldest.started_at, oldest.finished_at) == ("run", "partial", NOW, LATER)
    assert oldest.error == "baoangiang: time-out"
    assert oldest.parameters["portals"] == [PORTAL]
    assert latest_runs(db, 1) == [newest]


def test_a_run_that_was_killed_is_interrupted_by_the_next(db: Database) -> None:
    killed = start_run(db, "run", {}, NOW)
    record_portal(db, killed, PortalTally(portal=PORTAL, listed=5, outcomes={Outcome.INSERTED: 2}))
    record_portal(db, killed, PortalTally(portal=OTHER, state="done"))
    start_run(db, "run", {}, LATER)
    assert [run.state for run in latest_runs(db)] == ["running", "interrupted"]
    assert {tally.portal: tally.state for tally in portal_report(db, killed)} == {PORTAL: "interrupted", OTHER: "done"}


def test_progress_is_visible_and_the_last_word_counts(db: Database, run_id: int) -> None:
    record_portal(db, run_id, PortalTally(portal=PORTAL, listed=3, resumed=1))
    final = PortalTally(
        portal=PORTAL,
        state="done",
        listed=3,
        resumed=1,
        outcomes={Outcome.INSERTED: 2, Outcome.KNOWN: 1, Outcome.REJECTED: 1},
        requests=4,
        bytes=50_000,
        duration_s=8.5,
    )
    record_portal(db, run_id, final)
    (told,) = portal_report(db, run_id)
    assert {outcome: count for outcome, count in told.outcomes.items() if count} == final.outcomes
    assert (told.state, told.listed, told.resumed, told.requests, told.bytes, told.duration_s) == ("done", 3, 1, 4, 50_000, 8.5)
    assert list(
        db.query("SELECT last_state, listed, inserted, last_done_at FROM portal_health WHERE portal = ?", [PORTAL])
    ) == [{"last_state": "done", "listed": 3, "inserted": 2, "last_done_at": "2026-11-22T02:00:00+07:00"}]


@given(
    listed=st.integers(0, 50),
    resumed=st.integers(0, 5),
    counts=st.dictionaries(st.sampled_from(Outcome), st.integers(0, 20)),
    state=st.sampled_from(["done", "partial", "failed"]),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_finished_portal_adds_up_or_is_refused(
    db: Database, run_id: int, listed: int, resumed: int, counts: dict[Outcome, int], state: str
) -> None:
    tally = PortalTally(portal=PORTAL, state=state, listed=listed, resumed=resumed, outcomes=counts)  # type: ignore[arg-type]
    if sum(counts.values()) == listed + resumed:
        record_portal(db, run_id, tally)
        assert portal_report(db, run_id)[0].accounted
    else:
        with pytest.raises(ValueError, match=f"{listed} listed and {resumed} resumed"):
            record_portal(db, run_id, tally)


def test_the_table_itself_holds_the_sum(db: Database, run_id: int) -> None:
    record_portal(db, run_id, PortalTally(portal=PORTAL, state="done", listed=1, outcomes={Outcome.FAILED: 1}))
    with pytest.raises(sqlite3.IntegrityError, match="every_item_ends_once"):
        db.execute("UPDATE run_portals SET inserted = 1")


def test_every_outcome_has_its_column(db: Database) -> None:
    assert {outcome.value for outcome in Outcome} <= set(db["run_portals"].columns_dict)


def test_a_run_ends_in_a_final_state(db: Database, run_id: int) -> None:
    with pytest.raises(ValueError, match="ends as one of"):
        finish_run(db, run_id, "running", NOW)  # type: ignore[arg-type]
