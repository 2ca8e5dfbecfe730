"""The nightly flow: Prefect around the plain functions of the night. No logic lives here.

One task run per portal's crawl and one per batch loaded, never per article: an article takes milliseconds, a task run as much.
Nothing is cached or persisted by Prefect: what makes a run repeatable is the warehouse.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import TypeVar

from prefect import Task, flow
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from prefect.task_runners import ThreadPoolTaskRunner

from flows.clock import Clock
from flows.events import Event, Fetched, Finished, Resumed
from flows.night import run_night
from flows.plan import NightPlan
from flows.report import RunReport
from flows.selection import select_portals
from flows.settings import Settings
from transforms.dates import VIETNAM

T = TypeVar("T")


@flow(name="nightly", persist_result=False, task_runner=ThreadPoolTaskRunner(max_workers=64))  # type: ignore[arg-type]
def nightly(portals: list[str] | None = None, since: date | None = None, limit: int | None = None) -> State[None]:
    """One night over the portals on by default, or those named.

    `since` asks known articles published from that day on again; `limit` caps the entries listed per portal. The run is marked
    as failed when any part of it failed, with what failed in its message; what did not fail is in the warehouse all the same.
    """
    settings = Settings()
    plan = NightPlan(
        portals=select_portals(portals or ()),
        settings=settings,
        clock=Clock(),
        policy=settings.fetch_policy(),
        since=datetime.combine(since, time(), VIETNAM) if since else None,
        limit=limit,
    )
    return state_of(run_in_flow(plan))


@flow(name="demo-night", persist_result=False, validate_parameters=False, task_runner=ThreadPoolTaskRunner(max_workers=64))  # type: ignore[arg-type]
def demo_night(plan: NightPlan) -> State[None]:
    """One night over the portals of a plan made elsewhere: the demo's and the benchmarks' replicas."""
    return state_of(run_in_flow(plan))


def run_in_flow(plan: NightPlan) -> RunReport:
    """The night with a task run around every crawl and every batch. Call it from within a flow."""

    def start_crawl(crawl: Callable[[str], Finished], slug: str) -> object:
        def crawl_portal() -> State[None]:
            done = crawl(slug)
            return Failed(message=done.problem) if done.problem else Completed(message=f"{done.requests} requests")

        return _task(crawl_portal, "crawl", slug).submit()

    def apply_event(apply: Callable[[Event], None], event: Event) -> None:
        if not isinstance(event, Fetched | Resumed):
            apply(event)  # a note in the books, no work
            return
        # The event is in the closure: Prefect would walk through every field of a parameter.
        _task(lambda: apply(event), "load", event.portal)()

    return run_night(plan, start_crawl, apply_event)


def _task(call: Callable[[], T], name: str, portal: str) -> Task[[], T]:
    return Task(call, name=name, task_run_name=f"{name} {portal}", cache_policy=NO_CACHE, persist_result=False)


def state_of(report: RunReport) -> State[None]:
    """What Prefect is to show for a night."""
    if report.state == "done":
        return Completed(message=f"run {report.run_id} done")
    return Failed(message=f"run {report.run_id} {report.state}: " + "; ".join(report.problems()))
