from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from db.archive import Archive
from db.connect import close, open_warehouse
from db.runs import start_run
from db.seeds import PortalRow, register_portals
from tests.db.samples import NOW, OTHER, PORTAL

PORTALS = [
    PortalRow(slug, slug, "newspaper", province, f"https://{slug}.example")
    for slug, province in ((PORTAL, "Đồng Tháp"), (OTHER, "An Giang"))
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a warehouse may stand; none does yet."""
    return tmp_path / "warehouse.db"


@pytest.fixture(scope="session")
def empty_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once, because making it takes a tenth of a second."""
    path = tmp_path_factory.mktemp("empty") / "warehouse.db"
    warehouse = open_warehouse(path)
    register_portals(warehouse, PORTALS)
    close(warehouse)
    return path


@pytest.fixture
def db(path: Path, empty_warehouse: Path) -> Iterator[Database]:
    shutil.copy(empty_warehouse, path)
    warehouse = open_warehouse(path)
    yield warehouse
    close(warehouse)


@pytest.fixture
def run_id(db: Database) -> int:
    return start_run(db, "run", {}, NOW)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "archive.db") as opened:
        yield opened
