"""`vnportals serve` as an operator starts it, with the real Prefect server, on replica portals: one server for all tests."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, TypeVar
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from flows.lock import alone, lock_of
from replicas.server import ReplicaServer
from tests.conftest import BIN, clean_environment, run_shell
from tests.flows.on_replicas import on_replicas

pytestmark = [pytest.mark.engine, pytest.mark.timeout(600)]
PATIENCE_S = 240
README_SERVE = "vnportals serve"
README_TRIGGER = "PREFECT_API_URL=http://127.0.0.1:4200/api prefect deployment run nightly/nightly -p limit=20"
ENDED = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")

T = TypeVar("T")


class Serving:
    """A `vnportals serve` of which the tests see what its operator sees: the API, the warehouse, the log."""

    def __init__(self, folder: Path, replicas: ReplicaServer) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        self.api = f"http://127.0.0.1:{port}/api"
        self.db = folder / "warehouse.db"
        self.replicas = replicas
        self.environment = on_replicas(folder, replicas) | {
            "VNPORTALS_PREFECT_PORT": str(port),
            "VNPORTALS_DB": str(self.db),
            "VNPORTALS_BATCH_SIZE": "3",
            "PREFECT_RUNNER_POLL_FREQUENCY": "1",
            "PREFECT_SERVER_SERVICES_DB_VACUUM_LOOP_SECONDS": "3",  # in place of an hour
        }
        self._log = folder / "serve.log"
        self.start()

    def start(self) -> None:
        with self._log.open("a") as log:
            self.process = subprocess.Popen(
                [str(BIN / "vnportals"), *README_SERVE.split()[1:]],
                env=clean_environment() | self.environment,
                cwd=self.db.parent,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.soon(lambda: "manual trigger" in self._log.read_text(), "the end of the start")

    def kill(self) -> None:
        """All at once, as a power cut does: the server ends because nobody holds its other end any more."""
        subprocess.run(["pkill", "-KILL", "--session", str(self.process.pid)], check=True)  # its runs are of its session
        self.process.wait()
        deadline = time.monotonic() + PATIENCE_S
        while self.answers():
            assert time.monotonic() < deadline, "the server outlives the one that started it"
            time.sleep(0.2)
        self._log.write_text("")

    def answers(self) -> bool:
        with suppress(OSError):
            return bool(self.ask("/deployments/filter"))
        return False

    def ask(self, path: str, body: Any = None, method: str = "POST") -> Any:
        data = json.dumps({} if body is None else body).encode() if method != "GET" else None
        request = Request(f"{self.api}{path}", data=data, headers={"Content-Type": "application/json"}, method=method)
        for _ in range(20):
            try:
                with urlopen(request, timeout=30) as answer:
                    return json.loads(answer.read() or b"null")
            except HTTPError as error:
                error.close()
                if error.code != 503:  # else its database is busy, as its own client knows
                    raise
                time.sleep(1)
        raise AssertionError(f"{path}: the server is busy")

    def deployment(self) -> Any:
        (found,) = self.ask("/deployments/filter")
        return found

    def trigger(self, **parameters: Any) -> Any:
        return self.ask(f"/deployments/{self.deployment()['id']}/create_flow_run", {"parameters": parameters})

    def flow_run(self, run: Any) -> Any:
        return self.ask(f"/flow_runs/{run['id']}", method="GET")

    def end_of(self, run: Any) -> Any:
        def ended() -> Any:
            now = self.flow_run(run)
            return now if now["state_type"] in ENDED else None

        return self.soon(ended, "the end of the run")

    def soon(self, look: Callable[[], T], what: str) -> T:
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline and self.process.poll() is None:
            if found := look():
                return found
            time.sleep(0.2)
        if found := look():
            return found
        raise AssertionError(f"{what} did not come within {PATIENCE_S} s:\n{self._log.read_text()}")

    def prefect(self, sql: str, *values: str) -> list[tuple[Any, ...]]:
        """Asks Prefect's own database."""
        with closing(sqlite3.connect(self.db.parent / "prefect" / "prefect.db", timeout=30)) as db, db:
            return db.execute(sql, values).fetchall()

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.db, timeout=30)) as db, db:
            return db.execute(sql).fetchall()


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with ReplicaServer(crawl_delay_s=0.02) as replicas:
        served = Serving(tmp_path_factory.mktemp("serve"), replicas)
        try:
            yield served
        finally:
            with suppress(ProcessLookupError):
                os.killpg(served.process.pid, signal.SIGKILL)
            served.process.wait()


