"""One article as a page: its text with every number marked, what the numbers state, where it was published and repeated."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

from flows.browsing.links import to_portal
from flows.browsing.marked_text import Number, Stretch, paragraphs

_ARTICLE: Final = """
    SELECT a.article_id, a.url, a.portal, p.name AS portal_name, a.section, v.version_id, v.number, v.title, v.lead, v.author,
        v.published_at, v.updated_at, v.seen_at, b.body, a.method, v.version_id = a.version_id AS latest
    FROM articles AS a
    JOIN portals AS p ON p.portal = a.portal
    JOIN article_versions AS v ON v.article_id = a.article_id
    JOIN article_bodies AS b ON b.version_id = v.version_id
    WHERE a.article_id = :article AND v.number = coalesce(
        :version,
        (SELECT number FROM article_versions AS w JOIN quantities AS q ON q.version_id = w.version_id
         WHERE q.quantity_id = :number AND w.article_id = :article),
        (SELECT number FROM article_versions AS w WHERE w.version_id = a.version_id)
    )"""
_NUMBERS: Final = """
    SELECT quantity_id, field, "start", "end", surface, value, value_high, unit, qualifier
    FROM quantities WHERE version_id = ? ORDER BY field, "start" """
_STATED: Final = """
    SELECT o.observation_id, o.quantity_id, o.indicator, i.label_vi, o.role, o.value, o.unit, o.place, o.period, o.breakdown,
        o.sentence, o.confidence
    FROM observations AS o JOIN indicators AS i ON i.indicator = o.indicator
    WHERE o.article_id = :article AND o.version_id = :version ORDER BY o.observation_id"""
_VERSIONS: Final = "SELECT number, seen_at, title FROM article_versions WHERE article_id = ? ORDER BY number"
_CAPTIONS: Final = "SELECT position, caption FROM images WHERE version_id = ? AND caption <> '' ORDER BY position"
_REPEATS: Final = """
    SELECT DISTINCT d.kind, d.similarity, a.article_id, a.title, a.portal, a.published_at,
        a.article_id = d.canonical_article_id AS original
    FROM duplicates AS d
    JOIN articles AS a ON a.article_id IN (d.article_id, d.canonical_article_id) AND a.article_id <> :article
    WHERE d.article_id = :article OR d.canonical_article_id = :article
    ORDER BY a.published_at, a.article_id"""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """What the template shows. `portal_url` is None where the stored address is not one to send a browser to."""

    article: Row
    portal_url: str | None
    title: list[list[Stretch]]
    lead: list[list[Stretch]]
    body: list[list[Stretch]]
    captions: list[list[list[Stretch]]]
    stated: list[Row]
    numbers: int
    versions: list[Row]
    repeats: list[Row]


def read_article(
    connection: sqlite3.Connection, article_id: int, *, version: int | None = None, number: int | None = None
) -> ArticlePage | None:
    """The article as its latest version says, as `version` said, or in the version that holds `number`. None: there is none."""
    asked = {"article": article_id, "version": version, "number": number}
    found = _rows(connection, _ARTICLE, asked)
    if not found:
        return None
    article = found[0]
    version_id = article["version_id"]
    fields: dict[str, list[Number]] = defaultdict(list)
    quantities = _rows(connection, _NUMBERS, [version_id])
    for row in quantities:
        fields[row["field"]].append(Number(row["quantity_id"], row["start"], row["end"], _told(row)))
    captions = _rows(connection, _CAPTIONS, [version_id])
    return ArticlePage(
        article=article,
        portal_url=to_portal(article["url"]),
        title=paragraphs(article["title"], fields["title"]),
        lead=paragraphs(article["lead"], fields["lead"]),
        body=paragraphs(article["body"], fields["body"]),
        captions=[paragraphs(row["caption"], fields[f"caption {row['position']}"]) for row in captions],
        stated=_rows(connection, _STATED, {"article": article_id, "version": version_id}),
        numbers=len(quantities),
        versions=_rows(connection, _VERSIONS, [article_id]),
        repeats=_rows(connection, _REPEATS, asked),
    )


def _told(row: Row) -> str:
    value = row["value"] if row["value_high"] is None else f"{row['value']} – {row['value_high']}"
    hedge = "" if row["qualifier"] == "exact" else f"{row['qualifier']} "
    return f"{hedge}{value} {row['unit']}"


def _rows(connection: sqlite3.Connection, sql: str, parameters: Any) -> list[Row]:
    cursor = connection.execute(sql, parameters)
    names = [name for name, *_ in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
