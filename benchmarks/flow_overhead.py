"""The flow through Prefect against the same functions in plain threads, on 1,000 replica articles."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from benchmarks.measure import interleave
from benchmarks.portal_server import Served, serving
from flows.clock import Clock
from flows.engine import prepare_prefect
from flows.night import run_night
from flows.plan import NightPlan
from flows.settings import Settings
from replicas.world import NIGHTS
from transforms.records import Outcome

ARTICLES_PER_PORTAL = 200
ROUNDS = 3


def run() -> None:
    """Print seconds of both, and the ratio. Prefect's server is started before and shared by all rounds."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(articles=ARTICLES_PER_PORTAL, crawl_delay_s=0, page_size=50) as served,
    ):
        settings = Settings(db=Path(folder) / "warehouse.db", archive=None, contact="benchmark@localhost")
        prepare_prefect(settings, own=True, quiet=True)
        from flows.nightly import demo_night  # noqa: PLC0415 - Prefect reads its settings when it is imported

        counts: list[int] = []

        def plain() -> None:
            report = run_night(fresh_plan(settings, served))
            counts.append(sum(tally.outcomes[Outcome.INSERTED] for tally in report.tallies))

        def through_prefect() -> None:
            state = demo_night(fresh_plan(settings, served), return_state=True)
            if not state.is_completed():
                raise RuntimeError(state.message)

        timings = interleave({"plain": plain, "Prefect": through_prefect}, ROUNDS, clock=time.perf_counter)
    print(f"one night over {counts[0]} new articles of 5 portals, no delay, wall time, median of {ROUNDS} rounds")
    for name, timing in timings.items():
        print(
            f"  {name:8} {timing.median:6.2f} s   {timing.median / timings['plain'].median:5.2f} x plain"
            f"   spread {timing.spread:.0%}"
        )


def fresh_plan(settings: Settings, served: Served) -> NightPlan:
    """A night that finds an empty warehouse."""
    for path in settings.db.parent.glob("*.db*"):
        path.unlink()
    return NightPlan(portals=served.portals(), settings=settings, clock=Clock(NIGHTS[1]), policy=settings.fetch_policy())
