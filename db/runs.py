"""The run book: when the pipeline ran, what every portal came to, and that the counts add up."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, get_args

from sqlite_utils import Database

from db.timestamps import moment_or_none, stamp
from db.transaction import writing
from transforms.records import Outcome

FinalState = Literal["done", "partial", "failed"]
State = Literal["running", "done", "partial", "failed", "interrupted"]

_RUN = "run_id, kind, started_at, finished_at, state, parameters, error"
_OUTCOMES = tuple(outcome.value for outcome in Outcome)  # the columns are called as the outcomes are
_COLUMNS = ("state", "listed", "resumed", *_OUTCOMES, "requests", "bytes", "duration_s", "error")
_RECORD = f"""
    INSERT INTO run_portals (run_id, portal, {", ".join(_COLUMNS)}) VALUES (?, ?, {", ".join("?" * len(_COLUMNS))})
    ON CONFLICT (run_id, portal) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in _COLUMNS)}
"""  # noqa: S608 names above


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalTally:
    """What one portal of one run came to so far. Unless it still runs, its outcomes add up to listed + resumed."""

    portal: str
    state: State = "running"
    listed: int = 0
    resumed: int = 0
    outcomes: Mapping[Outcome, int] = field(default_factory=dict)
    requests: int = 0
    bytes: int = 0
    duration_s: float = 0.0
    error: str | None = None

    @property
    def accounted(self) -> bool:
        """Whether every item ended in exactly one outcome."""
        return sum(self.outcomes.values()) == self.listed + self.resumed


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    run_id: int
    kind: str
    started_at: datetime
    finished_at: datetime | None
    state: State
    parameters: Mapping[str, object]
    error: str | None


def start_run(db: Database, kind: str, parameters: Mapping[str, object], now: datetime) -> int:
    """Opens a run and gives its id.

    There is one writer at a time, so a run that still says "running" belongs to a process that is gone: it is marked
    interrupted, with the portals it was at.
    """
    with writing(db):
        db.execute("""
            UPDATE run_portals SET state = 'interrupted'
            WHERE state = 'running' AND run_id IN (SELECT run_id FROM runs WHERE state = 'running')
        """)
        db.execute("UPDATE runs SET state = 'interrupted' WHERE state = 'running'")
        cursor = db.execute(
            "INSERT INTO runs (kind, started_at, state, parameters) VALUES (?, ?, 'running', ?)",
            [kind, stamp(now), parameters_text(parameters)],
        )
        return int(cursor.lastrowid or 0)


def parameters_text(parameters: Mapping[str, object]) -> str:
    """As they stand in the run book; the same for the same parameters in the same order."""
    return json.dumps(dict(parameters), ensure_ascii=False, default=str)


def record_portal(db: Database, run_id: int, tally: PortalTally) -> None:
    """Writes how far a portal is; call it as often as there is news. A final tally that does not add up is a ValueError."""
    if tally.state not in ("running", "interrupted") and not tally.accounted:
        raise ValueError(
            f"portal {tally.portal} of run {run_id}: {sum(tally.outcomes.values())} outcomes "
            f"for {tally.listed} listed and {tally.resumed} resumed items"
        )
    with writing(db):
        db.execute(
            _RECORD,
            [
                run_id,
                tally.portal,
                tally.state,
                tally.listed,
                tally.resumed,
                *(tally.outcomes.get(outcome, 0) for outcome in Outcome),
                tally.requests,
                tally.bytes,
                tally.duration_s,
                tally.error,
            ],
        )


def finish_run(db: Database, run_id: int, state: FinalState, now: datetime, error: str | None = None) -> None:
    """Closes a run: done, done in part, or failed with what failed."""
    if state not in get_args(FinalState):
        raise ValueError(f"a run ends as one of {get_args(FinalState)}, not {state!r}")
    with writing(db):
        db.execute("UPDATE runs SET state = ?, finished_at = ?, error = ? WHERE run_id = ?", [state, stamp(now), error, run_id])


def latest_runs(db: Database, count: int = 10) -> list[Run]:
    """The last runs, newest first."""
    rows = db.execute(f"SELECT {_RUN} FROM runs ORDER BY run_id DESC LIMIT ?", [count]).fetchall()  # noqa: S608 names above
    return [_run(row) for row in rows]


def run_numbered(db: Database, run_id: int) -> Run | None:
    """One run, if there is one of that number."""
    row = db.execute(f"SELECT {_RUN} FROM runs WHERE run_id = ?", [run_id]).fetchone()  # noqa: S608 names above
    return _run(row) if row else None


def _run(row: tuple[Any, ...]) -> Run:
    run_id, kind, started_at, finished_at, state, parameters, error = row
    return Run(
        run_id=run_id,
        kind=kind,
        started_at=datetime.fromisoformat(started_at),
        finished_at=moment_or_none(finished_at),
        state=state,
        parameters=json.loads(parameters),
        error=error,
    )


def portal_report(db: Database, run_id: int) -> list[PortalTally]:
    """What every portal of a run came to, by slug. Outcomes that did not occur are 0."""
    rows = db.execute(
        f"SELECT portal, {', '.join(_COLUMNS)} FROM run_portals WHERE run_id = ? ORDER BY portal",  # noqa: S608 names above
        [run_id],
    ).fetchall()
    return [
        PortalTally(
            portal=portal,
            state=state,
            listed=listed,
            resumed=resumed,
            outcomes=dict(zip(Outcome, rest[: len(_OUTCOMES)], strict=True)),
            requests=rest[-4],
            bytes=rest[-3],
            duration_s=rest[-2],
            error=rest[-1],
        )
        for portal, state, listed, resumed, *rest in rows
    ]
