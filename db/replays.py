"""How far a replay has come: written with every batch, so that a replay that was broken off can be gone on with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from sqlite_utils import Database

from db.runs import State, parameters_text


class Reached(NamedTuple):
    """Stored: the pages whose first answer is `done_capture_id` or an older one, with their answers to `newest_capture_id`."""

    newest_capture_id: int
    done_capture_id: int


NOTHING: Final = Reached(0, 0)


class LastReplay(NamedTuple):
    """The last replay of a choice of pages that stored any. `program` is by which it read."""

    run_id: int
    state: State
    program: str
    reached: Reached


def record_reached(db: Database, run_id: int, program: str, reached: Reached, goes_on_with: int | None) -> None:
    """Within the transaction of the batch."""
    db.execute(
        "INSERT INTO replays (run_id, goes_on_with, program, newest_capture_id, done_capture_id) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (run_id) DO UPDATE SET done_capture_id = excluded.done_capture_id",
        [run_id, goes_on_with, program, *reached],
    )


def last_replay(db: Database, parameters: Mapping[str, object]) -> LastReplay | None:
    """Of the same parameters; None if there is none that stored a page."""
    found = db.execute(
        "SELECT run_id, state, program, newest_capture_id, done_capture_id FROM replays JOIN runs USING (run_id)"
        " WHERE parameters = ? ORDER BY run_id DESC LIMIT 1",
        [parameters_text(parameters)],
    ).fetchone()
    if found is None:
        return None
    run_id, state, program, newest, done = found
    return LastReplay(run_id, state, program, Reached(newest, done))
