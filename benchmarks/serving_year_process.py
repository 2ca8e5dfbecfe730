"""What a long time of `vnportals serve` is measured by: the serving process, its Prefect server, and their files.

`vnportals` runs as a user starts it, in a folder of its own. Its processes find a `sitecustomize.py` that shows them the
replica portals in place of the real ones and the night's time in place of today's.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final, Self, TypeVar
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from benchmarks.long_run_process import resident_bytes
from replicas.server import ReplicaServer

T = TypeVar("T")

PATIENCE_S: Final = 300.0
VACUUM_EVERY_S: Final = 10  # in place of an hour: nights follow each other every few seconds
TABLES: Final = (
    "flow_run", "flow_run_state", "task_run", "task_run_state", "log", "artifact", "artifact_collection",
    "events", "event_resources",
)  # fmt: skip
_ENDED: Final = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
_IN_REPLICAS: Final = """\
import json, os, sys
if not {"uvicorn", "server"} & set(sys.orig_argv):  # Prefect's server reads no portals
    import datetime, pathlib
    import flows.clock, flows.selection
    from flows.replica_portals import Place, portals_at
    _portals = portals_at({slug: Place(*place) for slug, place in json.loads(os.environ["REPLICA_PLACES"]).items()})
    flows.selection.select_portals = lambda slugs: tuple(p for p in _portals if not slugs or p.slug in slugs)
    class _Clock(flows.clock.Clock):
        def __init__(self, start=None):
            super().__init__(start or datetime.datetime.fromisoformat(pathlib.Path(os.environ["REPLICA_TIME"]).read_text()))
    flows.clock.Clock = _Clock
"""
# A day passes: Prefect's server tells by these three how old a flow run or an event is.
_AGEING: Final = (
    "UPDATE flow_run SET end_time = strftime('%Y-%m-%d %H:%M:%f000', end_time, '-1 day') WHERE end_time IS NOT NULL",
    "UPDATE events SET occurred = strftime('%Y-%m-%d %H:%M:%f000', occurred, '-1 day')",
    "UPDATE event_resources SET occurred = strftime('%Y-%m-%d %H:%M:%f000', occurred, '-1 day')",
)


class Serving:
    """A `vnportals serve` in `folder`, from the start of its server to SIGTERM."""

    def __init__(self, folder: Path, replicas: ReplicaServer) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        self.api = f"http://127.0.0.1:{port}/api"
        self.folder = folder
        self.time = folder / "time"
        self.log = folder / "serve.log"
        (folder / "sitecustomize.py").write_text(_IN_REPLICAS)
        places = {slug: [replicas.home(slug), replicas.alias(slug)] for slug in replicas.portals}
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("VNPORTALS_", "PREFECT_"))}
        self._environment = clean | {
            "PYTHONPATH": os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH")])),
            "REPLICA_PLACES": json.dumps(places),
            "REPLICA_TIME": str(self.time),
            "VNPORTALS_CONTACT": "benchmark@localhost",
            "VNPORTALS_DB": str(folder / "warehouse.db"),
            "VNPORTALS_PREFECT_PORT": str(port),
            "PREFECT_RUNNER_POLL_FREQUENCY": "2",
            "PREFECT_SERVER_SERVICES_DB_VACUUM_LOOP_SECONDS": str(VACUUM_EVERY_S),
        }

    def __enter__(self) -> Self:
        with self.log.open("w") as log:
            command = [str(Path(sys.executable).with_name("vnportals")), "serve"]
            self.process = subprocess.Popen(command, env=self._environment, cwd=self.folder, stdout=log, stderr=log)
        try:
            self._soon(lambda: "manual trigger" in self.log.read_text(), "the end of the start")
            (deployment,) = self._ask("/deployments/filter", {})
        except BaseException:
            self.__exit__()
            raise
        self._deployment = deployment["id"]
        self.server = next(pid for pid in self._children() if b"flows.prefect_server" in _command(pid))
        return self

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def night(self) -> dict[str, Any]:
        """A night from its trigger to the end of its process; the run as the API then tells it."""
        run = self._ask(f"/deployments/{self._deployment}/create_flow_run", {"parameters": {}})
        self._soon(lambda: self._children() != [self.server], "the process of the night")
        self._soon(lambda: self._children() == [self.server], "the end of the night")

        def ended() -> dict[str, Any] | None:
            now: dict[str, Any] = self._ask(f"/flow_runs/{run['id']}")
            return now if now["state_type"] in _ENDED else None

        return self._soon(ended, "the end of the night in Prefect's books")

    def grow_older(self) -> None:
        """Everything in Prefect's database becomes a day older."""
        with closing(self._prefect()) as db, db:
            db.execute("BEGIN IMMEDIATE")
            for statement in _AGEING:
                db.execute(statement)

    def measure(self) -> dict[str, float]:
        """Memory and files of both processes now, sizes of the files, rows of Prefect's tables."""
        sizes = {f"{name}_mb": (self.folder / f"{name}.db").stat().st_size / 1e6 for name in ("warehouse", "archive")}
        prefect = self.folder / "prefect"
        with closing(self._prefect()) as db:
            rows = {table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}
            free, page = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("freelist_count", "page_size"))
        return {
            "serve_mb": resident_bytes(self.process.pid) / 1e6,
            "server_mb": resident_bytes(self.server) / 1e6,
            "serve_files": _open_files(self.process.pid),
            "server_files": _open_files(self.server),
            "prefect_mb": (prefect / "prefect.db").stat().st_size / 1e6,
            "prefect_free_mb": free * page / 1e6,
            "home_mb": sum(path.stat().st_size for path in prefect.rglob("*") if path.is_file()) / 1e6,
            **sizes,
            **rows,
        }

    def _children(self) -> list[int]:
        """The processes that the serving one has: its server, and a night's while that is at work."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [int(pid) for task in tasks for pid in task.read_text().split()]

    def _prefect(self) -> sqlite3.Connection:
        return sqlite3.connect(self.folder / "prefect" / "prefect.db", timeout=60)

    def _ask(self, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        while True:
            try:
                with urlopen(Request(self.api + path, data, {"Content-Type": "application/json"}), timeout=60) as answer:
                    return json.loads(answer.read())
            except HTTPError as error:
                error.close()
                if error.code != 503:  # else its database is busy
                    raise
            time.sleep(1)

    def _soon(self, look: Callable[[], T | None], what: str) -> T:
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline and self.process.poll() is None:
            with suppress(URLError):
                if found := look():
                    return found
            time.sleep(0.2)
        raise RuntimeError(f"{what} did not come within {PATIENCE_S:.0f} s: {self.log.read_text()[-2000:]}")


def _command(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def _open_files(pid: int) -> int:
    return len(os.listdir(f"/proc/{pid}/fd"))  # noqa: PTH208 - names are links that cannot all be followed
