"""The process that lives through a long run: told of each night on standard input, answers with what the night took.

`python -m benchmarks.long_run_process DB PLACES-JSON`; each line in is the time of the night, each line out a JSON object.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from datetime import datetime
from pathlib import Path

from flows.clock import Clock
from flows.night import run_night
from flows.plan import NightPlan
from flows.replica_portals import Place, portals_at
from flows.settings import Settings
from transforms.records import Outcome


def main(db: str, places: str) -> None:
    """Runs a night for every line until the input ends."""
    settings = Settings(db=Path(db), archive=None, contact="benchmark@localhost")
    portals = portals_at({slug: Place(*place) for slug, place in json.loads(places).items()})
    for line in sys.stdin:
        clock = Clock(datetime.fromisoformat(line.strip()))
        began = resource.getrusage(resource.RUSAGE_SELF)
        report = run_night(NightPlan(portals=portals, settings=settings, clock=clock, policy=settings.fetch_policy()))
        ended = resource.getrusage(resource.RUSAGE_SELF)
        outcomes = {outcome.value: sum(tally.outcomes[outcome] for tally in report.tallies) for outcome in Outcome}
        print(
            json.dumps(
                {
                    "state": report.state,
                    "cpu_s": ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime,
                    "requests": sum(tally.requests for tally in report.tallies),
                    "memory_mb": resident_bytes(os.getpid()) / 1e6,
                    "files": len(os.listdir("/proc/self/fd")),  # noqa: PTH208 - names are links that cannot all be followed
                    "warehouse_mb": settings.db.stat().st_size / 1e6,
                    "archive_mb": settings.archive_path.stat().st_size / 1e6,
                    **outcomes,
                }
            ),
            flush=True,
        )


def resident_bytes(pid: int) -> int:
    """Memory of a process as the kernel counts it, without what is swapped out."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * resource.getpagesize()


if __name__ == "__main__":
    main(*sys.argv[1:])
