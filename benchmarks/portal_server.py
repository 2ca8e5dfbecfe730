"""The replica portals in a process of their own, so that serving does not take turns with what is measured."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

from flows.replica_portals import Place, portals_at
from scrapers.spec import Portal


@dataclass(frozen=True, slots=True)
class Served:
    """Replica portals in another process."""

    places: dict[str, Place]

    def portals(self) -> tuple[Portal, ...]:
        """Their specs; listings may be as long as it takes."""
        return portals_at(self.places, max_pages_per_listing=1000)

    def set_night(self, night: int) -> None:
        home = next(iter(self.places.values())).home
        urlopen(Request(f"{home}/__replica__/night", data=f"night={night}".encode(), method="POST"), timeout=60).close()


@contextmanager
def serving(*, articles: int | None, crawl_delay_s: float, page_size: int | None = None) -> Iterator[Served]:
    """Serve until the block ends."""
    with tempfile.TemporaryDirectory() as folder:
        ports = Path(folder) / "ports.json"
        options = ["--crawl-delay", str(crawl_delay_s), "--ports-file", str(ports)]
        options += ["--articles", str(articles)] if articles else []
        options += ["--page-size", str(page_size)] if page_size else []
        server = subprocess.Popen([sys.executable, "-m", "replicas", *options], stdout=subprocess.DEVNULL)
        try:
            while not ports.is_file() or not ports.read_text():
                if server.poll() is not None:
                    raise RuntimeError(f"the replica server ended with status {server.returncode}")
                time.sleep(0.05)
            yield Served({slug: Place(**place) for slug, place in json.loads(ports.read_text()).items()})
        finally:
            server.terminate()
            server.wait()
