"""The review after a run: what it finds, what it shows for it, and that nothing in it can harm a night."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlite_utils import Database

import flows.review
from db.archive import Archive
from db.checks.measures import Measure, record_measures
from db.connect import open_readonly, open_warehouse
from db.findings import Finding, findings_of
from db.runs import PortalTally, finish_run, record_portal, start_run
from db.seeds import PortalRow, register_portals
from flows.report import RunReport, Tally
from flows.review import review
from flows.settings import Settings
from replicas.faults.answers import Fault, Listing
from replicas.faults.surgery import laid_out_anew, without_dates
from replicas.world import NIGHTS
from scrapers.portals import BY_SLUG
from scrapers.spec import Portal, TlsException
from tests.db.samples import article, item, load
from tests.flows.conftest import FaultyNight, article_page
from transforms.dates import VIETNAM
from transforms.records import Outcome

SLUG = "baoangiang"
NOW = datetime(2026, 6, 1, 2, tzinfo=VIETNAM)


class Book:
    """A run book written by hand: runs of one portal, one a night, reviewed after each."""

    def __init__(self, db: Database, archive: Archive) -> None:
        self.db = db
        self.archive = archive
        self.now = NOW
        register_portals(db, [PortalRow(p.slug, p.name, p.kind, p.province, p.home) for p in BY_SLUG.values()])

    def run(
        self,
        *,
        portal: Portal = BY_SLUG[SLUG],
        listed: int = 40,
        kind: str = "run",
        silenced: frozenset[str] = frozenset(),
        **tally: object,
    ) -> list[Finding]:
        self.now += timedelta(days=1)
        run_id = start_run(self.db, kind, {}, self.now)
        account = Tally(portal.slug, self.now, listed=listed, finished_at=self.now)
        account.outcomes[Outcome.KNOWN] = listed
        for name, value in tally.items():
            setattr(account, name, value)
        report = RunReport(run_id, (account,))
        record_portal(self.db, run_id, account.recorded(self.now))
        finish_run(self.db, run_id, report.state, self.now)
        review(self.db, self.archive, [portal], report, self.now, silenced=silenced | {"portal_without_articles"})
        return findings_of(self.db, run_id)


@pytest.fixture
def book(settings: Settings) -> Iterator[Book]:
    with closing(open_warehouse(settings.db)) as db, closing(Archive(settings.archive_path)) as archive:
        yield Book(db, archive)


def rules(found: list[Finding]) -> dict[str, str]:
    return {finding.rule: finding.severity for finding in found}


def test_fewer_entries_are_found_at_the_second_night_and_the_finding_lasts(book: Book) -> None:
    assert [rules(book.run()) for _ in range(12)] == [{}] * 12
    assert rules(book.run(listed=10)) == {}
    (found,) = book.run(listed=10)
    assert (found.rule, found.severity, found.portal) == ("fewer_listed", "warning", SLUG)
    assert (found.measured, found.expected_low) == (10, 20)
    assert found.evidence["selectors"]
    assert found.since_run_id == 14
    (still,) = book.run(listed=10)
    assert still.since_run_id == 14
    assert [rules(book.run()) for _ in range(4)] == [{"fewer_listed": "warning"}] * 2 + [{}] * 2


def test_a_run_of_another_portal_ends_no_finding(book: Book) -> None:
    for listed in (*[40] * 12, 10, 10):
        found = book.run(listed=listed)
    book.run(portal=BY_SLUG["baodongthap"])
    start_run(book.db, "run", {}, NOW)  # and one that was killed
    (still,) = book.run(listed=10)
    assert still.since_run_id == found[0].since_run_id


def test_runs_with_a_limit_are_no_measure(book: Book) -> None:
    book.run()
    with book.db.conn:
        book.db.execute("UPDATE runs SET parameters = ?", ['{"limit": 3}'])
    book.db.execute("DELETE FROM run_measures")
    flows.review._measure(book.db, book.archive, BY_SLUG[SLUG], Tally(SLUG, NOW), 1, NOW)
    assert book.db.execute("SELECT count(*) FROM run_measures WHERE measure = 'listed'").fetchone()[0] == 0


def test_a_portal_that_is_down_is_told_at_the_second_night(book: Book) -> None:
    down = {"listed": 0, "problems": ["baoangiang.com.vn does not answer"]}
    found = [rules(book.run(**down)) for _ in range(4)]  # type: ignore[arg-type]
    assert [night.get("portal_down") for night in found] == [None, "warning", "error", "error"]
    assert "portal_down" not in rules(book.run())


def test_second_pages_that_begin_to_repeat_the_first(book: Book) -> None:
    url = "https://baoangiang.com.vn/xa-hoi/?p=2"
    assert rules(book.run(paged=2, repeating=[url])) == {"pages_repeat": "info"}, "who knows what is usual here"
    for _ in range(12):
        assert rules(book.run(paged=2)) == {}
    (found,) = book.run(paged=2, repeating=[url])
    assert (found.severity, found.rows[0].url) == ("warning", url)
    assert rules(book.run(paged=1, repeating=[url])) == {"pages_repeat": "warning"}
    assert rules(book.run(paged=2)) == {}


@pytest.mark.parametrize(("days", "severity"), [(31, None), (30, "warning"), (0, "warning"), (-1, "error")])
def test_tls_exceptions_end(book: Book, days: int, severity: str | None) -> None:
    expires = date(2026, 6, 2) + timedelta(days=days)
    portal = replace(BY_SLUG[SLUG], tls_exception=TlsException("an intermediate is missing", "ca.pem", expires))
    assert rules(book.run(portal=portal)).get("tls_exception") == severity


def test_a_check_that_breaks_is_a_finding_and_the_others_are_made(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.portal_checks.last_states", lambda *_: 1 / 0)
    monkeypatch.setattr("flows.review.drifts", lambda *_: 1 / 0)
    found = rules(book.run(paged=1, repeating=["https://baoangiang.com.vn/"]))
    assert found == {"check_failed_portal_down": "error", "check_failed_drift": "error", "pages_repeat": "info"}


def test_a_review_that_cannot_be_recorded_harms_nothing(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("flows.review.record_findings", full)
    assert book.run(paged=1, repeating=["https://baoangiang.com.vn/"]) == []


def test_what_is_silenced_is_not_told(book: Book) -> None:
    def night(*silenced: str) -> dict[str, str]:
        return rules(book.run(paged=1, repeating=["https://baoangiang.com.vn/"], silenced=frozenset(silenced)))

    assert night("pages_repeat") == night(f"pages_repeat:{SLUG}") == {}
    assert night("pages_repeat:baodongthap", "silent") == {"pages_repeat": "info"}


def test_around_tet_fewer_entries_mean_nothing(book: Book) -> None:
    book.now = datetime(2026, 1, 10, 2, tzinfo=VIETNAM)
    nights = [rules(book.run(listed=40 if book.now < datetime(2026, 2, 11, tzinfo=VIETNAM) else 5)) for _ in range(47)]
    assert nights == [{}] * 47
    assert [rules(book.run(listed=5)) for _ in range(2)] == [{}, {"fewer_listed": "warning"}]


def test_a_share_is_measured_on_what_was_answered(book: Book) -> None:
    book.run()
    record_measures(book.db, 1, SLUG, [Measure("rejected", 0, 0), Measure("failed", 3, 1)])
    assert book.db.execute("SELECT measure, weight, total FROM run_measures").fetchall() == [("failed", 3, 1.0)]


def test_pages_that_the_archive_does_not_have_are_missed(book: Book) -> None:
    run_id = start_run(book.db, "run", {}, NOW)
    load(book.db, run_id, item(book.db, article("bai-1", portal=SLUG), capture_id=77), portal=SLUG)
    record_portal(book.db, run_id, PortalTally(portal=SLUG, state="done", listed=1, outcomes={Outcome.INSERTED: 1}))
    report = RunReport(run_id, (Tally(SLUG, NOW, finished_at=NOW),))
    (found,) = [f for f in review(book.db, book.archive, [BY_SLUG[SLUG]], report, NOW) if f.rule == "capture_missing"]
    assert (found.severity, found.failing, found.rows[0].capture_id) == ("error", 1, 77)


# -- whole nights over a portal whose layout changes ----------------------------------------------------------------------

Change = Callable[[bytes], bytes]
PER_NIGHT = 9


class Newspaper:
    """A portal with nine new articles a day, in the layout of baoangiang."""

    def __init__(self, settings: Settings) -> None:
        self._faults: dict[str, Fault] = {}
        self.night = FaultyNight(settings, self._faults)
        self._day = 0
        self._changes: dict[str, Change] = {}
        self.night.server.render_article = self._page

    def _page(self, path: str) -> bytes:
        number = int(path.rpartition("-a")[2].partition(".")[0])
        day = NIGHTS[1] + timedelta(days=number // 100 - 1)
        words = " ".join(f"số {number * 7 + n} hộ nghèo ở ấp {n};" for n in range(5))
        page = article_page(f"Bài {number}", date=f"{day:%d/%m/%Y} - 08:30", body=f"<p>Xã còn {words}</p><p>Ghi ở tỉnh.</p>")
        machine = f'<meta property="article:published_time" content="{day:%Y-%m-%d}T08:30:00+07:00"/></head>'.encode()
        return self._changes.get(path, bytes)(page.replace(b"</head>", machine))

    def live(self, change: Change = bytes) -> dict[str, Finding]:
        """One more night; its articles come out changed."""
        self._day += 1
        links = tuple(f"/tin-moi-a{100 * self._day + n}.html" for n in range(PER_NIGHT))
        self._changes.update(dict.fromkeys(links, change))
        self.night.server.faults["/xa-hoi/"] = Listing(links)
        report = self.night.run(now=NIGHTS[1] + timedelta(days=self._day))
        with closing(open_readonly(self.night.settings.db)) as db:
            return {finding.rule: finding for finding in findings_of(db, report.run_id)}


@pytest.fixture
def newspaper(settings: Settings) -> Iterator[Newspaper]:
    paper = Newspaper(settings)
    with paper.night.server:
        yield paper


def unsigned(page: bytes) -> bytes:
    return page.replace(b'<p class="author ignore">PV</p>', b"")


@pytest.mark.night
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (laid_out_anew, {"layout_lost": "error"}),
        (without_dates, {"dates_lost": "error", "more_rejected": "error"}),
        (unsigned, {"author_lost": "warning"}),
    ],
)
def test_a_layout_that_changes_overnight_is_found_with_evidence(
    newspaper: Newspaper, change: Change, expected: Mapping[str, str]
) -> None:
    for _ in range(9):
        assert newspaper.live() == {}
    found = newspaper.live(change)
    assert {rule: finding.severity for rule, finding in found.items()} == expected
    for rule in expected:
        finding = found[rule]
        assert finding.failing == PER_NIGHT == len(finding.rows)
        assert finding.rows[0].url == finding.evidence["url"]
        capture_id = finding.evidence["capture_id"]
        assert isinstance(capture_id, int)
        with closing(Archive(newspaper.night.settings.archive_path)) as archive:
            page = archive.read(capture_id)
        assert page.url == finding.evidence["url"]
        assert page.body == newspaper.night.server.render_article("/" + page.url.rpartition("/")[2])
    if "layout_lost" in expected:
        assert "#newscontents" in str(found["layout_lost"].evidence["selectors_not_found"])
    healed = [newspaper.live() for _ in range(4)]
    assert [any(rule in night for rule in expected) for night in healed] == [True, True, False, False]
