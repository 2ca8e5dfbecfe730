"""Replay of histories that no replica lives through: rules that change from night to night, answers that cannot be read."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db.archive import Archive
from db.connect import open_readonly, open_warehouse
from db.load import watermark
from flows.clock import Clock
from flows.events import Resumed
from flows.loading import Loader
from flows.replaying import ReplayPlan, ReplayReport, run_replay
from flows.settings import Settings
from scrapers.portals import BY_SLUG
from scrapers.spec import Portal, Select, SelectorLayout
from tests.flows.conftest import article_page
from tests.flows.test_nights import dump
from tests.flows.test_replay import OWN_ROWS, said
from transforms.dates import VIETNAM
from transforms.records import Outcome, Page

pytestmark = pytest.mark.night  # each loads and replays an archive several times

PORTAL = BY_SLUG["baoangiang"]
MORNING = datetime(2026, 1, 20, 2, tzinfo=VIETNAM)
JUNK = b"<!doctype html><html><body><div class='wall'>Vui l\xc3\xb2ng \xc4\x91\xe1\xbb\xa3i</div></body></html>"


def layouts_with(portal: Portal, **changes: object) -> Portal:
    """The portal as another program knew it."""
    changed = tuple(replace(layout, **changes) for layout in portal.layouts if isinstance(layout, SelectorLayout))  # type: ignore[arg-type]
    return replace(portal, layouts=changed)


TODAY = PORTAL
NO_LEAD = layouts_with(PORTAL, lead=None)
BLIND = layouts_with(PORTAL, title=Select("h1.tieu-de"))  # rejects everything: layout_changed


class History:
    """An archive that grows, and a warehouse that is loaded from it night by night."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.settings = Settings(db=folder / "warehouse.db", archive=None, contact="editor@example.org", batch_size=3)
        self.now = MORNING

    def answer(self, number: int, body: bytes, *, asked: int | None = None) -> int:
        """The portal answers for article `number`; asked for another one, it redirects."""
        self.now += timedelta(minutes=5)
        urls = [f"{PORTAL.home}/bai-so-{n}-a{500000 + n}.html" for n in (asked or number, number)]
        page = Page(
            portal=PORTAL.slug,
            kind="article",
            url=urls[0],
            final_url=urls[1],
            status=200,
            headers=(("Content-Type", "text/html; charset=utf-8"),),
            fetched_at=self.now,
            body=body,
        )
        with Archive(self.settings.archive_path) as archive:
            return archive.store(page)

    def night(self, portal: Portal = TODAY) -> None:
        """Loads what has come to the archive, by the rules of a program that knows the portal so."""
        self.now += timedelta(hours=12)
        with closing(open_warehouse(self.settings.db)) as db, closing(Archive(self.settings.archive_path)) as archive:
            loader = Loader(db, archive, (portal,), Clock(self.now))
            loader.start({})
            loader.apply(Resumed(portal.slug, tuple(archive.unprocessed(portal.slug, watermark(db, portal.slug)))))
            loader.finish(None)

    def replay(self, portal: Portal = TODAY, **options: object) -> ReplayReport:
        self.now += timedelta(hours=1)
        plan = ReplayPlan(portals=(portal,), settings=self.settings, clock=Clock(self.now), **options)  # type: ignore[arg-type]
        report = run_replay(plan)
        (tally,) = report.run.tallies
        assert tally.settled == tally.carried
        return report

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        return dump(self.settings.db, but=OWN_ROWS)

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        with closing(open_readonly(self.settings.db)) as db:
            return db.execute(sql).fetchall()

    def pages(self) -> list[tuple[object, ...]]:
        return self.ask("""
            SELECT p.url_key, p.state, p.reason, p.capture_id, a.url_key, c.url_key
            FROM pages AS p LEFT JOIN articles AS a USING (article_id) LEFT JOIN pages AS c ON c.page_id = p.alias_of ORDER BY 1
        """)


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "history")


def text(number: int, poor: str = "14.170") -> bytes:
    return article_page(
        f"Bài số {number}",
        date=f"19/01/2026 - 08:{30 + number}",  # at one minute, the number of the article decides which is the latest
        body=f"<p>Toàn tỉnh còn {poor} hộ nghèo, chiếm 2,63% tổng số hộ dân. Đó là kết quả rà soát cuối năm.</p>",
    )


