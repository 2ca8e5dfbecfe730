"""Which rows of a table or view an export holds, and in what order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from sqlite_utils import Database

from db.export_columns import Relation

ARTICLES_AND_WHAT_THEY_HOLD: Final = (
    "articles",
    "article_versions",
    "article_bodies",
    "images",
    "quantities",
    "observations",
)
_CHUNK: Final = 10_000  # rows; of the longest articles some 50 MB
_ARTICLES: Final = "(SELECT article_id FROM articles WHERE published_at >= :since)"
# column -> what a row must fulfil that has it; the first one that a relation has decides
_SINCE: Final = {
    "article_id": f"article_id IN {_ARTICLES}",
    "version_id": f"version_id IN (SELECT version_id FROM article_versions WHERE article_id IN {_ARTICLES})",  # noqa: S608
    "low_article_id": f"(low_article_id IN {_ARTICLES} OR high_article_id IN {_ARTICLES})",
    "last_published_at": "last_published_at >= :since",
    "observation_id": f"observation_id IN (SELECT observation_id FROM observations WHERE article_id IN {_ARTICLES})",  # noqa: S608
    "month": "month >= substr(:since, 1, 7)",
}
_ALWAYS_WHOLE: Final = {"pages"}  # what became of an address is told whether there is an article or not
_REPEATS_OF: Final = f"(article_id IN {_ARTICLES} OR article_id IS NULL AND canonical_article_id IN {_ARTICLES})"


def condition_since(relation: Relation) -> str | None:
    """What rows fulfil that come from articles published at :since or later; None: they come from no article, all stay."""
    if relation.name in _ALWAYS_WHOLE:
        return None
    if relation.name == "duplicates":
        return _REPEATS_OF
    names = {column.name for column in relation.columns}
    return next((condition for column, condition in _SINCE.items() if column in names), None)


def count_rows(db: Database, relation: Relation, since: date | None) -> int | None:
    """How many rows there will be; None for a view, which would be worked out twice."""
    if relation.is_view:
        return None
    return int(db.execute(f'SELECT count(*) FROM "{relation.name}" {_where(relation, since)}', _bound(since)).fetchone()[0])  # noqa: S608 names of the file


def chunks(db: Database, relation: Relation, since: date | None) -> Iterator[list[tuple[Any, ...]]]:
    """The rows, some thousands at a time; of what is split by place and year, in that order, else by primary key."""
    columns = ", ".join(f'"{column.name}"' for column in relation.columns)
    order = ", ".join(f'"{name}"' for name in relation.primary_key)
    if relation.by_place_and_year:
        order = "province_code, substr(period_end, 1, 4)" + (f", {order}" if order else "")
    cursor = db.execute(
        f'SELECT {columns} FROM "{relation.name}" {_where(relation, since)} {f"ORDER BY {order}" if order else ""}',  # noqa: S608
        _bound(since),
    )
    while rows := cursor.fetchmany(_CHUNK):
        yield rows


def _where(relation: Relation, since: date | None) -> str:
    condition = condition_since(relation) if since else None
    return f"WHERE {condition}" if condition else ""


def _bound(since: date | None) -> dict[str, Any]:
    return {"since": since.isoformat()} if since else {}
