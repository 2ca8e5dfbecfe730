"""The report of a run, rendered three ways: from stories made here, and from nights on portals under fault."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from rich.console import Console
from sqlite_utils import Database

from db.connect import open_warehouse
from db.findings import FailingRow, Finding, record_findings
from db.run_reports import Example, PortalStory, Refusals, RunStory, Usual, WaitingPages
from db.runs import PortalTally, Run, start_run
from flows.cli import main
from flows.report import RunReport
from flows.run_report import WHAT_TO_DO, new_numbers, refused, remarks, size, span, total_of, unusual
from flows.run_report_json import json_report
from flows.run_report_markdown import markdown_report
from flows.run_tables import print_story
from flows.settings import Settings
from replicas.faults import answers as a
from replicas.faults.answers import Fault
from replicas.world import NIGHTS
from tests.db.test_migrations import make_released
from tests.flows.conftest import FaultyNight, article_page
from transforms.records import Outcome

NOW = NIGHTS[1]
HOSTILE = "A|B\n# <img src=x onerror=alert(1)> `tick` [bold red]x[/] \x1b[31m\u202e http://evil.example/ **b** <!-- \r\n- x"
HOSTILE_URL = 'http://evil.example/`|<script>"\x1b[2J\n\u202e[link](javascript:1)'
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
RUN = Run(
    run_id=12,
    kind="run",
    started_at=NOW,
    finished_at=NOW + timedelta(minutes=14, seconds=3),
    state="partial",
    parameters={"portals": ["baodaklak"], "limit": 20, "since": None, "refetch": False, "flow_run_id": "f"},
    error=None,
)
USUAL = Usual(7, listed=40, inserted=5, observations=30, rejected=1, failed=0, requests=50, bytes=1_000_000, duration_s=100)
TALLY = PortalTally(
    portal="baodaklak",
    state="partial",
    listed=4,
    resumed=1,
    outcomes={Outcome.INSERTED: 2, Outcome.REJECTED: 2, Outcome.FAILED: 1},
    requests=51,
    bytes=1_234_567,
    duration_s=90.4,
    error="1 failed, first https://baodaklak.example/a: time-out",
)
STORY = RunStory(
    run=RUN,
    portals=(
        PortalStory(
            tally=TALLY,
            refusals=(Refusals("no_date", 2, (Example("https://baodaklak.example/b", "no date line"),)),),
            observations={"poor_households": 2, "gone_indicator": 1},
            waiting=WaitingPages(queued=0, failed=1, quarantined=2),
            usual=USUAL,
        ),
    ),
    findings=(
        Finding(
            rule="volume",
            severity="warning",
            message="listed 4, usually 40",
            todo="open the listing",
            portal="baodaklak",
            since_run_id=11,
            rows=[FailingRow(detail="empty", url="https://baodaklak.example/tin/")],
        ),
    ),
    interrupted_before=(10, 11),
)


def shown(story: RunStory, width: int = 140) -> str:
    console = Console(file=StringIO(), width=width, highlight=False, emoji=False)
    print_story(console, story)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[tuple[Path, Database]]:
    with closing(open_warehouse(tmp_path / "warehouse.db")) as db:
        yield tmp_path / "warehouse.db", db


# -- what is said ------------------------------------------------------------------------------------------------------------


def test_a_report_in_a_terminal() -> None:
    text = shown(STORY)
    for said in (
        "Run 12: partial, 2026-01-20 02:00:00 to 02:14:03, 14 min 3 s",
        "1 portal · 4 listed and 1 left over · 2 new and 0 edited articles · 3 new numbers · 2 rejected · 1 failed",
        "asked for: limit 20\n",
        "run 10, 11",
        "volume · since run 11",
        "→ open the listing",
        "listed 4 (usually 40)",
        "Số hộ nghèo 2, gone_indicator 1",
        WHAT_TO_DO["no_date"][:30],
        "baodaklak: 1 failed, first https://baodaklak.example/a: time-out",
        "pages waiting: baodaklak 1 failing, 2 in quarantine",
    ):
        assert said in text, said
    assert "nothing needs a person" not in text


def test_a_report_as_markdown() -> None:
    text = markdown_report(STORY)
    for said in (
        "# Run 12: partial",
        "## What needs a person\n\n- **warning** · baodaklak · volume · since run 11: listed 4, usually 40\n"
        "  - to do: open the listing\n"
        "  - `https://baodaklak.example/tin/` empty",
        "| portal | known | state | listed | left over | inserted | rejected | failed | numbers | requests | kB | s |",
        "| baodaklak | seen | partial | 4 | 1 | 2 | 2 | 1 | 3 | 51 | 1234 | 90.4 | listed 4 (usually 40), numbers 3 (",
        "| no\\_date | `https://baodaklak.example/b` | no date line |",
        "| Số hộ nghèo | poor\\_households | 2 | baodaklak 2 |",
    ):
        assert said in text, text


def test_a_report_for_programs() -> None:
    told = json.loads(json.dumps(json_report(STORY)))
    assert (told["run_id"], told["state"], told["duration_s"]) == (12, "partial", 843.0)
    (portal,) = told["portals"]
    outcomes = {outcome.value: 0 for outcome in Outcome} | {"inserted": 2, "rejected": 2, "failed": 1}
    assert portal["outcomes"] == told["total"]["outcomes"] == outcomes
    assert portal["rejections"][0]["examples"] == [{"url": "https://baodaklak.example/b", "detail": "no date line"}]
    assert portal["waiting"] == {"queued": 0, "failed": 1, "quarantined": 2}
    assert portal["usual"]["listed"] == 40
    assert told["findings"][0]["rows"][0]["url"] == "https://baodaklak.example/tin/"
    assert told["findings"][0]["todo"] == "open the listing"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, []),
        ({"listed": 4}, ["listed 4 (usually 40)"]),
        ({"listed": 21}, []),
        ({"outcomes": {Outcome.INSERTED: 5, Outcome.FAILED: 4}}, []),
        ({"outcomes": {Outcome.INSERTED: 5, Outcome.FAILED: 5}}, ["failed 5 (usually 0)"]),
        ({"duration_s": 200.0}, ["s 200 (usually 100)"]),
        ({"requests": 0, "bytes": 0}, ["requests 0 (usually 50)", "kB 0 (usually 1000)"]),
        ({"listed": 0, "state": "interrupted"}, []),
    ],
    ids=str,
)
def test_what_is_far_off_the_last_runs_is_said(changes: dict[str, Any], says: list[str]) -> None:
    ordinary = PortalTally(
        portal="p", state="done", listed=40, outcomes={Outcome.INSERTED: 5}, requests=50, bytes=1_000_000, duration_s=100.0
    )
    story = PortalStory(tally=replace(ordinary, **changes), observations={"a": 30}, usual=USUAL)
    assert unusual(story) == says
    assert unusual(replace(story, usual=None)) == []


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"state": "running", "finished_at": None}, "still running"),
        ({"state": "interrupted", "finished_at": None}, "ended without saying how"),
        ({"state": "failed", "error": "OSError: full"}, "broke off: OSError: full"),
        ({"state": "done"}, None),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_run_that_did_not_end_well_says_so(changes: dict[str, Any], says: str | None) -> None:
    story = replace(STORY, run=replace(RUN, **changes), interrupted_before=())
    assert [says in remark for remark in remarks(story) if says] == ([True] if says else [])
    assert says is None or says in shown(story)


def test_nothing_to_do_is_said_only_of_a_run_that_was_done() -> None:
    clean = replace(STORY, findings=(), run=replace(RUN, state="done"))
    assert "nothing needs a person" in shown(clean)
    assert "Nothing needs a person." in markdown_report(clean)
    notes = replace(clean, findings=(replace(STORY.findings[0], severity="info"),))
    assert "Nothing needs a person." in markdown_report(notes)
    assert "## Noticed" in markdown_report(notes)
    failed = replace(clean, run=replace(RUN, state="failed"))
    assert "nothing needs a person" not in shown(failed)
    assert "othing needs a person" not in markdown_report(failed)


def test_portals_are_added_up() -> None:
    story = replace(STORY, portals=(*STORY.portals, replace(STORY.portals[0], tally=replace(TALLY, portal="baoangiang"))))
    assert (total_of(story).listed, total_of(story).observations, total_of(story).outcomes[Outcome.REJECTED]) == (8, 6, 4)
    assert [(row.reason, row.count, row.by_portal) for row in refused(story)] == [("no_date", 4, "baodaklak 2, baoangiang 2")]
    assert [(row.label, row.count) for row in new_numbers(story)] == [("Số hộ nghèo", 4), ("gone_indicator", 2)]


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 s"), (8.42, "8.42 s"), (59.96, "1 min 0 s"), (843, "14 min 3 s"), (3599.7, "1 h 0 min"), (7530, "2 h 5 min")],
)
def test_durations_read_as_people_say_them(seconds: float, text: str) -> None:
    assert span(seconds) == text
    assert size(999_999) == "1.0 MB"
    assert size(12_345) == "12 kB"


# -- hostile text ------------------------------------------------------------------------------------------------------------


def hostile_story() -> RunStory:
    """Every text a portal, a disk or a stranger can write says something it should not."""
    refusals = (Refusals("no_date", 1, (Example(HOSTILE_URL, HOSTILE),)), Refusals(HOSTILE, 1, (Example(HOSTILE, HOSTILE),)))
    finding = Finding(
        rule=HOSTILE,
        severity="error",
        message=HOSTILE,
        todo=HOSTILE,
        portal=HOSTILE,
        rows=[FailingRow(detail=HOSTILE, url=HOSTILE_URL)],
    )
    tally = replace(TALLY, portal=HOSTILE, error=HOSTILE)
    portal = PortalStory(tally=tally, refusals=refusals, observations={HOSTILE: 1}, waiting=WaitingPages(1, 1, 1), usual=USUAL)
    run = replace(RUN, state="failed", error=HOSTILE, parameters={"since": HOSTILE}, kind=HOSTILE)
    return RunStory(run=run, portals=(portal,), findings=(finding,), interrupted_before=())


def test_hostile_text_acts_on_no_terminal() -> None:
    text = shown(hostile_story())
    assert not CONTROLS.search(text)
    assert "[bold red]x[/] \\x1b[31m\\u202e" in text, "rich markup is text, escapes are shown"


def test_hostile_text_is_no_markdown() -> None:
    text = markdown_report(hostile_story())
    assert not CONTROLS.search(text)
    outside_code = re.sub(r"`[^`\n]*`", "", re.sub(r"\\[\\`*_\[\]<>|~$&#:.@]", "", text))
    assert not re.search(r"<|`|\[|https?:", outside_code), "no tag, open code, link or address that becomes one"
    for line in text.splitlines():
        if line.startswith("|"):
            cells = re.sub(r"`[^`\n]*`", "", line).replace("\\|", "")
            assert cells.count("|") in (4, 5, 14), line
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert [line for line in headings if not line.startswith("# Run ")] == [
        "## What needs a person",
        "## Portals",
        "## What went wrong",
        "## Rejected",
        "## New numbers",
    ]


def test_long_text_is_cut_in_markdown() -> None:
    story = replace(STORY, portals=(replace(STORY.portals[0], tally=replace(TALLY, error="x" * 100_000)),))
    assert len(markdown_report(story)) < 5_000


# -- status ------------------------------------------------------------------------------------------------------------------


def test_an_empty_warehouse(warehouse: tuple[Path, Database]) -> None:
    path, _ = warehouse
    assert "no run yet" in run("status", "--db", str(path)).stdout
    assert "no run yet" in run("status", "--db", str(path), "--format", "markdown").stdout
    assert json.loads(run("status", "--db", str(path), "--format", "json").stdout) == {"run": None, "runs": [], "portals": []}
    wrong = run("status", "--db", str(path), "--run", "1")
    assert wrong.exit_code == 2
    assert "there is no run 1; the last is still to come" in wrong.stderr


def test_an_old_warehouse_is_told_what_it_needs(tmp_path: Path) -> None:
    make_released(tmp_path / "old.db", "v0.1.0")
    old = run("status", "--db", str(tmp_path / "old.db"))
    assert (old.exit_code, "the next `vnportals run` brings it up to date" in old.stderr) == (1, True)


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 30])
@pytest.mark.parametrize("option", ["--run", "--runs"])
def test_numbers_that_are_none(option: str, number: str) -> None:
    assert run("status", option, number).exit_code == 2


def test_a_run_that_is_dead(warehouse: tuple[Path, Database]) -> None:
    path, db = warehouse
    start_run(db, "run", {}, NOW)
    assert "still running, or its process is gone" in run("status", "--db", str(path)).stdout
    start_run(db, "run", {}, NOW)
    assert "ended without saying how" in run("status", "--db", str(path), "--run", "1").stdout
    assert "Interrupted just before: run 1" in run("status", "--db", str(path)).stdout
    wrong = run("status", "--db", str(path), "--run", "3")
    assert (wrong.exit_code, "there is no run 3; the last is 2" in wrong.stderr) == (2, True)


@pytest.mark.night
def test_a_night_with_rejections_failures_and_findings(
    faulty: Callable[[Mapping[str, Fault]], FaultyNight], settings: Settings
) -> None:
    page = {"Content-Type": "text/html"}
    night = faulty(
        {
            "/xa-hoi/": a.Listing(tuple(f"/tin-a{number}.html" for number in range(1, 7))),
            "/tin-a2.html": a.Status(200, page, article_page("Tin [red]đỏ[/]", date="")),
            "/tin-a3.html": a.Status(404),
            "/tin-a4.html": a.Status(500),
        }
    )
    report: RunReport = night.run()
    with closing(open_warehouse(settings.db)) as db:
        silent = Finding(
            rule="silent", severity="error", message="no new article for 9 days", todo="open it", portal="baoangiang"
        )
        record_findings(db, report.run_id, [silent])
    command = ("status", "--db", str(settings.db))
    told = json.loads(run(*command, "--format", "json").stdout)
    (portal,) = told["run"]["portals"]
    assert portal["outcomes"] == {outcome.value: 0 for outcome in Outcome} | {"inserted": 3, "rejected": 2, "failed": 1}
    assert {r["reason"]: r["count"] for r in portal["rejections"]} == {"no_date": 1, "not_found": 1}
    assert portal["rejections"][0]["examples"][0]["url"].endswith(("/tin-a2.html", "/tin-a3.html"))
    assert portal["observations"] == {"poor_households": 3, "poor_household_rate": 3}
    assert portal["waiting"] == {"queued": 0, "failed": 1, "quarantined": 1}
    assert portal["usual"] is None
    assert (told["runs"][0]["observations"], told["runs"][0]["errors"]) == (6, 1)
    text = run(*command).stdout
    for said in (
        "silent · since run 1",
        "no new article for 9 days",
        "→ open it",
        "no_date",
        "1 failed, first",
        "in quarantine",
    ):
        assert said in text, said
    for _ in range(3):
        night.run()
    night.server.faults = {"/xa-hoi/": a.Listing(tuple(f"/tin-a{number}.html" for number in range(1, 31)))}
    night.run(NIGHTS[2])
    now = json.loads(run(*command, "--format", "json").stdout)["run"]
    assert "listed 30 (usually 6)" in now["portals"][0]["unusual"]
    assert json.loads(run(*command, "--run", "1", "--format", "json").stdout)["run"]["portals"] == told["run"]["portals"]
    assert run(*command, "--run", "1", "--format", "markdown").stdout.startswith("# Run 1: partial")


@pytest.mark.night
def test_a_night_that_broke_off(faulty: Callable[[Mapping[str, Fault]], FaultyNight], settings: Settings) -> None:
    """What is told of it is what is in the warehouse, not more."""
    night = faulty({"/xa-hoi/": a.Listing(tuple(f"/tin-a{number}.html" for number in range(1, 13)))})
    night.run(limit=1)
    with closing(open_warehouse(settings.db)) as db:
        db.execute("""
            CREATE TRIGGER full BEFORE INSERT ON articles WHEN (SELECT count(*) FROM articles) >= 6
            BEGIN SELECT abs(-9223372036854775808); END
        """)
    with pytest.raises(sqlite3.OperationalError):
        night.run()
    text = run("status", "--db", str(settings.db)).stdout
    assert "Run 2: failed" in text
    assert "It broke off: " in text
    assert "integer overflow" in text
    with closing(open_warehouse(settings.db)) as db:
        stored = db.execute("SELECT count(*) FROM observations").fetchone()[0]
        assert db.execute("SELECT sum(observations) FROM run_observations").fetchone() == (stored,)
        db.execute("DROP TRIGGER full")
    night.run()
    told = json.loads(run("status", "--db", str(settings.db), "--format", "json").stdout)["run"]
    assert told["state"] == "done"
    with closing(open_warehouse(settings.db)) as db:
        stored = db.execute("SELECT count(*) FROM observations").fetchone()[0]
        assert db.execute("SELECT sum(observations) FROM run_observations").fetchone() == (stored,)


def test_the_new_numbers_of_nights_are_those_of_the_warehouse(live: Callable[..., RunReport], settings: Settings) -> None:
    live(1)
    with closing(open_warehouse(settings.db)) as db:
        stored = db.execute("SELECT count(*) FROM observations").fetchone()[0]
        assert db.execute("SELECT sum(observations) FROM run_observations").fetchone() == (stored,)
    live(2)
    live(2)
    rows = [
        row["observations"] for row in json.loads(run("status", "--db", str(settings.db), "--format", "json").stdout)["runs"]
    ]
    assert rows[0] == 0, "the same night again brings nothing new"
    assert 0 < rows[1] < rows[2] == stored
