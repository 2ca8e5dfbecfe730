"""The quarantine: pages whose newest answer gave no article, with the reason and the attempts. Its bytes are in the archive.

A page is in it until a later answer, or the same one under better rules, is read. What happens to the page meanwhile (a failed
request, a 304, its removal) changes nothing here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlite_utils import Database

from db.timestamps import stamp
from db.transaction import writing

Stage = Literal["archive", "parse", "clean", "read", "load"]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why an archived answer gave no article.

    `stage`: "archive", its bytes are damaged; "parse" and "clean", it was rejected; "read", our program broke on it; "load",
    the warehouse did not take it. `reason` is that of the rejection, or damaged, defect, refused.
    """

    stage: Stage
    reason: str
    detail: str


def put_aside(db: Database, run_id: int, page_id: int, capture_id: int, fetched_at: datetime, trouble: Trouble) -> None:
    """Takes a page into the quarantine, unless a later answer of it was read. The same answer again is no further attempt."""
    with writing(db):
        db.execute(
            """
            INSERT INTO unread_pages (page_id, capture_id, stage, reason, detail, attempts, first_at, last_at, run_id)
            SELECT page_id, :capture, :stage, :reason, :detail, 1, :fetched, :fetched, :run
            FROM pages WHERE page_id = :page AND (capture_id IS NULL OR capture_id <= :capture)
            ON CONFLICT (page_id) DO UPDATE SET
                attempts = attempts + (unread_pages.capture_id < excluded.capture_id),
                capture_id = excluded.capture_id, stage = excluded.stage, reason = excluded.reason, detail = excluded.detail,
                last_at = excluded.last_at, run_id = excluded.run_id
            WHERE unread_pages.capture_id < excluded.capture_id
                OR unread_pages.capture_id = excluded.capture_id
                AND (unread_pages.stage, unread_pages.reason, unread_pages.detail)
                    IS NOT (excluded.stage, excluded.reason, excluded.detail)
            """,
            {
                "capture": capture_id,
                "stage": trouble.stage,
                "reason": trouble.reason,
                "detail": trouble.detail,
                "fetched": stamp(fetched_at),
                "run": run_id,
                "page": page_id,
            },
        )


def set_attempts(db: Database, page_id: int, attempts: int, first_at: datetime) -> None:
    """What the whole history of a page says of its attempts: under other rules, some of them had failed that are read now."""
    db.execute(
        """
        UPDATE unread_pages SET attempts = :attempts, first_at = :first
        WHERE page_id = :page AND (attempts, first_at) IS NOT (:attempts, :first)
        """,
        {"attempts": attempts, "first": stamp(first_at), "page": page_id},
    )


def quarantined_keys(db: Database, portal: str) -> Sequence[str]:
    """The URL keys of a portal's pages that are in the quarantine."""
    rows = db.execute(
        "SELECT p.url_key FROM unread_pages AS u JOIN pages AS p ON p.page_id = u.page_id WHERE p.portal = ?", [portal]
    )
    return [key for (key,) in rows.fetchall()]
