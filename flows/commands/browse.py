"""`vnportals browse`: the warehouse in a browser."""

from __future__ import annotations

import webbrowser
from contextlib import closing
from pathlib import Path

import click

from db.connect import open_readonly
from flows.options import db_option, existing_warehouse


@click.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on. There is no login: mind who reaches it."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="Port to listen on; 0 takes any free one."
)
@click.option("--open", "open_browser", is_flag=True, help="Open the front page in the browser.")
@db_option
def command(host: str, port: int, open_browser: bool, db: Path | None) -> None:
    """Show the warehouse in a browser until stopped (Ctrl-C): dashboards, search, articles, tables, SQL.

    The warehouse is only read, and may be written meanwhile. Nothing is asked of any other machine.

    \b
    Examples:
      vnportals browse --open
      vnportals browse --db /srv/vnportals/warehouse.db --port 8080
    """
    path = existing_warehouse(db)
    open_readonly(path).close()  # says what is wrong with the file before a server says it on every page
    from flows.browsing.server import application, listen, serve  # noqa: PLC0415 - `--help` does not wait for Datasette

    try:
        listening = listen(host, port)
    except OSError as error:
        raise click.ClickException(
            f"cannot listen on {host}:{port}: {error.strerror or error}; name another port with --port (0: any free one)"
        ) from error
    with closing(listening):
        shown_host = f"[{host}]" if ":" in host else host
        address = f"http://{shown_host}:{listening.getsockname()[1]}/"
        click.echo(address)
        click.echo(f"{path} is shown at that address until Ctrl-C", err=True)
        app = application(path)
        if open_browser:
            webbrowser.open(address)
        try:
            serve(app, listening)
        except KeyboardInterrupt:
            click.echo("stopped", err=True)
