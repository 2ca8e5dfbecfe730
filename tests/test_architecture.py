"""The shape of the code, held: which package may import which, no clock or I/O in the core, sizes, docstrings."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("flows", "scrapers", "transforms", "db", "replicas")

# package -> the packages of ours it may import beside itself
ARROWS = {
    "flows": {"scrapers", "transforms", "db", "replicas"},
    "scrapers": {"transforms"},
    "db": {"transforms"},
    "transforms": set(),
    "replicas": set(),
}
# package -> third-party modules it may import; anything else is a decision to be made, not an accident
LIBRARIES = {
    "flows": {
        "apprise",
        "click",
        "datasette",
        "jinja2",
        "markupsafe",
        "prefect",
        "prefect_dask",
        "pydantic",
        "pydantic_settings",
        "rich",
        "sqlite_utils",
        "uvicorn",
    },
    "scrapers": {"bs4", "defusedxml", "fastwarc", "protego", "requests", "selectolax", "trafilatura", "urllib3"},
    "db": {"fastwarc", "pyarrow", "sqlite_utils", "xxhash", "zstandard"},
    "transforms": set(),
    "replicas": set(),
}
# The core does no I/O and reads no clock.
NOT_IN_TRANSFORMS = {
    "io",
    "logging",
    "os",
    "pathlib",
    "random",
    "shutil",
    "socket",
    "sqlite3",
    "subprocess",
    "tempfile",
    "time",
    "urllib.request",
}
CLOCKS = {"now", "utcnow", "today", "time", "monotonic", "perf_counter"}
# Where time may be read below the flows: waiting between requests, and the time limit of a query.
MAY_READ_CLOCKS = {"scrapers/fetch.py", "scrapers/watchdog.py", "scrapers/politeness.py", "db/queries.py"}

MODULES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
IDS = [str(path.relative_to(ROOT)) for path in MODULES]
PORTALS = [path for path in MODULES if path.parent.name == "portals" and path.name != "__init__.py"]
CORE = [path for path in MODULES if path.relative_to(ROOT).parts[0] in ("transforms", "db", "scrapers")]
MOST_LINES, MOST_FUNCTION_LINES = 400, 60
NO_THEME = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute here"
            yield node.module or ""


def _package(path: Path) -> str:
    return path.relative_to(ROOT).parts[0]


def test_every_package_is_walked() -> None:
    assert {_package(path) for path in MODULES} == set(PACKAGES)
    assert len(MODULES) > 50


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_arrows_point_one_way(path: Path) -> None:
    package = _package(path)
    for name in _imports(path):
        top = name.partition(".")[0]
        if top in PACKAGES:
            assert top == package or top in ARROWS[package], f"{path}: {package} may not import {name}"
        elif top not in sys.stdlib_module_names:
            assert top in LIBRARIES[package], f"{path}: {package} may not import {name}"


@pytest.mark.parametrize("path", PORTALS, ids=lambda path: path.stem)
def test_portals_know_neither_the_fetcher_nor_each_other(path: Path) -> None:
    ours = {name for name in _imports(path) if name.partition(".")[0] in PACKAGES}
    assert all(name in ("scrapers.spec", "transforms.dates") or name.startswith("scrapers.families") for name in ours)


def test_only_the_transport_uses_requests() -> None:
    users = {path.name for path in MODULES if any(name.partition(".")[0] == "requests" for name in _imports(path))}
    assert users <= {"transport.py", "unpacking.py"}


@pytest.mark.parametrize("path", CORE, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_core_does_no_io_and_reads_no_clock(path: Path) -> None:
    package = _package(path)
    if package == "transforms":
        assert not set(_imports(path)) & NOT_IN_TRANSFORMS
    relative = str(path.relative_to(ROOT))
    if relative not in MAY_READ_CLOCKS:
        calls = [node for node in ast.walk(_tree(path)) if isinstance(node, ast.Attribute) and node.attr in CLOCKS]
        read = [node for node in calls if isinstance(node.value, ast.Name) and node.value.id in ("datetime", "date", "time")]
        assert not read, f"{relative}:{read[0].lineno} reads the clock"


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_modules_are_small_have_a_theme_and_say_it(path: Path) -> None:
    tree = _tree(path)
    assert ast.get_docstring(tree), f"{path} has no docstring"
    assert path.stem not in NO_THEME
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            size = (node.end_lineno or node.lineno) - node.lineno + 1
            assert size <= MOST_FUNCTION_LINES, f"{path}:{node.lineno} {node.name} has {size} lines"


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_no_mutable_class_attributes(path: Path) -> None:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.ClassDef):
            for statement in node.body:
                value = getattr(statement, "value", None)
                assert not isinstance(value, ast.List | ast.Dict | ast.Set), (
                    f"{path}:{statement.lineno} is shared by all instances"
                )
