"""The command line: `vnportals COMMAND`. A command is imported when it is called: `--help` does not wait for Prefect."""

from __future__ import annotations

import importlib
import sqlite3

import click

from db.errors import StorageError, told
from flows.lock import Busy
from flows.signals import sigterm_as_exit

_COMMANDS = {
    "demo": "Run two nights on replica portals and show what was found.",
    "run": "Run one night now, against the real portals.",
    "serve": "Run the night on schedule, with manual triggers through Prefect.",
    "status": "Show the last runs, each portal's health and what needs a person.",
    "replay": "Read archived pages anew by today's rules, without the network.",
    "alert": "Show the messages sent to the operator, or try the receivers.",
    "portals": "List the portals this project knows.",
    "query": "Ask the warehouse: a documented query or any read-only SQL.",
    "search": "Find articles by words and phrases, with or without Vietnamese marks.",
    "browse": "Show the warehouse in a browser: dashboards, search, articles, tables.",
    "backup": "Copy the warehouse and its archive, also while a run is writing them.",
    "export": "Write tables and views as Parquet and CSV, for other tools.",
    "backfill": "Take articles of past years out of WARC files, or by a list of addresses.",
    "archive": "Check, measure and compact the page archive; exchange it as WARC.",
    "check": "See whether each portal still parses: field by field, from the archive or live.",
    "record": "Save a page as a fixture, with where it comes from and what parses today.",
    "new-portal": "Propose the spec of a new portal from pages of its site, for review.",
    "parse": "Read one saved page and print the article as JSON.",
    "extract": "Read the numbers of a text: as a table, or as JSON.",
}


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command = importlib.import_module(f"flows.commands.{cmd_name.replace('-', '_')}").command
        if not isinstance(command, click.Command):
            raise TypeError(f"flows.commands.{cmd_name}.command is no click command")
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Runs the command; what is wrong with a file or a query is told without a trace."""
        try:
            with sigterm_as_exit():
                return super().invoke(ctx)
        except (StorageError, Busy) as error:
            raise click.ClickException(str(error)) from error
        except sqlite3.Error as error:
            raise click.ClickException(told(error)) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="vnportals")
def main() -> None:
    """Numbers that Vietnam's provincial portals and newspapers publish, fetched every night into a SQLite warehouse.

    \b
    Try:
      vnportals demo                          two nights on replica portals, no network needed
      vnportals extract article.txt           the numbers of a text
      vnportals run --portal baodaklak --limit 10

    Every setting is also an environment variable, such as VNPORTALS_DB. Exit status: 0 done, 1 done in part or not, with what
    failed named, 2 wrong use.
    """
