"""The account of a night holds where it could break: damage, crossing redirects, refused rows, a night cut off."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from db.archive import Archive
from flows.report import RunReport
from flows.settings import Settings
from replicas.faults import answers as a
from replicas.faults.answers import Fault
from replicas.world import NIGHTS
from tests.flows.conftest import FaultyNight, article_page
from transforms.records import Outcome

Start = Callable[[Mapping[str, Fault]], FaultyNight]
LIST = "/xa-hoi/"


def links(*numbers: int) -> tuple[str, ...]:
    return tuple(f"/tin-a{number}.html" for number in numbers)


def to(link: str) -> a.Status:
    return a.Status(302, {"Location": link})


def page(title: str, **options: str) -> a.Status:
    return a.Status(200, {"Content-Type": "text/html"}, article_page(title, **options))


def outcomes(report: RunReport) -> dict[str, int]:
    """What was counted, after the sums have been compared: in the report and in the warehouse's own view."""
    (tally,) = report.tallies
    assert tally.settled == tally.listed + tally.carried
    return {outcome.value: count for outcome, count in sorted(tally.outcomes.items()) if count}


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as db, db:
        yield db


def damage(settings: Settings, path: str) -> None:
    """Flip bytes in every archived body of this path."""
    with opened(settings.archive_path) as db:
        db.execute(
            "UPDATE bodies SET data = zeroblob(length(data)) WHERE sha256 IN (SELECT sha256 FROM captures WHERE url LIKE ?)",
            [f"%{path}"],
        )


def forget(settings: Settings) -> None:
    """As after a kill between the archive and the warehouse: the bytes are kept, nothing is loaded."""
    for file in settings.db.parent.glob("warehouse.db*"):
        file.unlink()


REDIRECTS: dict[str, tuple[dict[str, Fault], dict[str, int]]] = {
    "onto-a-later-one-of-the-batch": ({"/tin-a1.html": to("/tin-a2.html")}, {"inserted": 2, "unchanged": 1}),
    "onto-an-earlier-one-of-the-batch": ({"/tin-a3.html": to("/tin-a1.html")}, {"duplicate": 1, "inserted": 2}),
    "two-onto-one": ({"/tin-a2.html": to("/tin-a1.html"), "/tin-a3.html": to("/tin-a1.html")}, {"duplicate": 2, "inserted": 1}),
    "two-onto-one-unlisted": ({link: to("/tin-a9.html") for link in links(1, 2)}, {"duplicate": 1, "inserted": 2}),
    "onto-one-that-is-rejected": (
        {"/tin-a1.html": to("/tin-a2.html"), "/tin-a2.html": page("Tin", date="")},
        {"inserted": 1, "rejected": 2},
    ),
    "onto-the-home-page": ({"/tin-a2.html": to("/"), "/": page("Trang chủ", date="")}, {"inserted": 2, "rejected": 1}),
    "crosswise": ({"/tin-a1.html": to("/tin-a2.html?x"), "/tin-a2.html?x": page("Một"), "/tin-a2.html": to("/tin-a1.html?x"),
                   "/tin-a1.html?x": page("Hai")}, {"inserted": 3}),
}  # fmt: skip


@pytest.mark.parametrize("name", REDIRECTS)
def test_redirects_within_a_batch(faulty: Start, name: str) -> None:
    faults, counts = REDIRECTS[name]
    night = faulty({LIST: a.Listing(links(1, 2, 3)), **faults})
    assert outcomes(night.run()) == counts
    again = night.run()
    assert again.state == "done"
    assert not again.tallies[0].outcomes[Outcome.INSERTED]
    outcomes(again)


ODD = {"nul": "/tin%00-a5.html", "escape": "/tin%1b[31m-a5.html", "no-utf8": "/%ff%fe-a5.html"}


@pytest.mark.parametrize("name", ODD)
def test_odd_addresses_are_counted_like_others(faulty: Start, name: str) -> None:
    assert outcomes(faulty({LIST: a.Listing((*links(1), ODD[name]))}).run()) == {"inserted": 2}


def test_an_address_with_nul_has_a_key_that_sqlite_gives_back(faulty: Start) -> None:
    night = faulty({LIST: a.Listing(links(1)), "/tin-a1.html": to("/trang%00chu/"), "/trang%00chu/": page("Tin")})
    report = night.run()
    assert outcomes(report) == {"rejected": 1}, "no article's address, but counted"
    assert report.state == "done"


def test_a_damaged_page_that_was_left_over_fails_alone(faulty: Start, settings: Settings) -> None:
    night = faulty({LIST: a.Listing(links(1, 2, 3))})
    night.run()
    forget(settings)
    damage(settings, "/tin-a2.html")
    report = night.run()
    assert outcomes(report)["failed"] == 1
    assert "is damaged" in report.problems()[0]
    assert report.tallies[0].listed == 3, "the night went on"
    with opened(settings.db) as db:
        assert db.execute("SELECT count(*) FROM articles").fetchone() == (3,), "the damaged page was asked for again"
    assert night.run().state == "done"


