"""Looking after the archive: damage is found, sizes are true, and nothing that is needed goes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from db.archive import Archive
from db.archive_upkeep import compact, holdings, verify
from tests.db.samples import NOW, PORTAL, page
from tests.db.test_archive import article_page, template

DAY = timedelta(days=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Three nights of one listing, of a second one only the first night, and two articles, one of them fetched twice."""
    layout = template(1)
    with Archive(tmp_path / "archive.db") as archive:
        for night in range(3):
            at = NOW + night * DAY
            archive.store(page(article_page(layout, 100 + night), url="https://x/list", kind="listing", at=at))
        archive.store(page(article_page(layout, 99), url="https://x/old-list", kind="listing", at=NOW))
        for number in (1, 2):
            archive.store(page(article_page(layout, number), url=f"https://x/{number}", at=NOW))
        archive.store(page(article_page(layout, 1), url="https://x/1", at=NOW + DAY))
    return tmp_path / "archive.db"


def _run(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(sql)


def test_a_sound_archive(path: Path) -> None:
    found = verify(path)
    assert found.sound
    assert found.captures == 7


@pytest.mark.parametrize(
    ("sql", "damaged", "faults"),
    [
        ("UPDATE bodies SET data = x'00' WHERE rowid = (SELECT min(rowid) FROM bodies)", 1, 0),
        ("DELETE FROM dictionaries WHERE kind = 'article'", 3, 2),
    ],
    ids=["a body", "a dictionary"],
)
def test_damage_is_named(path: Path, sql: str, damaged: int, faults: int) -> None:
    _run(path, sql)
    found = verify(path)
    assert (len(found.damaged), len(found.faults)) == (damaged, faults)
    assert "https://x/" in found.damaged[0]


def test_what_it_holds(path: Path) -> None:
    articles, listings = holdings(path)
    assert (articles.portal, articles.kind, articles.captures, articles.bodies, articles.nights) == (PORTAL, "article", 3, 2, 2)
    assert (listings.kind, listings.captures, listings.bodies, listings.nights, listings.dictionaries) == (
        "listing",
        4,
        4,
        3,
        1,
    )
    assert listings.ratio > listings.alone > 1, "the others are kept as differences to the first"


def test_nothing_goes_that_is_needed(path: Path) -> None:
    done = compact(path)
    assert (done.listings, done.bodies, done.dictionaries) == (0, 0, 0)
    assert verify(path).captures == 7


def test_old_listings_go_but_the_newest_of_each_address(path: Path) -> None:
    with Archive(path) as archive:
        kept = {"https://x/list": archive.latest(PORTAL, "https://x/list"), "old": archive.latest(PORTAL, "https://x/old-list")}
        other = compact(path, listings_before=NOW + 9 * DAY, portal="another")
    assert other.listings == 0
    done = compact(path, listings_before=NOW + 9 * DAY)
    assert (done.listings, done.bodies) == (2, 2)
    assert verify(path).sound
    with Archive(path) as archive:
        assert archive.latest(PORTAL, "https://x/list") == kept["https://x/list"]
        assert archive.latest(PORTAL, "https://x/old-list") == kept["old"]
        assert len(archive.ids()) == 5


def test_numbers_of_what_is_gone_are_not_given_out_again(path: Path) -> None:
    with Archive(path) as archive:
        for night in (5, 6):
            archive.store(page(b"list", url="https://x/list", kind="listing", at=NOW + night * DAY, status=404))
    compact(path, listings_before=NOW + 9 * DAY)
    with Archive(path) as archive:
        assert max(archive.ids()) == 7
        assert archive.store(page(b"new")) == 10


def test_an_orphaned_body_goes(path: Path) -> None:
    before = path.stat().st_size
    _run(path, "DELETE FROM captures WHERE url = 'https://x/2'")
    done = compact(path)
    assert done.bodies == 1
    assert done.before >= before >= done.after
    assert verify(path).sound
