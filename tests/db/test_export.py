"""What is exported reads back equal in DuckDB, pandas and polars, agrees with itself, and is described as it is."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
from sqlite_utils import Database

from db.connect import close, open_readonly, open_warehouse
from db.dictionary import dictionary
from db.errors import ExportError
from db.export import Step
from db.export_columns import relations, usually_exported
from db.runs import start_run
from tests.db.exports import as_stored, fill, in_order, make_export, stored
from tests.db.samples import NOW, article, item, load

RELATIONS = [
    name
    for name, entry in (dictionary().tables | dictionary().views).items()
    if not entry.internal and name not in ("article_texts",)
]
SPLIT = {"observations", "current_observations", "indicator_series", "stated_values", "series_points"}


@pytest.fixture(scope="module")
def filled(empty_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "warehouse.db"
    shutil.copy(empty_warehouse, path)
    db = open_warehouse(path)
    fill(db, start_run(db, "run", {"limit": 3}, NOW))
    close(db)
    return path


@pytest.fixture(scope="module")
def exported(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_export(filled, tmp_path_factory.mktemp("out") / "export").folder


@pytest.fixture
def reader(filled: Path) -> Any:
    with closing(open_readonly(filled)) as db:
        yield db


def _parquet(exported: Path, name: str) -> str:
    return f"{exported}/parquet/{name}/**/*.parquet" if name in SPLIT else f"{exported}/parquet/{name}.parquet"


def _sql(question: str) -> duckdb.DuckDBPyRelation:
    answer = duckdb.sql(question)
    assert answer is not None
    return answer


def _with_duckdb(exported: Path, name: str, columns: list[str]) -> list[tuple[Any, ...]]:
    quoted = ", ".join(f'"{column}"' for column in columns)
    return _sql(f"SELECT {quoted} FROM read_parquet('{_parquet(exported, name)}')").fetchall()


def _with_pandas(exported: Path, name: str, columns: list[str]) -> list[tuple[Any, ...]]:
    where = exported / "parquet" / (name if name in SPLIT else f"{name}.parquet")
    frame = pd.read_parquet(where, dtype_backend="pyarrow")[columns]
    values = [[None if pd.isna(v) else v for v in frame[column].tolist()] for column in columns]
    return [tuple(v.to_pydatetime() if isinstance(v, pd.Timestamp) else v for v in row) for row in zip(*values, strict=True)]


def _with_polars(exported: Path, name: str, columns: list[str]) -> list[tuple[Any, ...]]:
    return pl.scan_parquet(_parquet(exported, name)).select(columns).collect().rows()


@pytest.mark.parametrize("read", [_with_duckdb, _with_pandas, _with_polars], ids=["duckdb", "pandas", "polars"])
@pytest.mark.parametrize("name", RELATIONS)
def test_parquet_reads_back_equal(reader: Database, exported: Path, name: str, read: Callable[..., Any]) -> None:
    relation, rows = stored(reader, name)
    assert as_stored(relation, read(exported, name, [column.name for column in relation.columns])) == rows


@pytest.mark.parametrize("name", RELATIONS)
def test_csv_reads_back_equal(reader: Database, exported: Path, name: str) -> None:
    """By DuckDB, NULL apart from empty texts; by Python's csv, pandas and polars, which do not tell them apart."""
    relation, rows = stored(reader, name)
    expected = in_order(tuple(None if value is None else str(value) for value in row) for row in rows)
    file = exported / "csv" / f"{name}.csv"
    found = _sql(
        f"SELECT * FROM read_csv('{file}', all_varchar = true, header = true, nullstr = '', allow_quoted_nulls = false, "
        "quote = '\"', escape = '\"', delim = ',', new_line = '\\r\\n', strict_mode = false)"
    )
    assert found.columns == [column.name for column in relation.columns]
    assert in_order(found.fetchall()) == expected
    without_null = in_order(tuple(value or "" for value in row) for row in expected)
    with file.open(encoding="utf-8", newline="") as lines:
        assert in_order(tuple(row) for row in list(csv.reader(lines))[1:]) == without_null
    polars = pl.read_csv(file, infer_schema=False, empty_string_is_null=False)
    assert in_order(polars.rows()) == without_null
    pandas = pd.read_csv(file, dtype=str, keep_default_na=False)
    assert in_order(pandas.itertuples(index=False, name=None)) == without_null


