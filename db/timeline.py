"""The versions of an article brought in line with its whole history, as far as the answers that today's rules read alike go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlite_utils import Database

from db.timestamps import stamp


class Stretch(NamedTuple):
    """Answers of a page, oldest first, that say the same: one version. `since` is when the first was fetched."""

    capture_ids: Sequence[int]
    since: datetime


def align_versions(db: Database, portal: str, url_key: str, stretches: Sequence[Stretch]) -> int:
    """Where several stored versions were read from one stretch, the last of them takes the place of the first; the others go.

    That happens when an older parser saw a difference that there was not, or read the same answer in two ways on two nights.
    Returns how many went. Needs an open transaction. The texts and numbers of those that stay are for the loader to bring up
    to date.
    """
    versions = db.execute(
        """
        SELECT v.capture_id, v.version_id, v.article_id FROM article_versions AS v
        WHERE v.article_id = (SELECT article_id FROM articles WHERE portal = ? AND url_key = ?) ORDER BY v.number
        """,
        [portal, url_key],
    ).fetchall()
    gone = 0
    for stretch in stretches:
        own = [version for version in versions if version[0] in set(stretch.capture_ids)]
        for _, version_id, article_id in own[:-1]:
            _remove(db, article_id, version_id)
            gone += 1
        if own and own[-1][0] != stretch.capture_ids[0]:
            db.execute(
                "UPDATE article_versions SET capture_id = ?, seen_at = ? WHERE version_id = ?",
                [stretch.capture_ids[0], stamp(stretch.since), own[-1][1]],
            )
            db.execute(
                "UPDATE articles SET first_seen_at = ?1 WHERE article_id = ?2 AND first_seen_at > ?1",
                [stamp(stretch.since), own[-1][2]],
            )
    return gone


def _remove(db: Database, article_id: int, version_id: int) -> None:
    """Takes out a version that is not the latest, and closes the gap in the numbers."""
    for table in ("observations", "quantities", "images", "article_bodies"):
        db.execute(f"DELETE FROM {table} WHERE version_id = ?", [version_id])  # noqa: S608 names above
    (number,) = db.execute("SELECT number FROM article_versions WHERE version_id = ?", [version_id]).fetchone()
    db.execute("DELETE FROM article_versions WHERE version_id = ?", [version_id])
    # by way of negative numbers, because (article_id, number) is unique after every single row
    db.execute("UPDATE article_versions SET number = 1 - number WHERE article_id = ? AND number > ?", [article_id, number])
    db.execute("UPDATE article_versions SET number = -number WHERE article_id = ? AND number < 0", [article_id])
