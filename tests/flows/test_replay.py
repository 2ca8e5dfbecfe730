"""Replay: the archive through today's rules. What is up to date stays; what other rules read becomes as if these had."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.clock import Clock
from flows.lock import Busy, alone, lock_of
from flows.replaying import ReplayPlan, ReplayReport, run_replay
from flows.replica_portals import replica_portals
from flows.report import RunReport
from flows.settings import Settings
from replicas.server import ReplicaServer
from replicas.world import NIGHTS
from scrapers.spec import Portal, SelectorLayout
from tests.flows.test_nights import dump
from transforms.records import Outcome

Live = Callable[..., RunReport]
OWN_ROWS = ("runs", "run_portals", "run_pages", "run_observations", "rejections", "replays")
REPLAYED = NIGHTS[2] + timedelta(hours=3)


def replay(settings: Settings, portals: tuple[Portal, ...], **options: Any) -> ReplayReport:
    report = run_replay(ReplayPlan(portals=portals, settings=settings, clock=Clock(REPLAYED), **options))
    for tally in report.run.tallies:
        assert tally.settled == tally.carried, "every answer has one outcome"
    return report


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    return dump(path, but=OWN_ROWS)


SAID = {
    "articles": """
        SELECT a.portal, p.url_key, a.url_key, a.url, a.title, a.lead, a.author, a.published_at, a.updated_at, a.province_code,
            a.section, a.tags, a.method, a.layout, a.parser_version, a.content_hash, a.first_seen_at, v.number
        FROM articles AS a JOIN pages AS p USING (page_id) JOIN article_versions AS v ON v.version_id = a.version_id
    """,
    "versions": """
        SELECT a.url_key, v.number, v.content_hash, v.title, v.author, v.published_at, v.updated_at, v.capture_id, v.seen_at,
            v.derived_hash, b.body,
            (SELECT json_group_array(position || url || caption) FROM images AS i WHERE i.version_id = v.version_id),
            (SELECT json_group_array(said) FROM (
                SELECT field || "start" || surface || value || unit || qualifier AS said
                FROM quantities AS q WHERE q.version_id = v.version_id ORDER BY said
            )),
            (SELECT json_group_array(said) FROM (
                SELECT indicator || value || unit || role || period || coalesce(place, '') || current || rule_version AS said
                FROM observations AS o WHERE o.version_id = v.version_id ORDER BY said
            ))
        FROM article_versions AS v JOIN articles AS a USING (article_id) JOIN article_bodies AS b USING (version_id)
    """,
    "duplicates": """
        SELECT p.url_key, a.url_key, c.url_key, kind, similarity FROM duplicates AS d JOIN pages AS p USING (page_id)
        LEFT JOIN articles AS a ON a.article_id = d.article_id JOIN articles AS c ON c.article_id = d.canonical_article_id
    """,
    "series": """
        SELECT p.indicator, role, place_level, province_code, place, period, breakdown, p.unit, candidates, p.sources,
            chosen_by, spread, rank, v.value, observations, v.sources, portals, confidence, first_published_at,
            last_published_at
        FROM series_points AS p JOIN point_values AS v USING (point_id)
    """,
    "passages": "SELECT hash, url_key FROM near_passages JOIN articles USING (article_id)",
    "words": "SELECT url_key FROM articles_fts AS f JOIN articles ON article_id = f.rowid WHERE articles_fts MATCH 'tỉnh'",
    "quarantine": "SELECT portal, url, stage, reason, detail, attempts, first_at, last_at, capture_id FROM quarantine",
    "watermarks": "SELECT portal, name, home, loaded_capture_id FROM portals",
}


def said(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What a warehouse says, without the numbers of rows and the times of runs."""
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        for index in ("articles_fts", "articles_fts_folded"):
            db.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")
        db.rollback()
        return {name: sorted(db.execute(sql).fetchall(), key=repr) for name, sql in SAID.items()}


def rebuilt(settings: Settings, portals: tuple[Portal, ...], folder: Path) -> Settings:
    """A warehouse made from a copy of the archive alone."""
    folder.mkdir()
    shutil.copy(settings.archive_path, folder / "archive.db")
    new = settings.model_copy(update={"db": folder / "warehouse.db"})
    assert replay(new, portals).run.state == "done"
    return new


def test_what_is_up_to_date_stays_and_can_be_made_from_the_archive_alone(
    live: Live, replicas: ReplicaServer, settings: Settings, tmp_path: Path
) -> None:
    for night in (1, 2):
        live(night)
    portals = replica_portals(replicas)
    before = rows(settings.db)
    report = replay(settings, portals)
    assert report.run.state == "done"
    assert not report.changes.anything
    assert {outcome for tally in report.run.tallies for outcome in +tally.outcomes} == {Outcome.UNCHANGED}
    assert rows(settings.db) == before, "to the last column"

    new = rebuilt(settings, portals, tmp_path / "new")
    expected, found = said(settings.db), said(new.db)
    for name, rows_ in expected.items():
        assert found[name] == rows_, name
    with closing(sqlite3.connect(settings.db)) as old, closing(sqlite3.connect(new.db)) as db:
        states = "SELECT url_key, iif(state = 'gone', 'loaded', state) FROM pages WHERE state <> 'rejected'"
        assert set(db.execute(states)) == set(old.execute(states)), "only what the portal refused is not in the archive"
    assert live(2, settings=new).state == "done", "and the nights go on from there"


def yesterdays(portal: Portal) -> Portal:
    """The same portal as an older program knew it: other parts of the page were taken for author, lead and title."""
    layouts = [
        replace(layout, author=None, lead=None, drop=(*layout.drop, "table", "h2"))
        if isinstance(layout, SelectorLayout)
        else layout
        for layout in portal.layouts
    ]
    return replace(portal, layouts=tuple(layouts))


def test_after_other_rules_a_replay_makes_what_these_would_have_made(
    live: Live, replicas: ReplicaServer, settings: Settings, tmp_path: Path
) -> None:
    today = replica_portals(replicas)
    for night in (1, 2):
        live(night, portals=tuple(map(yesterdays, today)))
    expected = said(rebuilt(settings, today, tmp_path / "new").db)
    assert said(settings.db)["versions"] != expected["versions"], "else nothing is tried"

    before = rows(settings.db)
    foreseen = replay(settings, today, dry_run=True)
    assert rows(settings.db) == before, "a dry run keeps nothing"
    report = replay(settings, today)
    assert report.changes.articles_changed > 5
    assert report.changes.fields["lead"] > 5
    assert foreseen.changes == report.changes
    found = said(settings.db)
    for name, rows_ in expected.items():
        assert found[name] == rows_, name


def test_a_replay_waits_for_nobody_and_holds_nobody_up(live: Live, replicas: ReplicaServer, settings: Settings) -> None:
    portals = tuple(portal for portal in replica_portals(replicas) if portal.slug == "baodaklak")
    live(1, portals=portals)
    with alone(lock_of(settings.db), "a run"), pytest.raises(Busy, match="at work already"):
        replay(settings, portals)
    with closing(sqlite3.connect(settings.db, timeout=0)) as reader:
        seen = []
        run_replay(
            ReplayPlan(portals=portals, settings=settings, clock=Clock(REPLAYED)),
            lambda done, total: seen.append(reader.execute("SELECT count(*) FROM articles").fetchone()),
        )
    assert len(seen) > 1
