"""Alerts over real HTTP on loopback, through Apprise's json:// (mail is not tried: no SMTP server is installed)."""

from __future__ import annotations

import json
import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copyfile

import pytest
from click.testing import CliRunner
from pydantic import SecretStr
from sqlite_utils import Database

from db.alerts import Receipt, Told, begin_alert, finish_alert, latest_alerts
from db.checks.measures import Measure, record_measures
from db.connect import open_warehouse
from db.findings import FailingRow, Finding, findings_of, record_findings
from db.runs import PortalTally, finish_run, record_portal, start_run
from db.seeds import PortalRow, register_portals
from flows.alert_delivery import Message, deliver
from flows.alerts import alerting, tell_earlier, tell_latest
from flows.cli import main
from flows.clock import Clock
from flows.lock import alone, lock_of
from flows.settings import Settings
from flows.signals import Stopped
from scrapers.portals import PORTALS
from tests.flows.test_alert_message import HOSTILE, SECRET
from transforms.records import Outcome

pytestmark = pytest.mark.night  # each message is sent by a process of its own

NIGHT = datetime(2026, 11, 21, 19, 0, tzinfo=UTC)  # 02:00 on the 22nd in Vietnam
DAY = timedelta(days=1)
STALE = Finding(
    rule="listed",
    severity="error",
    portal="baodaklak",
    message="0 articles listed, 12 to 20 on the nights before",
    todo="open the listing in a browser",
    rows=(
        FailingRow(detail="a foreign page", url="https://evil.example/login"),
        FailingRow(detail="empty", url="https://baodaklak.vn/thoi-su/"),
    ),
)


@dataclass
class Receiver:
    """A webhook that keeps what it gets, and answers as its path says: /500, /drip."""

    got: list[dict[str, str]] = field(default_factory=list)
    port: int = 0
    stopping: threading.Event = field(default_factory=threading.Event)

    def url(self, way: str = "hook") -> str:
        return f"json://operator:{SECRET}@127.0.0.1:{self.port}/{way}/{SECRET}"

    def bodies(self) -> list[str]:
        return [message["message"] for message in self.got]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    book = Receiver()

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if self.path.startswith("/drip"):
                self.send_response(200)
                self.end_headers()
                while not book.stopping.wait(0.05):
                    self.wfile.write(b".")
                return
            if self.path.startswith("/500"):
                self.send_response(500)
                self.end_headers()
                return
            book.got.append(message)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    server.daemon_threads = True
    book.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield book
    book.stopping.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def settings(tmp_path: Path, receiver: Receiver) -> Settings:
    return Settings(db=tmp_path / "warehouse.db", archive=None, alert_urls=SecretStr(receiver.url()))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "warehouse.db"
    with closing(open_warehouse(path)) as warehouse:
        register_portals(warehouse, [PortalRow(p.slug, p.name, p.kind, p.province, p.home) for p in PORTALS])
    return path


@pytest.fixture
def db(settings: Settings, empty: Path) -> Iterator[Database]:
    copyfile(empty, settings.db)
    with closing(open_warehouse(settings.db)) as warehouse:
        yield warehouse


def night(db: Database, number: float = 0, *findings: Finding, portal: str = "baodaklak", error: str | None = None) -> int:
    """A run of one portal in the n-th night. With `error` it broke off."""
    now = NIGHT + number * DAY
    run_id = start_run(db, "run", {}, now)
    tally = PortalTally(
        portal=portal, state="interrupted" if error else "done", listed=3, outcomes={} if error else {Outcome.INSERTED: 3}
    )
    record_portal(db, run_id, tally)
    finish_run(db, run_id, "failed" if error else "done", now + timedelta(minutes=9), error)
    record_findings(db, run_id, findings)
    if not error:
        record_measures(db, run_id, portal, [Measure("listed", 1, 3)])
    return run_id


def break_off(db: Database, settings: Settings, error: Exception, cause: str) -> None:
    """A first night that ends with an exception."""
    with alerting(settings, at(0), PORTALS):
        night(db, error=cause)
        raise error


def at(number: float) -> Clock:
    return Clock(NIGHT + number * DAY + timedelta(minutes=10))


def test_a_quiet_night_sends_nothing(db: Database, settings: Settings, receiver: Receiver) -> None:
    night(db)
    assert not tell_latest(settings, at(0), PORTALS)
    assert receiver.got == []
    assert latest_alerts(db, 9) == []


