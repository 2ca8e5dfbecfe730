"""SIGTERM and Ctrl-C in a night: the batch at hand is finished, the run is closed with the reason, the next completes it."""

from __future__ import annotations

import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.one_night import Night, Orders
from flows.signals import Stopped, cause_of, stopping_on_signals
from replicas.server import ReplicaServer
from replicas.world import NIGHTS


def _ask(db: Path, sql: str) -> list[tuple[object, ...]]:
    try:
        with closing(sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True)) as warehouse:
            return warehouse.execute(sql).fetchall()
    except sqlite3.OperationalError:
        return []  # not there yet


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_is_noted_and_breaks_off_nothing(number: signal.Signals) -> None:
    woken: list[bool] = []
    before = signal.getsignal(number)
    with stopping_on_signals(lambda: woken.append(True)) as stop:
        stop.check()
        signal.raise_signal(number)
        assert woken == [True]
        with pytest.raises(Stopped, match=number.name.replace("SIGINT", "Ctrl-C")) as stopped:
            stop.check()
    assert stopped.value.signal is number
    assert cause_of(stopped.value, "other").startswith("stopped by ")
    assert signal.getsignal(number) is before


def test_a_second_ctrl_c_does_not_wait() -> None:
    with stopping_on_signals(lambda: None):
        signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGTERM)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


@pytest.mark.night
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_night_stops_after_the_batch_and_the_next_completes_it(tmp_path: Path, number: signal.Signals) -> None:
    db = tmp_path / "warehouse.db"
    with ReplicaServer(crawl_delay_s=0.1) as server:
        orders = Orders.to(db, server, NIGHTS[1])
        night = Night(orders)
        while night.poll() is None and not _ask(db, "SELECT 1 FROM articles"):
            time.sleep(0.02)
        night.send(number)
        assert night.wait(60) == 128 + number
        assert (tmp_path / "nights.log").read_text() == "", "a stop is no error"
        ((state, error),) = _ask(db, "SELECT state, error FROM runs")
        assert state == "failed"
        assert str(error).endswith("the next run completes what is missing")
        assert number.name.replace("SIGINT", "Ctrl-C") in str(error)
        listed, settled, states = _ask(db, _ACCOUNT)[0]
        assert int(str(settled)) < int(str(listed)), "else it was over before the signal came"
        assert "running" not in str(states)
        assert Night(orders).wait(60) == 0
    assert _ask(db, "SELECT state FROM runs ORDER BY run_id") == [("failed",), ("done",)]
    assert _ask(db, "SELECT count(*) FROM pages WHERE state = 'queued'") == [(0,)]


_ACCOUNT = """
    SELECT sum(listed + resumed), sum(known + not_modified + inserted + updated + unchanged + duplicate + rejected + failed),
        group_concat(state)
    FROM run_portals
"""
