"""The docs say what is: generated pages are current, links lead somewhere, and every command and query of the README runs."""

from __future__ import annotations

import importlib.util
import re
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest

from flows.cli import main
from flows.settings import Settings
from tests.conftest import Demo, no_network, run_shell
from tests.flows.conftest import article_page
from tests.flows.test_serve import README_SERVE, README_TRIGGER

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


COMMANDS = [line for block in _blocks("sh") for line in block.splitlines() if line.strip()]
QUERIES = _blocks("sql")
RUN_BY_TEST_SERVE = {README_SERVE, README_TRIGGER}


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["portals.md", "indicators.md", "data-dictionary.md", "queries.md", "checks.md"])
def test_generated_pages_are_current(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == _generator().PAGES[name](), "run `make docs`"


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
        assert target.startswith("http") or (path.parent / target).exists(), target


def test_every_setting_of_the_readme_exists() -> None:
    for name in re.findall(r"`VNPORTALS_([A-Z_]+)`", README):
        assert name.lower() in Settings.model_fields


def test_every_command_is_in_the_readme() -> None:
    for name in main.list_commands(None):  # type: ignore[arg-type]
        assert f"vnportals {name}" in README or name == "demo", name


@pytest.mark.engine
def test_the_picture_of_the_readme_is_what_the_demo_shows(demo: Demo) -> None:
    lines = [line for line in _blocks("text")[0].splitlines()[1:] if line]
    assert len(lines) == 6
    for line in lines:
        assert line in demo.output


@pytest.mark.engine
@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.splitlines()[0].strip("- "))
def test_queries_of_the_readme_run(demo: Demo, query: str) -> None:
    with closing(sqlite3.connect(f"file:{demo.folder / 'warehouse.db'}?mode=ro", uri=True)) as db:
        rows = db.execute(query).fetchall()
    assert rows or "conflicting_observations" in query


def test_the_readme_shows_commands() -> None:
    assert set(COMMANDS) > RUN_BY_TEST_SERVE
    assert len(COMMANDS) > 10
    assert len(QUERIES) >= 4


@pytest.mark.engine
@pytest.mark.parametrize("command", [command for command in COMMANDS if command not in RUN_BY_TEST_SERVE])
def test_commands_of_the_readme_run(demo: Demo, tmp_path: Path, command: str) -> None:
    """As written, from the demo's warehouse; the real portals are out of reach here, and `run` says so."""
    words = shlex.split(command)
    if words[0] == "make":
        done = run_shell(f"{command} --dry-run", cwd=ROOT)
        assert done.returncode == 0, done.stderr
        wanted = {"demo": "vnportals demo", "test": "pytest"}[words[1]]
        assert wanted in done.stdout
        return
    (tmp_path / "page.html").write_bytes(article_page("Tin"))
    environment = {"VNPORTALS_DB": str(demo.folder / "warehouse.db"), "VNPORTALS_CONTACT": "editor@example.org"}
    if words[:2] == ["vnportals", "run"]:
        environment |= no_network(tmp_path) | {"VNPORTALS_DB": str(tmp_path / "warehouse.db")}
        done = run_shell(command, cwd=tmp_path, **environment)
        assert done.returncode == 1
        assert "does not resolve" in done.stderr
        return
    done = run_shell(command, cwd=tmp_path, **environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
