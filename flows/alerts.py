"""Alerts: one message a night, when something failed, drifts, or is over. Around a run, in plain Python.

A message that cannot be sent never fails a night: it is logged, becomes a finding of the run, and what it would have told is
told by the next.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from db.alerts import Standing, Told, begin_alert, finish_alert, had_message, known_to_operator, last_sent
from db.connect import open_warehouse
from db.findings import Finding, findings_of, record_findings
from db.runs import Run, latest_runs, portal_report
from flows.alert_delivery import Message, deliver, receivers_of
from flows.alert_message import all_well, changes, compose
from flows.alert_topics import (
    NOT_DELIVERED,
    finding_topics,
    is_of_one_run,
    portal_topics,
    quarantine_topics,
    run_topics,
)
from flows.clock import Clock
from flows.lock import Busy, alone, lock_of
from flows.settings import Settings
from flows.signals import Stopped
from scrapers.spec import Portal

log = logging.getLogger(__name__)

Tell = Callable[[Settings, Clock, Sequence[Portal]], bool]
_FINAL: Final = ("done", "partial", "failed", "interrupted")


@contextmanager
def alerting(settings: Settings, clock: Clock, portals: Sequence[Portal]) -> Iterator[None]:
    """Around a run: tells of runs of earlier nights that died before they could, then of this one when it has ended.

    A run that a person or a supervisor stops (Ctrl-C, SIGTERM) ends without delay: the next one tells it.
    """
    if not receivers_of(settings.alert_urls):
        yield
        return
    _safely(tell_earlier, settings, clock, portals)
    try:
        yield
    except Stopped:
        raise
    except Exception:
        _safely(tell_latest, settings, clock, portals)
        raise
    _safely(tell_latest, settings, clock, portals)


def tell_earlier(settings: Settings, clock: Clock, _portals: Sequence[Portal]) -> bool:
    """Before a run: the message of an earlier night whose run died, if that night had none. True if one was sent."""
    if not settings.db.is_file():
        return False
    now = clock.now()
    with closing(open_warehouse(settings.db)) as db:
        try:
            with alone(lock_of(settings.db), "an alert"):
                topics = list(run_topics(db, now, dead=True))
        except Busy:
            return False  # it tells itself
        run = next(iter(_runs(db)), None)
        if run is None or _night(run, settings) == now.astimezone(ZoneInfo(settings.timezone)).date():
            return False  # tonight's message, at its end, tells what else went wrong tonight
        told = changes(topics, known_to_operator(db), (), now, _remind_after(settings))
        return bool(told) and _send(db, settings, run, now, *compose(None, (), told))


def tell_latest(settings: Settings, clock: Clock, portals: Sequence[Portal]) -> bool:
    """After a run: what is new, worse or resolved since the last message, if there is anything. True if one was sent."""
    now = clock.now()
    with closing(open_warehouse(settings.db)) as db:
        run = next((run for run in _runs(db) if run.state in _FINAL), None)
        if run is None:
            return False
        topics = [
            *run_topics(db, now, dead=False),
            *portal_topics(db, run),
            *finding_topics(db, run, portals),
            *quarantine_topics(db, run),
        ]
        known = known_to_operator(db)
        told = changes(topics, known, _may_be_resolved(db, run, known, settings.silenced), now, _remind_after(settings))
        tallies = portal_report(db, run.run_id)
        if told:
            return _send(db, settings, run, now, *compose(run, tallies, told))
        since = last_sent(db)
        if settings.alert_heartbeat_days and (since is None or since <= now - timedelta(days=settings.alert_heartbeat_days)):
            return _send(db, settings, run, now, *all_well(run, tallies, since))
        return False


def _send(db: Database, settings: Settings, run: Run, now: datetime, message: Message, told: list[Told]) -> bool:
    night = _night(run, settings)
    if had_message(db, night):
        log.info("the night of %s has had its message; what is new since is told by the next", night)
        return False
    alert_id = begin_alert(db, night=night, run_id=run.run_id, now=now, subject=message.subject, body=message.body, told=told)
    if alert_id is None:
        return False
    receipts = deliver(message, receivers_of(settings.alert_urls))
    sent = finish_alert(db, alert_id, receipts)
    missed = [f"{receipt.to}: {receipt.detail}" for receipt in receipts if not receipt.delivered]
    if missed:
        log.error("alert %s did not reach %s", alert_id, "; ".join(missed))
        _record_missed(db, run.run_id, missed, sent=sent)
    return sent


def _record_missed(db: Database, run_id: int, missed: Sequence[str], *, sent: bool) -> None:
    """A finding beside those of the checks, so that `vnportals status` shows it."""
    others = [finding for finding in findings_of(db, run_id) if finding.rule != NOT_DELIVERED]
    finding = Finding(
        rule=NOT_DELIVERED,
        severity="warning" if sent else "error",
        message=f"the message of the night did not reach {len(missed)} receiver{'s' if len(missed) > 1 else ''}: "
        + "; ".join(missed),
        todo="`vnportals alert --test` tries each receiver of VNPORTALS_ALERT_URLS"
        + ("" if sent else "; what it would have told, the next run's message tells"),
        failing=len(missed),
    )
    record_findings(db, run_id, [*others, finding])


def _may_be_resolved(db: Database, run: Run, known: dict[str, Standing], silenced: frozenset[str]) -> list[str]:
    """Keys about which this run says something: a run of one portal, or one that broke off, resolves nothing of others.

    Nor does one of which no check was made, or whose checks broke. What was silenced since, or was found in the rows of one
    run, is not over either.
    """
    if run.state not in ("done", "partial"):
        return []
    checked = {portal for (portal,) in db.execute("SELECT portal FROM run_measures WHERE run_id = ?", [run.run_id])}
    broken = {finding.portal for finding in findings_of(db, run.run_id) if finding.rule.startswith("check_failed")}
    read = {tally.portal for tally in portal_report(db, run.run_id) if tally.state in ("done", "partial")}
    judged = set() if None in broken else (checked & read) - broken

    def says_something(key: str) -> bool:
        kind, *names = key.split(" ")
        if kind == "portal":
            return names[0] in read
        if kind != "finding" or is_of_one_run(names[0]) or {names[0], ":".join(names)} & silenced:
            return False
        return names[1] in judged or (names[1] == "-" and bool(judged))

    return [key for key in known if says_something(key)]


def _runs(db: Database) -> list[Run]:
    """Runs of the portals, newest first; replays and backfills are watched by whoever starts them."""
    return [run for run in latest_runs(db, 50) if run.kind == "run"]


def _night(run: Run, settings: Settings) -> date:
    return run.started_at.astimezone(ZoneInfo(settings.timezone)).date()


def _remind_after(settings: Settings) -> timedelta:
    return timedelta(days=settings.alert_reminder_days)


def _safely(tell: Tell, settings: Settings, clock: Clock, portals: Sequence[Portal]) -> None:
    """An alert must not fail a night, whatever goes wrong with it."""
    try:
        tell(settings, clock, portals)
    except Exception:
        log.exception("the alert of this run was not made")
