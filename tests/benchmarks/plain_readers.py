"""Readers for the tests of the processes that readers run in: they import nothing, so that those start at once."""

from __future__ import annotations

from benchmarks.peers_process import Read


def lengths() -> Read:
    """The size of a page in bytes."""
    return lambda page: len(page["body"])


def missing() -> Read:
    """A reader whose library is not installed."""
    raise ImportError("no such library")