def test_the_nightly_deployment_runs_at_two_in_vietnam(serving: Serving) -> None:
    deployment = serving.deployment()
    assert deployment["name"] == "nightly"
    (schedule,) = deployment["schedules"]
    assert schedule["active"]
    assert (schedule["schedule"]["cron"], schedule["schedule"]["timezone"]) == ("0 2 * * *", "Asia/Ho_Chi_Minh")
    nights = serving.soon(lambda: [run for run in serving.ask("/flow_runs/filter") if run["auto_scheduled"]], "the next nights")
    assert all("T19:00:00" in run["expected_start_time"] for run in nights), "02:00 in Vietnam"
    described = deployment["parameter_openapi_schema"]["properties"]
    assert list(described) == ["portals", "since", "limit", "refetch"]
    assert all(len(parameter["description"]) > 20 for parameter in described.values()), "the UI shows them"


def test_a_post_starts_a_night_with_parameters(serving: Serving) -> None:
    given = {"portals": ["baodaklak"], "since": "2026-01-01", "limit": 5, "refetch": True}
    run = serving.end_of(serving.trigger(**given))
    assert (run["state_type"], run["state"]["message"]) == ("COMPLETED", "run 1 done")
    ((parameters,),) = serving.rows("SELECT parameters FROM runs")
    kept = json.loads(parameters)
    assert kept.pop("since").startswith("2026-01-01 00:00:00+07:00")
    assert kept == {"portals": ["baodaklak"], "limit": 5, "refetch": True, "flow_run_id": run["id"]}
    with pytest.raises(HTTPError) as refused:
        serving.trigger(limit="many")
    assert refused.value.code in (409, 422)


def test_the_command_of_the_readme_runs_a_night(serving: Serving) -> None:
    done = run_shell(README_TRIGGER.replace("http://127.0.0.1:4200/api", serving.api), cwd=serving.db.parent)
    assert done.returncode == 0, done.stderr + done.stdout
    (run,) = [run for run in serving.ask("/flow_runs/filter") if run["parameters"].get("limit") == 20]
    assert serving.end_of(run)["state_type"] == "COMPLETED"


def test_a_run_beside_another_is_refused_and_told_why(serving: Serving) -> None:
    runs = serving.rows("SELECT count(*) FROM runs")
    with alone(lock_of(serving.db), "a test"):
        run = serving.end_of(serving.trigger())
    assert (run["state_type"], run["state_name"]) == ("CANCELLED", "Refused")
    assert f"is at work already (process {os.getpid()})" in run["state"]["message"]
    assert serving.rows("SELECT count(*) FROM runs") == runs


def test_prefect_forgets_what_is_older_than_it_is_to_keep(serving: Serving) -> None:
    """A run is kept for thirty days with all that belongs to it, an event for a week."""
    (old,) = [run["id"] for run in serving.ask("/flow_runs/filter") if run["parameters"].get("limit") == 20]
    (young,) = [run["id"] for run in serving.ask("/flow_runs/filter") if run["parameters"].get("limit") == 5]

    def left(run: str) -> dict[str, int]:
        tables = ("log", "artifact", "task_run", "flow_run_state")
        return {table: len(serving.prefect(f"SELECT 1 FROM {table} WHERE flow_run_id = ?", run)) for table in tables}

    of_old, of_young = left(old), left(young)
    assert all((*of_old.values(), *of_young.values())), "there is something to forget"
    age = "UPDATE {0} SET {1} = strftime('%Y-%m-%d %H:%M:%f000', {1}, '-{2} days')".format
    for table in ("events", "event_resources"):
        serving.prefect(age(table, "occurred", 8))
    serving.prefect(f"{age('flow_run', 'end_time', 29)} WHERE id = ?", young)
    serving.prefect(f"{age('flow_run', 'end_time', 31)} WHERE id = ?", old)
    serving.soon(lambda: not any(left(old).values()), "the end of the old run")
    assert left(young) == of_young
    for table in ("events", "event_resources"):
        of_last_week = f"SELECT 1 FROM {table} WHERE occurred < datetime('now', '-7 days')"
        serving.soon(lambda sql=of_last_week: not serving.prefect(sql), "the end of the old events")  # type: ignore[misc]


