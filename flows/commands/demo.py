"""`vnportals demo`: two nights on the replica portals, and what was found."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Final

import click
from rich.console import Console
from rich.markup import escape
from sqlite_utils import Database

from db.connect import open_readonly
from flows.demo import FETCHED_KINDS, FolderInUse, NightSeen, demo_settings, log_to, prepare_folder, run_nights, unexpected
from flows.engine import prepare_prefect, start_temporary_server
from flows.notation import readable
from flows.render import message_console, output_console
from flows.run_tables import print_run
from flows.terminal import fit_for_terminal
from replicas.world import CHANGES

# The indicators stated most often, each by its best-founded and shortest statement, the portals taking turns.
_TELLING_NUMBERS: Final = """
    SELECT i.label_vi, o.value_real, o.unit, o.place, o.period, o.sentence, o.portal
    FROM (
        SELECT *, count(*) OVER (PARTITION BY indicator) AS stated,
            row_number() OVER (PARTITION BY indicator ORDER BY confidence DESC, length(sentence)) AS best
        FROM current_observations
        WHERE role = 'level' AND period_inferred = 0 AND place_level = 'province'
    ) AS o JOIN indicators AS i ON i.indicator = o.indicator
    WHERE best = 1
    ORDER BY row_number() OVER (PARTITION BY o.portal ORDER BY o.stated DESC, o.indicator), o.portal
    LIMIT 10
"""


@click.command()
@click.option(
    "--dir", "folder", type=click.Path(path_type=Path), default=Path("demo"), show_default=True, help="Everything goes in here."
)
def command(folder: Path) -> None:
    """Run two nights on replica portals and show what was found. No network, nothing outside the folder is touched.

    Five small sites on this machine reproduce the layouts and quirks of five provincial portals; between the nights they
    publish, edit, move and remove articles. Run it as often as you like: the folder of an earlier demo is emptied first.
    """
    console = output_console()
    try:
        with prepare_folder(folder):
            complete = _live_and_show(console, folder)
    except FolderInUse as error:
        raise click.UsageError(str(error)) from error
    if not complete:
        raise SystemExit(1)


def _live_and_show(console: Console, folder: Path) -> bool:
    """Both nights, each shown when it is over, then what they come to. False if they were not as they should be."""
    log_to(folder)
    prepare_prefect(demo_settings(folder), own=True, quiet=True)
    message_console().print("starting Prefect and the replica portals …")
    start_temporary_server()
    seen: list[NightSeen] = []
    for night in run_nights(folder):
        seen.append(night)
        _print_night(console, folder, night, len(seen))
    with closing(open_readonly(demo_settings(folder).db)) as db:
        _print_numbers(console, db)
    _print_second_night(console, seen[0], seen[1])
    _print_next(console, folder)
    surplus, missing = unexpected(seen[1])
    return not surplus and not missing and all(night.completed for night in seen)


def _print_night(console: Console, folder: Path, night: NightSeen, number: int) -> None:
    console.rule(
        f"Night {number}: {'done' if night.completed else 'NOT DONE'} in {night.seconds:.1f} s, {night.requests} requests",
        align="left",
    )
    with closing(open_readonly(demo_settings(folder).db)) as db:
        print_run(console, db, night.run_id)


def _print_numbers(console: Console, db: Database) -> None:
    console.rule("Ten numbers found, each with the sentence that states it", align="left")
    for label, value, unit, place, period, stated, portal in db.execute(_TELLING_NUMBERS).fetchall():
        sentence = fit_for_terminal(stated)
        head = f"[bold]{escape(readable(value, unit))}[/]  {escape(label)}"
        console.print(f"{head} · {escape(place)} · {period}  [dim]({portal})[/]", soft_wrap=True)
        console.print(f"    “{escape(sentence)}”\n", style="italic", soft_wrap=True)


def _print_second_night(console: Console, first: NightSeen, second: NightSeen) -> None:
    console.rule("The second night fetched and changed only what the portals changed", align="left")
    console.print(
        f"{second.requests} requests against {first.requests}, "
        f"{second.bytes_sent / 1000:.0f} kB against {first.bytes_sent / 1000:.0f} kB; "
        f"{second.statuses[304]} answers were 304 (not modified); articles sent in full: "
        f"{len(second.articles_sent)} against {len(first.articles_sent)}"
    )
    kinds = Counter(change.kind for change in CHANGES)
    console.print("the portals changed: " + ", ".join(f"{count} {kind}" for kind, count in kinds.items()))
    targets = {(change.portal, change.target): change.kind for change in CHANGES if change.kind in FETCHED_KINDS}
    for portal, path in second.articles_sent:
        kind = targets.get((portal, path))
        console.print(f"  {kind or '[red]UNCHANGED[/]':8}  {portal}{escape(path)}", soft_wrap=True)
    surplus, missing = unexpected(second)
    for portal, path in sorted(missing):
        console.print(f"  [red]NOT ASKED FOR[/]  {portal}{escape(path)}", soft_wrap=True)
    if not surplus and not missing:
        console.print("nothing else was sent in full, and nothing that changed was missed")


def _print_next(console: Console, folder: Path) -> None:
    db = folder / "warehouse.db"
    console.rule("Next", align="left")
    console.print(f"The warehouse is {db}, the archive of pages {folder / 'archive.db'}. Try:", soft_wrap=True)
    sql = "SELECT place, period, value, sentence FROM current_observations WHERE indicator = 'poor_household_rate'"
    for line in (
        f"vnportals query latest_numbers -p province='An Giang' --db {db}",
        f'vnportals query --sql "{sql}" --db {db}',
        f"vnportals status --db {db}",
    ):
        console.print(f"  {line}", soft_wrap=True, markup=False)
