"""What the warehouse holds of some pages, as a value: taken before and after a replay, the two tell what it changed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from sqlite_utils import Database

FIELDS: Final = (
    "title",
    "lead",
    "body",
    "author",
    "published_at",
    "updated_at",
    "section",
    "tags",
    "images",
    "method",
    "layout",
)
_COLUMNS: Final = {  # where they are no columns of articles
    "body": "b.body",
    "images": """(SELECT json_group_array(json_array(i.url, i.caption)) FROM (
        SELECT url, caption FROM images WHERE version_id = a.version_id ORDER BY position
    ) AS i)""",
}


class Thing(NamedTuple):
    """What an observation is of."""

    indicator: str
    role: str
    place: str | None
    period: str
    breakdown: str | None
    unit: str


@dataclass(slots=True)
class Reading:
    """An article as it stands: its latest version, and what its versions were read from."""

    url: str
    parser_version: str
    fields: dict[str, Any]
    captures: list[int] = field(default_factory=list)  # one per version
    observations: Counter[tuple[Thing, str]] = field(default_factory=Counter)  # with their values
    quantities: Counter[tuple[tuple[str, str], str]] = field(default_factory=Counter)  # (field, as written), value
    rules: Counter[str] = field(default_factory=Counter)  # rule version -> observations


@dataclass(frozen=True, slots=True)
class Holdings:
    """By URL key: the articles, and the captures that wait in the quarantine."""

    articles: dict[str, Reading]
    quarantine: dict[str, int]


def holdings(db: Database, portal: str, url_keys: Sequence[str]) -> Holdings:
    """What there is of these pages of a portal."""
    wanted = [portal, json.dumps(list(url_keys))]
    columns = ", ".join(_COLUMNS.get(name, f"a.{name}") for name in FIELDS)
    rows = db.execute(
        f"""
        SELECT a.url_key, a.article_id, a.url, a.parser_version, {columns}
        FROM articles AS a JOIN article_bodies AS b ON b.version_id = a.version_id
        WHERE a.portal = ? AND a.url_key IN (SELECT value FROM json_each(?))
        """,  # noqa: S608 names above
        wanted,
    ).fetchall()
    found = {key: Reading(url, parser, dict(zip(FIELDS, values, strict=True))) for key, _, url, parser, *values in rows}
    _add_numbers(db, {article_id: found[key] for key, article_id, *_ in rows})
    waiting = db.execute(
        """
        SELECT p.url_key, u.capture_id FROM unread_pages AS u JOIN pages AS p ON p.page_id = u.page_id
        WHERE p.portal = ? AND p.url_key IN (SELECT value FROM json_each(?))
        """,
        wanted,
    ).fetchall()
    return Holdings(found, dict(waiting))


def _add_numbers(db: Database, by_id: dict[int, Reading]) -> None:
    ids = [json.dumps(list(by_id))]
    wanted = "article_id IN (SELECT value FROM json_each(?))"
    for article_id, capture_id in db.execute(
        f"SELECT article_id, capture_id FROM article_versions WHERE {wanted} ORDER BY article_id, number",  # noqa: S608
        ids,
    ).fetchall():
        by_id[article_id].captures.append(capture_id)
    for article_id, rule, value, *thing in db.execute(
        f"""
        SELECT article_id, rule_version, value, indicator, role, place, period, breakdown, unit FROM observations
        WHERE {wanted} AND current = 1
        """,  # noqa: S608
        ids,
    ).fetchall():
        by_id[article_id].rules[rule.partition("/")[0]] += 1
        by_id[article_id].observations[Thing(*thing), value] += 1
    for article_id, place, surface, value in db.execute(
        f"""
        SELECT a.article_id, q.field, q.surface, q.value || ' ' || q.unit FROM articles AS a
        JOIN quantities AS q ON q.version_id = a.version_id
        WHERE a.{wanted}
        """,  # noqa: S608
        ids,
    ).fetchall():
        by_id[article_id].quantities[(place, surface), value] += 1