def compared(history: History, folder: Path) -> None:
    """A replay by today's rules leaves what they would have made of the archive alone, and a second one changes nothing."""
    new = History(folder)
    new.settings = new.settings.model_copy(update={"archive": history.settings.archive_path})
    new.now = history.now
    new.replay()
    history.replay()
    expected, found = said(new.settings.db), said(history.settings.db)
    for name, rows in expected.items():
        assert found[name] == rows, name
    assert history.pages() == new.pages()
    before = history.rows()
    assert not history.replay().changes.anything
    assert history.rows() == before


def test_versions_that_differ_by_the_rules_alone_become_one(history: History, tmp_path: Path) -> None:
    history.answer(1, text(1))
    history.night(NO_LEAD)
    history.answer(1, text(1))
    history.night(TODAY)
    assert history.ask("SELECT number, capture_id FROM article_versions ORDER BY 1") == [(1, 1), (2, 2)]
    report = history.replay(dry_run=True)
    assert (report.changes.versions_merged, report.changes.versions_added) == (1, 0)
    compared(history, tmp_path / "new")
    assert history.ask("SELECT number, capture_id FROM article_versions") == [(1, 1)]


def test_an_edit_that_old_rules_did_not_see_becomes_a_version(history: History, tmp_path: Path) -> None:
    history.answer(1, text(1, "<em>14.170</em>"))
    history.answer(1, text(1, "<em>13.020</em>"))
    history.night(layouts_with(PORTAL, drop=("em",)))
    assert history.ask("SELECT number, capture_id FROM article_versions") == [(1, 1)]
    assert history.replay(dry_run=True).changes.versions_added == 1
    compared(history, tmp_path / "new")
    assert history.ask("SELECT number, capture_id FROM article_versions ORDER BY 1") == [(1, 1), (2, 2)]


def test_what_could_not_be_read_is_read_from_the_quarantine(history: History, tmp_path: Path) -> None:
    """Both a page that never gave an article and an edit of one that did."""
    history.answer(1, text(1))
    history.night()
    history.answer(1, text(1, "13.020"))
    history.answer(2, text(2))
    history.night(BLIND)
    assert history.ask("SELECT stage, reason, attempts, capture_id, article_id FROM quarantine ORDER BY capture_id") == [
        ("parse", "layout_changed", 1, 2, 1),
        ("parse", "layout_changed", 1, 3, None),
    ]
    report = history.replay(quarantine=True)
    assert report.changes.now_read == 2
    assert +report.run.tallies[0].outcomes == {Outcome.INSERTED: 1, Outcome.UPDATED: 1, Outcome.UNCHANGED: 1}
    assert history.ask("SELECT count(*) FROM quarantine") == [(0,)]
    assert history.ask("SELECT value FROM observations WHERE indicator = 'poor_households' AND current = 1") == [
        ("13020",),
        ("14170",),
    ]
    compared(history, tmp_path / "new")


def test_an_article_that_is_no_longer_read_stays(history: History) -> None:
    history.answer(1, text(1))
    history.answer(2, text(2))
    history.night()
    before = said(history.settings.db)
    report = history.replay(BLIND)
    assert report.changes.no_longer_read == 2 == report.changes.kept_versions
    assert +report.run.tallies[0].outcomes == {Outcome.REJECTED: 2}
    after = said(history.settings.db)
    for name in ("articles", "versions", "series", "duplicates", "passages", "words"):
        assert after[name] == before[name], name
    assert history.ask("SELECT reason, capture_id, article_id FROM quarantine ORDER BY 2") == [
        ("layout_changed", 1, 1),
        ("layout_changed", 2, 2),
    ]
    rows = history.rows()
    history.replay(BLIND)
    assert history.rows() == rows
    assert history.replay().changes.now_read == 2
    assert said(history.settings.db) == before


def test_attempts_are_answers_in_a_row(history: History, tmp_path: Path) -> None:
    for body in (text(1), JUNK, JUNK + b" "):
        history.answer(1, body)
        history.night(BLIND)
    assert history.ask("SELECT attempts, first_at < last_at FROM quarantine") == [(3, 1)]
    compared(history, tmp_path / "new")
    assert history.ask("SELECT attempts, first_at < last_at FROM quarantine") == [(2, 1)], "the first is read now"


