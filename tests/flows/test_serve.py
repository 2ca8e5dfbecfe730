"""`vnportals serve`: the deployment with its schedule is there, and a manual trigger runs a night."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from tests.conftest import BIN, clean_environment, no_network, run_shell

pytestmark = pytest.mark.engine
PATIENCE_S = 80
README_SERVE = "vnportals serve"
README_TRIGGER = "PREFECT_API_URL=http://127.0.0.1:4200/api prefect deployment run nightly/nightly -p limit=20"


class Serving:
    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.api = f"http://127.0.0.1:{port}/api"

    def ask(self, path: str, **body: Any) -> Any:
        request = Request(f"{self.api}{path}", data=json.dumps(body).encode(), headers={"Content-Type": "application/json"})
        with urlopen(request, timeout=10) as answer:
            return json.load(answer)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """`vnportals serve` as an operator starts it, on a machine without a network."""
    folder = tmp_path_factory.mktemp("serve")
    port = _free_port()
    environment = (
        clean_environment()
        | no_network(folder)
        | {
            "VNPORTALS_PREFECT_PORT": str(port),
            "VNPORTALS_CONTACT": "editor@example.org",
            "VNPORTALS_DB": str(folder / "warehouse.db"),
        }
    )
    with (folder / "serve.log").open("w") as log:
        process = subprocess.Popen(
            [str(BIN / README_SERVE.split(maxsplit=1)[0]), *README_SERVE.split()[1:]],
            env=environment,
            cwd=folder,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            served = Serving(folder, port)
            _await(lambda: _deployments(served), "a deployment", folder / "serve.log")
            yield served
        finally:
            os.killpg(process.pid, signal.SIGINT)
            try:
                process.wait(timeout=40)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                raise


def _deployments(served: Serving) -> list[Any]:
    try:
        return list(served.ask("/deployments/filter"))
    except OSError:
        return []


def _await(look: Any, what: str, log: Path) -> Any:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.5)
    raise AssertionError(f"{what} did not come within {PATIENCE_S} s:\n{log.read_text()}")


def test_the_nightly_deployment_runs_at_two_in_vietnam(serving: Serving) -> None:
    (deployment,) = _deployments(serving)
    assert deployment["name"] == "nightly"
    (schedule,) = deployment["schedules"]
    assert schedule["active"]
    assert (schedule["schedule"]["cron"], schedule["schedule"]["timezone"]) == ("0 2 * * *", "Asia/Ho_Chi_Minh")
    assert deployment["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"


def test_a_manual_trigger_runs_a_night_and_its_trouble_shows(serving: Serving) -> None:
    trigger = README_TRIGGER.replace("http://127.0.0.1:4200/api", serving.api)
    done = run_shell(trigger, cwd=serving.folder)
    assert done.returncode == 0, done.stderr + done.stdout

    def finished() -> list[Any]:
        runs = serving.ask("/flow_runs/filter")
        return [run for run in runs if run["state_type"] in ("COMPLETED", "FAILED", "CRASHED")]

    (run,) = _await(finished, "the end of the run", serving.folder / "serve.log")
    assert run["state_type"] == "FAILED", "there is no network, so the portal could not be reached"
    with closing(sqlite3.connect(serving.folder / "warehouse.db")) as db:
        (state, error), *others = db.execute("SELECT state, error FROM runs").fetchall()
        assert (state, others) == ("failed", [])
        assert "baodaklak" in error
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
