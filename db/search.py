"""Asking the search indexes with whatever a person types. No input is an error.

Words are all required, "words in double quotes" stand next to each other in that order, and -word or -"some words" may not
occur. Who types marks means them: "năm" does not find Nam. Who types none finds both: "dong thap" finds Đồng Tháp.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

from db.snippets import Pieces, excerpt
from transforms.folding import fold

MOST_TERMS: Final = 32  # words and phrases that are looked for; FTS5 refuses expressions that are too deep
RANKED: Final = 10_000  # matches that are ranked, newest first: ranking a word that stands everywhere takes seconds

_TERM: Final = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_WORD: Final = re.compile(r"[^\W_]+")
_WEIGHTS: Final = "8.0, 3.0, 1.0"  # of a word in title, lead, body


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person typed: phrases of one or more words, which must occur and which must not."""

    phrases: tuple[str, ...]
    without: tuple[str, ...] = ()

    def expression(self, *, folded: bool) -> str:
        """As FTS5 takes it; it matches nothing where there is nothing to look for."""
        if not self.phrases:
            return '""'
        required = " AND ".join(_quoted(phrase, folded) for phrase in self.phrases)
        excluded = " OR ".join(_quoted(phrase, folded) for phrase in self.without)
        return f"({required}) NOT ({excluded})" if excluded else required


@dataclass(frozen=True, slots=True)
class Filters:
    """Only articles of a portal, published from `since` to `until` (days, both included), of a province's portals."""

    portal: str | None = None
    since: str | None = None
    until: str | None = None
    province: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found. `exact`: with the marks that were typed. `pieces`: a stretch of it, (text, whether found)."""

    article_id: int
    portal: str
    url: str
    title: str
    published_at: str
    exact: bool
    pieces: Pieces

    @property
    def snippet(self) -> str:
        """The stretch with what was found in square brackets."""
        return "".join(f"[{text}]" if found else text for text, found in self.pieces)


def parse(text: str) -> Wanted:
    """What was typed, taken apart. Signs that belong to no word count for nothing."""
    phrases: list[str] = []
    without: list[str] = []
    for found in _TERM.finditer(unicodedata.normalize("NFC", text)):
        words = " ".join(_WORD.findall(found["word"] or found["phrase"] or ""))
        if words:
            (without if found["minus"] else phrases).append(words)
    return Wanted(tuple(dict.fromkeys(phrases))[:MOST_TERMS], tuple(dict.fromkeys(without))[:MOST_TERMS])


def match_expression(text: str, *, folded: bool) -> str:
    """What a person typed as an FTS5 expression that cannot be wrong."""
    return parse(text).expression(folded=folded)


def search(
    db: Database, text: str, *, folded: bool | None = None, limit: int = 20, filters: Filters | None = None
) -> list[Hit]:
    """The articles that hold what was typed, best first; a word in the title counts most.

    Folded, marks make no difference. If not told, marks decide: typed ones are meant, unless nothing is found with them.
    Of more than RANKED matches the newest are ranked.
    """
    wanted = parse(text)
    if not wanted.phrases or limit < 1:
        return []
    ways = [folded] if folded is not None else [False, True] if _has_marks(wanted) else [True]
    for way in ways:
        found = _find(db, wanted, folded=way, limit=limit, filters=filters or Filters())
        if found:
            return found
    return []


def _has_marks(wanted: Wanted) -> bool:
    return any(fold(phrase) != phrase.lower() for phrase in wanted.phrases)


def _quoted(phrase: str, folded: bool) -> str:
    return f'"{fold(phrase) if folded else phrase}"'


def _find(db: Database, wanted: Wanted, *, folded: bool, limit: int, filters: Filters) -> list[Hit]:
    table = "articles_fts_folded" if folded else "articles_fts"
    conditions, values = _conditions(filters)
    values |= {"match": wanted.expression(folded=folded), "limit": limit, "ranked": RANKED}
    matching = f"FROM {table} JOIN articles AS a ON a.article_id = {table}.rowid WHERE {table} MATCH :match {conditions}"
    floor = db.execute(f"SELECT {table}.rowid {matching} ORDER BY {table}.rowid DESC LIMIT 1 OFFSET :ranked", values).fetchone()
    rows = db.execute(
        f"""
        SELECT a.article_id, a.portal, a.url, a.title, a.published_at, a.lead, b.body
        FROM (
            SELECT {table}.rowid AS article_id, bm25({table}, {_WEIGHTS}) AS score {matching} AND {table}.rowid > :floor
            ORDER BY score LIMIT :limit
        ) AS found
        JOIN articles AS a ON a.article_id = found.article_id
        JOIN article_bodies AS b ON b.version_id = a.version_id
        ORDER BY found.score, a.published_at DESC, a.article_id
        """,  # noqa: S608 names and conditions stand here
        values | {"floor": floor[0] if floor else 0},
    ).fetchall()
    phrases = [_key(phrase, folded) for phrase in wanted.phrases]
    return [
        Hit(
            article_id,
            portal,
            url,
            title,
            published_at,
            not folded,
            excerpt((body, lead, title), phrases, lambda word: _fold(word, folded)),
        )
        for article_id, portal, url, title, published_at, lead, body in rows
    ]


def _conditions(filters: Filters) -> tuple[str, dict[str, str | int]]:
    known = {
        "portal": (filters.portal, "AND a.portal = :portal"),
        "since": (filters.since, "AND a.published_at >= :since"),
        "until": (filters.until, "AND a.published_at < date(:until, '+1 day')"),
        "province": (
            filters.province,
            "AND (a.province_code, a.province_valid_from) IN (SELECT code, valid_from FROM provinces WHERE name = :province)",
        ),
    }
    given = {name: (value, condition) for name, (value, condition) in known.items() if value is not None}
    return " ".join(condition for _, condition in given.values()), {name: value for name, (value, _) in given.items()}


def _fold(word: str, folded: bool) -> str:
    return fold(word) if folded else word.lower()


def _key(phrase: str, folded: bool) -> Sequence[str]:
    return [_fold(word, folded) for word in phrase.split()]