@pytest.mark.parametrize("seed", range(4))
def test_any_history(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    history = History(tmp_path / "history")
    for _ in range(chance.randint(2, 4)):
        for _ in range(chance.randint(1, 5)):
            number = chance.randint(1, 4)
            body = chance.choice([text(number), text(number), text(number, "13.020"), text(number, "9.001"), JUNK])
            history.answer(number, body, asked=chance.choice([None, None, None, number + 10]))
        history.night(chance.choice([TODAY, NO_LEAD, BLIND]))
        if chance.random() < 0.3:
            history.replay(chance.choice([TODAY, NO_LEAD]), quarantine=chance.random() < 0.5)
    compared(history, tmp_path / "new")


def test_a_damaged_page_fails_is_named_and_read_once_it_is_whole_again(history: History, tmp_path: Path) -> None:
    history.answer(1, text(1))
    history.answer(2, text(2))
    with closing(sqlite3.connect(history.settings.archive_path)) as db:
        (digest, whole) = db.execute(
            "SELECT b.sha256, data FROM bodies AS b JOIN captures USING (sha256) WHERE capture_id = 2"
        ).fetchone()
        db.execute("UPDATE bodies SET data = substr(data, 1, 60) WHERE sha256 = ?", [digest])
        db.commit()
        history.night()
        assert history.ask("SELECT url, stage, reason, attempts, capture_id FROM quarantine") == [
            ("https://baoangiang.com.vn/bai-so-2-a500002.html", "archive", "damaged", 1, 2)
        ]
        report = history.replay()
        assert report.run.state == "partial"
        assert "capture 2 of" in report.run.problems()[0]
        rows = history.rows()
        history.replay()
        assert history.rows() == rows
        db.execute("UPDATE bodies SET data = ? WHERE sha256 = ?", [whole, digest])
        db.commit()
    assert history.replay(quarantine=True).changes.now_read == 1
    compared(history, tmp_path / "new")


def test_what_the_warehouse_does_not_take_waits_alone(history: History) -> None:
    history.answer(1, text(1))
    history.answer(2, text(2))
    with closing(open_warehouse(history.settings.db)) as db:
        db.execute(
            "CREATE TRIGGER no BEFORE INSERT ON article_versions WHEN new.title = 'Bài số 2' "
            "BEGIN SELECT raise(ABORT, 'no'); END"
        )
    history.replay()
    assert history.ask("SELECT stage, reason, detail, capture_id FROM quarantine") == [
        ("load", "refused", "IntegrityError: no", 2)
    ]
    assert history.ask("SELECT state FROM pages ORDER BY page_id") == [("loaded",), ("failed",)]
    assert history.ask("SELECT count(*) FROM articles") == [(1,)]


def test_choice_of_pages(history: History) -> None:
    for number in (1, 2, 3):
        history.answer(number, text(number))
    history.now += timedelta(days=2)
    history.answer(2, text(2, "13.020"))
    assert history.replay(limit=2).pages == 2
    assert history.ask("SELECT loaded_capture_id FROM portals") == [(0,)], "a night would still load the rest"
    report = history.replay(since=MORNING + timedelta(days=1))
    assert (report.pages, report.run.tallies[0].carried) == (1, 2), "a page comes with all its past"
    history.replay()
    assert history.ask("SELECT loaded_capture_id FROM portals") == [(4,)]


def test_hosts_that_are_declared_no_more_are_left_out_and_told(history: History) -> None:
    history.answer(1, text(1))
    report = history.replay(replace(PORTAL, home="https://baoangiang.example", aliases=()))
    assert report.undeclared == {"baoangiang": 1}
    assert report.pages == 0


def test_a_replay_that_is_broken_off_is_completed_by_the_next(history: History, tmp_path: Path) -> None:
    for number in range(1, 9):
        history.answer(number, text(number))
    plan = ReplayPlan(portals=(PORTAL,), settings=history.settings, clock=Clock(history.now))

    def stop(done: int, total: int) -> None:
        if done > 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_replay(plan, stop)
    assert history.ask("SELECT kind, state FROM runs") == [("replay", "failed")]
    assert history.ask("SELECT state, inserted FROM run_portals") == [("interrupted", 6)]
    assert history.ask("SELECT loaded_capture_id FROM portals") == [(0,)], "a night may complete it as well"
    compared(history, tmp_path / "new")
