"""The frontier: which pages are known, which are due, and what became of each. Bookkeeping only, no article is touched here."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from db.quarantine import Trouble, put_aside
from db.timestamps import moment_or_none, stamp
from db.transaction import writing
from transforms.records import Reason, Rejection

FIRST_DELAY = timedelta(hours=12)
LONGEST_DELAY = timedelta(days=14)  # between two tries of a failing page, and before a page that is gone is asked for again
MAX_ATTEMPTS = 8  # about six weeks of trying

_KNOWN = """
    SELECT p.page_id, p.url_key, p.url, p.state, p.attempts, p.next_attempt_at, p.first_seen_at, a.published_at,
           p.article_id, p.capture_id
    FROM pages AS p LEFT JOIN articles AS a ON a.article_id = p.article_id
"""


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A page as the warehouse knows it; `published_at` is that of the article it holds, `capture_id` its newest answer."""

    page_id: int
    url_key: str
    url: str
    state: str
    attempts: int
    next_attempt_at: datetime | None
    first_seen_at: datetime
    published_at: datetime | None
    article_id: int | None
    capture_id: int | None


def look_up(db: Database, portal: str, keys: Collection[str]) -> dict[str, KnownPage]:
    """What is known of these URL keys; a key that was never seen is not in the answer."""
    rows = db.execute(
        f"{_KNOWN} WHERE p.portal = ? AND p.url_key IN (SELECT value FROM json_each(?))",  # noqa: S608 a constant
        [portal, json.dumps(list(keys))],
    ).fetchall()
    pages = [_known(row) for row in rows]
    return {page.url_key: page for page in pages}


def enqueue(db: Database, portal: str, items: Sequence[tuple[str, str]], now: datetime) -> dict[str, int]:
    """Makes (url_key, url) pairs known and gives their page ids. The first spelling of a key counts.

    A page that is known stays as it is, with two exceptions: one that failed takes the new address, and one that has been gone
    for two weeks is queued again.
    """
    first: dict[str, str] = {}
    for key, url in items:
        first.setdefault(key, url)
    with writing(db):
        db.conn.executemany(
            """
            INSERT INTO pages (portal, url_key, url, first_seen_at, last_seen_at) VALUES (:portal, :key, :url, :now, :now)
            ON CONFLICT (portal, url_key) DO UPDATE SET
                url = excluded.url,
                last_seen_at = excluded.last_seen_at,
                state = CASE state WHEN 'gone' THEN 'queued' ELSE state END
            WHERE (state = 'failed' AND url <> excluded.url) OR (state = 'gone' AND next_attempt_at <= :now)
            """,
            [{"portal": portal, "key": key, "url": url, "now": stamp(now)} for key, url in first.items()],
        )
        rows = db.execute(
            "SELECT url_key, page_id FROM pages WHERE portal = ? AND url_key IN (SELECT value FROM json_each(?))",
            [portal, json.dumps(list(first))],
        ).fetchall()
    return dict(rows)


def due(db: Database, portal: str, now: datetime) -> list[KnownPage]:
    """The pages to ask for now, oldest first: queued ones, and failed ones whose time has come and that were not given up."""
    rows = db.execute(
        f"""{_KNOWN}
        WHERE p.portal = ? AND p.state IN ('queued', 'failed')
            AND (p.state = 'queued' OR (p.next_attempt_at <= ? AND p.attempts < ?))
        ORDER BY p.first_seen_at, p.page_id
        """,
        [portal, stamp(now), MAX_ATTEMPTS],
    ).fetchall()
    return [_known(row) for row in rows]


def mark_not_modified(db: Database, page_ids: Iterable[int], now: datetime) -> None:
    """The portal answered 304: what we have of these pages still stands, be it an article or an answer that was rejected."""
    with writing(db):
        db.conn.executemany(
            """
            UPDATE pages SET (state, reason) = (
                    SELECT iif(u.page_id IS NOT NULL, 'rejected', iif(p.article_id IS NULL, p.state, 'loaded')), u.reason
                    FROM pages AS p
                    LEFT JOIN unread_pages AS u
                        ON u.page_id = p.page_id AND u.capture_id = p.capture_id AND u.stage IN ('parse', 'clean')
                    WHERE p.page_id = :page
                ),
                attempts = 0, next_attempt_at = NULL, last_fetched_at = :now
            WHERE page_id = :page
            """,
            [{"now": stamp(now), "page": page_id} for page_id in page_ids],
        )


def mark_failed(db: Database, page_id: int, detail: str, now: datetime) -> None:
    """Not to be had this time. Tried again after 12 hours, then after twice as long each time, up to 14 days.

    A page that is still waiting for its next try is left alone: one night counts one failure.
    """
    with writing(db):
        attempts, state, waits_until = db.execute(
            "SELECT attempts, state, next_attempt_at FROM pages WHERE page_id = ?", [page_id]
        ).fetchone()
        if state == "failed" and waits_until > stamp(now):
            return
        delay = min(FIRST_DELAY * 2 ** min(attempts, MAX_ATTEMPTS), LONGEST_DELAY)
        db.execute(
            "UPDATE pages SET state = 'failed', attempts = ?, next_attempt_at = ?, reason = ? WHERE page_id = ?",
            [attempts + 1, stamp(now + delay), detail, page_id],
        )


