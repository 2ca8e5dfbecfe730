"""What all tests share: no test leaves this machine."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

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


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material beside the checkout; tests that need it skip without it."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here")
    return SHARED
