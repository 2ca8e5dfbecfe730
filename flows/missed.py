"""Nights that were missed: several make one run, and a scheduled run that comes when its work is done is not needed.

Prefect keeps every scheduled run until somebody takes it, so a machine that was off or asleep finds several at once. What
was done is read from the run book, not from Prefect: it knows the runs started by hand as well, and outlives every server.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from db.connect import open_readonly

# A whole night: of all the portals asked for, without a limit, and not broken off.
_NIGHTS: Final = """
    SELECT run_id, started_at FROM runs AS r
    WHERE kind = 'run' AND state IN ('done', 'partial', 'failed') AND json_extract(parameters, '$.limit') IS NULL
        AND NOT EXISTS (SELECT 1 FROM run_portals AS p WHERE p.run_id = r.run_id AND p.state = 'interrupted')
        AND NOT EXISTS (SELECT value FROM json_each(?) EXCEPT SELECT value FROM json_each(r.parameters, '$.portals'))
    ORDER BY run_id DESC
"""
# Flow runs of runs that are open, or were found open, since the last one that was closed.
_DEAD: Final = """
    SELECT json_extract(parameters, '$.flow_run_id') FROM runs
    WHERE state IN ('running', 'interrupted') AND json_extract(parameters, '$.flow_run_id') IS NOT NULL
        AND run_id > coalesce((SELECT max(run_id) FROM runs WHERE state NOT IN ('running', 'interrupted')), 0)
"""


class Night(NamedTuple):
    run_id: int
    started_at: datetime


def last_night(db: Path, portals: Sequence[str], now: datetime) -> Night | None:
    """The newest run that was a whole night of these portals. One from the future is a clock's mistake, and counts nothing."""
    if not db.is_file():
        return None
    with closing(open_readonly(db)) as warehouse:
        rows = warehouse.execute(_NIGHTS, [json.dumps(list(portals))])
        nights = (Night(run_id, datetime.fromisoformat(started_at)) for run_id, started_at in rows)
        return next((night for night in nights if night.started_at <= now), None)


def not_needed(db: Path, portals: Sequence[str], due: datetime, now: datetime) -> str | None:
    """Why a run that was due then need not be made any more, if so: a whole night began after that."""
    night = last_night(db, portals, now)
    if night is None or night.started_at < due:
        return None
    return f"due at {due:%Y-%m-%d %H:%M} UTC; run {night.run_id}, begun after that, has done its work"


def dead_flow_runs(db: Path) -> list[str]:
    """Prefect's numbers of the runs that a killed process left open. Only while nobody else can be at work on the warehouse."""
    if not db.is_file():
        return []
    with closing(open_readonly(db)) as warehouse:
        return [flow_run_id for (flow_run_id,) in warehouse.execute(_DEAD).fetchall()]
