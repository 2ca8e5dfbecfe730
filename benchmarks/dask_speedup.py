"""A backfill over Dask, by one worker and by two: how much sooner two are done.

Scheduler and workers are processes of their own, one thread each, as they would be on other machines. They read WARC files made
of pages of the replica portals and write Parquet. What is timed is the mapped part, from the first file given out to the last
one back, through Prefect's tasks as always; the cluster stands and has imported everything before.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from benchmarks.portal_pages import PORTALS, pages
from db.warc_records import response_records
from flows.engine import prepare_prefect, start_temporary_server
from flows.parquet_writing import PartOrder, write_part
from flows.settings import Settings
from replicas.world import NIGHTS

ARTICLES: Final = 2_400
FILES: Final = 12
ROUNDS: Final = 3
GOAL: Final = 1.8
_BODY_LIMIT: Final = 10 * 2**20


def run() -> None:
    """The short form for `make bench`."""
    main(["--articles", "600", "--files", "6", "--rounds", "1"])


def main(given: Sequence[str]) -> int:
    """Print the times of both; 1 if the speed-up falls short of the goal."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks dask_speedup", description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=ARTICLES, help="in all files (default: %(default)s)")
    parser.add_argument("--files", type=int, default=FILES, help="WARC files of the same size (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of both in turn (default: %(default)s)")
    options = parser.parse_args(given)
    with tempfile.TemporaryDirectory() as folder:
        orders = make_orders(Path(folder), options.articles, options.files)
        prepare_prefect(Settings(db=Path(folder) / "warehouse.db", archive=None), own=True, quiet=True)
        start_temporary_server()
        began = time.perf_counter()
        for order in orders:
            write_part(order)
        plain = time.perf_counter() - began
        seconds: dict[int, list[float]] = {1: [], 2: []}
        for _ in range(options.rounds):
            for workers, took in seconds.items():
                took.append(_mapped(orders, workers))
    return _print(seconds, plain, options.articles, options.files)


def make_orders(folder: Path, articles: int, files: int) -> list[PartOrder]:
    """WARC files with the articles dealt out among them, and what is to be made of each."""
    made = list(pages(articles))
    orders = []
    for number in range(files):
        path = folder / f"crawl-{number:03}.warc.gz"
        with path.open("wb") as file:
            for place, page in enumerate(made[number::files], start=1):
                file.write(response_records(page, place, None))
        orders.append(
            PartOrder(
                path=path,
                part=f"part-{number:03}",
                folder=folder / "parquet",
                portals=PORTALS,
                max_body_bytes=_BODY_LIMIT,
                now=NIGHTS[2],
            )
        )
    return orders


def _mapped(orders: list[PartOrder], workers: int) -> float:
    """Seconds that the workers take for all files."""
    from flows.dask_backfill import on_cluster, write_parts  # noqa: PLC0415 - Prefect reads its settings when it is imported

    def work() -> float:
        began = time.perf_counter()
        written = list(write_parts([replace(order, folder=order.folder.with_name(f"by-{workers}")) for order in orders]))
        took = time.perf_counter() - began
        if sum(part.scan.pages for part in written) != sum(part.rows["articles"][0] for part in written):
            raise RuntimeError("not every article was written")
        return took

    with _cluster(workers) as address:
        on_cluster(
            lambda: list(write_parts(orders[:workers])), address
        )  # the flow, the tasks and the workers have started once
        return float(on_cluster(work, address))


@contextmanager
def _cluster(workers: int) -> Iterator[str]:
    """A scheduler and so many workers on loopback, ready; gives the scheduler's address."""
    from distributed import Client  # noqa: PLC0415 - seconds

    with ExitStack() as stack:
        scheduler = stack.enter_context(_process("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"))
        address = _address(scheduler)
        for _ in range(workers):
            worker = _process("dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
            _silence(stack.enter_context(worker))
        client: Any = Client(address)  # type: ignore[no-untyped-call]
        with client:
            client.wait_for_workers(workers, timeout=120)
            client.run(_import_all)
        yield address


def _import_all() -> None:
    import prefect  # noqa: F401, PLC0415 - on a worker

    import flows.parquet_writing  # noqa: F401, PLC0415


@contextmanager
def _process(module: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as started:
        try:
            yield started
        finally:
            started.kill()


def _address(scheduler: subprocess.Popen[str]) -> str:
    for line in scheduler.stderr or ():
        if "Scheduler at:" in line:
            _silence(scheduler)
            return line.split()[-1]
    raise RuntimeError("the scheduler did not start")


def _silence(process: subprocess.Popen[str]) -> None:
    """A process whose messages nobody reads stops when the pipe is full."""
    if process.stderr is not None:
        threading.Thread(target=process.stderr.read, daemon=True).start()


def _print(seconds: dict[int, list[float]], plain: float, articles: int, files: int) -> int:
    print(f"{articles:,} articles in {files} WARC files, mapped over Dask by Prefect's tasks, into Parquet; wall time")
    print(f"  in this process, no cluster    {plain:7.1f} s   {articles / plain:6.1f} articles/s")
    for workers, took in seconds.items():
        middle = statistics.median(took)
        print(f"  {f'workers: {workers}':30} {middle:7.1f} s   {articles / middle:6.1f} articles/s")
    ratios = [one / two for one, two in zip(seconds[1], seconds[2], strict=True)]
    ratio = statistics.median(ratios)
    print(f"speed-up {ratio:.2f} (goal {GOAL}), in each of {len(ratios)} rounds: {', '.join(f'{one:.2f}' for one in ratios)}")
    return int(ratio < GOAL)
