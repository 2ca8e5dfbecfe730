"""The data dictionary: what every table, view, column, query and indicator means, in English and Vietnamese, each said once.

English stands where the thing is declared: in the comments of schema.sql and views.sql, the heads of the queries, the
definitions of the indicators. dictionary.toml holds the Vietnamese, and the English of what has no comment. A column that
stands in several places is described in one of them: a relation names those it is `like`, and what means the same everywhere
is `shared`.
"""

from __future__ import annotations

import re
import sqlite3
import tomllib
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from db.queries import NamedQuery, named_queries
from db.schema import SCHEMA_SQL, VIEWS
from transforms.indicators import INDICATORS, Indicator

_FILE: Final = Path(__file__).with_name("dictionary.toml")
_CREATED: Final = re.compile(r"CREATE (?:VIRTUAL )?(?:TABLE|VIEW) (?P<name>\w+)(?P<rest>.*)")
_COMMENT: Final = re.compile(r"--\s*(?P<about>.+)$")
_IN_TABLE: Final = re.compile(r'    "?(?P<name>[a-z]\w*)"? (?:TEXT|INTEGER|REAL)\b')
_IN_VIEW: Final = re.compile(r'"?(?P<name>[a-z]\w*)"?,?\s*--')
_INTERNAL: Final = ("near_", "articles_fts", "stale_")  # of no use to anyone but the program
_RELATIONS: Final = """
    SELECT t.name, c.name, c.type FROM pragma_table_list AS t JOIN pragma_table_xinfo(t.name) AS c
    WHERE t.schema = 'main' AND t.type <> 'shadow' AND t.name NOT LIKE 'sqlite_%' AND c.hidden = 0
    ORDER BY t.type = 'view', t.name, c.cid"""


Relations = dict[str, dict[str, str]]  # table or view -> column -> its type, "" where it is computed


@dataclass(frozen=True, slots=True)
class Text:
    en: str
    vi: str


@dataclass(frozen=True, slots=True)
class ColumnEntry:
    """`type` is TEXT, INTEGER or REAL, of a computed column too."""

    name: str
    text: Text
    type: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A table or a view. `internal`: kept for the program alone."""

    name: str
    text: Text
    columns: dict[str, ColumnEntry]
    internal: bool


@dataclass(frozen=True, slots=True)
class QueryEntry:
    name: str
    title: Text
    about: Text
    parameters: dict[str, Text]


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """`unit` as observations carry it, `unit_text` as a person reads it."""

    code: str
    theme: str
    unit: str
    unit_text: Text
    label: Text
    definition: Text


@dataclass(frozen=True, slots=True)
class Dictionary:
    """`missing`: keys to add to dictionary.toml; `stale`: keys of it that describe nothing, or what is described elsewhere."""

    tables: dict[str, Entry]
    views: dict[str, Entry]
    queries: dict[str, QueryEntry]
    indicators: dict[str, IndicatorEntry]
    missing: list[str]
    stale: list[str]


@cache
def dictionary() -> Dictionary:
    """Of what this version of the program declares."""
    return compile_dictionary(tomllib.loads(_FILE.read_text("utf-8")), SCHEMA_SQL, VIEWS, named_queries().values(), INDICATORS)


def compile_dictionary(
    written: Mapping[str, Any],
    schema: str,
    views: Mapping[str, str],
    queries: Iterable[NamedQuery],
    indicators: Iterable[Indicator],
) -> Dictionary:
    """The dictionary of these declarations, with `written` (the parsed dictionary.toml) added to them."""
    texts = _Texts(written, _comments(schema) | _comments("\n".join(views.values())), _relations(schema, views))
    entries = {name: texts.entry(name) for name in texts.relations}
    return Dictionary(
        {name: entry for name, entry in entries.items() if name not in views},
        {name: entry for name, entry in entries.items() if name in views},
        {query.name: _query_entry(texts, query) for query in queries},
        {indicator.code: _indicator_entry(texts, indicator) for indicator in indicators},
        texts.missing,
        texts.unused(),
    )


def datasette_metadata(database: str = "warehouse") -> dict[str, Any]:
    """Descriptions of tables, views, columns and queries as Datasette's metadata takes them: Vietnamese first, then English."""
    told = dictionary()
    tables = {
        name: {
            "description": _in_both(entry.text),
            "columns": {column: _in_both(entry.columns[column].text) for column in entry.columns},
        }
        | ({"hidden": True} if entry.internal else {})
        for name, entry in (told.tables | told.views).items()
    }
    queries = {
        name: {
            "sql": query.sql,
            "title": told.queries[name].title.vi,
            "description": _query_description(told.queries[name]),
            "params": [parameter.name for parameter in query.parameters],
        }
        for name, query in named_queries().items()
    }
    return {"databases": {database: {"tables": tables, "queries": queries}}}


