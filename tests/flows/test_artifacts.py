"""What a run leaves in Prefect: read back through the API of a real server, and nothing lost when there is none."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from db.connect import open_readonly, open_warehouse
from db.run_reports import RunStory, story_of
from db.runs import start_run
from flows.artifacts import PROGRESS, REPORT, TABLE, Progress, reporting
from flows.events import Event, Failed, Fetched, Finished, Listed, Resumed
from flows.lock import Busy
from flows.run_report_markdown import markdown_report
from replicas.world import NIGHTS
from tests.conftest import Demo, clean_environment

ROOT = Path(__file__).parents[2]


@pytest.mark.engine
@pytest.mark.timeout(300)  # it may be the first that asks for the demo
def test_each_run_leaves_its_report_and_progress_in_prefect(demo: Demo) -> None:
    assert demo.status == 0, demo.messages
    done = subprocess.run(
        [sys.executable, "-m", "tests.flows.read_artifacts", str(demo.folder)],
        env=clean_environment(), capture_output=True, text=True, timeout=100, check=True,
    )  # fmt: skip
    found = json.loads(done.stdout)
    by_key: dict[str, list[Any]] = {key: [a for a in found if a["key"] == key] for key in (PROGRESS, TABLE, REPORT)}
    assert [len(some) for some in by_key.values()] == [2, 2, 2]
    assert all(artifact["flow_run_id"] for artifact in found)
    assert [artifact["data"] for artifact in by_key[PROGRESS]] == [100, 100]
    with closing(open_readonly(demo.folder / "warehouse.db")) as db:
        stories = [story_of(db, 2), story_of(db, 1)]
    assert [artifact["data"] for artifact in by_key[REPORT]] == [markdown_report(story) for story in stories if story]
    second = json.loads(by_key[TABLE][0]["data"])
    assert by_key[TABLE][0]["description"].startswith("Run 2: done")
    story = stories[0]
    assert story is not None
    assert [(row["portal"], row["listed"]) for row in second] == [(p.tally.portal, p.tally.listed) for p in story.portals]


@pytest.mark.engine
def test_without_a_server_the_night_goes_on(tmp_path: Path) -> None:
    """Prefect's own client, and nobody who answers."""
    script = """
import logging, sys
from pathlib import Path
from db.connect import open_warehouse
from db.runs import start_run
from flows.artifacts import reporting
from flows.events import Finished
from replicas.world import NIGHTS
logging.basicConfig(format="%(message)s")
with reporting(Path("warehouse.db"), 1) as progress:
    db = open_warehouse(Path("warehouse.db"))
    start_run(db, "run", {}, NIGHTS[1])
    db.close()
    progress.saw(Finished("a", None, 1, 1))
print("went on")
"""
    with socket.socket() as nobody:  # bound, so that nobody else is there; not listening
        nobody.bind(("127.0.0.1", 0))
        server = {"PREFECT_API_URL": f"http://127.0.0.1:{nobody.getsockname()[1]}/api", "PREFECT_HOME": str(tmp_path)}
        environment = clean_environment() | server | {"PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=100, check=True,
        )  # fmt: skip
    assert done.stdout == "went on\n"
    assert done.stderr.count("an artifact could not be left in Prefect (ConnectError") == 2, "asked for progress only once"


class Kept:
    """A shelf that keeps what is left, and breaks when told."""

    def __init__(self, *, broken: bool = False) -> None:
        self.broken = broken
        self.percents: list[float] = []
        self.stories: list[RunStory] = []

    def show_progress(self, percent: float) -> None:
        self.percents.append(percent)
        if self.broken:
            raise OSError("no room")

    def leave_report(self, story: RunStory) -> None:
        self.stories.append(story)


def listed(portal: str, queue: int) -> Listed:
    return Listed(portal, queue, 0, 0, (), tuple((str(n), str(n)) for n in range(queue)), 0, ())


def fetched(portal: str, count: int) -> Fetched:
    return Fetched(portal, tuple(Failed(str(n), str(n), "") for n in range(count)))


def test_progress_counts_portals_alike_and_is_told_in_steps() -> None:
    shelf = Kept()
    progress = Progress(2, shelf)
    events: list[Event] = [listed("a", 200), *[fetched("a", 2)] * 100, Resumed("b", (1,)), listed("b", 0)]
    for event in events:
        progress.saw(event)
    assert shelf.percents == [0, *range(5, 55, 5)]
    progress.saw(Finished("a", None, 1, 1))
    assert progress.percent == 50
    progress.saw(Finished("b", "stopped", 1, 1))
    assert shelf.percents[-2:] == [50, 100]


def test_a_shelf_that_breaks_is_left_alone(caplog: pytest.LogCaptureFixture) -> None:
    shelf = Kept(broken=True)
    progress = Progress(1, shelf)
    progress.saw(Finished("a", None, 1, 1))
    assert shelf.percents == [0]
    assert "OSError: no room" in caplog.text


class Broken(BaseException):
    """As a signal ends a night."""


@pytest.mark.parametrize(
    ("error", "reports"),
    [(None, 1), (ValueError("x"), 1), (Broken(), 1), (Busy("a run", "7"), 0)],
    ids=lambda value: str(value)[:20],
)
def test_a_report_is_left_however_the_night_ends(tmp_path: Path, error: BaseException | None, reports: int) -> None:
    shelf, path = Kept(), tmp_path / "warehouse.db"
    with suppress(ValueError, Broken, Busy), reporting(path, 1, shelf):
        with closing(open_warehouse(path)) as db:
            start_run(db, "run", {}, NIGHTS[1])
        if error:
            raise error
    assert len(shelf.stories) == reports


def test_no_report_is_left_of_an_earlier_run(tmp_path: Path) -> None:
    shelf, path = Kept(), tmp_path / "warehouse.db"
    with closing(open_warehouse(path)) as db:
        start_run(db, "run", {}, NIGHTS[1])
    with reporting(path, 1, shelf):
        pass
    assert shelf.stories == []
    path.write_text("no warehouse")
    with pytest.raises(ValueError, match="the night's own"), reporting(path, 1, shelf):
        raise ValueError("the night's own")
