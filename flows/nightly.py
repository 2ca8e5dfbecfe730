"""The nightly flow: Prefect around the plain functions of the night. No logic lives here.

One task run per portal's crawl and one per batch loaded, never per article: an article takes milliseconds, a task run as much.
Nothing is cached or persisted by Prefect: what makes a run repeatable is the warehouse.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Annotated, TypeVar

from prefect import Task, flow
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import FlowRun, State
from prefect.context import FlowRunContext
from prefect.exceptions import CancelledRun, FailedRun
from prefect.states import Cancelled, Completed, Failed
from prefect.task_runners import ThreadPoolTaskRunner
from pydantic import Field

from flows.alerts import alerting
from flows.artifacts import reporting
from flows.clock import Clock
from flows.events import Event, Fetched, Finished, Resumed
from flows.flow_runs import mark_dead
from flows.lock import Busy, alone, lock_of
from flows.missed import dead_flow_runs, not_needed
from flows.night import run_night
from flows.plan import NightPlan
from flows.report import RunReport
from flows.selection import select_portals
from flows.settings import Settings
from flows.signals import Stopped
from transforms.dates import VIETNAM

log = logging.getLogger(__name__)
# The process of a flow run that ends otherwise than completed logs a trace of an exception that only repeats its message.
logging.getLogger("prefect.flow_runs").addFilter(
    lambda record: not (record.exc_info and isinstance(record.exc_info[1], CancelledRun | FailedRun))
)
T = TypeVar("T")


@flow(name="nightly", persist_result=False, task_runner=ThreadPoolTaskRunner(max_workers=64))  # type: ignore[arg-type]
def nightly(
    portals: list[str] | None = None,
    since: date | None = None,
    limit: Annotated[int, Field(ge=1)] | None = None,
    refetch: bool = False,
) -> State[None]:
    """One night over the portals that are on by default, or over those named.

    The run is marked as failed when any part of it failed, with what failed in its message; what did not fail is in the
    warehouse all the same. A scheduled run whose work another one has done is skipped; one that comes while another is at work
    is refused.

    Args:
        portals: Slugs of the portals to read, as `vnportals portals` lists them; empty for those on by default.
        since: Ask known articles published from this day on again, instead of those of the last days only.
        limit: List at most so many entries per portal; empty for all.
        refetch: Ask for every page in full, also where the portal could answer that it has not changed.
    """
    settings = Settings()
    flow_run = _flow_run()
    plan = NightPlan(
        portals=select_portals(portals or ()),
        settings=settings,
        clock=Clock(),
        policy=settings.fetch_policy(),
        since=datetime.combine(since, time(), VIETNAM) if since else None,
        limit=limit,
        refetch=refetch,
        flow_run_id=str(flow_run.id),
    )
    skipped = _skipped(plan, flow_run)
    if skipped is not None:
        return Cancelled(name="Skipped", message=skipped)
    try:
        _mark_dead(settings)
        with alerting(settings, plan.clock, plan.portals):
            return state_of(run_in_flow(plan))
    except Busy as busy:
        return Cancelled(name="Refused", message=str(busy))
    except Stopped as stopped:
        return Cancelled(name=stopped.signal.name, message=str(stopped))


def _flow_run() -> FlowRun:
    context = FlowRunContext.get()
    if context is None or not isinstance(context.flow_run, FlowRun):
        raise RuntimeError("the night was called outside of a flow run; call nightly(), or run_night without Prefect")
    return context.flow_run


def _skipped(plan: NightPlan, flow_run: FlowRun) -> str | None:
    """Why a scheduled run is not needed, if so. What a person asks for is always done."""
    if not flow_run.auto_scheduled or flow_run.expected_start_time is None:
        return None
    slugs = [portal.slug for portal in plan.portals]
    return not_needed(plan.settings.db, slugs, flow_run.expected_start_time, plan.clock.now())


def _mark_dead(settings: Settings) -> None:
    """Runs before this one whose process died are marked so in Prefect; the warehouse does the same when this one starts."""
    with alone(lock_of(settings.db), f"a run on {settings.db}"):
        dead = dead_flow_runs(settings.db)
    try:
        mark_dead(dead)
    except Exception:  # a night does not depend on how an earlier one looks
        log.exception("flow runs %s died, and could not be marked so", ", ".join(dead))


@flow(name="demo-night", persist_result=False, validate_parameters=False, task_runner=ThreadPoolTaskRunner(max_workers=64))  # type: ignore[arg-type]
def demo_night(plan: NightPlan) -> State[None]:
    """One night over the portals of a plan made elsewhere: the demo's and the benchmarks' replicas."""
    try:
        return state_of(run_in_flow(plan))
    except Stopped as stopped:
        return Cancelled(name=stopped.signal.name, message=str(stopped))


def run_in_flow(plan: NightPlan) -> RunReport:
    """The night with a task run around every crawl and every batch. Call it from within a flow."""

    def start_crawl(crawl: Callable[[str], Finished], slug: str) -> object:
        def crawl_portal() -> State[None]:
            done = crawl(slug)
            return Failed(message=done.problem) if done.problem else Completed(message=f"{done.requests} requests")

        return _task(crawl_portal, "crawl", slug).submit()

    def apply_event(apply: Callable[[Event], None], event: Event) -> None:
        if isinstance(event, Fetched | Resumed):
            # The event is in the closure: Prefect would walk through every field of a parameter.
            _task(lambda: apply(event), "load", event.portal)()
        else:
            apply(event)  # a note in the books, no work
        progress.saw(event)

    with reporting(plan.settings.db, len(plan.portals)) as progress:
        return run_night(plan, start_crawl, apply_event)


def _task(call: Callable[[], T], name: str, portal: str) -> Task[[], T]:
    return Task(call, name=name, task_run_name=f"{name} {portal}", cache_policy=NO_CACHE, persist_result=False)


def state_of(report: RunReport) -> State[None]:
    """What Prefect is to show for a night."""
    if report.state == "done":
        return Completed(message=f"run {report.run_id} done")
    return Failed(message=f"run {report.run_id} {report.state}: " + "; ".join(report.problems()))
