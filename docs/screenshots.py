"""Makes the pictures of docs/browsing.md: `make pictures`. The warehouse is two nights on the replica portals."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from flows.clock import Clock
from flows.night import run_night
from flows.plan import NightPlan
from flows.replica_portals import replica_portals
from flows.settings import Settings
from replicas.server import ReplicaServer
from replicas.world import NIGHTS

FOLDER = Path(__file__).parent / "images"
WIDTH = 920
# name -> path of the page, and how much of it is shown
PAGES = {
    "browse-front": ("/", 600),
    "browse-indicator": ("/-/dashboards/indicator?indicator=labour_days", 760),
    "browse-provinces": ("/-/dashboards/provinces?indicator=poor_household_rate", 760),
    "browse-newest": ("/-/dashboards/newest", 760),
    "browse-conflicts": ("/-/dashboards/conflicts", 760),
    "browse-health": ("/-/dashboards/health", 640),
    "browse-article": ("/article/1", 560),
    "browse-search": ("/-/search?q=dong+thap", 520),
    "browse-table": ("/warehouse/articles?_search=ho+ngheo", 700),
}


def take(browser: Browser, address: str, folder: Path) -> None:
    """A picture of each of PAGES, once its charts are drawn. `address` has no slash at its end."""
    page = browser.new_page(color_scheme="light", reduced_motion="reduce")
    for name, (path, height) in PAGES.items():
        page.set_viewport_size({"width": WIDTH, "height": height})
        page.goto(address + path)
        for chart in page.locator(".drawing").all():
            page.locator(f"#{chart.get_attribute('id')}[data-drawn]").wait_for()
        page.screenshot(path=folder / f"{name}.png")
    page.close()


def make_warehouse(path: Path) -> None:
    """Two nights on the replica portals."""
    settings = Settings(db=path, contact="editor@example.org")
    with ReplicaServer(crawl_delay_s=0) as server:
        for night, now in NIGHTS.items():
            server.set_night(night)
            policy = settings.fetch_policy()
            run_night(NightPlan(portals=replica_portals(server), settings=settings, clock=Clock(now), policy=policy))


@contextmanager
def browsing(path: Path) -> Iterator[str]:
    """`vnportals browse` on the warehouse; gives its address, without the last slash."""
    command = [str(Path(sys.executable).with_name("vnportals")), "browse", "--port", "0", "--db", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own command
        try:
            if process.stdout is None:
                raise RuntimeError("the server has no output")
            yield process.stdout.readline().strip().rstrip("/")
        finally:
            process.terminate()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, which can resolve no name but this machine's."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        raise SystemExit("there is no Chromium: `.ci/chromium` installs Debian's")
    options = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--disable-lcd-text"]
    if os.geteuid() == 0:
        options.append("--no-sandbox")  # Chromium's sandbox does not work for root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=options)
        yield browser
        browser.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        make_warehouse(Path(folder) / "warehouse.db")
        FOLDER.mkdir(exist_ok=True)
        with browsing(Path(folder) / "warehouse.db") as address, chromium() as browser:
            take(browser, address, FOLDER)
