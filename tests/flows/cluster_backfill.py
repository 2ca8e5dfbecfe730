"""A backfill over a Dask cluster of two workers, one of which dies.

`python -m tests.flows.cluster_backfill DB PLACES-JSON FILE…`, or `parquet:DIR` for DB and `{}` for the portals' own hosts.
Scheduler and workers are processes of their own, as they would be on other machines.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.portal_pages import PORTALS
from flows.backfilling import BackfillPlan
from flows.clock import Clock
from flows.engine import prepare_prefect, start_temporary_server
from flows.parquet_backfill import ParquetPlan
from flows.replica_portals import Place, portals_at
from flows.settings import Settings
from replicas.world import NIGHTS


@contextmanager
def process(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A process of the cluster, until the block ends."""
    with subprocess.Popen([sys.executable, "-m", *arguments], stderr=subprocess.PIPE, text=True) as started:
        try:
            yield started
        finally:
            started.kill()


def address_of(scheduler: subprocess.Popen[str]) -> str:
    """Where it says that it listens."""
    assert scheduler.stderr is not None
    for line in scheduler.stderr:
        if "Scheduler at:" in line:
            threading.Thread(target=scheduler.stderr.read, daemon=True).start()
            return line.split()[-1]
    raise RuntimeError("the scheduler did not start")


def main(db: str, places: str, files: list[str]) -> int:
    """Runs it; one worker is killed as soon as both are at work."""
    folder = Path(db.removeprefix("parquet:")) if db.startswith("parquet:") else None
    settings = Settings(db=folder.with_name("warehouse.db") if folder else Path(db), archive=None)
    prepare_prefect(settings, own=True, quiet=True)
    start_temporary_server()
    from flows.dask_backfill import run_on_cluster, write_on_cluster

    with ExitStack() as stack:
        scheduler = stack.enter_context(
            process("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        )
        address = address_of(scheduler)
        worker = ("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
        workers = [stack.enter_context(process(*worker)) for _ in range(2)]
        for one in workers:
            assert one.stderr is not None
            threading.Thread(target=one.stderr.read, daemon=True).start()
        at = {slug: Place(*place) for slug, place in json.loads(places).items()}
        portals = portals_at(at) if at else PORTALS
        given = tuple(map(Path, files))
        read: list[Path] = []

        def tell(path: Path, _position: int, _scan: object) -> None:
            if not read:
                workers[0].kill()
            read.append(path)

        began = time.monotonic()
        if folder:
            limit = settings.fetch_policy().max_body_bytes
            asked = ParquetPlan(files=given, portals=portals, folder=folder, max_body_bytes=limit, clock=Clock(NIGHTS[2]))
            done = write_on_cluster(address, asked, tell).complete
        else:
            plan = BackfillPlan(files=given, portals=portals, settings=settings, clock=Clock(NIGHTS[2]))
            done = run_on_cluster(plan, address, tell).run.state == "done"
        sys.stdout.write(f"{len(read)} files in {time.monotonic() - began:.1f} s, {workers[0].poll()}\n")
    return int(not done)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
