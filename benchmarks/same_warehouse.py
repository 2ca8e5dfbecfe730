"""Do two warehouses say the same? Row by row over all tables, with ids replaced by what they stand for.

What may differ is declared here: when things happened, by which run, and the numbers of rows. A table or column that is not
named here is compared.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

Row = tuple[object, ...]
World = dict[str, Counter[Row]]  # table -> its rows

# Told of runs one by one, of which a killed world has more. Their sums are compared.
BOOKS: Final = frozenset(
    {"runs", "run_portals", "run_observations", "run_pages", "run_measures", "findings", "finding_rows", "alerts"}
)
SUMS: Final[Mapping[str, str]] = {
    "run_portals, summed": "SELECT portal, sum(inserted), sum(updated) FROM run_portals GROUP BY portal",
    "run_observations, summed": "SELECT portal, indicator, sum(observations) FROM run_observations GROUP BY portal, indicator",
}
ONCE: Final = frozenset({"rejections"})  # each run writes what it refuses: compared as a set
SET_ASIDE: Final[Mapping[str, frozenset[str]]] = {
    "pages": frozenset({"first_seen_at", "last_seen_at", "last_fetched_at", "next_attempt_at", "capture_id"}),
    "portals": frozenset({"loaded_capture_id"}),
    "articles": frozenset({"first_seen_at"}),
    "article_versions": frozenset({"capture_id", "run_id", "seen_at"}),
    "rejections": frozenset({"rejection_id", "run_id", "rejected_at"}),
    "duplicates": frozenset({"duplicate_id", "run_id", "found_at"}),
    "point_values": frozenset({"first_source_id", "last_source_id"}),  # by number of row: which portal was loaded first
    "unread_pages": frozenset({"capture_id", "first_at", "last_at", "run_id"}),
    "_sqlite_migrations": frozenset({"id", "applied_at"}),
}

# What a number of a row stands for: name of the number -> SQL that gives (number, its name).
_PAGE = "p.portal || ' ' || p.url_key"
_ARTICLE = "a.portal || ' ' || a.url_key"
_QUANTITY = f"{_ARTICLE} || ' ' || v.number || ' ' || q.field || ' ' || q.\"start\" || ' ' || q.surface || ' ' || q.unit"
NAMES: Final[Mapping[str, str]] = {
    "page": f"SELECT page_id, {_PAGE} FROM pages AS p",
    "article": f"SELECT article_id, {_ARTICLE} FROM articles AS a",
    "version": f"""
        SELECT v.version_id, {_ARTICLE} || ' ' || number
        FROM article_versions AS v JOIN articles AS a USING (article_id)
    """,
    "quantity": f"""
        SELECT quantity_id, {_QUANTITY}
        FROM quantities AS q
        JOIN article_versions AS v ON v.version_id = q.version_id JOIN articles AS a ON a.article_id = v.article_id
    """,
    "observation": f"""
        SELECT observation_id, printf('%s %s %s %s %s %s', {_QUANTITY}, indicator, role, period, place, breakdown)
        FROM observations AS o JOIN quantities AS q ON q.quantity_id = o.quantity_id
        JOIN article_versions AS v ON v.version_id = q.version_id JOIN articles AS a ON a.article_id = v.article_id
    """,
    "point": """
        SELECT point_id, printf('%s %s %s %s %s %s %s %s', indicator, role, place_level, province_code, province_valid_from,
            period, breakdown, unit)
        FROM series_points
    """,
}
NUMBERS: Final[Mapping[str, str]] = {  # column -> what its number is of
    "page_id": "page",
    "alias_of": "page",
    "article_id": "article",
    "canonical_article_id": "article",
    "version_id": "version",
    "quantity_id": "quantity",
    "observation_id": "observation",
    "point_id": "point",
}
INDEXES: Final = ("articles_fts", "articles_fts_folded")


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows of one table that only one of two warehouses has."""

    table: str
    only_first: list[Row]
    only_second: list[Row]

    def lines(self, most: int = 3) -> Iterator[str]:
        """The first of them, for a person."""
        yield f"{self.table}: {len(self.only_first)} rows only in the first, {len(self.only_second)} only in the second"
        for sign, rows in (("<", self.only_first), (">", self.only_second)):
            yield from (f"  {sign} {str(row)[:400]}" for row in sorted(rows, key=repr)[:most])


def differences(one: World, other: World) -> list[Difference]:
    """Where they differ, table by table; empty: they say the same."""
    found = []
    for table in sorted(one.keys() | other.keys()):
        here, there = one.get(table, Counter()), other.get(table, Counter())
        if here != there:
            found.append(Difference(table, list((here - there).elements()), list((there - here).elements())))
    return found


def contents(path: Path) -> World:
    """Every row of every table and every word of the search indexes, as far as they may not differ."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
        names = {kind: dict(db.execute(sql).fetchall()) for kind, sql in NAMES.items()}
        tables = {table: _rows(db, table, names) for table in _tables(db)}
        sums = {name: Counter(db.execute(sql).fetchall()) for name, sql in SUMS.items()}
        return tables | sums | {index: _words(db, index, names["article"]) for index in INDEXES}


def _tables(db: sqlite3.Connection) -> list[str]:
    rows = db.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'").fetchall()
    return sorted(name for (name,) in rows if not name.startswith("sqlite_") and name not in BOOKS)


def _rows(db: sqlite3.Connection, table: str, names: Mapping[str, Mapping[int, str]]) -> Counter[Row]:
    columns = [name for (name,) in db.execute("SELECT name FROM pragma_table_info(?)", [table])]
    columns = [name for name in columns if name not in SET_ASIDE.get(table, ())]
    kinds = [NUMBERS.get(name) for name in columns]
    chosen = ", ".join(f'"{name}"' for name in columns)
    rows = Counter(
        tuple(value if kind is None or value is None else names[kind][value] for kind, value in zip(kinds, row, strict=True))
        for row in db.execute(f'SELECT {chosen} FROM "{table}"')
    )
    return Counter(set(rows)) if table in ONCE else rows


def _words(db: sqlite3.Connection, index: str, articles: Mapping[int, str]) -> Counter[Row]:
    """(word, article, column, place) of every entry: an article that is not in the index is missed here."""
    db.execute(f"CREATE VIRTUAL TABLE temp.{index}_words USING fts5vocab('main', '{index}', 'instance')")
    rows = db.execute(f'SELECT term, doc, col, "offset" FROM temp.{index}_words')
    return Counter((term, articles[article], column, place) for term, article, column, place in rows)