def _query_description(query: QueryEntry) -> str:
    """What stands below the Vietnamese title."""
    parts = [query.about.vi, f"{query.title.en}.", query.about.en]
    parts += [f"{name}: {_in_both(text)}." for name, text in query.parameters.items()]
    return " ".join(part for part in parts if part)


def _in_both(text: Text) -> str:
    return f"{text.vi} / {text.en}"


class _Texts:
    """dictionary.toml while it is used up: notes what is asked for and not there, and what is there and never asked for."""

    def __init__(self, written: Mapping[str, Any], comments: Mapping[tuple[str, str], str], relations: Relations) -> None:
        self.relations = relations
        self._written: dict[str, str] = dict(_flat("", written))
        self._comments = comments
        self._used: set[str] = set()
        self._needed: dict[str, None] = {}

    @property
    def missing(self) -> list[str]:
        return list(self._needed)

    def unused(self) -> list[str]:
        return sorted(set(self._written) - self._used)

    def get(self, key: str) -> str:
        """The text under the key; where there is none, the key is noted as missing."""
        if key not in self._written:
            self._needed[key] = None
            return ""
        self._used.add(key)
        return self._written[key]

    def both(self, key: str, comment: str | None = None) -> Text:
        """The comment in both languages; what has no comment has its English in the file."""
        return Text(comment if comment is not None else self.get(f"{key}.en"), self.get(f"{key}.vi"))

    def entry(self, name: str) -> Entry:
        columns = {
            column: ColumnEntry(column, self._column(name, column), self._type(name, column)) for column in self.relations[name]
        }
        return Entry(name, self.both(name, self._comments.get((name, ""))), columns, name.startswith(_INTERNAL))

    def _column(self, name: str, column: str) -> Text:
        """Its own text; else that of the relations this one is like; else that of all columns of its name."""
        key, comment = f"{name}.columns.{column}", self._comments.get((name, column))
        if comment is not None or f"{key}.en" in self._written:
            return self.both(key, comment)
        for like in self._likes(name):
            if column in self.relations[like]:
                return self._column(like, column)
        return self.both(f"shared.{column}" if f"shared.{column}.en" in self._written else key)

    def _type(self, name: str, column: str) -> str:
        """As declared; of a computed column, as the file says, or as in the relations this one is like."""
        if self.relations[name][column]:
            return self.relations[name][column]
        key = f"{name}.columns.{column}.type"
        if key in self._written:
            return self.get(key)
        inherited = (self._type(like, column) for like in self._likes(name) if column in self.relations[like])
        return next(inherited, None) or self.get(f"shared.{column}.type" if f"shared.{column}.en" in self._written else key)

    def _likes(self, name: str) -> list[str]:
        key = f"{name}.like"
        return self.get(key).split(", ") if key in self._written else []


def _flat(prefix: str, value: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield from _flat(f"{prefix}{key}.", inner)
        else:
            yield f"{prefix}{key}", str(inner)


def _query_entry(texts: _Texts, query: NamedQuery) -> QueryEntry:
    section = f"query.{query.name}"
    return QueryEntry(
        query.name,
        Text(query.title, texts.get(f"{section}.title")),
        Text(query.about, texts.get(f"{section}.about") if query.about else ""),
        {p.name: Text(p.about, texts.get(f"parameter.{p.about}")) for p in query.parameters},
    )


def _indicator_entry(texts: _Texts, indicator: Indicator) -> IndicatorEntry:
    section = f"indicator.{indicator.code}"
    return IndicatorEntry(
        indicator.code,
        indicator.group,
        indicator.unit,
        texts.both(f"unit.{indicator.unit}"),
        Text(texts.get(f"{section}.label"), indicator.label_vi),
        Text(indicator.definition, texts.get(f"{section}.definition")),
    )


def _relations(schema: str, views: Mapping[str, str]) -> Relations:
    """As SQLite understands the declarations; tables first."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(schema)
        for statement in views.values():
            db.execute(statement)
        rows = db.execute(_RELATIONS).fetchall()
    relations: Relations = {}
    for name, column, type_ in rows:
        relations.setdefault(name, {})[column] = type_
    return relations


def _comments(script: str) -> dict[tuple[str, str], str]:
    """(table or view, column) -> the comment on the line that declares it; with "" for the column, the table's own."""
    found: dict[tuple[str, str], str] = {}
    inside, is_view = "", False
    for line in script.splitlines():
        if created := _CREATED.match(line):
            inside, is_view = created["name"], "VIEW" in line.split(created["name"])[0]
            if about := _COMMENT.search(created["rest"]):
                found[inside, ""] = about["about"].strip()
        elif inside and (about := _COMMENT.search(line)):
            column = _IN_VIEW.search(line) if is_view else _IN_TABLE.match(line)
            if column:
                found.setdefault((inside, column["name"]), about["about"].strip())
    return found
