"""A backfill over a Dask cluster: workers read the files, this process alone writes the warehouse.

One Prefect task run per file, which takes seconds at least. A worker that is lost costs its files' time: Dask gives them to
another one. Nothing of a file is loaded before all of it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any

from prefect import Task, flow
from prefect.cache_policies import NO_CACHE
from prefect.futures import as_completed
from prefect.server.api.server import SubprocessASGIServer
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect_dask.task_runners import DaskTaskRunner

from flows.backfilling import BackfillPlan, BackfillReport, FileRead, Tell, run_backfill
from flows.reading_files import read_file

# What the flow is to do. Prefect sends flow and parameters to the workers with every task; a progress bar cannot be sent.
_work: ContextVar[Callable[[], BackfillReport]] = ContextVar("_work")


def run_on_cluster(plan: BackfillPlan, scheduler: str, tell: Tell) -> BackfillReport:
    """The backfill with its files read by the workers of the cluster at `scheduler` ("tcp://127.0.0.1:8786").

    Prefect must have been prepared; its server must answer the workers, too. They see the files under the same paths.
    """
    _work.set(lambda: run_backfill(plan, tell, _read_files))
    runner: Any = DaskTaskRunner(address=scheduler)
    # Without an address each worker would start a server of its own.
    with temporary_settings({PREFECT_API_URL: PREFECT_API_URL.value() or SubprocessASGIServer().api_url}):
        return backfill.with_options(task_runner=runner)()


@flow(name="backfill", persist_result=False)
def backfill() -> BackfillReport:
    """One backfill, whose files are read by the flow's task runner."""
    return _do_the_work()


def _do_the_work() -> BackfillReport:
    return _work.get()()  # apart from the flow's own function, which is sent with all that it names


def _read_files(plan: BackfillPlan) -> Iterator[FileRead]:
    read: Any = Task(read_file, name="read", cache_policy=NO_CACHE, persist_result=False)
    waiting = [read.submit(path, plan.portals, plan.max_body_bytes) for path in plan.files]
    for future in as_completed(waiting):
        yield future.result()
