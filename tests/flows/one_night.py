"""One night in a process of its own, to be killed: `python -m tests.flows.one_night DB PLACES-JSON NIGHT`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from flows.clock import Clock
from flows.night import run_night
from flows.plan import NightPlan
from flows.replica_portals import Place, portals_at
from flows.settings import Settings
from replicas.world import NIGHTS

if __name__ == "__main__":
    db, places, night = sys.argv[1:]
    settings = Settings(db=Path(db), archive=None, contact="editor@example.org", batch_size=3)
    portals = portals_at({slug: Place(*place) for slug, place in json.loads(places).items()})
    report = run_night(
        NightPlan(portals=portals, settings=settings, clock=Clock(NIGHTS[int(night)]), policy=settings.fetch_policy())
    )
    raise SystemExit(report.state != "done")