def test_a_schedule_fires_and_what_was_missed_while_asleep_makes_one_run(serving: Serving) -> None:
    """Every two seconds instead of every day; the machine sleeps over some."""
    deployment = serving.deployment()["id"]
    runs = len(serving.rows("SELECT 1 FROM runs"))
    os.kill(serving.process.pid, signal.SIGSTOP)
    every_two_seconds = {"schedule": {"interval": 2, "anchor_date": "2026-01-01T00:00:00Z"}, "active": True}
    (schedule,) = serving.ask(f"/deployments/{deployment}/schedules", [every_two_seconds])

    def late() -> list[Any]:
        found = [run for run in serving.ask("/flow_runs/filter") if run["auto_scheduled"] and run["state_type"] == "SCHEDULED"]
        return [run for run in found if run["estimated_start_time_delta"] > 0 and "T19:00:00" not in run["expected_start_time"]]

    serving.soon(lambda: len(late()) >= 2, "two late runs")
    serving.ask(f"/deployments/{deployment}/schedules/{schedule['id']}", {"active": False}, method="PATCH")
    missed = late()
    os.kill(serving.process.pid, signal.SIGCONT)
    ends = [serving.end_of(run) for run in missed]
    assert sorted(run["state_name"] for run in ends if run["state_type"] != "CANCELLED") == ["Completed"]
    assert {run["state_name"] for run in ends} <= {"Completed", "Skipped", "Refused"}
    assert len(serving.rows("SELECT 1 FROM runs")) == runs + 1


def test_run_by_hand_ends_with_the_signal_and_says_so(serving: Serving) -> None:
    serving.replicas.crawl_delay_s = 1.0
    serving.replicas.set_night(1)
    db = serving.db.with_name("by_hand.db")
    environment = serving.environment | {"VNPORTALS_DB": str(db), "PREFECT_API_URL": serving.api}
    by_hand = subprocess.Popen(
        [str(BIN / "vnportals"), "run"], env=clean_environment() | environment, stderr=subprocess.PIPE, text=True
    )
    serving.soon(lambda: _listed(db), "a run at work")
    by_hand.send_signal(signal.SIGTERM)
    said = by_hand.communicate(timeout=60)[1]
    assert by_hand.returncode == 128 + signal.SIGTERM
    assert "stopped by a signal (SIGTERM)" in said
    assert "Traceback" not in said
    ends = [run["state"]["message"] for run in serving.ask("/flow_runs/filter") if run["state_name"] == "SIGTERM"]
    assert ends == ["stopped by a signal (SIGTERM); the next run completes what is missing"]


def test_after_a_power_cut_the_run_is_marked_and_the_missed_night_made_up_for(serving: Serving) -> None:
    serving.rows("UPDATE runs SET started_at = '2026-01-01T02:00:00+07:00', finished_at = '2026-01-01T02:10:00+07:00'")
    cut = serving.trigger(refetch=True)
    serving.soon(lambda: serving.rows("SELECT 1 FROM runs WHERE state = 'running'"), "a run at work")
    serving.kill()
    serving.replicas.crawl_delay_s = 0.02
    serving.replicas.set_night(1)
    serving.start()
    state = serving.flow_run(cut)["state"]
    assert (state["type"], state["message"]) == ("CRASHED", "its process died; the next run completes its work")
    (again,) = [run for run in serving.ask("/flow_runs/filter") if run["name"] == "missed-night"]
    assert serving.end_of(again)["state_type"] == "COMPLETED"
    assert [state for (state,) in serving.rows("SELECT state FROM runs ORDER BY run_id DESC LIMIT 2")] == [
        "done",
        "interrupted",
    ]


def test_sigterm_stops_the_run_at_work_and_leaves_no_server(serving: Serving) -> None:
    serving.replicas.crawl_delay_s = 1.0
    serving.replicas.set_night(2)
    serving.trigger(refetch=True)
    serving.soon(lambda: serving.rows("SELECT 1 FROM runs WHERE state = 'running'"), "a run at work")
    serving.process.terminate()
    assert serving.process.wait(100) == 0
    assert not serving.answers()
    ((state, error),) = serving.rows("SELECT state, error FROM runs ORDER BY run_id DESC LIMIT 1")
    assert state in ("failed", "partial")
    assert "stopped by a signal (SIGTERM)" in error
    with alone(lock_of(serving.db), "a test"):
        assert serving.rows("PRAGMA integrity_check") == [("ok",)]


def _listed(db: Path) -> bool:
    with suppress(sqlite3.OperationalError), closing(sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True)) as warehouse:
        return bool(warehouse.execute("SELECT 1 FROM run_portals WHERE listed > 0").fetchone())
    return False
