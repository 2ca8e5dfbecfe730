"""The two search indexes: filled and emptied per batch, asked with whatever a person types.

`articles_fts` keeps Vietnamese letters apart and reads its text from the articles, `articles_fts_folded` holds folded text.
Both know the latest version of every article.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from transforms.folding import fold

_WANTED = "FROM article_texts WHERE article_id IN (SELECT value FROM json_each(?))"
_TERMS = re.compile(r'"([^"]*)"|([^\s"]+)')


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found. `snippet` is empty where only the folded index knows it."""

    article_id: int
    portal: str
    url: str
    title: str
    published_at: str
    snippet: str


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


def match_expression(text: str, *, folded: bool) -> str:
    """What a person typed as an FTS5 expression that cannot be wrong: words, and phrases in double quotes, all required."""
    text = fold(text) if folded else unicodedata.normalize("NFC", text)
    terms = [phrase or word for phrase, word in _TERMS.findall(text.replace("\0", " "))]
    return " ".join(f'"{term}"' for term in terms) or '""'


def search(db: Database, text: str, *, folded: bool = True, limit: int = 20) -> list[Hit]:
    """The articles that hold every word of `text`, best first. Folded finds "Đồng Tháp" by "dong thap"; exact does not."""
    table = "articles_fts_folded" if folded else "articles_fts"
    snippet = "''" if folded else "snippet(articles_fts, -1, '[', ']', ' … ', 16)"
    rows = db.execute(
        f"""
        SELECT a.article_id, a.portal, a.url, a.title, a.published_at, found.snippet
        FROM (
            SELECT rowid, rank, {snippet} AS snippet FROM {table} WHERE {table} MATCH ? ORDER BY rank LIMIT ?
        ) AS found
        JOIN articles AS a ON a.article_id = found.rowid
        ORDER BY found.rank, a.article_id
        """,  # noqa: S608 both names stand above
        [match_expression(text, folded=folded), limit],
    ).fetchall()
    return [Hit(*row) for row in rows]


def _folded_texts(db: Database, article_ids: Sequence[int]) -> list[tuple[int, str, str, str]]:
    rows = db.execute(f"SELECT article_id, title, lead, body {_WANTED}", [json.dumps(list(article_ids))]).fetchall()
    return [(article_id, fold(title), fold(lead), fold(body)) for article_id, title, lead, body in rows]
