"""What an export holds: tables and views with their columns, and what kind of value stands in each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from sqlite_utils import Database

from db.dictionary import Entry, dictionary

Kind = Literal["text", "integer", "real", "exact", "flag", "date", "moment", "json"]

_DATE: Final = re.compile(r"(.*_)?valid_(from|to)|period_(start|end)|merged_on")
_NAMED: Final[dict[str, Kind]] = {
    "value": "exact",
    "value_high": "exact",
    "low_value": "exact",
    "high_value": "exact",
    "current": "flag",
    "optional": "flag",
    "period_inferred": "flag",
    "series_break": "flag",
    "tags": "json",
    "parameters": "json",
}
_STORED: Final[dict[str, Kind]] = {"TEXT": "text", "INTEGER": "integer", "REAL": "real"}
_LEFT_OUT: Final = {"article_texts"}  # articles and article_bodies hold it all
_RELATIONS: Final = """
    SELECT t.name, t.type = 'view', c.name, c.type, c.pk FROM pragma_table_list AS t JOIN pragma_table_xinfo(t.name) AS c
    WHERE t.schema = 'main' AND t.type IN ('table', 'view') AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        AND t.name NOT LIKE '\\_%' ESCAPE '\\' AND c.hidden = 0
    ORDER BY t.type = 'view', t.name, c.cid"""


@dataclass(frozen=True, slots=True)
class Column:
    """`about` is the dictionary's text, English and Vietnamese; empty where another version of the program made the column."""

    name: str
    kind: Kind
    about: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class ForeignKey:
    columns: tuple[str, ...]
    table: str
    their_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or a view of the file. `by_place_and_year`: it is split into a part per province and year."""

    name: str
    is_view: bool
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    about: tuple[str, str]

    @property
    def by_place_and_year(self) -> bool:
        return {"province_code", "period_end"} <= {column.name for column in self.columns}

    def position(self, column: str) -> int:
        return [known.name for known in self.columns].index(column)


def relations(db: Database) -> dict[str, Relation]:
    """The tables and views of the file, tables first; neither SQLite's own nor the search indexes'."""
    told = dictionary()
    entries = told.tables | told.views
    rows: dict[tuple[str, bool], list[tuple[str, str, int]]] = {}
    for name, is_view, column, type_, key in db.execute(_RELATIONS).fetchall():
        rows.setdefault((name, bool(is_view)), []).append((column, type_, key))
    return {
        name: Relation(
            name,
            is_view,
            tuple(_column(db, name, column, type_, entries.get(name)) for column, type_, _ in columns),
            tuple(column for column, _, key in sorted(columns, key=lambda row: row[2]) if key),
            () if is_view else _foreign_keys(db, name),
            (entries[name].text.en, entries[name].text.vi) if name in entries else ("", ""),
        )
        for (name, is_view), columns in rows.items()
    }


def usually_exported(relation: Relation) -> bool:
    """Whether it is part of an export that names no tables: the program's own bookkeeping and repeated texts are not."""
    entries = dictionary().tables
    return relation.name not in _LEFT_OUT and not (relation.name in entries and entries[relation.name].internal)


def _column(db: Database, relation: str, name: str, type_: str, entry: Entry | None) -> Column:
    known = entry.columns.get(name) if entry else None
    about = (known.text.en, known.text.vi) if known else ("", "")
    if _DATE.fullmatch(name):
        return Column(name, "date", about)
    if name.endswith("_at"):
        return Column(name, "moment", about)
    if name in _NAMED:
        return Column(name, _NAMED[name], about)
    return Column(name, _STORED.get(type_ or (known.type if known else "")) or _found_kind(db, relation, name), about)


def _found_kind(db: Database, relation: str, column: str) -> Kind:
    """Of a column that neither SQLite nor the dictionary knows the type of: as its first value is stored."""
    found = db.execute(f'SELECT typeof("{column}") FROM "{relation}" WHERE "{column}" IS NOT NULL LIMIT 1').fetchone()  # noqa: S608 names of the file
    return _STORED.get(found[0].upper() if found else "TEXT", "text")


def _foreign_keys(db: Database, table: str) -> tuple[ForeignKey, ...]:
    found: dict[int, list[tuple[str, str, str]]] = {}
    sql = 'SELECT id, "from", "table", "to" FROM pragma_foreign_key_list(?) ORDER BY id DESC, seq'
    for number, ours, other, theirs in db.execute(sql, [table]).fetchall():
        found.setdefault(number, []).append((ours, other, theirs))
    return tuple(ForeignKey(tuple(k[0] for k in keys), keys[0][1], tuple(k[2] for k in keys)) for keys in found.values())
