"""Serving a deployment until a signal comes: Prefect's runner, with an end that waits for the run at work."""

from __future__ import annotations

import asyncio
import signal
from concurrent.futures import Future
from types import FrameType
from typing import Any

from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner


class _PatientRunner(Runner):
    """On SIGTERM Prefect's own runner asks itself to stop and does not wait for it, so that its runs are killed.

    This one sends them SIGTERM, waits for up to half a minute, and only then ends. Ctrl-C does the same.
    """

    _end: Future[None] | None = None

    async def start(self, run_once: bool = False, webserver: bool | None = None) -> None:
        self._serving_loop = asyncio.get_running_loop()
        signal.signal(signal.SIGINT, self.handle_sigterm)
        await super().start(run_once, webserver)

    def handle_sigterm(self, _number: int, _frame: FrameType | None) -> Any:
        if self._end is None:
            self._end = asyncio.run_coroutine_threadsafe(self.astop(), self._serving_loop)


def serve_until_stopped(deployment: RunnerDeployment) -> None:
    """Runs what is due, until SIGTERM or Ctrl-C. Returns when the run at work has ended and the schedule is paused."""
    runner = _PatientRunner()
    runner.add_deployment(deployment)
    asyncio.run(runner.start())
