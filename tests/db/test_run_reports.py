"""What a run leaves to be told: new numbers, waiting pages, what is usual, all of one moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from db.connect import close, open_readonly, open_warehouse
from db.findings import FailingRow, Finding, record_findings
from db.frontier import enqueue, mark_failed, record_rejection
from db.quarantine import Trouble, put_aside
from db.run_reports import (
    COMPARED,
    EXAMPLES,
    Example,
    Refusals,
    RunStory,
    WaitingPages,
    newest_version,
    record_observations,
    record_waiting_pages,
    story_of,
)
from db.runs import FinalState, PortalTally, finish_run, record_portal, start_run
from db.transaction import writing
from tests.db.samples import BODY, LATER, NOW, OTHER, PORTAL, article, item, load
from tests.db.test_migrations import make_released
from transforms.records import Outcome, Reason, Rejection


def told(db: Database, run_id: int) -> RunStory:
    story = story_of(db, run_id)
    assert story is not None
    return story


def new_numbers(db: Database, run_id: int) -> dict[str, int]:
    rows = db.execute("SELECT indicator, observations FROM run_observations WHERE run_id = ?", [run_id]).fetchall()
    return dict(rows)


def counted(db: Database, run_id: int, load_batch: Callable[[], object]) -> dict[str, int]:
    """The new numbers of the run after a batch, loaded as the loader does."""
    with writing(db):
        before = newest_version(db)
        load_batch()
        record_observations(db, run_id, PORTAL, before)
    return new_numbers(db, run_id)


def test_what_an_edited_article_said_before_is_not_new(db: Database, run_id: int) -> None:
    first = item(db, article())
    assert counted(db, run_id, lambda: load(db, run_id, first)) == {"poor_households": 2}
    assert counted(db, run_id, lambda: load(db, run_id, first)) == {"poor_households": 2}, "again: nothing is new"
    second_run = start_run(db, "run", {}, LATER)
    edited = item(db, article(body=BODY + " Thêm một câu."), capture_id=2, households="1251", now=LATER)
    assert counted(db, second_run, lambda: load(db, second_run, edited, now=LATER)) == {"poor_households": 1}
    assert new_numbers(db, run_id) == {"poor_households": 2}, "what was told of the first run stays"


def test_batches_add_up_and_a_batch_undone_counts_nothing(db: Database, run_id: int) -> None:
    counted(db, run_id, lambda: load(db, run_id, item(db, article("bai-1"))))
    broken = item(db, article("bai-2", body=BODY + " Hai."), capture_id=2)
    with pytest.raises(ZeroDivisionError):
        counted(db, run_id, lambda: (load(db, run_id, broken), 1 // 0))
    assert new_numbers(db, run_id) == {"poor_households": 2}
    body = BODY + " Ba."
    assert counted(db, run_id, lambda: load(db, run_id, item(db, article("bai-3", body=body), capture_id=3))) == {
        "poor_households": 4
    }


def test_an_old_file_knows_the_new_numbers_of_its_runs(path: Path) -> None:
    make_released(path, "v0.1.0")
    db = open_warehouse(path, tell=lambda text: None)
    rows = db.execute("SELECT run_id, indicator, observations FROM run_observations ORDER BY run_id").fetchall()
    assert rows
    stated = db.execute("SELECT count(*) FROM observations").fetchone()[0]
    assert sum(count for *_, count in rows) <= stated
    first_versions = db.execute("SELECT count(*) FROM observations JOIN article_versions USING (version_id) WHERE number = 1")
    assert sum(count for *_, count in rows) >= first_versions.fetchone()[0]
    close(db)


def test_pages_that_wait_are_counted_when_the_run_ends(db: Database, run_id: int) -> None:
    record_portal(db, run_id, PortalTally(portal=PORTAL, state="done"))
    assert told(db, run_id).portals[0].waiting is None, "the run has not ended"
    keys = [(f"k{number}", f"https://{PORTAL}.example/{number}") for number in range(6)]
    pages = enqueue(db, PORTAL, keys, NOW)
    mark_failed(db, pages["k1"], "time-out", NOW)
    put_aside(db, run_id, pages["k2"], 7, NOW, Trouble("parse", "no_date", "no date"))
    db.execute("UPDATE pages SET state = 'rejected' WHERE url_key = 'k2'")
    record_waiting_pages(db, run_id)
    assert told(db, run_id).portals[0].waiting == WaitingPages(queued=4, failed=1, quarantined=1)
    db.execute("UPDATE pages SET state = 'gone' WHERE url_key = 'k3'")
    assert told(db, run_id).portals[0].waiting == WaitingPages(queued=4, failed=1, quarantined=1), "as it was then"


def test_refusals_have_their_count_and_the_first_examples(db: Database, run_id: int) -> None:
    record_portal(db, run_id, PortalTally(portal=PORTAL, state="done"))
    for number in range(5):
        record_rejection(db, run_id, PORTAL, Rejection("discover", Reason.ROBOTS, f"https://a/{number}", f"rule {number}"), NOW)
    record_rejection(db, run_id, PORTAL, Rejection("fetch", Reason.GONE, "https://a/0", "status 410"), NOW)
    examples = tuple(Example(f"https://a/{number}", f"rule {number}") for number in range(EXAMPLES))
    assert told(db, run_id).portals[0].refusals == (
        Refusals("robots", 5, examples),
        Refusals("gone", 1, (Example("https://a/0", "status 410"),)),
    )


def one_run(
    db: Database,
    day: int,
    *,
    kind: str = "run",
    state: FinalState = "done",
    parameters: Mapping[str, object] | None = None,
    portal: str = PORTAL,
    listed: int = 40,
) -> int:
    run_id = start_run(db, kind, parameters or {}, NOW + timedelta(days=day))
    record_portal(
        db, run_id, PortalTally(portal=portal, state=state, listed=listed, outcomes={Outcome.KNOWN: listed}, requests=10)
    )
    finish_run(db, run_id, state, NOW + timedelta(days=day, minutes=5))
    return run_id


def test_what_is_usual_is_the_median_of_the_last_runs_alike(db: Database) -> None:
    assert told(db, one_run(db, 0)).portals[0].usual is None, "the first run"
    one_run(db, 1)
    assert told(db, one_run(db, 2)).portals[0].usual is None, "two earlier runs make nothing usual"
    usual = told(db, one_run(db, 3, listed=3)).portals[0].usual
    assert usual is not None
    assert (usual.runs, usual.listed, usual.inserted, usual.requests) == (3, 40, 0, 10)
    for day in range(4, 4 + COMPARED):
        one_run(db, day, listed=50 + day)
    usual = told(db, one_run(db, 20)).portals[0].usual
    assert usual is not None
    assert (usual.runs, usual.listed) == (COMPARED, 57.0), "older runs are forgotten"


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"kind": "replay"}, id="kind"),
        pytest.param({"state": "failed", "listed": 0}, id="failed"),
        pytest.param({"parameters": {"limit": 5}}, id="limit"),
        pytest.param({"parameters": {"since": "2026-01-01"}}, id="since"),
        pytest.param({"parameters": {"refetch": True}}, id="refetch"),
        pytest.param({"portal": OTHER}, id="portal"),
    ],
)
def test_runs_that_are_not_alike_make_nothing_usual(db: Database, other: dict[str, object]) -> None:
    for day in range(4):
        one_run(db, day, **other)  # type: ignore[arg-type]
    alike: dict[str, object] = {
        "limit": None,
        "since": None,
        "refetch": False,
        "flow_run_id": "another each time",
        "portals": [PORTAL],
    }
    assert told(db, one_run(db, 5, parameters=alike)).portals[0].usual is None
    for day in range(6, 9):
        one_run(db, day)
    assert told(db, one_run(db, 9, parameters=alike)).portals[0].usual is not None


def test_runs_whose_process_died_are_named_by_the_one_after(db: Database) -> None:
    one_run(db, 0)
    dead = [start_run(db, "run", {}, NOW) for _ in range(2)]
    after = one_run(db, 1)
    assert told(db, after).interrupted_before == tuple(dead)
    assert told(db, dead[0]).run.state == "interrupted"
    assert told(db, one_run(db, 2)).interrupted_before == (), "told once"


def test_findings_are_part_of_it(db: Database, run_id: int) -> None:
    finding = Finding(rule="silent", severity="error", message="m", todo="t", portal=PORTAL, rows=[FailingRow(detail="d")])
    record_findings(db, run_id, [finding])
    (found,) = told(db, run_id).findings
    assert (found.rule, found.since_run_id, [row.detail for row in found.rows]) == ("silent", run_id, ["d"])


def test_there_is_no_story_of_no_run(db: Database) -> None:
    assert story_of(db, 1) is None


def test_a_story_is_of_one_moment(db: Database, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a run stores while its report is read is in the next report, not partly in this one."""
    run_id = start_run(db, "run", {}, NOW)
    record_portal(db, run_id, PortalTally(portal=PORTAL, listed=4))
    read = story_of.__globals__["run_numbered"]

    def meanwhile(reader: Database, number: int) -> object:
        found = read(reader, number)
        record_portal(db, run_id, PortalTally(portal=PORTAL, listed=9))
        return found

    with closing(open_readonly(path)) as reader:
        monkeypatch.setitem(story_of.__globals__, "run_numbered", meanwhile)
        assert told(reader, run_id).portals[0].tally.listed == 4
        monkeypatch.setitem(story_of.__globals__, "run_numbered", read)
        assert told(reader, run_id).portals[0].tally.listed == 9


def test_totals_of_runs_agree_with_their_parts(db: Database) -> None:
    run_id = one_run(db, 0, listed=7)
    record_findings(db, run_id, [Finding(rule="a", severity="error", message="m", todo="t")])
    (row,) = db.query("SELECT * FROM run_totals WHERE run_id = ?", [run_id])
    assert (row["portals"], row["items"], row["observations"], row["errors"], row["warnings"]) == (1, 7, 0, 1, 0)
    start_run(db, "run", {}, LATER)
    assert [(row["state"], row["items"]) for row in db.query("SELECT * FROM run_totals")] == [("done", 7), ("running", 0)]
