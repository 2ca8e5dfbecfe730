"""A run as tables for people: what each portal came to, what was refused and why, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from sqlite_utils import Database

from db.runs import PortalTally, latest_runs, portal_report
from flows.render import make_table
from flows.terminal import fit_for_terminal
from transforms.records import Outcome, Reason

WHAT_TO_DO: Final[Mapping[Reason, str]] = {
    Reason.OFF_SITE: "nothing, unless the portal has moved: then declare the host as an alias",
    Reason.NOT_AN_ARTICLE: "nothing, unless articles are among them: then a layout lacks their kind of address",
    Reason.ROBOTS: "nothing: the portal asks not to fetch these",
    Reason.NOT_FOUND: "nothing: taken off the portal; what we had stays in the warehouse",
    Reason.GONE: "nothing: taken off the portal; what we had stays in the warehouse",
    Reason.HTTP_STATUS: "open one in a browser: the portal may refuse us",
    Reason.REDIRECT_OFF_SITE: "if the portal has moved, declare the new host as an alias",
    Reason.REDIRECT_LOOP: "open one in a browser; it is the portal's defect if it loops there too",
    Reason.TOO_LARGE: "open one: if it is an article, raise VNPORTALS_MAX_BODY_MIB",
    Reason.DECOMPRESSION_BOMB: "open one with care: unpacked it is beyond VNPORTALS_MAX_BODY_MIB",
    Reason.CONTENT_TYPE: "nothing: a document or picture, not a page",
    Reason.CHALLENGE_PAGE: "the portal tests for browsers: write to its operator with your User-Agent",
    Reason.LAYOUT_CHANGED: "the site has changed: compare the page with the portal's layout, add a new layout",
    Reason.NO_TITLE: "compare the page with the portal's layout",
    Reason.NO_DATE: "compare the page with the portal's layout; a new notation goes into transforms/dates.py",
    Reason.FUTURE_DATE: "open one: a typing error of the portal, or a date element that is not the article's",
    Reason.EMPTY_BODY: "open one: a video or picture page, or a changed layout",
    Reason.NOT_VIETNAMESE: "open one: another language, or a wrong charset",
}
_SHORT: Final = {Outcome.NOT_MODIFIED: "304"}


def print_run(console: Console, db: Database, run_id: int) -> None:
    """The portals of a run, then its rejections by reason with an example and what to do, then its failures."""
    tallies = portal_report(db, run_id)
    console.print(outcome_table(tallies))
    rejected = list(_rejections(db, run_id))
    if rejected:
        console.print(make_table(("rejected", "n", "example", "what to do"), rejected))
    for tally in tallies:
        if tally.error:
            console.print(f"[red]{escape(tally.portal)}[/]: {escape(fit_for_terminal(tally.error))}", soft_wrap=True)


def outcome_table(tallies: Sequence[PortalTally]) -> Table:
    """One row per portal: the items listed or left over, and what became of them; they add up. Empty columns are left out."""
    had = [outcome for outcome in Outcome if any(tally.outcomes.get(outcome) for tally in tallies)]
    left_over = ["left over"] if any(tally.resumed for tally in tallies) else []
    columns = ["portal", "state", "listed", *left_over, *(_SHORT.get(o, o.value) for o in had), "requests", "kB", "s"]
    rows = [
        [
            tally.portal,
            tally.state,
            tally.listed,
            *([tally.resumed] if left_over else []),
            *(tally.outcomes.get(outcome, 0) for outcome in had),
            tally.requests,
            tally.bytes // 1000,
            round(tally.duration_s, 1),
        ]
        for tally in tallies
    ]
    return make_table(columns, rows)


def _rejections(db: Database, run_id: int) -> Iterator[tuple[str, int, str, str]]:
    rows = db.execute(
        """
        SELECT reason, count(*), min(url), min(detail) FROM rejections
        WHERE run_id = ? GROUP BY reason ORDER BY count(*) DESC, reason
        """,
        [run_id],
    ).fetchall()
    for reason, count, url, detail in rows:
        yield reason, count, f"{url} ({detail})", WHAT_TO_DO[Reason(reason)]


def newest_run(db: Database) -> int | None:
    """The number of the last run, if there was one."""
    runs = latest_runs(db, 1)
    return runs[0].run_id if runs else None
