"""`vnportals check` and `vnportals record` on one night of the replica portals: real HTTP, a real archive."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner, Result

from db.archive import Archive
from db.connect import open_warehouse
from flows.cli import main
from flows.clock import Clock
from flows.commands.check import archive_checks, live_checks
from flows.commands.record import fetched
from flows.lock import Busy, alone, lock_of
from flows.night import run_night
from flows.page_checks import PageCheck, Part, Stored, check_article
from flows.plan import NightPlan
from flows.recording import NotRecorded, expectation, read_recorded, record
from flows.replica_portals import replica_portals
from flows.settings import Settings
from replicas.server import ReplicaServer
from replicas.world import NIGHTS
from scrapers.portals import BY_SLUG
from scrapers.spec import Politeness, Portal
from tests.flows.conftest import IMPATIENT, article_page
from transforms.records import Page

pytestmark = pytest.mark.night


@pytest.fixture(scope="module")
def server() -> Iterator[ReplicaServer]:
    with ReplicaServer(crawl_delay_s=0) as running:
        yield running


@pytest.fixture(scope="module")
def after_a_night(server: ReplicaServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("night")
    settings = Settings(db=folder / "warehouse.db", archive=None, contact="editor@example.org")
    run_night(NightPlan(portals=replica_portals(server), settings=settings, clock=Clock(NIGHTS[1]), policy=IMPATIENT))
    return folder


@pytest.fixture
def settings(after_a_night: Path, tmp_path: Path) -> Settings:
    """A warehouse and an archive of one night."""
    folder = copytree(after_a_night, tmp_path / "warehouse")
    return Settings(db=folder / "warehouse.db", archive=None, contact="editor@example.org")


@pytest.fixture
def replicas(server: ReplicaServer) -> Sequence[Portal]:
    server.requests.clear()
    return replica_portals(server)


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def parts(check: PageCheck) -> dict[str, Part]:
    return {part.name: part for part in check.parts}


def files_of(settings: Settings) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in (settings.db, settings.archive_path)}


def latest_article(settings: Settings, slug: str) -> tuple[Page, int]:
    with Archive(settings.archive_path) as archive:
        capture_id = archive.unprocessed(slug, 0)[-1]
        return archive.read(capture_id), capture_id


def test_everything_that_was_loaded_parses(settings: Settings, server: ReplicaServer) -> None:
    server.requests.clear()
    before = files_of(settings)
    result = run("check", "--db", str(settings.db))
    assert result.exit_code == 0, result.stdout
    assert "missing" not in result.stdout
    for slug in ("angiang_portal", "baodaklak", "vinhlong_portal", "baoangiang", "baodongthap"):
        assert slug in result.stdout
    assert not server.requests, "no network"
    assert files_of(settings) == before


def test_json_has_every_field_of_every_page(settings: Settings) -> None:
    result = run("check", "--portal", "baodaklak", "--articles", "3", "--format", "json", "--db", str(settings.db))
    pages = json.loads(result.stdout)
    layouts = [p["found"] for page in pages for p in page["parts"] if p["name"] == "layout"]
    assert layouts.count("daklak-2024") == 3
    assert "daklak-2020" in layouts
    assert {page["kind"] for page in pages} == {"listing", "article"}
    for page in pages:
        names = [part["name"] for part in page["parts"]]
        assert names[:3] == (["layout", "title", "lead"] if page["kind"] == "article" else ["entries", "articles", "titles"])
        assert page["parses"]
        assert page["todo"] is None


def test_a_portal_never_fetched_says_so(settings: Settings) -> None:
    result = run("check", "--portal", "baohaiphong", "--db", str(settings.db))
    assert result.exit_code == 0
    assert "never fetched" in result.stdout
    assert "vnportals check --portal baohaiphong --live" in result.stdout


def test_a_page_that_should_parse_and_does_not_is_named(settings: Settings) -> None:
    page, capture_id = latest_article(settings, "baodaklak")
    broken = replace(page, body=page.body.replace(b"<h1", b"<h1 class='media-heading'>Hai</h1><h1"))
    with Archive(settings.archive_path) as archive, closing(open_warehouse(settings.db)) as db:
        later = archive.store(broken)
        db.execute("UPDATE article_versions SET capture_id = ? WHERE capture_id = ?", [later, capture_id])
        db.conn.commit()
    result = run("check", "--portal", "baodaklak", "--db", str(settings.db))
    assert result.exit_code == 1
    assert "exactly 1 of #content > h1.media-heading" in result.stdout
    assert "2 elements" in result.stdout
    assert f"`vnportals record --capture {later} --to DIR`" in result.stdout


def test_a_damaged_page_is_named_and_the_others_are_read(settings: Settings) -> None:
    _, capture_id = latest_article(settings, "baodaklak")
    with Archive(settings.archive_path) as archive:
        archive._db.execute(
            "UPDATE bodies SET data = x'00' WHERE sha256 = (SELECT sha256 FROM captures WHERE capture_id = ?)", [capture_id]
        )
        archive._db.conn.commit()
    checks = archive_checks(settings, [BY_SLUG["baodaklak"]], 100)["baodaklak"]
    assert [check.capture_id for check in checks if not check.parses] == [capture_id]
    assert len(checks) > 5


PAGE = Page(
    portal="baoangiang",
    kind="article",
    url="https://baoangiang.com.vn/tin-a475001.html",
    final_url="https://baoangiang.com.vn/tin-a475001.html",
    status=200,
    headers=(("Content-Type", "text/html; charset=utf-8"), ("Set-Cookie", "session=hunter2")),
    fetched_at=datetime(2026, 1, 20, tzinfo=UTC),
    body=article_page("Tin"),
)
LOADED = {
    "layout": "fck-lead",
    "title": "Tin",
    "lead": "Tin về Tin.",
    "author": "PV",
    "published_at": "2026-01-19T08:30:00+07:00",
    "section": "Xã hội",
    "body": "Tin: toàn tỉnh còn 14.170 hộ nghèo, chiếm 2,63% tổng số hộ dân. Đó là kết quả rà soát cuối năm.",
    "images": 0,
}


@pytest.mark.parametrize(
    ("old", "new", "stored", "states"),
    [
        (b"", b"", Stored(article=LOADED), {}),
        (b"", b"", Stored(), {}),
        (b"PV</p>", b"KP</p>", Stored(article=LOADED), {"author": "changed"}),
        (b"PV</p>", b"</p>", Stored(article=LOADED), {"author": "missing"}),
        (b"PV</p>", b"</p>", Stored(), {}),
        (b"19/01/2026", b"19-thang-1", Stored(article=LOADED), {"published_at": "missing", "verdict": "missing"}),
        (b'id="newscontents"', b'id="other"', Stored(article=LOADED), {"layout": "missing"}),
        (b"<h1>Tin</h1>", b"", Stored(article=LOADED), {"title": "missing", "verdict": "missing"}),
        (b"", b"", Stored(reason="layout_changed"), {"verdict": "changed"}),
        (b"14.170", b"14.171", Stored(article=LOADED), {"body": "changed"}),
    ],
    ids=["same", "new", "author changed", "author lost", "no author", "date", "layout", "title", "reads now", "edited"],
)
def test_each_field_has_its_state(old: bytes, new: bytes, stored: Stored, states: dict[str, str]) -> None:
    check = check_article(replace(PAGE, body=PAGE.body.replace(old, new)), BY_SLUG["baoangiang"], stored)
    found = {part.name: part.state for part in check.parts if part.state != "ok"}
    assert {name: found.get(name) for name in states} == states
    if states != {"layout": "missing"}:  # where the fallback reads, it reads other things
        assert found.keys() == states.keys()
    assert check.parses == ("missing" not in states.values())


def test_live_fetches_one_listing_and_two_articles_and_keeps_nothing(
    settings: Settings, replicas: Sequence[Portal], server: ReplicaServer, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_of(settings)
    checks = live_checks(settings, replicas, Clock(NIGHTS[1]))
    for portal in replicas:
        kinds = [check.kind for check in checks[portal.slug]]
        assert kinds == ["listing", "article", "article"]
        assert all(check.parses for check in checks[portal.slug]), checks[portal.slug]
        assert all(part.was is None for check in checks[portal.slug] for part in check.parts), "as the warehouse has it"
    assert len(server.requests) == 4 * len(replicas), "robots.txt, a listing, two articles"
    assert files_of(settings) == before
    assert "not kept and not loaded" in capsys.readouterr().err


def test_live_needs_no_warehouse(tmp_path: Path, replicas: Sequence[Portal]) -> None:
    checks = live_checks(Settings(db=tmp_path / "none.db", archive=None), replicas[:1], Clock(NIGHTS[1]))
    assert all(check.parses for found in checks.values() for check in found)
    assert not (tmp_path / "none.db").exists()


def test_live_waits_for_no_run_and_asks_nothing_beside_one(
    settings: Settings, replicas: Sequence[Portal], server: ReplicaServer
) -> None:
    with alone(lock_of(settings.db), "a run"), pytest.raises(Busy):
        live_checks(settings, replicas, Clock(NIGHTS[1]))
    assert not server.requests


def test_live_says_why_a_portal_is_not_to_be_had(tmp_path: Path) -> None:
    portal = BY_SLUG["baodaklak"].at("http://127.0.0.1:9", aliases=(), politeness=Politeness(delay_s=0))
    settings = Settings(db=tmp_path / "none.db", archive=None, connect_timeout_s=0.5)
    (check,) = live_checks_impatiently(settings, portal)
    assert parts(check)["fetch"].state == "missing"
    assert "refuses connections" in parts(check)["fetch"].found


def live_checks_impatiently(settings: Settings, portal: Portal) -> list[PageCheck]:
    from flows.live_check import check_live

    return check_live(portal, IMPATIENT, Clock(NIGHTS[1]), None)


def test_a_capture_becomes_a_fixture_that_reads_back(settings: Settings, tmp_path: Path) -> None:
    page, capture_id = latest_article(settings, "vinhlong_portal")
    folder = tmp_path / "fixtures"
    arguments = ("record", "--capture", str(capture_id), "--to", str(folder), "--for", "a test", "--db", str(settings.db))
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    (facts,) = folder.glob("*.json")
    recorded = read_recorded(facts)
    assert recorded.page == page
    told = json.loads(facts.read_text("utf-8"))
    assert told["recorded_for"] == "a test"
    assert told["sha256"] == sha256(page.body).hexdigest()
    assert told["expected"]["layout"] == "vinhlong-2016"
    again = run(*arguments)
    assert again.exit_code == 1
    assert "is there already; nothing was written" in again.stderr
    facts.with_suffix(".html").write_bytes(b"other")
    with pytest.raises(NotRecorded, match="other bytes"):
        read_recorded(facts)


def test_an_address_becomes_a_fixture(
    settings: Settings, replicas: Sequence[Portal], tmp_path: Path, server: ReplicaServer
) -> None:
    before = files_of(settings)
    portal = next(portal for portal in replicas if portal.slug == "baoangiang")
    url = portal.absolute(portal.listings[0].path)
    page, found = fetched(settings, url, replicas)
    body, facts = record(page, found, tmp_path, by="editor@example.org", purpose=None)
    assert body.read_bytes() == page.body
    recorded = read_recorded(facts)
    assert recorded.page.kind == "listing"
    assert len(recorded.expected["items"]) > 3
    assert recorded.expected == expectation(page, portal)
    assert len(server.requests) == 2, "robots.txt and the page"
    assert files_of(settings) == before


def test_session_cookies_are_not_kept(tmp_path: Path) -> None:
    for path in record(PAGE, BY_SLUG["baoangiang"], tmp_path, by=None, purpose=None):
        assert b"hunter2" not in path.read_bytes()


@pytest.mark.parametrize("path", ["/../../../etc/passwd", "/%2e%2e%2f", "/" + "ộ" * 500, "/", "/a?x=\x00;rm -rf"])
def test_no_address_leads_out_of_the_folder(tmp_path: Path, path: str) -> None:
    inside = tmp_path / "in"
    page = replace(PAGE, final_url="https://baoangiang.com.vn" + path)
    for written in record(page, BY_SLUG["baoangiang"], inside, by=None, purpose=None):
        assert written.parent == inside
        assert set(written.name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_.")
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["https://evil.example/x"], 1, "on no declared host"),
        (["https://baodaklak.vn.evil.example/xa-hoi/202601/a-0a1b2c3/"], 1, "on no declared host"),
        (["file:///etc/passwd"], 1, "on no declared host"),
        (["https://baodaklak.vn/tim-kiem/?key=a"], 1, "neither a listing"),
        (["https://baodaklak.vn/thoi-su/", "--portal", "baoangiang"], 1, "on no declared host (baoangiang.com.vn"),
        (["https://baodaklak.vn/thoi-su/", "--portal", "baodaclac"], 2, "did you mean"),
        (["--capture", "99999"], 1, "no capture 99999"),
        ([], 2, "one of them"),
        (["https://baodaklak.vn/thoi-su/", "--capture", "1"], 2, "one of them"),
    ],
)
def test_what_cannot_be_recorded_is_told(
    settings: Settings, tmp_path: Path, arguments: list[str], status: int, says: str
) -> None:
    result = run("record", *arguments, "--to", str(tmp_path / "fixtures"), "--db", str(settings.db))
    assert result.exit_code == status
    assert says in result.stderr
    assert not (tmp_path / "fixtures").exists()
