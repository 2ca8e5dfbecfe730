"""What Prefect's server is told about flow runs beside what the flow reports itself: which died, which are not needed."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterEndTime,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.exceptions import ObjectNotFound
from prefect.states import Cancelled, Crashed, Scheduled

log = logging.getLogger(__name__)

_MOST: Final = 200  # flow runs in one answer of the server
DIED: Final = "its process died; the next run completes its work"


def unreachable() -> Exception | None:
    """Why Prefect's server cannot be asked anything, if so."""
    with get_client(sync_client=True) as client:
        return client.api_healthcheck()


def mark_dead(flow_run_ids: Iterable[str]) -> None:
    """Flow runs whose process is gone would say Running for ever: they are told to have crashed."""
    with get_client(sync_client=True) as client:
        for flow_run_id in flow_run_ids:
            try:
                state = client.read_flow_run(UUID(flow_run_id)).state
            except ObjectNotFound:
                continue  # of another server, or removed with age
            if state is None or not state.is_final():
                client.set_flow_run_state(UUID(flow_run_id), Crashed(message=DIED), force=True)
                log.warning("flow run %s: %s", flow_run_id, DIED)


def unfinished(flow_name: str) -> list[str]:
    """The flow runs of a flow that say they are at work. On a server that only just started, their processes are gone."""
    at_work = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]
    with get_client(sync_client=True) as client:
        found = client.read_flow_runs(
            flow_filter=FlowFilter(name=FlowFilterName(any_=[flow_name])),
            flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=at_work))),
            sort=FlowRunSort.EXPECTED_START_TIME_DESC,
            limit=_MOST,
        )
    return [str(run.id) for run in found]


def cancel_late(deployment_id: UUID, now: datetime) -> list[datetime]:
    """Cancels the scheduled runs of a deployment that nobody was there to run, and gives the times they were due."""
    with get_client(sync_client=True) as client:
        late: list[FlowRun] = client.read_flow_runs(
            deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment_id])),
            flow_run_filter=FlowRunFilter(
                state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])),
                expected_start_time=FlowRunFilterExpectedStartTime(before_=now),
            ),
            sort=FlowRunSort.EXPECTED_START_TIME_DESC,
            limit=_MOST,
        )
        missed = [run for run in late if run.auto_scheduled and run.expected_start_time is not None]
        for run in missed:
            message = "nobody was there to run it; missed nights are made up for by one run"
            client.set_flow_run_state(run.id, Cancelled(name="Skipped", message=message), force=True)
    return [run.expected_start_time for run in missed if run.expected_start_time is not None]


def forget_older(flow_name: str, moment: datetime) -> int:
    """Removes the flow runs of a flow that ended before then, with their task runs and logs, and says how many; 200 at most.

    A server that is always there does so by itself; one that Prefect starts for a single run does not.
    """
    with get_client(sync_client=True) as client:
        old = client.read_flow_runs(
            flow_filter=FlowFilter(name=FlowFilterName(any_=[flow_name])),
            flow_run_filter=FlowRunFilter(end_time=FlowRunFilterEndTime(before_=moment)),
            sort=FlowRunSort.EXPECTED_START_TIME_ASC,
            limit=_MOST,
        )
        for run in old:
            client.delete_flow_run(run.id)
    return len(old)


def start_now(deployment_id: UUID, name: str) -> None:
    """A run of a deployment as soon as somebody serves it."""
    with get_client(sync_client=True) as client:
        client.create_flow_run_from_deployment(deployment_id, state=Scheduled(), name=name)
