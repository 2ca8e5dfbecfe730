"""Where Prefect keeps its state and which server it talks to, decided before Prefect is imported.

Unless the operator names a server or a home of their own, everything lives beside the warehouse: no profile of the user is
read or written, and nothing is reported to anyone.
"""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from flows.settings import Settings

_CHOSEN_BY_OPERATOR = ("PREFECT_API_URL", "PREFECT_HOME", "PREFECT_PROFILE", "PREFECT_PROFILES_PATH")


def prepare_prefect(settings: Settings, *, own: bool = False, quiet: bool = False) -> None:
    """Set Prefect's environment for this process and its children.

    `own` insists on a home beside the warehouse and a server of its own, whatever the environment says (the demo): a database,
    a log or a password that is set for another server must not reach it. Otherwise a server that `vnportals serve` has running
    is used, and without one Prefect starts its own for the time of the run.
    """
    if own:
        for name in [name for name in os.environ if name.startswith("PREFECT_")]:
            del os.environ[name]
    _update(_QUIET)
    _update(_retention(settings))
    _update(_visitors(settings))
    if quiet:  # in the terminal what happens is told in our own words; Prefect's log stays complete
        os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
    if not own and any(os.environ.get(name) for name in _CHOSEN_BY_OPERATOR):
        return
    _update(_home(settings.prefect_home))
    if not own and server_answers(settings.prefect_port):
        os.environ["PREFECT_API_URL"] = local_api(settings)


def start_temporary_server() -> bool:
    """Start the server that Prefect starts by itself where none is named; it ends with this process. False: it is not needed.

    Started by Prefect it would get every Ctrl-C that we get, and be gone before the flow can report its end; and it would
    outlive a process that is killed.
    """
    from prefect.server.api.server import SubprocessASGIServer  # noqa: PLC0415 - Prefect reads its settings when imported
    from prefect.settings import PREFECT_API_URL, PREFECT_SERVER_ALLOW_EPHEMERAL_MODE  # noqa: PLC0415

    class TemporaryServer(SubprocessASGIServer):
        """Prefect finds it where it keeps its own, and so starts none."""

        def _run_uvicorn_command(self) -> subprocess.Popen[bytes]:
            app = ("--factory", "prefect.server.api.server:create_app", "--lifespan", "on", "--log-level", "error")
            ephemeral = {"PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1"}
            return start_server("uvicorn", *app, "--host", "127.0.0.1", "--port", str(self.port), **ephemeral)

    if PREFECT_API_URL.value() or not PREFECT_SERVER_ALLOW_EPHEMERAL_MODE.value():
        return False
    TemporaryServer().start()
    return True


def start_server(module: str, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    """A server of Prefect's by `python -m module`. It ends with this process, but for Ctrl-C, which is for us alone: it must
    outlive the flow that reports its end to it."""
    return subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "flows.prefect_server", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"} | environment,  # that is itself
        start_new_session=True,
    )


def local_api(settings: Settings) -> str:
    """Where the Prefect server that `vnportals serve` starts answers."""
    return f"http://127.0.0.1:{settings.prefect_port}/api"


def server_answers(port: int) -> bool:
    """Does a Prefect server answer on this port of this machine?"""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/api/health")
        answer = connection.getresponse()
        return answer.status == 200 and answer.read(16).strip() == b"true"  # other servers, too, answer 200 to anything
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _home(home: Path) -> dict[str, str]:
    home.mkdir(parents=True, exist_ok=True)
    return {
        "PREFECT_HOME": str(home),
        "PREFECT_PROFILES_PATH": str(home / "profiles.toml"),
        "PREFECT_LOCAL_STORAGE_PATH": str(home / "storage"),
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
    }


_QUIET: Mapping[str, str] = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    # A night has dozens of task runs, not thousands: recording them one by one only costs the server.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "240",
}


def _retention(settings: Settings) -> dict[str, str]:
    """Prefect's server removes old flow runs with their logs, task runs and artifacts only where it is told to."""
    days = settings.prefect_keep_days
    return {
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(int(timedelta(days=days).total_seconds())),
    }


def _visitors(settings: Settings) -> dict[str, str]:
    """Unless told, Prefect's server lets any page that is open in a browser on this machine start runs and read logs."""
    port = settings.prefect_port
    return {"PREFECT_SERVER_CORS_ALLOWED_ORIGINS": f"http://127.0.0.1:{port},http://localhost:{port}"}


def _update(values: Mapping[str, str]) -> None:
    for name, value in values.items():
        os.environ.setdefault(name, value)
