"""The portal under fault and the fetcher of the tests of fetching, and a resolver that answers what a test says."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.scrapers.conftest import fetching, serve

__all__ = ["fetching", "serve"]

Answers = Mapping[str, Callable[[], list[str]]]


@pytest.fixture
def resolver(monkeypatch: pytest.MonkeyPatch) -> Callable[[Answers], list[str]]:
    """Makes names resolve as said; others resolve as ever. Gives the list of names asked for, as it grows."""
    real = socket.getaddrinfo
    asked: list[str] = []

    def answering(answers: Answers) -> list[str]:
        def resolve(host: str, port: Any, *more: Any, **others: Any) -> Any:
            asked.append(host)
            addresses = answers[host]() if host in answers else [host]
            return [entry for address in addresses for entry in real(address, port, *more, **others)]

        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        return asked

    return answering
