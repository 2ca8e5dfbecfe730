"""Where Prefect keeps its state and which server it talks to, decided before Prefect is imported.

Unless the operator names a server or a home of their own, everything lives beside the warehouse: no profile of the user is
read or written, and nothing is reported to anyone.
"""

from __future__ import annotations

import http.client
import os
import signal
import threading
from collections.abc import Mapping
from concurrent.futures import Future
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
    if quiet:  # in the terminal what happens is told in our own words; Prefect's log stays complete
        os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
    if not own and any(os.environ.get(name) for name in _CHOSEN_BY_OPERATOR):
        return
    _update(_home(settings.prefect_home))
    if not own and server_answers(settings.prefect_port):
        os.environ["PREFECT_API_URL"] = local_api(settings)


def start_temporary_server() -> None:
    """Start the server that Prefect starts by itself where none is named; it ends with this process.

    Started by Prefect it would get every Ctrl-C that we get, and be gone before the flow can report its end. It inherits the
    signals that the starting thread blocks; this thread blocks none, so it can be interrupted while it waits.
    """
    from prefect.server.api.server import SubprocessASGIServer  # noqa: PLC0415 - Prefect reads its settings when imported
    from prefect.settings import PREFECT_API_URL, PREFECT_SERVER_ALLOW_EPHEMERAL_MODE  # noqa: PLC0415

    if PREFECT_API_URL.value() or not PREFECT_SERVER_ALLOW_EPHEMERAL_MODE.value():
        return
    started: Future[None] = Future()

    def start() -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            SubprocessASGIServer().start()
        except Exception as error:
            started.set_exception(error)
        else:
            started.set_result(None)

    threading.Thread(target=start, name="prefect-server", daemon=True).start()
    started.result()


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
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "60",
}


def _update(values: Mapping[str, str]) -> None:
    for name, value in values.items():
        os.environ.setdefault(name, value)