def test_the_test_data_has_rows_everywhere(reader: Database) -> None:
    without = {"rejections", "run_portals", "run_observations", "run_pages", "run_measures", "findings", "finding_rows"}
    without |= {"unread_pages", "quarantine", "alerts", "unfinished_walks", "replays"}
    assert {name for name in RELATIONS if not stored(reader, name)[1]} <= without


def test_all_that_analysts_use_is_exported(reader: Database) -> None:
    assert {name for name, relation in relations(reader).items() if usually_exported(relation)} == set(RELATIONS)


def test_split_by_province_and_year(reader: Database, exported: Path) -> None:
    expected = reader.execute(
        "SELECT coalesce(province_code, '__HIVE_DEFAULT_PARTITION__'), substr(period_end, 1, 4), count(*) FROM observations "
        "GROUP BY 1, 2"
    ).fetchall()
    assert len(expected) >= 4
    root = exported / "parquet" / "observations"
    files = {(path.parent.parent.name, path.parent.name): pq.read_metadata(path).num_rows for path in root.rglob("*.parquet")}
    assert files == {(f"province={code}", f"year={year}"): rows for code, year, rows in expected}
    found = _sql(
        f"SELECT year, province_code FROM read_parquet('{root}/**/*.parquet', hive_partitioning = true) "
        "WHERE year = 2020 AND province_code = '01'"
    ).fetchall()
    assert found == [(2020, "01")]


def test_decimals_are_exact_or_missing(exported: Path) -> None:
    pairs = _sql(f"SELECT value, value_decimal FROM read_parquet('{_parquet(exported, 'observations')}')").fetchall()
    kept = [(Decimal(text), number) for text, number in pairs if number is not None]
    assert kept
    assert all(exact == number for exact, number in kept)
    assert {text for text, number in pairs if number is None} == {
        "-12345678901234567890123456789012345678901234567890",
        "0.0000000000000000001",
    }


def _described(exported: Path) -> dict[str, dict[str, Any]]:
    package = json.loads((exported / "datapackage.json").read_text("utf-8"))
    return {resource["name"]: resource for resource in package["resources"]}


def _files(resource: dict[str, Any]) -> list[dict[str, Any]]:
    return resource.get("files") or [resource]


