"""`vnportals serve`: the nightly schedule, with manual triggers from Prefect's UI, API and command line."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Final

import click

from flows.commands.run import warn_without_contact
from flows.engine import local_api, prepare_prefect, server_answers
from flows.options import db_option, load_settings
from flows.preflight import check_files
from flows.render import message_console
from flows.settings import Settings

_STARTUP_S: Final = 90.0
_LOOK_EVERY_S: Final = 0.25


@click.command()
@db_option
def command(db: Path | None) -> None:
    """Run the night on schedule until stopped (Ctrl-C): by default at 02:00 in Vietnam.

    Without PREFECT_API_URL, a Prefect server with its UI is started on this machine only; its database stands beside the
    warehouse. A night that is still running when the next one is due is not overlapped: the later one is cancelled.

    \b
    Examples:
      vnportals serve
      VNPORTALS_NIGHTLY_CRON="30 3 * * *" vnportals serve --db /srv/vnportals/warehouse.db
    A manual trigger, from another shell:
      PREFECT_API_URL=http://127.0.0.1:4200/api prefect deployment run nightly/nightly -p limit=20
    """
    settings = load_settings(db)
    warn_without_contact(settings)
    check_files(settings)
    settings.export()
    prepare_prefect(settings)
    named = os.environ.get("PREFECT_API_URL")
    os.environ["PREFECT_API_URL"] = named or local_api(settings)  # before Prefect is imported, which reads it once
    _check_schedule(settings)
    with nullcontext() if named else _server(settings):
        _serve(settings)


def _check_schedule(settings: Settings) -> None:
    """Before a server is started for a schedule that it will not take."""
    from prefect.client.schemas.schedules import CronSchedule  # noqa: PLC0415 - Prefect reads its settings when it is imported

    try:
        CronSchedule(cron=settings.nightly_cron, timezone=settings.timezone)
    except ValueError as error:
        raise click.UsageError(
            f"VNPORTALS_NIGHTLY_CRON: {settings.nightly_cron!r} is no cron expression; write one like '0 2 * * *'"
        ) from error


@contextmanager
def _server(settings: Settings) -> Iterator[None]:
    """A Prefect server of our own for as long as we serve."""
    port = str(settings.prefect_port)
    server = subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", port],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"},  # that is itself
        start_new_session=True,  # Ctrl-C is for us: the server must outlive the flow that reports its end to it
    )
    try:
        _await_server(server, settings.prefect_port)
        yield
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _await_server(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + _STARTUP_S
    while not server_answers(port):
        if server.poll() is not None:
            raise click.ClickException(f"the Prefect server ended with status {server.returncode}; is port {port} taken?")
        if time.monotonic() > deadline:
            raise click.ClickException(f"the Prefect server did not answer on port {port} within {_STARTUP_S:.0f} s")
        time.sleep(_LOOK_EVERY_S)


def _serve(settings: Settings) -> None:
    from prefect import serve  # noqa: PLC0415 - Prefect reads its settings when it is imported
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy  # noqa: PLC0415
    from prefect.deployments.runner import RunnerDeployment  # noqa: PLC0415
    from prefect.schedules import Cron  # noqa: PLC0415
    from prefect.types.entrypoint import EntrypointType  # noqa: PLC0415

    from flows.nightly import nightly  # noqa: PLC0415

    deployment = nightly.to_deployment(
        name="nightly",
        schedule=Cron(settings.nightly_cron, timezone=settings.timezone),
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    if not isinstance(deployment, RunnerDeployment):  # it is a coroutine only when called from within an event loop
        raise TypeError(f"Prefect made no deployment, but {deployment!r}")
    console = message_console()
    console.print(f"nightly at {settings.nightly_cron!r} {settings.timezone} into {settings.db.absolute()}", markup=False)
    api = os.environ["PREFECT_API_URL"]
    console.print(f"UI and API: {api.removesuffix('/api')}", markup=False)
    console.print(f"manual trigger: PREFECT_API_URL={api} prefect deployment run nightly/nightly -p limit=20", markup=False)
    serve(deployment, print_starting_message=False)
