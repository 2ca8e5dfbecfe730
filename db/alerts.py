"""Alerts: what the operator was told, so that one night sends one message and nothing is told twice.

A message is written down before it is sent. One whose process died on the way uses up its night, since it may have arrived,
but counts as told only what is known to have arrived: the rest is told by the next night's.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Literal

from sqlite_utils import Database

from db.findings import Severity
from db.timestamps import stamp
from db.transaction import writing

What = Literal["new", "worse", "still", "resolved", "all_well"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing a message tells. `key` names it over the nights; `standing` things last until they are resolved."""

    key: str
    what: What
    severity: Severity
    headline: str
    standing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of a message at one receiver; `to` and `detail` hold nothing of the receiver's secrets."""

    to: str
    delivered: bool
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the operator knows of a thing by now, and since which message."""

    severity: Severity
    headline: str
    standing: bool
    told_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A message as it stands in the books."""

    night: str
    run_id: int
    state: str
    subject: str
    body: str
    receipts: tuple[Receipt, ...]


def begin_alert(
    db: Database, *, night: date, run_id: int, now: datetime, subject: str, body: str, told: Sequence[Told]
) -> int | None:
    """Writes a message down before it is sent and gives its id; None if this night has had its message."""
    try:
        with writing(db):
            cursor = db.execute(
                """
                INSERT INTO alerts (night, run_id, made_at, state, subject, body, topics, receivers)
                VALUES (?, ?, ?, 'sending', ?, ?, ?, '[]')
                """,
                [night.isoformat(), run_id, stamp(now), subject, body, _json(told)],
            )
            return int(cursor.lastrowid or 0)
    except sqlite3.IntegrityError:
        if had_message(db, night):
            return None
        raise


def finish_alert(db: Database, alert_id: int, receipts: Sequence[Receipt]) -> bool:
    """Writes down what became of a message: sent, if any receiver has it."""
    sent = any(receipt.delivered for receipt in receipts)
    with writing(db):
        db.execute(
            "UPDATE alerts SET state = ?, receivers = ? WHERE alert_id = ?",
            ["sent" if sent else "failed", _json(receipts), alert_id],
        )
    return sent


def had_message(db: Database, night: date) -> bool:
    """Whether a message of this night was sent, or may have been."""
    row = db.execute("SELECT 1 FROM alerts WHERE night = ? AND state <> 'failed'", [night.isoformat()]).fetchone()
    return row is not None


def known_to_operator(db: Database) -> dict[str, Standing]:
    """Key -> what messages that arrived have told of it; what they told to be resolved is gone."""
    rows = db.execute(
        """
        SELECT a.made_at, t.value ->> 'key', t.value ->> 'what', t.value ->> 'severity', t.value ->> 'headline',
            t.value ->> 'standing'
        FROM alerts AS a, json_each(a.topics) AS t
        WHERE a.state = 'sent' ORDER BY a.alert_id, t.key
        """
    ).fetchall()
    known: dict[str, Standing] = {}
    for made_at, key, what, severity, headline, standing in rows:
        if what == "resolved":
            known.pop(key, None)
        else:
            known[key] = Standing(
                severity=severity, headline=headline, standing=bool(standing), told_at=datetime.fromisoformat(made_at)
            )
    return known


def latest_alerts(db: Database, count: int) -> list[Alert]:
    """The last messages, newest first, whatever became of them."""
    rows = db.execute(
        "SELECT night, run_id, state, subject, body, receivers FROM alerts ORDER BY alert_id DESC LIMIT ?", [count]
    ).fetchall()
    return [
        Alert(
            night=night,
            run_id=run_id,
            state=state,
            subject=subject,
            body=body,
            receipts=tuple(Receipt(**receipt) for receipt in json.loads(receivers)),
        )
        for night, run_id, state, subject, body, receivers in rows
    ]


def last_sent(db: Database) -> datetime | None:
    """When the last message that arrived was made."""
    (made_at,) = db.execute("SELECT max(made_at) FROM alerts WHERE state = 'sent'").fetchone()
    return None if made_at is None else datetime.fromisoformat(made_at)


def _json(values: Sequence[Told] | Sequence[Receipt]) -> str:
    return json.dumps([asdict(value) for value in values], ensure_ascii=False)
