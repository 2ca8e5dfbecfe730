"""What all tests share: no test leaves this machine."""

from __future__ import annotations

import os
import shlex
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("fast", max_examples=20)  # of `make fast`; without it, Hypothesis tries 100

BIN = Path(sys.executable).parent
SHARED = Path(__file__).parent.parent.parent / "shared"


def _is_local(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True  # a Unix socket
    host = str(address[0])
    return host in ("localhost", "::1", "", "0.0.0.0") or host.startswith("127.")


@pytest.fixture(autouse=True, scope="session")
def _only_loopback() -> Iterator[None]:
    """A test that tries to reach another host fails, whether the network is there or not."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if not _is_local(address):
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", guarded)
    yield
    patch.undo()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that live through whole nights are known by what they ask for; `make fast` leaves them out."""
    for item in items:
        if {"live", "faulty", "demo", "serving"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("night")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material beside the checkout; tests that need it skip without it."""
    if not (SHARED / "design.md").is_file():
        pytest.skip("../shared is not here")
    return SHARED


@dataclass(frozen=True)
class Demo:
    """A finished `vnportals demo`: its folder, what it printed, and how long it took."""

    folder: Path
    status: int
    output: str
    messages: str


def clean_environment() -> dict[str, str]:
    """The environment of a user who has activated ours and set nothing."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("VNPORTALS_", "PREFECT_"))}
    return clean | {"PATH": f"{BIN}{os.pathsep}{clean['PATH']}"}


def no_network(folder: Path) -> dict[str, str]:
    """Variables under which a process finds only this machine: no other name resolves, as on a machine without a network."""
    (folder / "offline").mkdir(exist_ok=True)
    (folder / "offline" / "sitecustomize.py").write_text(
        "import socket\n"
        "_resolve = socket.getaddrinfo\n"
        "def _local(host, *more, **others):\n"
        "    if host not in (None, '', 'localhost', '127.0.0.1', '::1', '0.0.0.0'):\n"
        "        raise socket.gaierror(socket.EAI_AGAIN, 'Temporary failure in name resolution')\n"
        "    return _resolve(host, *more, **others)\n"
        "socket.getaddrinfo = _local\n"
    )
    return {"PYTHONPATH": str(folder / "offline")}


def run_shell(command: str, *, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A line as a user types it with the environment active, in a process of its own."""
    return subprocess.run(
        ["bash", "-c", command],
        cwd=cwd,
        env=clean_environment() | environment,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """One demo for all tests that look at what it leaves."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    done = run_shell(f"vnportals demo --dir {shlex.quote(str(folder))}", cwd=folder.parent)
    return Demo(folder, done.returncode, done.stdout, done.stderr)
