"""A real warehouse, served by the real command, seen by a real browser.

It holds two nights on the replicas, and two hostile articles.
"""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser
from sqlite_utils import Database

from db.connect import open_warehouse
from docs.screenshots import chromium, make_warehouse
from tests.conftest import BIN, clean_environment, no_network
from tests.db.samples import article, item, load
from transforms.dates import VIETNAM
from transforms.records import Image

ATTACK = '<script>window.pwned=1</script><img src=x onerror="window.pwned=1">'
HOSTILE_TITLE = f"{ATTACK} 1.250 hộ"
HOSTILE_URL = "javascript:window.pwned=1//"
_OTHER_WORDS = " ".join(f"từ{n} khác{n} nữa{n}" for n in range(80))  # enough that the two are no reprints of each other
HOSTILE_DAY = datetime(2026, 1, 21, 1, 0, tzinfo=VIETNAM)


@dataclass(frozen=True)
class Served:
    """A warehouse being browsed: the file, and the address without the last slash."""

    path: Path
    address: str

    def get(self, path: str, **parameters: str) -> requests.Response:
        return requests.get(f"{self.address}{path}", params=parameters, timeout=30)


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("browse") / "warehouse.db"
    make_warehouse(path)
    with closing(open_warehouse(path)) as db:
        add_hostile_articles(db)
    return path


def add_hostile_articles(db: Database) -> None:
    """Two articles all of whose texts are markup; they state different numbers of the same thing."""
    (run_id,) = db.execute("SELECT max(run_id) FROM runs").fetchone()
    for extra, households, more in (("", "1250", "Không có gì thêm."), (" khác", "1300", _OTHER_WORDS)):
        hostile = article(
            f"tan-cong{extra}",
            title=HOSTILE_TITLE + extra,
            body=f"{ATTACK} Còn 1.250 hộ nghèo.\n\n</p></article>{ATTACK}{more}",
            published_at=HOSTILE_DAY,
            author=ATTACK,
            section=ATTACK,
            url=f"{HOSTILE_URL}{extra}",
            images=(Image("https://baodongthap.example/a.jpg", f"{ATTACK} 25 căn nhà"),),
        )
        made = item(db, hostile, households=households)
        stated = [replace(observation, sentence=f"{ATTACK} 1.250 hộ", breakdown=None) for observation in made.observations]
        load(db, run_id, replace(made, observations=stated), now=HOSTILE_DAY)


@pytest.fixture(scope="session")
def served(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """`vnportals browse` as a person starts it, on a machine without a network."""
    folder = tmp_path_factory.mktemp("served")
    with (folder / "browse.log").open("w") as log:
        process = subprocess.Popen(
            [BIN / "vnportals", "browse", "--port", "0", "--db", str(warehouse)],
            env=clean_environment() | no_network(folder),
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        assert process.stdout is not None
        with process.stdout as output:
            address = output.readline().strip().rstrip("/")
            assert address.startswith("http://127.0.0.1:"), (folder / "browse.log").read_text()
            yield Served(warehouse, address)
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=20) == 0, "Ctrl-C is how it is meant to end"
    assert "Traceback" not in (folder / "browse.log").read_text()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Where there is none, the tests that need it fail: `.ci/chromium` installs it."""
    with chromium() as opened:
        yield opened