def test_a_finding_is_told_once_then_when_worse_or_old_then_when_over(
    db: Database, settings: Settings, receiver: Receiver
) -> None:
    warning = replace(STALE, severity="warning")
    told = []
    for number, findings in enumerate([[warning], [warning], [STALE], *[[STALE]] * 7, [], []]):
        night(db, number, *findings)
        told.append(tell_latest(settings, at(number), PORTALS))
    assert [number for number, sent in enumerate(told) if sent] == [0, 2, 9, 10]
    new, worse, still, over = receiver.got
    assert new["title"] == "vnportals: 1 warning after run 1"
    assert "NEW\nWARNING baodaklak: 0 articles listed" in new["message"]
    assert "→ open the listing in a browser" in new["message"]
    assert "such as https://baodaklak.vn/thoi-su/" in new["message"]
    assert "evil.example" not in new["message"]
    assert (new["type"], worse["type"], over["type"]) == ("warning", "failure", "success")
    assert "WORSE THAN TOLD\nERROR" in worse["message"]
    assert "STILL SO, OR AGAIN\nERROR" in still["message"]
    assert "RESOLVED\n- baodaklak: 0 articles listed" in over["message"]


def test_a_run_of_another_portal_resolves_nothing(db: Database, settings: Settings, receiver: Receiver) -> None:
    night(db, 0, STALE)
    assert tell_latest(settings, at(0), PORTALS)
    night(db, 1, portal="baoangiang")
    assert not tell_latest(settings, at(1), PORTALS)


CHECK_BROKE = replace(STALE, rule="check_failed_listed", severity="error", message="the check listed broke: KeyError", rows=())


@pytest.mark.parametrize("how", ["check broke", "all checks broke", "not checked", "silenced", "of one run"])
def test_what_no_check_has_looked_at_is_not_over(db: Database, settings: Settings, receiver: Receiver, how: str) -> None:
    """Nothing is sent but that a check broke: the first message is in the books as sent."""
    rule = "same_title" if how == "of one run" else "listed"
    told = [Told(key=f"finding {rule} baodaklak", what="new", severity="error", headline=rule, standing=True)]
    first = begin_alert(db, night=date(2026, 11, 22), run_id=night(db, 0, STALE), now=NIGHT, subject="", body="", told=told)
    finish_alert(db, first or 0, [Receipt(to="json://127.0.0.1", delivered=True)])
    broken = {"check broke": [CHECK_BROKE], "all checks broke": [replace(CHECK_BROKE, portal=None)]}.get(how, [])
    run_id = night(db, 1, *broken)
    if how == "not checked":
        db.execute("DELETE FROM run_measures WHERE run_id = ?", [run_id])
        db.conn.commit()
    changed = {"silenced_checks": "listed:baodaklak"} if how == "silenced" else {}
    assert tell_latest(settings.model_copy(update=changed), at(1), PORTALS) is bool(broken)
    assert "RESOLVED" not in "".join(receiver.bodies())


def test_one_message_a_night_and_the_rest_the_night_after(db: Database, settings: Settings, receiver: Receiver) -> None:
    night(db, 0, STALE)
    assert tell_latest(settings, at(0), PORTALS)
    assert not tell_latest(settings, at(0), PORTALS), "a restart says nothing again"
    other = replace(STALE, rule="dates", message="9 of 10 articles without a date")
    night(db, 0.2, STALE, other)
    assert not tell_latest(settings, at(0.2), PORTALS), "the night has had its message"
    night(db, 1, STALE, other)
    assert tell_latest(settings, at(1), PORTALS)
    assert len(receiver.got) == 2
    assert "without a date" in receiver.got[1]["message"]
    assert "articles listed" not in receiver.got[1]["message"]


def test_a_message_whose_process_died_on_the_way_is_told_by_the_next_night(
    db: Database, settings: Settings, receiver: Receiver
) -> None:
    run_id = night(db, 0, STALE)
    told = [Told(key="finding listed baodaklak", what="new", severity="error", headline="", standing=True)]
    assert begin_alert(db, night=date(2026, 11, 22), run_id=run_id, now=NIGHT, subject="", body="", told=told) is not None
    assert begin_alert(db, night=date(2026, 11, 22), run_id=run_id, now=NIGHT, subject="", body="", told=told) is None
    assert not tell_latest(settings, at(0), PORTALS), "it may have arrived, and a night has one"
    night(db, 1, STALE)
    assert tell_latest(settings, at(1), PORTALS)
    assert "NEW\nERROR baodaklak" in receiver.bodies()[0]


