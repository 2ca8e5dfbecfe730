"""One night in a process of its own, to be killed.

`python -m benchmarks.one_night ORDERS` lives through the night that the orders tell, in JSON. Without orders it stays, and
forks a process for every line of orders that comes: most of a short night would go into importing, which nothing can hurt.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from flows.clock import Clock
from flows.engine import prepare_prefect
from flows.night import run_night
from flows.plan import NightPlan
from flows.replica_portals import Place, portals_at
from flows.settings import Settings
from flows.signals import Stopped
from replicas.server import ReplicaServer
from scrapers.fetch import FetchPolicy

ROOT = Path(__file__).parent.parent
BATCH = 3  # small, so that a night has many moments between two batches

How = Literal["forked", "fresh", "prefect"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What the night is to be. `impatient` keeps portals that are slow on purpose from taking minutes."""

    db: str
    places: dict[str, list[str]]
    now: str
    how: How
    impatient: bool

    @classmethod
    def to(cls, db: Path, server: ReplicaServer, now: datetime, *, how: How = "fresh", impatient: bool = False) -> Orders:
        """A night on the portals of this server."""
        places = {slug: [server.home(slug), server.alias(slug)] for slug in server.portals}
        return cls(db=str(db), places=places, now=now.isoformat(), how=how, impatient=impatient)


class Night:
    """A night that is going on in a process of its own, with its interpreter's start or forked from the nursery."""

    def __init__(self, orders: Orders) -> None:
        command = [sys.executable, "-m", "benchmarks.one_night", json.dumps(asdict(orders))]
        with Path(orders.db).with_name("nights.log").open("ab") as log:
            # In a session of its own, so that the server that Prefect starts can be killed with it.
            self._process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, start_new_session=True)
        self.pid = self._process.pid

    def poll(self) -> int | None:
        """How it ended, negative: by that signal; None: it goes on."""
        return self._process.poll()

    def wait(self, patience_s: float) -> int:
        """How it ended. Raises TimeoutError."""
        until = time.monotonic() + patience_s
        while (status := self.poll()) is None:
            if time.monotonic() > until:
                raise TimeoutError(f"process {self.pid} has not ended in {patience_s:.0f} s")
            time.sleep(0.005)
        return status

    def send(self, number: signal.Signals) -> None:
        """Send it a signal, and whatever it has started; nothing where it has ended."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, number)


class ForkedNight(Night):
    """One that the nursery forked."""

    def __init__(self, nursery: subprocess.Popen[str], orders: Orders) -> None:
        if nursery.stdin is None or nursery.stdout is None:
            raise ValueError("the nursery takes orders by a pipe")
        nursery.stdin.write(json.dumps(asdict(orders)) + "\n")
        nursery.stdin.flush()
        self._answers = nursery.stdout
        self.pid = int(self._answers.readline())
        self._status: int | None = None

    def poll(self) -> int | None:
        if self._status is None and select.select([self._answers], [], [], 0)[0]:
            self._status = int(self._answers.readline())
        return self._status


@contextmanager
def nursery(log: Path) -> Iterator[subprocess.Popen[str]]:
    """The process that forks nights, for the length of the block. What they say goes to the log."""
    with log.open("a") as said:
        command = [sys.executable, "-m", "benchmarks.one_night"]
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, text=True)
    with process:
        yield process


def _policy(settings: Settings, impatient: bool) -> FetchPolicy:
    policy = settings.fetch_policy()
    if not impatient:
        return policy
    return replace(
        policy,
        connect_timeout_s=0.5,
        read_timeout_s=0.5,
        total_timeout_s=1.0,
        max_body_bytes=2**20,
        retries=1,
        backoff_s=0.01,
        max_retry_after_s=1.0,
    )


def main(orders: Orders) -> int:
    """Run it; 0 when everything was had, 1 when not; stopped by a signal, what a shell would report."""
    settings = Settings(db=Path(orders.db), archive=None, contact="editor@example.org", batch_size=BATCH)
    plan = NightPlan(
        portals=portals_at({slug: Place(*place) for slug, place in orders.places.items()}),
        settings=settings,
        clock=Clock(datetime.fromisoformat(orders.now)),
        policy=_policy(settings, orders.impatient),
    )
    if orders.how != "prefect":
        try:
            return int(run_night(plan).state != "done")
        except Stopped as stopped:
            return 128 + stopped.signal
    prepare_prefect(settings, own=True, quiet=True)
    from flows.nightly import demo_night  # noqa: PLC0415 - Prefect reads its settings when it is imported

    return int(not demo_night(plan, return_state=True).is_completed())


def fork_on_demand() -> int:
    """A process for every line of orders: its id at once, its exit status when it has ended."""
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            os.setpgid(0, 0)
            return main(Orders(**json.loads(line)))
        os.setpgid(pid, pid)
        print(pid, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Orders(**json.loads(sys.argv[1]))) if sys.argv[1:] else fork_on_demand())
