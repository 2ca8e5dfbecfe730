"""The replica portals, served once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests

from replicas.server import ReplicaServer


@pytest.fixture(scope="session")
def night_one() -> Iterator[ReplicaServer]:
    with ReplicaServer() as server:
        yield server


@pytest.fixture(scope="session")
def night_two() -> Iterator[ReplicaServer]:
    with ReplicaServer(night=2) as server:
        yield server


@pytest.fixture(scope="session")
def session() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False  # loopback, whatever proxy the environment names
        yield session
