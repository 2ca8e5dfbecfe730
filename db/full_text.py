"""The two search indexes: filled and emptied per batch. db/search.py asks them.

`articles_fts` keeps Vietnamese letters apart and reads its text from the articles, `articles_fts_folded` holds folded text.
Both know the latest version of every article.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlite_utils import Database

from transforms.folding import fold

_WANTED = "FROM article_texts WHERE article_id IN (SELECT value FROM json_each(?))"


def add_texts(db: Database, article_ids: Sequence[int]) -> None:
    """Indexes the present texts of articles that are in neither index."""
    wanted = [json.dumps(list(article_ids))]
    db.execute(f"INSERT INTO articles_fts (rowid, title, lead, body) SELECT article_id, title, lead, body {_WANTED}", wanted)
    db.conn.executemany(
        "INSERT INTO articles_fts_folded (rowid, title, lead, body) VALUES (?, ?, ?, ?)", _folded_texts(db, article_ids)
    )


def remove_texts(db: Database, article_ids: Sequence[int]) -> None:
    """Takes articles out of both indexes. Call it before their texts change: FTS5 must be told what it indexed."""
    if not article_ids:
        return
    wanted = [json.dumps(list(article_ids))]
    db.execute(
        "INSERT INTO articles_fts (articles_fts, rowid, title, lead, body) "
        f"SELECT 'delete', article_id, title, lead, body {_WANTED}",
        wanted,
    )
    db.conn.executemany(
        "INSERT INTO articles_fts_folded (articles_fts_folded, rowid, title, lead, body) VALUES ('delete', ?, ?, ?, ?)",
        _folded_texts(db, article_ids),
    )


def _folded_texts(db: Database, article_ids: Sequence[int]) -> list[tuple[int, str, str, str]]:
    rows = db.execute(f"SELECT article_id, title, lead, body {_WANTED}", [json.dumps(list(article_ids))]).fetchall()
    return [(article_id, fold(title), fold(lead), fold(body)) for article_id, title, lead, body in rows]
