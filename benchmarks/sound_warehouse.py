"""Is a warehouse sound in itself, whatever was done to the processes that wrote it? Every fault is one line."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from db.archive import Archive
from db.errors import CorruptCapture

# What must give no row: what is wrong, and the rows that are.
_NOT_TO_BE = {
    "a run is still open": "SELECT run_id FROM runs WHERE state = 'running'",
    "a portal of a run is still open": "SELECT run_id, portal FROM run_portals WHERE state = 'running'",
    "an interrupted portal has more outcomes than items": """
        SELECT run_id, portal FROM run_portals
        WHERE known + not_modified + inserted + updated + unchanged + duplicate + rejected + failed > listed + resumed
    """,
    "a page waits although the last run was clean": """
        SELECT url FROM pages WHERE state = 'queued' AND (SELECT state FROM runs ORDER BY run_id DESC LIMIT 1) = 'done'
    """,
    "a version has no text": """
        SELECT version_id FROM article_versions WHERE version_id NOT IN (SELECT version_id FROM article_bodies)
    """,
    "an article is not in the search index": """
        SELECT url FROM articles
        WHERE article_id NOT IN (SELECT id FROM articles_fts_docsize)
            OR article_id NOT IN (SELECT id FROM articles_fts_folded_docsize)
    """,
    "the search index holds what is no article": """
        SELECT id FROM (SELECT id FROM articles_fts_docsize UNION SELECT id FROM articles_fts_folded_docsize)
        WHERE id NOT IN (SELECT article_id FROM articles)
    """,
    "an article was not compared for near-duplicates": "SELECT article_id FROM near_backlog",
    "a series was not worked out": "SELECT indicator FROM stale_points UNION ALL SELECT article_id FROM stale_articles",
    "an observation is read from another version than it says": """
        SELECT observation_id FROM observations AS o JOIN quantities AS q USING (quantity_id) WHERE o.version_id <> q.version_id
    """,
    "a version has no bytes in the archive": """
        SELECT a.url, v.capture_id FROM article_versions AS v JOIN articles AS a USING (article_id)
        LEFT JOIN archive.captures AS c ON c.capture_id = v.capture_id AND c.portal = a.portal AND c.final_url = a.url
        WHERE c.capture_id IS NULL
    """,
}


def defects(warehouse: Path, archive: Path) -> list[str]:
    """Everything that is wrong with the two files and with what stands in them."""
    return [*_of_the_file(warehouse), *_of_the_file(archive), *_of_the_rows(warehouse, archive), *_of_the_archive(archive)]


def _of_the_file(path: Path) -> Iterator[str]:
    with closing(sqlite3.connect(path)) as db:
        for check in ("integrity_check", "foreign_key_check"):
            rows = [row for row in db.execute(f"PRAGMA {check}") if row != ("ok",)]
            if rows:
                yield f"{path.name}: {check}: {rows[:3]}"
        try:
            for index in ("articles_fts", "articles_fts_folded") if path.stem == "warehouse" else ():
                db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            yield f"{path.name}: {index}: {error}"


def _of_the_rows(warehouse: Path, archive: Path) -> Iterator[str]:
    with closing(sqlite3.connect(warehouse)) as db:
        db.execute("ATTACH ? AS archive", [str(archive)])
        for what, sql in _NOT_TO_BE.items():
            rows = db.execute(sql).fetchall()
            if rows:
                yield f"{what}: {len(rows)}, first {rows[0]}"


def _of_the_archive(path: Path) -> Iterator[str]:
    with closing(sqlite3.connect(path)) as db:
        captures = [capture_id for (capture_id,) in db.execute("SELECT capture_id FROM captures ORDER BY capture_id")]
    with closing(Archive(path)) as archive:
        for capture_id in captures:
            try:
                archive.read(capture_id)  # compares the hash
            except (KeyError, CorruptCapture) as error:
                yield f"archive: {error}"


def archived_articles(archive: Path) -> list[tuple[str, str]]:
    """(portal, URL) of every article page in the archive; as often as it was archived."""
    with closing(sqlite3.connect(archive.absolute().as_uri() + "?mode=rw", uri=True)) as db:
        return db.execute("SELECT portal, url FROM captures WHERE kind = 'article' AND status = 200").fetchall()
