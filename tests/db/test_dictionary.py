"""The data dictionary leaves nothing out, says nothing twice, and says in its failures which key to add."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlite_utils import Database

from db.dictionary import Dictionary, Text, compile_dictionary, datasette_metadata, dictionary
from db.queries import NamedQuery, named_queries
from transforms.indicators import INDICATORS

WRITTEN = {
    "numbers": {"vi": "các con số", "columns": {"size": {"vi": "độ lớn"}}},
    "large": {"vi": "các số lớn", "like": "numbers"},
    "shared": {"number": {"en": "which one", "vi": "số nào"}},
}
SCHEMA = """
CREATE TABLE numbers ( -- some numbers
    number INTEGER NOT NULL,
    "size" REAL NOT NULL -- how large
) STRICT;
"""
VIEWS = {"large": "CREATE VIEW large AS -- those above ten\nSELECT number, size FROM numbers WHERE size > 10"}


def _compiled(
    written: object = WRITTEN, schema: str = SCHEMA, views: dict[str, str] = VIEWS, queries: tuple[NamedQuery, ...] = ()
) -> Dictionary:
    return compile_dictionary(written, schema, views, queries, ())  # type: ignore[arg-type]


def _texts(told: Dictionary) -> Iterator[tuple[str, Text]]:
    for name, entry in (told.tables | told.views).items():
        yield name, entry.text
        yield from ((f"{name}.{column}", found.text) for column, found in entry.columns.items())
    for name, query in told.queries.items():
        yield from ((name, query.title), (name, query.about))
        yield from ((f"{name}:{parameter}", text) for parameter, text in query.parameters.items())
    for code, indicator in told.indicators.items():
        yield from ((code, indicator.label), (code, indicator.definition), (code, indicator.unit_text))


def test_nothing_is_missing() -> None:
    assert dictionary().missing == [], "add these keys to db/dictionary.toml"


def test_nothing_is_stale() -> None:
    assert dictionary().stale == [], "these keys of db/dictionary.toml describe nothing, or what has a comment in the SQL"


def test_the_file_of_a_warehouse_holds_what_the_dictionary_tells(db: Database) -> None:
    told = dictionary()
    rows = db.execute(
        "SELECT t.name, c.name FROM pragma_table_list AS t JOIN pragma_table_xinfo(t.name) AS c WHERE t.schema = 'main' "
        "AND t.type <> 'shadow' AND t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE '\\_%' ESCAPE '\\' AND c.hidden = 0"
    ).fetchall()
    entries = told.tables | told.views
    assert sorted(rows) == sorted((name, column) for name, entry in entries.items() for column in entry.columns)


def test_all_queries_and_indicators_are_told() -> None:
    told = dictionary()
    assert set(told.queries) == set(named_queries())
    assert set(told.indicators) == {indicator.code for indicator in INDICATORS}


def test_texts_are_written_in_both_languages_and_composed() -> None:
    for name, text in _texts(dictionary()):
        assert bool(text.en.strip()) == bool(text.vi.strip()), name
        assert unicodedata.is_normalized("NFC", text.vi), name
        if len(text.vi) > 25:
            assert text.vi != text.en, name
            assert not text.vi.isascii(), f"{name} is not Vietnamese: {text.vi}"


def test_every_column_has_a_type() -> None:
    for entry in (*dictionary().tables.values(), *dictionary().views.values()):
        assert {column.type for column in entry.columns.values()} <= {"TEXT", "INTEGER", "REAL"}, entry.name


def test_english_comes_from_the_sql_and_columns_are_inherited() -> None:
    told = _compiled()
    assert told.missing == told.stale == []
    assert told.tables["numbers"].text == Text("some numbers", "các con số")
    assert told.views["large"].columns["size"].text == Text("how large", "độ lớn")
    assert told.views["large"].columns["size"].type == "REAL"
    assert told.views["large"].columns["number"].text == Text("which one", "số nào")


@pytest.mark.parametrize(
    ("schema", "views", "missing"),
    [
        pytest.param(SCHEMA + "CREATE TABLE more ( -- more of it\n    number INTEGER);", VIEWS, ["more.vi"], id="table"),
        pytest.param(
            SCHEMA.replace("-- how large", "-- how large\n, weight REAL"),
            VIEWS,
            ["numbers.columns.weight.en", "numbers.columns.weight.vi"],
            id="column without a comment",
        ),
        pytest.param(
            SCHEMA, {"large": VIEWS["large"].replace("size FROM", "size, size > 20 AS huge FROM")}, "huge", id="computed column"
        ),
        pytest.param(SCHEMA, VIEWS | {"small": "CREATE VIEW small AS\nSELECT number FROM numbers"}, "small", id="view"),
    ],
)
def test_what_is_not_told_is_named_by_its_key(schema: str, views: dict[str, str], missing: list[str] | str) -> None:
    found = _compiled(schema=schema, views=views).missing
    expected = {
        "huge": ["large.columns.huge.en", "large.columns.huge.vi", "large.columns.huge.type"],
        "small": ["small.en", "small.vi"],
    }
    assert sorted(found) == sorted(expected[missing] if isinstance(missing, str) else missing)


def test_what_a_query_lacks_is_named_by_its_key() -> None:
    query = replace(next(iter(named_queries().values())), name="new", title="A title", about="", parameters=())
    assert _compiled(queries=(query,)).missing == ["query.new.title"]


def test_what_describes_nothing_is_stale() -> None:
    gone = WRITTEN | {"gone": {"vi": "đã bỏ"}}
    assert _compiled(gone).stale == ["gone.vi"]
    twice = WRITTEN | {"numbers": {"vi": "các con số", "columns": {"size": {"en": "how large", "vi": "độ lớn"}}}}
    assert _compiled(twice).stale == ["numbers.columns.size.en"]


def test_datasette_is_told_of_everything() -> None:
    told = dictionary()
    metadata = datasette_metadata("w")["databases"]["w"]
    assert set(metadata["tables"]) == set(told.tables) | set(told.views)
    assert (
        metadata["tables"]["observations"]["columns"]["value"]
        == "giá trị chính xác; mức giảm là số âm / exact; a fall is negative"
    )
    assert metadata["tables"]["near_index"]["hidden"] is True
    assert "hidden" not in metadata["tables"]["indicator_series"]
    assert set(metadata["queries"]) == set(named_queries())
    assert metadata["queries"]["conflicts"]["params"] == [p.name for p in named_queries()["conflicts"].parameters]