def mark_rejected(
    db: Database,
    run_id: int,
    page_id: int,
    rejection: Rejection,
    now: datetime,
    *,
    capture_id: int | None = None,
    fetched_at: datetime | None = None,
) -> None:
    """Writes the rejection and the state of its page.

    A page that held an article and is not found any more is gone; the article stays. `capture_id` and `fetched_at` are those of
    the archived answer that was rejected, if there is one: what has happened to the page since then stands.
    """
    with writing(db):
        portal, article_id = db.execute("SELECT portal, article_id FROM pages WHERE page_id = ?", [page_id]).fetchone()
        _insert_rejection(db, run_id, portal, page_id, rejection, now)
        if capture_id is not None:
            overtaken = _overtaken(db, page_id, capture_id)
            trouble = Trouble("clean" if rejection.stage == "clean" else "parse", rejection.reason.value, rejection.detail)
            put_aside(db, run_id, page_id, capture_id, fetched_at or now, trouble)
            if overtaken:
                return
        gone = article_id is not None and rejection.reason in (Reason.NOT_FOUND, Reason.GONE)
        db.execute(
            """
            UPDATE pages SET
                state = :state, reason = :reason, attempts = 0, next_attempt_at = :next,
                last_fetched_at = max(coalesce(last_fetched_at, ''), :fetched),
                capture_id = coalesce(:capture, capture_id)
            WHERE page_id = :page
                AND (state <> :state OR reason IS NOT :reason OR capture_id IS NOT coalesce(:capture, capture_id))
            """,
            {
                "state": "gone" if gone else "rejected",
                "reason": rejection.reason.value,
                "next": stamp(now + LONGEST_DELAY) if gone else None,
                "fetched": stamp(fetched_at or now),
                "capture": capture_id,
                "page": page_id,
            },
        )


def _overtaken(db: Database, page_id: int, capture_id: int) -> bool:
    """Whether the page has got another state since this answer: by a later one, or by a request that brought none."""
    known, state, reason, reason_then = db.execute(
        """
        SELECT p.capture_id, p.state, p.reason, u.reason
        FROM pages AS p LEFT JOIN unread_pages AS u ON u.page_id = p.page_id AND u.capture_id = :capture
        WHERE p.page_id = :page
        """,
        {"capture": capture_id, "page": page_id},
    ).fetchone()
    if known is None or capture_id > known:
        return False
    return capture_id < known or state in ("gone", "failed", "alias") or (state == "rejected" and reason != reason_then)


def record_rejection(db: Database, run_id: int, portal: str, rejection: Rejection, now: datetime) -> None:
    """A rejection of something that is no page of ours: a link to another site, an address robots.txt forbids.

    The same rejection of the same URL is written once per run.
    """
    with writing(db):
        _insert_rejection(db, run_id, portal, None, rejection, now)


def link_alias(db: Database, page_id: int, canonical_page_id: int, run_id: int, now: datetime) -> None:
    """The page redirects to another page of its portal. Neither is dropped; the link stands in `duplicates` as kind `url`.

    If the other page has no article yet, the link is written when it gets one.
    """
    if page_id == canonical_page_id:
        raise ValueError(f"page {page_id} cannot be an alias of itself")
    with writing(db):
        db.execute(
            """
            UPDATE pages SET state = 'alias', alias_of = :canonical, attempts = 0, next_attempt_at = NULL, reason = NULL
            WHERE page_id = :page AND (state <> 'alias' OR alias_of IS NOT :canonical)
            """,
            {"page": page_id, "canonical": canonical_page_id},
        )
        complete_aliases(db, [canonical_page_id], run_id, now)


def complete_aliases(db: Database, canonical_page_ids: Sequence[int], run_id: int, now: datetime) -> None:
    """Links the aliases of these pages to the articles they hold by now."""
    with writing(db):
        aliases = db.execute(
            """
            SELECT alias.page_id, own.article_id, canonical.article_id
            FROM pages AS canonical
            JOIN pages AS alias ON alias.alias_of = canonical.page_id
            LEFT JOIN articles AS own ON own.page_id = alias.page_id
            WHERE canonical.page_id IN (SELECT value FROM json_each(?)) AND canonical.article_id IS NOT NULL
            """,
            [json.dumps(list(canonical_page_ids))],
        ).fetchall()
        for page_id, own_id, canonical_id in aliases:
            db.execute(
                "UPDATE pages SET article_id = :article WHERE page_id = :page AND article_id IS NULL",
                {"article": canonical_id, "page": page_id},
            )
            # An article that moved: the old one came first, so the new one is the repeat, and is linked as such already.
            db.execute(
                """
                INSERT INTO duplicates (page_id, article_id, canonical_article_id, kind, similarity, run_id, found_at)
                SELECT :page, :own, :canonical, 'url', 1.0, :run, :now
                WHERE NOT EXISTS (SELECT 1 FROM duplicates WHERE article_id = :canonical AND canonical_article_id = :own)
                ON CONFLICT DO NOTHING
                """,
                {"page": page_id, "own": own_id, "canonical": canonical_id, "run": run_id, "now": stamp(now)},
            )


def _insert_rejection(db: Database, run_id: int, portal: str, page_id: int | None, rejection: Rejection, now: datetime) -> None:
    db.execute(
        """
        INSERT INTO rejections (run_id, portal, page_id, url, stage, reason, detail, rejected_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (run_id, portal, url, stage, reason) DO NOTHING
        """,
        [run_id, portal, page_id, rejection.url, rejection.stage, rejection.reason.value, rejection.detail, stamp(now)],
    )


def _known(row: tuple[Any, ...]) -> KnownPage:
    page_id, key, url, state, attempts, next_attempt, first_seen, published, article_id, capture_id = row
    return KnownPage(
        page_id,
        key,
        url,
        state,
        attempts,
        moment_or_none(next_attempt),
        datetime.fromisoformat(first_seen),
        moment_or_none(published),
        article_id,
        capture_id,
    )
