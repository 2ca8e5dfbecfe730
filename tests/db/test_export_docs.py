"""The examples of docs/export.md run as they stand, in a folder with an export, and the command says what it did."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from db.connect import close, open_warehouse
from db.runs import start_run
from flows.cli import main
from tests.conftest import clean_environment
from tests.db.exports import fill
from tests.db.samples import NOW

PAGE = (Path(__file__).parent.parent.parent / "docs" / "export.md").read_text("utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def folder(empty_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where `warehouse.db` and `warehouse-export` stand."""
    folder = tmp_path_factory.mktemp("docs")
    shutil.copy(empty_warehouse, folder / "warehouse.db")
    db = open_warehouse(folder / "warehouse.db")
    fill(db, start_run(db, "run", {}, NOW))
    close(db)
    done = _export(folder, "warehouse-export")
    assert done.exit_code == 0, done.stderr
    assert re.search(r"observations +parquet +\d+ +\d+ +\d+ *\n", done.stdout)
    assert "observations: " in done.stderr
    return folder


def _export(folder: Path, place: str, *options: str) -> Result:
    return CliRunner().invoke(main, ["export", str(folder / place), "--db", str(folder / "warehouse.db"), *options])


def test_there_are_examples_for_each_tool() -> None:
    assert {tool for tool in ("duckdb", "pandas", "polars") if f"import {tool}" in "".join(EXAMPLES)} == {
        "duckdb",
        "pandas",
        "polars",
    }


@pytest.mark.slow  # each is a process of its own, with a library of its own
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.split()[1])
def test_examples_run_and_find_something(folder: Path, example: str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", example],
        cwd=folder,
        env=clean_environment() | {"PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert re.search("Đồng Tháp|baodongthap|poor_households", done.stdout), done.stdout


def test_every_option_is_told(folder: Path) -> None:
    told = CliRunner().invoke(main, ["export", "--help"]).stdout
    for option in re.findall(r"^\| `(--[a-z]+)", PAGE, re.MULTILINE):
        assert option in told
    assert set(re.findall(r"--[a-z]+", PAGE)) >= {"--format", "--tables", "--since", "--overwrite"}


def test_a_second_export_needs_to_be_asked_for(folder: Path) -> None:
    refused = _export(folder, "warehouse-export")
    assert refused.exit_code == 1
    assert "add --overwrite" in refused.stderr


@pytest.mark.parametrize(
    ("options", "files"),
    [
        pytest.param(["--format", "csv", "--tables", "runs,pages"], {"csv/pages.csv", "csv/runs.csv"}, id="tables"),
        pytest.param(["--format", "parquet", "--tables", "runs"], {"parquet/runs.parquet"}, id="format"),
        pytest.param(["--since", "2030-01-01", "--format", "csv", "--tables", "articles"], {"csv/articles.csv"}, id="since"),
    ],
)
def test_options(folder: Path, tmp_path: Path, options: list[str], files: set[str]) -> None:
    shutil.copy(folder / "warehouse.db", tmp_path / "warehouse.db")
    done = _export(tmp_path, "out", *options)
    assert done.exit_code == 0, done.stderr
    found = {str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert found == files | {"datapackage.json"}


@pytest.mark.parametrize("options", [["--since", "soon"], ["--format", "xlsx"]], ids=" ".join)
def test_wrong_use_exits_2(folder: Path, options: list[str]) -> None:
    assert _export(folder, "other", *options).exit_code == 2