def test_every_file_is_described_with_its_hash_and_rows(reader: Database, exported: Path) -> None:
    resources = _described(exported)
    assert set(resources) == {f"{name}.{format_}" for name in RELATIONS for format_ in ("parquet", "csv")}
    paths = []
    for name, resource in resources.items():
        for file in _files(resource):
            content = (exported / file["path"]).read_bytes()
            assert file["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
            assert file["bytes"] == len(content)
            paths.append(exported / file["path"])
        relation = name.partition(".")[0]
        assert resource["rows"] == reader.execute(f'SELECT count(*) FROM "{relation}"').fetchone()[0]
        assert resource["rows"] == sum(file["rows"] for file in _files(resource))
    assert sorted(paths) == sorted(path for path in exported.rglob("*") if path.is_file() and path.name != "datapackage.json")


def test_every_column_is_described_in_both_languages(exported: Path) -> None:
    for name, resource in _described(exported).items():
        fields = resource["schema"]["fields"]
        file = exported / _files(resource)[0]["path"]
        if name.endswith(".csv"):
            header = file.read_text("utf-8").partition("\n")[0].split(",")
        else:
            header = pq.read_schema(file).names
            about = pq.read_schema(file).field(0).metadata
            assert about[b"description"].decode() == fields[0]["description"]
        assert [field["name"] for field in fields] == header
        for field in fields:
            assert field["description"], f"{name}.{field['name']}"
            assert field["name"].endswith("_decimal") or field["description_vi"], f"{name}.{field['name']}"


@pytest.mark.parametrize("since", [None, date(2025, 1, 1), date(2030, 1, 1)], ids=str)
def test_foreign_keys_hold_within_the_export(filled: Path, tmp_path: Path, since: date | None) -> None:
    folder = make_export(filled, tmp_path / "export", formats=("csv",), since=since).folder
    resources = _described(folder)
    checked = 0
    for name, resource in resources.items():
        for key in resource["schema"].get("foreignKeys", []):
            other = resources[key["reference"].get("resource", name)]
            ours, theirs = (
                _csv_columns(folder, r, f) for r, f in ((resource, key["fields"]), (other, key["reference"]["fields"]))
            )
            assert {row for row in ours if all(row)} <= set(theirs), f"{name}: {key}"
            checked += 1
    assert checked >= 15


def _csv_columns(folder: Path, resource: dict[str, Any], names: list[str]) -> list[tuple[str, ...]]:
    with (folder / resource["path"]).open(encoding="utf-8", newline="") as lines:
        return [tuple(row[name] for name in names) for row in csv.DictReader(lines)]


def test_since_leaves_out_what_comes_from_older_articles(filled: Path, reader: Database, tmp_path: Path) -> None:
    done = make_export(filled, tmp_path / "export", since=date(2025, 3, 1))
    rows = {resource.name: resource.rows for resource in done.resources}
    for name in ("articles", "article_versions", "observations", "quantities", "current_observations"):
        whole = reader.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
        assert 0 < rows[f"{name}.csv"] == rows[f"{name}.parquet"] < whole, name
    for name in ("provinces", "indicators", "pages", "runs"):
        assert rows[f"{name}.csv"] == reader.execute(f"SELECT count(*) FROM {name}").fetchone()[0], name


def test_all_that_comes_from_articles_follows_since(filled: Path, tmp_path: Path) -> None:
    done = make_export(filled, tmp_path / "export", formats=("csv",), since=date(2030, 1, 1))
    whole = {resource.relation.name for resource in done.resources if resource.rows}
    known = {"provinces", "province_mergers", "indicators", "portals", "pages", "runs", "run_portals", "rejections"}
    assert whole <= known | {"portal_health", "run_totals", "series_points"}


def test_chosen_tables_and_formats_only(filled: Path, tmp_path: Path) -> None:
    done = make_export(filled, tmp_path / "export", tables=["provinces", "near_index"], formats=["parquet"])
    assert [resource.name for resource in done.resources] == ["near_index.parquet", "provinces.parquet"]
    assert not (done.folder / "csv").exists()


def test_an_unknown_table_is_told_with_those_there_are(filled: Path, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"no table or view numbers; there are: .*article_bodies"):
        make_export(filled, tmp_path / "export", tables=["numbers"])
    assert not list(tmp_path.iterdir())


def test_without_pyarrow_csv_works_and_parquet_says_what_to_install(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExportError, match=r"pip install 'vnportals\[export\]', or take --format csv"):
        make_export(filled, tmp_path / "export")
    assert make_export(filled, tmp_path / "export", formats=("csv",)).resources


def test_a_value_that_is_not_what_its_column_says_is_named(filled: Path, tmp_path: Path) -> None:
    path = tmp_path / "warehouse.db"
    shutil.copy(filled, path)
    with closing(Database(path)) as db, db.atomic():
        db.execute("UPDATE articles SET published_at = 'yesterday' WHERE article_id = 2")
    with pytest.raises(ExportError, match=r"articles\.published_at holds something that is no moment: .*yesterday"):
        make_export(path, tmp_path / "export", tables=["articles"])
    assert not (tmp_path / "export").exists()


@pytest.mark.slow
def test_all_tables_stand_at_one_moment_while_a_run_writes(filled: Path, tmp_path: Path) -> None:
    path = tmp_path / "warehouse.db"
    shutil.copy(filled, path)
    with closing(open_readonly(path)) as db:
        before = {name: len(stored(db, name)[1]) for name in RELATIONS}
    written: list[str] = []

    def write(step: Step) -> None:
        if step.done:
            db = open_warehouse(path)
            load(db, 1, item(db, article(f"them-{len(written)}")))
            written.append(step.relation)
            close(db)

    done = make_export(path, tmp_path / "export", formats=("csv",), tell=write)
    assert len(written) == len(RELATIONS)
    assert {resource.relation.name: resource.rows for resource in done.resources} == before
    after = make_export(path, tmp_path / "later", formats=("csv",), tables=["articles"])
    assert after.resources[0].rows == before["articles"] + len(written)
