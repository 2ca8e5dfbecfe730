"""History from WARC files gives what the nights gave: from our own export, and from a crawl by another tool."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from db.connect import open_readonly
from db.warc_export import export_warc
from flows.backfilling import BackfillPlan, BackfillReport, run_backfill
from flows.cli import main
from flows.clock import Clock
from flows.night import run_night
from flows.plan import NightPlan
from flows.replica_portals import replica_portals
from flows.settings import Settings
from replicas.server import ReplicaServer
from replicas.world import NIGHTS
from scrapers.spec import Portal
from transforms.records import Outcome

ROOT = Path(__file__).parents[2]

pytestmark = [
    pytest.mark.night,
    # warcio leaves its temporary files to the garbage collector
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def server() -> Iterator[ReplicaServer]:
    with ReplicaServer(crawl_delay_s=0) as running:
        yield running


@pytest.fixture(scope="module")
def lived(server: ReplicaServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse that lived through a night."""
    settings = _settings(tmp_path_factory.mktemp("lived"))
    run_night(
        NightPlan(portals=replica_portals(server), settings=settings, clock=Clock(NIGHTS[1]), policy=settings.fetch_policy())
    )
    return settings.db


@pytest.fixture(scope="module")
def crawled(server: ReplicaServer, lived: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same articles as a crawler would have kept them, between pages of other sites."""
    path = tmp_path_factory.mktemp("crawled") / "crawl.warc.gz"
    with path.open("wb") as file, requests.Session() as session:
        writer = WARCWriter(file, gzip=True)
        for url in ["http://127.0.0.1:9/elsewhere", *_column(lived, "SELECT url FROM articles ORDER BY url")]:
            headers, body = [("Content-Type", "text/html")], b"<html></html>"
            if ":9/" not in url:
                answer = session.get(url, headers={"Accept-Encoding": "gzip"}, stream=True, timeout=10)
                headers, body = list(answer.headers.items()), answer.raw.read()
            http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
            fields = {"WARC-Date": "2026-01-19T20:00:00Z"}
            record = writer.create_warc_record(
                url, "response", payload=BytesIO(body), http_headers=http, warc_headers_dict=fields
            )
            writer.write_record(record)
    return path


def _settings(folder: Path) -> Settings:
    return Settings(db=folder / "warehouse.db", archive=None, contact="editor@example.org", batch_size=7)


def _column(db: Path, sql: str) -> list[str]:
    with closing(open_readonly(db)) as warehouse:
        return [row[0] for row in warehouse.execute(sql).fetchall()]


def _content(db: Path) -> dict[str, list[str]]:
    """What the articles say and what was read from them, without numbers of rows and times of runs."""
    return {
        "articles": _column(db, "SELECT portal || url_key || content_hash || published_at || method FROM articles ORDER BY 1"),
        "observations": _column(
            db,
            "SELECT a.url_key || indicator || value || period || coalesce(place, '') || confidence "
            "FROM observations JOIN articles AS a USING (article_id) ORDER BY 1",
        ),
    }


def _backfill(folder: Path, portals: tuple[Portal, ...], *files: Path) -> BackfillReport:
    return run_backfill(BackfillPlan(files=files, portals=portals, settings=_settings(folder), clock=Clock(NIGHTS[2])))


def _outcomes(report: BackfillReport) -> dict[str, int]:
    counts = {outcome.value: sum(tally.outcomes[outcome] for tally in report.run.tallies) for outcome in Outcome}
    return {name: count for name, count in counts.items() if count}


def test_our_own_export_gives_the_same_articles(server: ReplicaServer, lived: Path, tmp_path: Path) -> None:
    done = export_warc(lived.with_name("archive.db"), tmp_path / "warc", created=NIGHTS[2], software="test")
    report = _backfill(tmp_path, replica_portals(server), *done.files)
    assert report.run.state == "done"
    assert _content(tmp_path / "warehouse.db") == _content(lived)
    assert report.scan.records == report.scan.foreign + report.scan.not_articles + report.scan.refused + report.scan.pages


def test_a_crawl_by_another_tool_gives_the_same_articles(
    server: ReplicaServer, lived: Path, crawled: Path, tmp_path: Path
) -> None:
    report = _backfill(tmp_path, replica_portals(server), crawled)
    assert report.run.state == "done"
    assert report.scan.foreign == 1
    assert _content(tmp_path / "warehouse.db") == _content(lived)
    with closing(open_readonly(tmp_path / "warehouse.db")) as db:
        assert db.execute("SELECT DISTINCT seen_at FROM article_versions").fetchall() == [("2026-01-20T03:00:00+07:00",)]
        assert db.execute("SELECT kind, state FROM runs").fetchall() == [("backfill", "done")]


def test_a_second_time_everything_is_known(server: ReplicaServer, crawled: Path, tmp_path: Path) -> None:
    first = _backfill(tmp_path, replica_portals(server), crawled)
    content = _content(tmp_path / "warehouse.db")
    second = _backfill(tmp_path, replica_portals(server), crawled)
    assert _outcomes(second) == {"known": first.scan.pages}
    assert _content(tmp_path / "warehouse.db") == content


def test_beside_the_nights_nothing_is_twice(server: ReplicaServer, lived: Path, crawled: Path, tmp_path: Path) -> None:
    for name in ("warehouse.db", "archive.db"):
        with closing(sqlite3.connect(lived.with_name(name))) as source:
            source.execute("VACUUM INTO ?", [str(tmp_path / name)])
    report = _backfill(tmp_path, replica_portals(server), crawled)
    assert set(_outcomes(report)) == {"unchanged"}
    assert _content(tmp_path / "warehouse.db") == _content(lived)


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_taken(
    server: ReplicaServer, crawled: Path, tmp_path: Path
) -> None:
    (tmp_path / "broken.warc.gz").write_bytes(b"nothing")
    report = _backfill(tmp_path, replica_portals(server), tmp_path / "broken.warc.gz", crawled)
    assert report.run.state == "failed"
    assert "broken.warc.gz" in report.unreadable[0]
    assert report.scan.pages > 40


def test_a_list_of_addresses_is_fetched(server: ReplicaServer, lived: Path, tmp_path: Path) -> None:
    urls = tuple(_column(lived, "SELECT url FROM articles WHERE portal = 'baodaklak' ORDER BY url"))[:4]
    settings = _settings(tmp_path)
    plan = NightPlan(
        portals=replica_portals(server),
        settings=settings,
        clock=Clock(NIGHTS[1]),
        policy=settings.fetch_policy(),
        urls=(*urls, urls[0], "https://example.org/a", server.home("baodaklak") + "/no-article"),
    )
    server.requests.clear()
    report = run_night(plan)
    assert report.state == "done"
    counts = {outcome.value: sum(tally.outcomes[outcome] for tally in report.tallies) for outcome in Outcome}
    assert (counts["inserted"], counts["duplicate"], counts["rejected"]) == (4, 1, 1)
    assert sorted(_column(settings.db, "SELECT url FROM articles")) == sorted(urls)
    asked = [request.path for request in server.requests if request.portal == "baodaklak"]
    assert len(asked) == 5, "robots.txt and four articles: no listing is walked"
    assert _column(settings.db, "SELECT kind FROM runs") == ["backfill"]


@pytest.mark.engine
def test_a_cluster_that_loses_a_worker_gives_the_same(server: ReplicaServer, lived: Path, tmp_path: Path) -> None:
    """Scheduler and workers in processes of their own; one is killed when the first file is read."""
    files = export_warc(
        lived.with_name("archive.db"), tmp_path / "warc", created=NIGHTS[2], software="test", max_file_bytes=100_000
    ).files
    assert len(files) > 4
    places = json.dumps({slug: [server.home(slug), server.alias(slug)] for slug in server.portals})
    (tmp_path / "cluster").mkdir()
    db = tmp_path / "cluster" / "warehouse.db"
    command = [sys.executable, "-m", "tests.flows.cluster_backfill", str(db), places, *map(str, files)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{len(files)} files"), done.stdout
    assert done.stdout.strip().endswith("-9"), "the worker was killed"
    assert _content(db) == _content(lived)


def test_the_command_tells_what_it_cannot_fetch(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("# nothing of ours\nhttps://example.org/a\n")
    asked = ["backfill", str(tmp_path / "list.txt"), "--db", str(tmp_path / "warehouse.db")]
    refused = CliRunner().invoke(main, asked)
    assert refused.exit_code == 1
    assert "1 addresses are of no such portal" in refused.stderr
    assert "no address is of a portal" in refused.stderr
    assert CliRunner().invoke(main, [*asked, "--dask", "tcp://127.0.0.1:1"]).exit_code == 2


def test_the_command_finds_nothing_of_real_portals_in_it(crawled: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["backfill", str(crawled), "--db", str(tmp_path / "warehouse.db")])
    assert done.exit_code == 0, done.output
    assert "0 articles" in done.stdout
    assert CliRunner().invoke(main, ["backfill", str(tmp_path / "none.warc.gz")]).exit_code == 2
