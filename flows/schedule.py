"""The nightly deployment: its schedule, and what is put in order before it is served."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron
from prefect.server.schemas.schedules import CronSchedule
from prefect.types.entrypoint import EntrypointType

from flows.flow_runs import cancel_late, mark_dead, start_now, unfinished
from flows.missed import dead_flow_runs, last_night
from flows.nightly import nightly
from flows.selection import select_portals
from flows.settings import Settings

log = logging.getLogger(__name__)


def nightly_deployment(settings: Settings) -> RunnerDeployment:
    """`nightly/nightly`, on schedule.

    It has no limit of concurrent runs: the lock of the warehouse also sees runs from outside Prefect, and ends with its
    process, while a slot that a killed run held in a server's books stays taken.
    """
    deployment = nightly.to_deployment(
        name="nightly",
        schedule=Cron(settings.nightly_cron, timezone=settings.timezone),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    if not isinstance(deployment, RunnerDeployment):  # it is a coroutine only when called from within an event loop
        raise TypeError(f"Prefect made no deployment, but {deployment!r}")
    return deployment


def put_in_order(deployment: RunnerDeployment, settings: Settings, *, own_server: bool) -> str | None:
    """Before the deployment is served: runs whose process died are marked so, and nights that were missed make one run.

    Only while no run is at work on the warehouse. Says that a night is made up for, if so. `own_server`: nobody else uses the
    server, which has only just been started.
    """
    mark_dead([*dead_flow_runs(settings.db), *(unfinished(nightly.name) if own_server else ())])
    deployment_id = deployment.apply()
    if not isinstance(deployment_id, UUID):
        raise TypeError(f"Prefect gave no deployment's number, but {deployment_id!r}")
    now = datetime.now(UTC)
    late = cancel_late(deployment_id, now)
    missed = missed_since(settings, late, now)
    if missed is None:
        return None
    start_now(deployment_id, "missed-night")
    due = missed.astimezone(ZoneInfo(settings.timezone))
    return f"the night of {due:%Y-%m-%d %H:%M} was missed: one run makes up for it and for those since"


def missed_since(settings: Settings, late: list[datetime], now: datetime) -> datetime | None:
    """When the first night was due that no run has done, if any was. `late`: scheduled runs that nobody was there to run."""
    last = last_night(settings.db, [portal.slug for portal in select_portals(())], now)
    due = list(late)
    if last is not None:  # without one there is nothing to catch up with: the first night is the next
        schedule = CronSchedule(cron=settings.nightly_cron, timezone=settings.timezone)
        due += asyncio.run(schedule.get_dates(2, start=last.started_at, end=now))  # the first may be that very moment
    missed = [moment for moment in due if last is None or moment > last.started_at]
    return min(missed, default=None)
