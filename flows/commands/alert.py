"""`vnportals alert`: the messages to the operator, and whether they would arrive."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from db.alerts import latest_alerts
from db.connect import open_readonly
from flows.alert_delivery import Message, deliver, receivers_of
from flows.options import db_option, existing_warehouse, load_settings
from flows.render import make_table, message_console, output_console
from flows.settings import Settings
from flows.terminal import fit_for_terminal


@click.command()
@click.option("--test", is_flag=True, help="Send a test message to every receiver, and tell which ones have it.")
@click.option("--last", type=click.IntRange(min=1), default=10, show_default=True, help="How many messages to show.")
@db_option
def command(test: bool, last: int, db: Path | None) -> None:
    """Show the messages sent after the nights, newest first, or try the receivers with --test.

    Receivers are the Apprise URLs of VNPORTALS_ALERT_URLS. Of each only scheme and host are shown: the rest is secret. Exit
    status 1 if a receiver did not take the test message.

    \b
    Examples:
      VNPORTALS_ALERT_URLS="mailto://user:password@example.org" vnportals alert --test
      vnportals alert --last 3
    """
    if test:
        _test(load_settings(db))
    else:
        _show(existing_warehouse(db), last)


def _test(settings: Settings) -> None:
    urls = receivers_of(settings.alert_urls)
    if not urls:
        raise click.ClickException("VNPORTALS_ALERT_URLS is not set: nobody is told of anything; docs/alerts.md has examples")
    body = "This is a test. After a night in which something failed or drifts, a message like this says what, and what to do."
    receipts = deliver(Message(subject="vnportals: test", body=body, kind="info"), urls)
    console = output_console()
    for receipt in receipts:
        fate = "has it" if receipt.delivered else f"does not: {receipt.detail}"
        console.print(f"{receipt.to} {fit_for_terminal(fate)}", markup=False, soft_wrap=True)
    missed = sum(not receipt.delivered for receipt in receipts)
    if missed:
        message_console().print(f"{missed} of {len(receipts)} receivers did not take the message", style="red")
        raise SystemExit(1)


def _show(warehouse: Path, last: int) -> None:
    with closing(open_readonly(warehouse)) as db:
        alerts = latest_alerts(db, last)
    console = output_console()
    if not alerts:
        console.print("no message was sent yet; `vnportals alert --test` tries the receivers")
        return
    rows = []
    for alert in alerts:
        reached = [receipt.to if receipt.delivered else f"not {receipt.to} ({receipt.detail})" for receipt in alert.receipts]
        rows.append((alert.night, alert.run_id, alert.state, alert.subject, ", ".join(reached)))
    console.print(make_table(("night", "run", "state", "subject", "receivers"), rows))
    console.print(f"\n{fit_for_terminal(alerts[0].subject)}\n{fit_for_terminal(alerts[0].body)}", markup=False, soft_wrap=True)
