"""`vnportals serve`: the nightly schedule, with manual triggers from Prefect's UI, API and command line."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Final

import click

from flows.commands.run import warn_without_contact
from flows.engine import local_api, prepare_prefect, server_answers, start_server
from flows.options import db_option, load_settings
from flows.preflight import check_files
from flows.render import message_console
from flows.settings import Settings

_STARTUP_S: Final = 180.0
_LOOK_EVERY_S: Final = 0.25


@click.command()
@db_option
def command(db: Path | None) -> None:
    """Run the night on schedule until stopped (Ctrl-C): by default at 02:00 in Vietnam.

    Without PREFECT_API_URL, a Prefect server with its UI is started on this machine only; its database stands beside the
    warehouse. A night that is still running when the next one is due is not overlapped: the later one is refused. Nights
    that were missed while nobody served are made up for by one run at the start.

    Ctrl-C and SIGTERM stop a run at work after the batch at hand, then the server; exit status 0.

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
    named = os.environ.get("PREFECT_API_URL")  # by the operator; the next line also finds one that only happens to be there
    prepare_prefect(settings)
    os.environ["PREFECT_API_URL"] = named or local_api(settings)  # before Prefect is imported, which reads it once
    _check_schedule(settings)
    with nullcontext() if named else _server(settings):
        _serve(settings, own_server=not named)


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
    if server_answers(settings.prefect_port):
        raise click.ClickException(
            f"a Prefect server answers on port {port} already, perhaps that of another `vnportals serve`; to use it, set "
            f"PREFECT_API_URL={local_api(settings)}; for one of its own, set VNPORTALS_PREFECT_PORT to another port"
        )
    server = start_server("prefect", "server", "start", "--host", "127.0.0.1", "--port", port)
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


def _serve(settings: Settings, *, own_server: bool) -> None:
    from flows.flow_runs import unreachable  # noqa: PLC0415 - Prefect reads its settings when it is imported
    from flows.schedule import nightly_deployment, put_in_order  # noqa: PLC0415
    from flows.serving import serve_until_stopped  # noqa: PLC0415

    problem = unreachable()
    if problem is not None:
        api = os.environ["PREFECT_API_URL"]
        raise click.ClickException(f"no Prefect server answers at {api} (PREFECT_API_URL): {problem}") from problem
    deployment = nightly_deployment(settings)
    missed = put_in_order(deployment, settings, own_server=own_server)
    console = message_console()
    console.print(f"nightly at {settings.nightly_cron!r} {settings.timezone} into {settings.db.absolute()}", markup=False)
    api = os.environ["PREFECT_API_URL"]
    console.print(f"UI and API: {api.removesuffix('/api')}", markup=False)
    console.print(f"manual trigger: PREFECT_API_URL={api} prefect deployment run nightly/nightly -p limit=20", markup=False)
    if missed:
        console.print(missed, markup=False)
    serve_until_stopped(deployment)
