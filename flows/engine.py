"""Where Prefect keeps its state and which server it talks to, decided before Prefect is imported.

Unless the operator names a server or a home of their own, everything lives beside the warehouse: no profile of the user is
read or written, and nothing is reported to anyone.
"""

from __future__ import annotations

import http.client
import os
from collections.abc import Mapping
from pathlib import Path

from flows.settings import Settings

_CHOSEN_BY_OPERATOR = ("PREFECT_API_URL", "PREFECT_HOME", "PREFECT_PROFILE", "PREFECT_PROFILES_PATH")


def prepare_prefect(settings: Settings, *, own: bool = False, quiet: bool = False) -> None:
    """Set Prefect's environment for this process and its children.

    `own` insists on a home beside the warehouse and a server of its own, whatever the environment says (the demo). Otherwise a
    server that `vnportals serve` has running is used, and without one Prefect starts its own for the time of the run.
    """
    _update(_QUIET)
    if quiet:  # in the terminal what happens is told in our own words; Prefect's log stays complete
        os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
    if own:
        for name in _CHOSEN_BY_OPERATOR:
            os.environ.pop(name, None)
    elif any(os.environ.get(name) for name in _CHOSEN_BY_OPERATOR):
        return
    _update(_home(settings.prefect_home))
    if not own and server_answers(settings.prefect_port):
        os.environ["PREFECT_API_URL"] = local_api(settings)


def local_api(settings: Settings) -> str:
    """Where the Prefect server that `vnportals serve` starts answers."""
    return f"http://127.0.0.1:{settings.prefect_port}/api"


def server_answers(port: int) -> bool:
    """Does a Prefect server answer on this port of this machine?"""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/api/health")
        return connection.getresponse().status == 200
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
