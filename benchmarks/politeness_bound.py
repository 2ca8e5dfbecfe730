"""The wall time of a night against what politeness alone costs: requests of the slowest portal times its delay."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from pathlib import Path

from flows.clock import Clock
from flows.night import run_night
from flows.plan import NightPlan
from flows.replica_portals import replica_portals
from flows.settings import Settings
from replicas.server import ReplicaServer

ARTICLES_PER_PORTAL = 100
DELAY_S = 0.2
ROUNDS = 3


def run() -> None:
    """Print wall time over bound for some nights, each into an empty warehouse."""
    print(f"5 portals of {ARTICLES_PER_PORTAL} articles, one request per {DELAY_S} s and portal")
    for number in range(1, ROUNDS + 1):
        with (
            tempfile.TemporaryDirectory() as folder,
            ReplicaServer(crawl_delay_s=DELAY_S, articles=ARTICLES_PER_PORTAL) as server,
        ):
            settings = Settings(db=Path(folder) / "warehouse.db", archive=None, contact="benchmark@localhost")
            plan = NightPlan(
                portals=replica_portals(server, max_pages_per_listing=1000),
                settings=settings,
                clock=Clock(server.now()),
                policy=settings.fetch_policy(),
            )
            began = time.perf_counter()
            run_night(plan)
            wall_s = time.perf_counter() - began
            requests = Counter(request.portal for request in server.requests)
        slowest, count = requests.most_common(1)[0]
        bound_s = (count - 1) * DELAY_S
        print(
            f"  round {number}: {wall_s:6.2f} s, bound {bound_s:6.2f} s ({slowest}, {count} requests): {wall_s / bound_s:.3f} x"
        )
