"""A backfill over a Dask cluster: workers read the files. A warehouse this process alone writes, Parquet they write themselves.

One Prefect task run per file, which takes seconds at least. A worker that is lost costs its files' time: Dask gives them to
another one. Nothing of a file is loaded or written before all of it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from prefect import Task, flow
from prefect.cache_policies import NO_CACHE
from prefect.futures import as_completed
from prefect.server.api.server import SubprocessASGIServer
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect_dask.task_runners import DaskTaskRunner

from flows.backfilling import BackfillPlan, BackfillReport, FileRead, Tell, run_backfill
from flows.reading_files import read_file

if TYPE_CHECKING:
    from flows.parquet_backfill import ParquetPlan, ParquetReport
    from flows.parquet_writing import PartOrder, PartWritten

# What the flow is to do. Prefect sends flow and parameters to the workers with every task; a progress bar cannot be sent.
_work: ContextVar[Callable[[], Any]] = ContextVar("_work")


def run_on_cluster(plan: BackfillPlan, scheduler: str, tell: Tell) -> BackfillReport:
    """The backfill with its files read by the workers of the cluster at `scheduler` ("tcp://127.0.0.1:8786").

    Prefect must have been prepared; its server must answer the workers, too. They see the files under the same paths.
    """
    report: BackfillReport = on_cluster(lambda: run_backfill(plan, tell, _read_files), scheduler)
    return report


def write_on_cluster(scheduler: str, plan: ParquetPlan, tell: Tell) -> ParquetReport:
    """The same into Parquet, whose files the workers write: they see its folder, too, under the same path."""
    from flows.parquet_backfill import backfill_parquet  # noqa: PLC0415 - brings pyarrow, which a warehouse does without

    report: ParquetReport = on_cluster(lambda: backfill_parquet(plan, tell, write_parts), scheduler)
    return report


def on_cluster(work: Callable[[], Any], scheduler: str) -> Any:
    """What `work` gives, done here within a flow whose tasks the workers of that cluster do."""
    _work.set(work)
    runner: Any = DaskTaskRunner(address=scheduler)
    # Without an address each worker would start a server of its own.
    with temporary_settings({PREFECT_API_URL: PREFECT_API_URL.value() or SubprocessASGIServer().api_url}):
        return backfill.with_options(task_runner=runner)()


@flow(name="backfill", persist_result=False)
def backfill() -> Any:
    """One backfill, whose files are read by the flow's task runner."""
    return _do_the_work()


def _do_the_work() -> Any:
    return _work.get()()  # apart from the flow's own function, which is sent with all that it names


def _read_files(plan: BackfillPlan) -> Iterator[FileRead]:
    yield from _mapped("read", read_file, [(path, plan.portals, plan.max_body_bytes) for path in plan.files])


def write_parts(orders: list[PartOrder]) -> Iterator[PartWritten]:
    """The parts, written by the workers, each as soon as it is. Within a flow only."""
    from flows.parquet_writing import write_part  # noqa: PLC0415 - as above

    yield from _mapped("write", write_part, [(order,) for order in orders])


def _mapped(name: str, function: Callable[..., Any], calls: Sequence[tuple[Any, ...]]) -> Iterator[Any]:
    """What the calls come to on the workers, each as soon as it is there."""
    task: Any = Task(function, name=name, cache_policy=NO_CACHE, persist_result=False)
    for future in as_completed([task.submit(*arguments) for arguments in calls]):
        yield future.result()
