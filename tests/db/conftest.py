from __future__ import annotations

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
    return tmp_path / "warehouse.db"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    warehouse = open_warehouse(path)
    register_portals(warehouse, PORTALS)
    yield warehouse
    close(warehouse)


@pytest.fixture
def run_id(db: Database) -> int:
    return start_run(db, "run", {}, NOW)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "archive.db") as opened:
        yield opened