def test_a_run_that_breaks_off_is_told_at_once(db: Database, settings: Settings, receiver: Receiver) -> None:
    error = OSError("no room on the disk")
    with pytest.raises(OSError, match="disk"):
        break_off(db, settings, error, "OSError: no room on the disk")
    (body,) = receiver.bodies()
    assert "ERROR run 1 of 22/11/2026 02:00 failed: OSError: no room on the disk" in body
    with alerting(settings, at(1), PORTALS):
        night(db, 1)
    assert len(receiver.got) == 1, "it was told"


def test_a_run_that_is_stopped_ends_without_delay_and_is_told_by_the_next(
    db: Database, settings: Settings, receiver: Receiver
) -> None:
    stopped = Stopped(15)
    with pytest.raises(Stopped):
        break_off(db, settings, stopped, str(stopped))
    assert receiver.got == []
    with alerting(settings, at(0.1), PORTALS):
        night(db, 0.1)
    (body,) = receiver.bodies()
    assert "WARNING run 1" in body
    assert "run 2 completed it" in body


def test_a_run_that_died_is_told_by_the_next_start(db: Database, settings: Settings, receiver: Receiver) -> None:
    start_run(db, "run", {}, NIGHT)  # and its process is killed
    assert not tell_earlier(settings, at(0.1), PORTALS), "the same night: its message comes when the new run ends"
    with alone(lock_of(settings.db), "a run"):
        assert not tell_earlier(settings, at(1), PORTALS), "it is at work"
    assert tell_earlier(settings, at(1), PORTALS)
    assert not tell_earlier(settings, at(1), PORTALS)
    (body,) = receiver.bodies()
    assert "ERROR run 1 of 22/11/2026 02:00 was interrupted" in body
    night(db, 1, STALE)
    assert tell_latest(settings, at(1), PORTALS), "the message of last night does not use up tonight's"
    assert "interrupted" not in receiver.bodies()[1]


def test_runs_of_long_ago_are_not_told_when_alerts_are_switched_on(db: Database, settings: Settings) -> None:
    night(db, -8, error="OSError: no room")
    night(db)
    assert not tell_latest(settings, at(0), PORTALS)


STOPPED = "8 of 10 articles do not read as their layout says; 2 failed, first https://a"
SINGLE = "2 failed, first https://baodaklak.vn/a: status 500"


@pytest.mark.parametrize(
    ("first", "second", "tells"), [(STOPPED, STOPPED, True), (SINGLE, SINGLE, False), (SINGLE, STOPPED, False)]
)
def test_a_portal_that_stops_twice_is_told_and_single_articles_are_not(
    db: Database, settings: Settings, receiver: Receiver, first: str, second: str, tells: bool
) -> None:
    for error in (first, second):
        run_id = start_run(db, "run", {}, NIGHT)
        partial = PortalTally(portal="baodaklak", state="partial", listed=2, outcomes={Outcome.FAILED: 2}, error=error)
        record_portal(db, run_id, partial)
        finish_run(db, run_id, "partial", NIGHT, error)
    assert tell_latest(settings, at(0), PORTALS) is tells
    assert ("WARNING baodaklak: two runs in a row: 8 of 10" in "".join(receiver.bodies())) is tells


def test_a_network_that_is_down_is_one_thing(db: Database, settings: Settings, receiver: Receiver) -> None:
    run_id = start_run(db, "run", {}, NIGHT)
    for slug in ("baoangiang", "baodaklak"):
        record_portal(db, run_id, PortalTally(portal=slug, state="failed", error="the host's name does not resolve"))
    finish_run(db, run_id, "failed", NIGHT, "baoangiang: the host's name does not resolve; baodaklak: the same")
    assert tell_latest(settings, at(0), PORTALS)
    (body,) = receiver.bodies()
    assert "failed: none of 2 portals could be read; the first says: the host's name does not resolve" in body
    assert body.count("ERROR") == 1


@pytest.mark.parametrize(("pages", "tells"), [(2, False), (3, True)])
def test_growth_of_the_quarantine_is_told(
    db: Database, settings: Settings, receiver: Receiver, pages: int, tells: bool
) -> None:
    run_id = night(db)
    for number in range(pages + 3):
        page_id = db.execute(
            "INSERT INTO pages (portal, url_key, url, first_seen_at, last_seen_at) VALUES ('baodaklak', ?, 'u', 't', 't')",
            [f"k{number}"],
        ).lastrowid
        reason = "layout_changed" if number < pages else "empty_body"
        db.execute(
            "INSERT INTO unread_pages VALUES (?, ?, 'parse', ?, '', 1, 't', 't', ?)", [page_id, number + 1, reason, run_id]
        )
    db.conn.commit()
    assert tell_latest(settings, at(0), PORTALS) is tells
    assert ("quarantine grew by 3 to 3 pages" in "".join(receiver.bodies())) is tells