def test_a_damaged_listing_is_asked_for_again(faulty: Start, settings: Settings) -> None:
    """The portal says that it has not changed, but what we had of it is spoilt."""

    class Steady:
        def answer(self, exchange: a.Exchange) -> None:
            if exchange.headers.get("if-none-match") == '"1"':
                a.write(exchange, 304, {"ETag": '"1"', "Content-Type": "", "Content-Length": ""})
            else:
                a.write(exchange, 200, {"ETag": '"1"'}, exchange.listing(links(1, 2)))

    night = faulty({LIST: Steady()})
    night.run()
    damage(settings, LIST)
    report = night.run()
    assert (report.state, report.tallies[0].listed) == ("done", 2)


def test_a_copy_that_could_not_be_read_vouches_for_nothing(faulty: Start, settings: Settings) -> None:
    """An edited page whose archived bytes went bad before they were loaded is fetched in full, not confirmed by a 304."""
    night = faulty({LIST: a.Listing(links(1))})
    night.run()
    night.server.render_article = lambda path: article_page(f"Bài {path} đã sửa")
    assert outcomes(night.run(NIGHTS[2])) == {"updated": 1}
    damage(settings, "/tin-a1.html")
    with opened(settings.db) as db:  # as it was before the edited page was loaded
        first = db.execute("SELECT min(capture_id) FROM article_versions").fetchone()
        db.execute("UPDATE pages SET capture_id = ?", first)
        db.execute("UPDATE portals SET loaded_capture_id = ?", first)
    report = night.run(NIGHTS[2])
    assert outcomes(report)["failed"] == 1, "the copy left over"
    assert "not_modified" not in outcomes(report)
    assert "if-none-match" not in night.server.log[-1].headers
    assert night.run(NIGHTS[2]).state == "done", "and what was sent again took the place of the damaged copy"


def test_a_lost_archive_does_not_pass_new_pages_off_as_old_ones(faulty: Start, settings: Settings) -> None:
    night = faulty({LIST: a.Listing(links(1, 2, 3))})
    night.run()
    for file in settings.db.parent.glob("archive.db*"):
        file.unlink()
    night.server.render_article = lambda path: article_page(f"Bài {path} đã sửa")
    assert outcomes(night.run(NIGHTS[2])) == {"updated": 3}
    with opened(settings.db) as db:
        rows = db.execute("SELECT number, capture_id FROM article_versions ORDER BY capture_id").fetchall()
        assert [number for number, _ in rows] == [1, 1, 1, 2, 2, 2], "the first versions stand"
        assert len({capture for _, capture in rows}) == 6, "each is of bytes of its own"
    with closing(Archive(settings.archive_path)) as archive, pytest.raises(KeyError):
        archive.read(rows[0][1])


def test_a_row_the_warehouse_refuses_costs_its_item_only(faulty: Start, settings: Settings) -> None:
    night = faulty({LIST: a.Listing(links(1, 2, 3))})
    night.run(limit=1)
    with opened(settings.db) as db:
        db.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON articles WHEN NEW.url LIKE '%a3.html' BEGIN SELECT raise(ABORT, 'no'); END"
        )
    report = night.run()
    assert outcomes(report)["failed"] == 1
    assert report.tallies[0].outcomes[Outcome.INSERTED] == 1
    assert "no" in report.problems()[0]


def test_a_night_cut_off_counts_only_what_is_stored(faulty: Start, settings: Settings) -> None:
    """An error in the middle of a night: it is told, what is in is counted, and the next run completes the rest."""
    night = faulty({LIST: a.Listing(links(*range(1, 13)))})
    night.run(limit=1)
    with opened(settings.db) as db:
        db.execute("""
            CREATE TRIGGER full BEFORE INSERT ON articles WHEN (SELECT count(*) FROM articles) >= 6
            BEGIN SELECT abs(-9223372036854775808); END
        """)
    with pytest.raises(sqlite3.OperationalError):
        night.run()
    with opened(settings.db) as db:
        row = "SELECT state, inserted, listed, known FROM run_portals ORDER BY run_id DESC LIMIT 1"
        assert db.execute(row).fetchone()[:2] == ("interrupted", db.execute("SELECT count(*) - 1 FROM articles").fetchone()[0])
        assert db.execute("SELECT state, error LIKE '%integer overflow%' FROM runs ORDER BY run_id DESC").fetchone() == (
            "failed",
            1,
        )
        db.execute("DROP TRIGGER full")
    report = night.run()
    assert report.state == "done"
    outcomes(report)
    with opened(settings.db) as db:
        assert db.execute("SELECT count(*) FROM articles").fetchone() == (12,)


def test_a_full_archive_stops_the_portal_and_loses_count_of_nothing(faulty: Start, settings: Settings) -> None:
    night = faulty({LIST: a.Listing(links(*range(1, 9)))})
    night.run(limit=1)
    with opened(settings.archive_path) as db:
        db.execute(
            "CREATE TRIGGER full BEFORE INSERT ON captures WHEN NEW.url LIKE '%a4.html' BEGIN SELECT raise(ABORT, 'full'); END"
        )
    report = night.run()
    assert report.state == "partial"
    assert outcomes(report)["failed"] == 5
    with opened(settings.archive_path) as db:
        db.execute("DROP TRIGGER full")
    later = night.run(NIGHTS[2])
    assert later.state == "done"
    outcomes(later)
