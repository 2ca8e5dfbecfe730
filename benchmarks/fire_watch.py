"""What is seen from outside of nights under fire: which requests each process made, and how far it had come when it died."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.sound_warehouse import archived_articles
from flows.replica_portals import replica_portals
from replicas.server import Logged, ReplicaServer

Page = tuple[str, str]  # portal, path and query

# A request is timed where it arrives, so the machine's own jitter shortens and lengthens the distances; it does not add up.
TOLERANCE_S = 0.1


@dataclass(slots=True)
class Watch:
    """The portals' side: no process may ask faster than robots.txt allows, nor for a page in full that the archive had."""

    server: ReplicaServer
    crawl_delay_s: float
    requests: int = 0
    in_full: int = 0
    anew: int = 0  # articles in full once more in a night: what was in flight when a process was killed
    most_ahead_s: float = 0.0  # of the schedule that robots.txt allows
    of_this_process: list[Logged] = field(default_factory=list)
    _captures: Counter[Page] = field(default_factory=Counter)  # of the folder that is looked at
    _had: set[Page] = field(default_factory=set)  # archived this night
    _altered: set[Page] = field(default_factory=set)
    _sent: Counter[Page] = field(default_factory=Counter)

    def new_folder(self) -> None:
        """Another warehouse."""
        self._captures.clear()

    def new_night(self) -> None:
        """The portals have other pages from now on."""
        self._had.clear()
        self._altered.clear()
        self._sent.clear()

    def begin(self) -> None:
        """A process starts."""
        self.server.requests.clear()

    def last_request(self) -> float | None:
        """When the last request came so far, by time.monotonic()."""
        return max((request.started_monotonic for request in self.server.requests), default=None)

    def end(self, archive: Path) -> list[str]:
        """It has ended, or was ended: what was wrong with its requests."""
        self.of_this_process = sorted(self.server.requests, key=lambda request: request.started_monotonic)
        self.requests += len(self.of_this_process)
        return [*self._too_fast(), *self._twice(archive)]

    def _too_fast(self) -> list[str]:
        starts: defaultdict[str, list[float]] = defaultdict(list)
        for request in self.of_this_process:
            starts[request.portal].append(request.started_monotonic)
        wrong = []
        for portal, moments in starts.items():
            ahead = most = 0.0
            for earlier, later in pairwise(moments):
                ahead = max(ahead + self.crawl_delay_s - (later - earlier), 0.0)
                most = max(most, ahead)
            self.most_ahead_s = max(self.most_ahead_s, most)
            if most > TOLERANCE_S:
                wrong.append(f"{portal} was asked {most:.3f} s ahead of its Crawl-delay")
        return wrong

    def _twice(self, archive: Path) -> list[str]:
        portals = {portal.slug: portal for portal in replica_portals(self.server)}
        wrong = []
        for request in self.of_this_process:
            portal, page = portals[request.portal], (request.portal, request.path)
            if request.fault:
                self._altered.add(page)  # under another ETag, perhaps: then the portal is right to send it again
            if request.status != 200 or not portal.layouts_for(portal.absolute(request.path)):
                continue
            self.in_full += 1
            self._sent[page] += 1
            self.anew += self._sent[page] > 1
            if page in self._had - self._altered:
                wrong.append(f"{page} was in the archive, and was sent in full again")
        captures = archived_in_copy(archive)
        self._had |= {page for page, count in captures.items() if count > self._captures[page]}
        self._captures = captures
        return wrong


def _copied(path: Path, folder: str) -> Path:
    """A copy to look into: the files stay as the kill left them, for the next run to find."""
    for file in path.parent.glob(f"{path.name}*"):
        if file.suffix != ".lock":
            shutil.copy(file, folder)
    return Path(folder) / path.name


def archived_in_copy(archive: Path) -> Counter[Page]:
    """How often each article page stands in an archive, also in one that a killed process left."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            urls = archived_articles(_copied(archive, folder))
        except sqlite3.OperationalError:  # killed before it was made
            return Counter()
    return Counter((portal, urlsplit(url)._replace(scheme="", netloc="").geturl()) for portal, url in urls)


def come_to(warehouse: Path, run_before: int) -> tuple[str, int]:
    """How far the process had come that was killed last, and the number of the newest run. `run_before`: that before it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = _copied(warehouse, folder)
        if not copy.is_file():
            return "starting, no file yet", 0
        try:
            with closing(sqlite3.connect(copy)) as db:
                run_id, state = db.execute("SELECT max(run_id), state FROM runs").fetchone()
                rows = db.execute("SELECT state, listed + resumed > 0 FROM run_portals WHERE run_id = ?", [run_id]).fetchall()
        except sqlite3.OperationalError:
            return "making the file", 0
    if run_id is None or run_id <= run_before:
        return "starting", run_before
    if state != "running":
        return "looking back, run closed", run_id
    if all(state != "running" for state, _ in rows):
        return "closing the run", run_id
    return "fetching and loading" if any(listed for _, listed in rows) else "listing", run_id
