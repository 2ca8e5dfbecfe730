"""The demo: two nights on the replica portals through Prefect, everything inside one folder."""

from __future__ import annotations

import logging
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.connect import open_readonly
from db.runs import latest_runs
from flows.clock import Clock
from flows.lock import alone
from flows.plan import NightPlan
from flows.replica_portals import replica_portals
from flows.settings import Settings
from flows.signals import EXIT_STATUS
from replicas.server import Logged, ReplicaServer
from replicas.world import CHANGES

MARKER: Final = ".vnportals-demo"  # says that the folder is a demo's, and is the lock of the one at work in it
CRAWL_DELAY_S: Final = 0.1  # what the replicas' robots.txt asks for
FETCHED_KINDS: Final = frozenset({"new", "reprint", "edited", "moved"})  # changes that make an article worth sending again


class FolderInUse(Exception):
    """The folder holds something that is not a demo's."""


@dataclass(frozen=True, slots=True)
class NightSeen:
    """What the replica servers saw of a night, beside its run in the warehouse."""

    run_id: int
    completed: bool
    seconds: float  # of the run itself, without the start of Prefect's server
    requests: int
    bytes_sent: int
    statuses: Counter[int]
    articles_sent: tuple[tuple[str, str], ...]  # (portal, path) of the articles sent in full


@contextmanager
def prepare_folder(folder: Path) -> Iterator[None]:
    """An empty folder for the demo, until the block ends. One left by an earlier demo is emptied; anything else is left alone.

    Raises FolderInUse, and Busy when a demo is at work in it.
    """
    if folder.exists() and not folder.is_dir():
        raise FolderInUse(f"{folder} is a file; name another folder with --dir")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise FolderInUse(f"{folder} is not empty and not a demo's; name another folder with --dir")
    folder.mkdir(parents=True, exist_ok=True)
    with alone(folder / MARKER, f"a demo in {folder}"):
        for path in folder.iterdir():
            if path.name != MARKER:
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        yield


def demo_settings(folder: Path) -> Settings:
    """Settings of the demo alone: nothing of the operator's environment may point out of its folder."""
    return Settings(db=folder / "warehouse.db", archive=folder / "archive.db", contact="demo@localhost", look_back_days=7)


def log_to(folder: Path) -> None:
    """Our own log goes into the folder; Prefect's stands in its database there."""
    handler = logging.FileHandler(folder / "demo.log", encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    for name in ("flows", "scrapers", "db"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.INFO)


def run_nights(folder: Path, nights: Sequence[int] = (1, 2)) -> Iterator[NightSeen]:
    """Live through the nights of the replica world, each a Prefect flow run, one after the other.

    Prefect must have been prepared for the folder.
    """
    from flows.nightly import demo_night  # noqa: PLC0415 - Prefect reads its settings when it is imported

    settings = demo_settings(folder)
    with ReplicaServer(crawl_delay_s=CRAWL_DELAY_S) as server:
        for night in nights:
            server.set_night(night)
            server.requests.clear()
            plan = NightPlan(
                portals=replica_portals(server),
                settings=settings,
                clock=Clock(server.now()),
                policy=settings.fetch_policy(),
            )
            state = demo_night(plan, return_state=True)
            if state.name in EXIT_STATUS:  # a signal has stopped it
                raise SystemExit(EXIT_STATUS[state.name])
            yield _seen(plan, state.is_completed(), list(server.requests))


def unexpected(seen: NightSeen) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Night two against the portals' changes: articles sent in full without one, and changed ones never asked for."""
    changed = {(change.portal, change.target) for change in CHANGES if change.kind in FETCHED_KINDS}
    sent = set(seen.articles_sent)
    return sent - changed, changed - sent


def _seen(plan: NightPlan, completed: bool, log: Sequence[Logged]) -> NightSeen:
    portals = {portal.slug: portal for portal in plan.portals}
    in_full = [request for request in log if request.status == 200 and request.method == "GET"]
    articles = {(r.portal, r.path) for r in in_full if portals[r.portal].layouts_for(portals[r.portal].absolute(r.path))}
    with closing(open_readonly(plan.settings.db)) as db:
        runs = latest_runs(db, 1)
    if not runs or runs[0].finished_at is None:
        raise RuntimeError("the flow ended without a finished run in the warehouse; see Prefect's log above")
    return NightSeen(
        run_id=runs[0].run_id,
        completed=completed,
        seconds=(runs[0].finished_at - runs[0].started_at).total_seconds(),
        requests=len(log),
        bytes_sent=sum(request.bytes_sent for request in log),
        statuses=Counter(request.status for request in log),
        articles_sent=tuple(sorted(articles)),
    )
