"""Walks over listings that broke off: how far the next one has to go before it may stop."""

from __future__ import annotations

from collections.abc import Mapping

from sqlite_utils import Database

from db.transaction import writing


def unfinished_walks(db: Database, portal: str) -> dict[str, int]:
    """Path of a listing -> the page that its next walk has to reach."""
    return dict(db.execute("SELECT path, page FROM unfinished_walks WHERE portal = ?", [portal]).fetchall())


def record_walks(db: Database, portal: str, walks: Mapping[str, int | None]) -> None:
    """How the walks of some listings ended: None for one that did, else the page that could not be had."""
    with writing(db):
        for path, page in walks.items():
            if page is None:
                db.execute("DELETE FROM unfinished_walks WHERE portal = ? AND path = ?", [portal, path])
            else:
                db.execute(
                    """
                    INSERT INTO unfinished_walks (portal, path, page) VALUES (?, ?, ?)
                    ON CONFLICT (portal, path) DO UPDATE SET page = excluded.page WHERE page <> excluded.page
                    """,
                    [portal, path, page],
                )