def test_all_well_once_a_week_if_wanted(db: Database, settings: Settings, receiver: Receiver) -> None:
    settings = settings.model_copy(update={"alert_heartbeat_days": 7})
    sent = []
    for number in range(9):
        night(db, number)
        sent.append(tell_latest(settings, at(number), PORTALS))
    assert [number for number, was in enumerate(sent) if was] == [0, 7]
    assert receiver.got[1]["title"] == "vnportals: all well"


@pytest.mark.parametrize("way", ["500", "down"])
def test_a_message_that_does_not_arrive_fails_no_night_is_seen_and_told_again(
    db: Database, settings: Settings, receiver: Receiver, way: str, caplog: pytest.LogCaptureFixture
) -> None:
    url = receiver.url("500") if way == "500" else f"json://operator:{SECRET}@127.0.0.1:9/{SECRET}"
    broken = settings.model_copy(update={"alert_urls": SecretStr(url)})
    with caplog.at_level(logging.DEBUG), alerting(broken, at(0), PORTALS):
        run_id = night(db, 0, STALE)
    found = {finding.rule: finding for finding in findings_of(db, run_id)}
    assert found.keys() == {"listed", "alert_not_delivered"}
    assert found["listed"].rows == STALE.rows
    assert "json://127.0.0.1: " in found["alert_not_delivered"].message
    assert "did not reach json://127.0.0.1" in caplog.text
    written = "".join(sqlite3.connect(settings.db).iterdump())
    assert SECRET not in written + caplog.text
    if way == "down":
        return
    with alerting(settings, at(0.1), PORTALS):
        night(db, 0.1, STALE)
    assert "NEW\nERROR baodaklak" in receiver.bodies()[0]
    assert [alert.state for alert in latest_alerts(db, 9)] == ["sent", "failed"]


def test_a_receiver_that_drips_is_not_waited_for_and_the_others_have_it(receiver: Receiver) -> None:
    receipts = deliver(Message(subject="s", body="b", kind="info"), [receiver.url("drip"), receiver.url()], timeout_s=3)
    assert [receipt.delivered for receipt in receipts] == [False, True]
    assert receipts[0].detail == "no answer within 3 s"


def test_hostile_text_stays_one_short_line_that_nobody_acts_on(db: Database, settings: Settings, receiver: Receiver) -> None:
    night(db, 0, replace(STALE, message=HOSTILE, todo=HOSTILE))
    assert tell_latest(settings, at(0), PORTALS)
    (body,) = receiver.bodies()
    line = next(line for line in body.splitlines() if line.startswith("ERROR"))
    assert len(line) < 420
    assert not {"\x1b", "<", ">", "\u202e"} & set(body)
    assert "@everyone" not in body
    assert "](" not in body
    assert "RESOLVED" not in body.splitlines()


def test_the_command_tells_of_each_receiver(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VNPORTALS_ALERT_URLS", f"{receiver.url()} {receiver.url('500')} nonsense://{SECRET}")
    result = CliRunner().invoke(main, ["alert", "--test"])
    assert result.exit_code == 1
    first, second, third = result.stdout.splitlines()
    assert first == "json://127.0.0.1 has it"
    assert "500" in second
    assert third.startswith("nonsense://… does not: ")
    assert SECRET not in result.output
    assert receiver.got[0]["title"] == "vnportals: test"


def test_the_command_shows_what_was_sent(db: Database, settings: Settings) -> None:
    sent = begin_alert(
        db, night=date(2026, 11, 22), run_id=night(db), now=NIGHT, subject="1 error", body="0 articles\x1b[31m", told=[]
    )
    finish_alert(
        db, sent or 0, [Receipt(to="json://a.vn", delivered=True), Receipt(to="tgram://…", delivered=False, detail="no")]
    )
    result = CliRunner().invoke(main, ["alert", "--db", str(settings.db)])
    assert result.exit_code == 0
    for words in ("2026-11-22", "1 error", "json://a.vn, not tgram://… (no)", "0 articles\\x1b[31m"):
        assert words in result.stdout


def test_the_command_says_when_nobody_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VNPORTALS_ALERT_URLS", raising=False)
    result = CliRunner().invoke(main, ["alert", "--test"])
    assert result.exit_code == 1
    assert "VNPORTALS_ALERT_URLS is not set" in result.stderr
