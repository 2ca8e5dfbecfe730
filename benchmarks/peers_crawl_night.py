"""One night of ours in a process of its own, for peers_crawl: `python -m benchmarks.peers_crawl_night ORDERS`, a JSON object.

With `archive_only` the portals are crawled and their pages kept, and nothing is made of them: what a crawler does.
"""

from __future__ import annotations

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from db.archive import Archive
from flows.clock import Clock
from flows.crawl import crawl
from flows.night import run_night
from flows.plan import Memory, NightPlan
from flows.replica_portals import Place, portals_at
from flows.settings import Settings
from scrapers.fetch import Fetcher
from scrapers.spec import Portal


def main(orders: dict[str, Any]) -> None:
    """Live through the night, and tell what it took."""
    settings = Settings(db=Path(orders["db"]), archive=None, contact="benchmark@localhost")
    plan = NightPlan(
        portals=portals_at({slug: Place(*place) for slug, place in orders["places"].items()}, max_pages_per_listing=1000),
        settings=settings,
        clock=Clock(datetime.fromisoformat(orders["now"])),
        policy=settings.fetch_policy(),
    )
    began_cpu, began = time.process_time(), time.perf_counter()
    if orders["archive_only"]:
        _to_the_archive(plan)
    else:
        report = run_night(plan)
        if report.state != "done":
            raise RuntimeError(f"the night ended as {report.state}")
    took = {"start_cpu_s": began_cpu, "wall_s": time.perf_counter() - began, "peak_mb": peak_mb()}
    print(json.dumps(took | {"cpu_s": time.process_time() - began_cpu}))


def _to_the_archive(plan: NightPlan) -> None:
    Archive(plan.settings.archive_path).close()
    with ThreadPoolExecutor(len(plan.portals)) as threads:
        list(threads.map(lambda portal: _crawl(plan, portal), plan.portals))


def _crawl(plan: NightPlan, portal: Portal) -> None:
    nothing = Memory(look_up=lambda keys: {}, carried_over=list, unloaded=list, unfinished=dict)
    with closing(Archive(plan.settings.archive_path)) as archive, Fetcher(portal, plan.policy, clock=plan.clock.now) as fetcher:
        for _ in crawl(portal, fetcher, archive, nothing, plan.crawl_plan(), lambda: None):
            pass


def peak_mb() -> float:
    """The most memory this program had. Not ru_maxrss, which begins with that of the process that started this one."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
