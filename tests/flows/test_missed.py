"""Missed nights make one run: what the run book says about nights that were due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from db.connect import open_warehouse
from db.runs import FinalState, PortalTally, State, finish_run, record_portal, start_run
from db.seeds import PortalRow, register_portals
from flows.missed import dead_flow_runs, last_night, not_needed

DUE = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
NOW = DUE + timedelta(days=3)
MINUTE = timedelta(minutes=1)
BOTH = ["baodaklak", "baoangiang"]


def _run(
    db: Path, started: datetime, state: FinalState | None = "done", *, interrupted: bool = False, **parameters: Any
) -> int:
    warehouse = open_warehouse(db)
    try:
        register_portals(warehouse, [PortalRow(slug, slug, "newspaper", "An Giang", "https://a.example/") for slug in BOTH])
        given = {"portals": BOTH, "limit": None} | parameters
        run_id = start_run(warehouse, "run", given, started)
        portal_state: State = "running" if state is None else "interrupted" if interrupted else "done"
        record_portal(warehouse, run_id, PortalTally(portal=BOTH[0], state=portal_state))
        if state is not None:
            finish_run(warehouse, run_id, state, started + MINUTE)
        return run_id
    finally:
        warehouse.close()


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "warehouse.db"


@pytest.mark.parametrize("state", ["done", "partial", "failed"])
def test_a_night_begun_after_it_was_due_has_done_it(db: Path, state: FinalState) -> None:
    run_id = _run(db, DUE + MINUTE, state)
    reason = not_needed(db, BOTH, DUE, NOW)
    assert reason is not None
    assert f"due at 2026-11-20 19:00 UTC; run {run_id}" in reason
    assert not_needed(db, BOTH[:1], DUE, NOW) is not None, "it read more than these"


@pytest.mark.parametrize(
    ("started", "options"),
    [
        pytest.param(DUE - MINUTE, {}, id="begun before"),
        pytest.param(DUE + MINUTE, {"limit": 20}, id="with a limit"),
        pytest.param(DUE + MINUTE, {"portals": BOTH[:1]}, id="of one portal"),
        pytest.param(DUE + MINUTE, {"interrupted": True}, id="broken off"),
        pytest.param(DUE + MINUTE, {"state": None}, id="still open"),
        pytest.param(NOW + MINUTE, {}, id="from the future"),
    ],
)
def test_other_runs_do_not_count(db: Path, started: datetime, options: dict[str, Any]) -> None:
    _run(db, started, **options)
    assert not_needed(db, BOTH, DUE, NOW) is None


def test_the_newest_whole_night_counts(db: Path) -> None:
    _run(db, DUE)
    whole = _run(db, DUE + MINUTE)
    _run(db, DUE + 2 * MINUTE, limit=3)
    night = last_night(db, BOTH, NOW)
    assert night is not None
    assert (night.run_id, night.started_at) == (whole, DUE + MINUTE)


def test_without_a_warehouse_nothing_was_done(db: Path) -> None:
    assert last_night(db, BOTH, NOW) is None
    assert not_needed(db, BOTH, DUE, NOW) is None
    assert dead_flow_runs(db) == []
    assert not db.exists()


def test_flow_runs_of_killed_processes_are_named_until_a_run_is_closed(db: Path) -> None:
    _run(db, DUE, None, flow_run_id="a")
    assert dead_flow_runs(db) == ["a"]
    _run(db, DUE + MINUTE, None, flow_run_id=None)  # outside of Prefect; the first is marked interrupted by now
    _run(db, DUE + 2 * MINUTE, None, flow_run_id="b")
    assert dead_flow_runs(db) == ["a", "b"]
    _run(db, DUE + 3 * MINUTE, "partial", flow_run_id="c")
    assert dead_flow_runs(db) == []
