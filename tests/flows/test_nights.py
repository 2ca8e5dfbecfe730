"""Two nights on the replica portals, without Prefect: the counts reconcile, and the second night is only what changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from db.archive import Archive
from db.connect import open_readonly
from flows.replica_portals import replica_portals
from flows.report import RunReport
from flows.settings import Settings
from replicas.server import ReplicaServer
from replicas.world import CHANGES, world
from transforms.records import Outcome

Live = Callable[..., RunReport]
FETCHED = frozenset({"new", "reprint", "edited", "moved"})


def dump(
    path: Path, *, but: tuple[str, ...] = ("runs", "run_portals", "run_pages", "run_measures")
) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, the run book apart."""
    with closing(sqlite3.connect(path)) as db:
        names = [
            name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
        ]
        return {
            name: sorted(db.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for name in names
            if name not in but and "fts" not in name
        }


def test_a_night_accounts_for_every_item(live: Live) -> None:
    report = live(1)
    assert report.state == "done", report.problems()
    for tally in report.tallies:
        assert tally.listed > 0
        assert tally.settled == tally.listed + tally.carried
        articles = [article for article in world(1).articles[tally.portal] if not article.forbidden]
        assert tally.outcomes[Outcome.INSERTED] + tally.outcomes[Outcome.DUPLICATE] >= len(articles)


def test_every_article_is_in_with_its_numbers(live: Live, settings: Settings) -> None:
    live(1)
    with closing(open_readonly(settings.db)) as db:
        rows = {(portal, title) for portal, title in db.execute("SELECT portal, title FROM articles")}
        expected = {(slug, a.title) for slug, articles in world(1).articles.items() for a in articles if not a.forbidden}
        assert rows == expected
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("SELECT count(*) FROM quantities").fetchone()[0] > 400
        assert db.execute("SELECT count(DISTINCT indicator) FROM observations").fetchone()[0] > 30


def test_the_second_night_fetches_and_changes_only_what_the_portals_changed(
    live: Live, replicas: ReplicaServer, settings: Settings
) -> None:
    live(1)
    report = live(2)
    assert report.state == "done", report.problems()
    portals = {portal.slug: portal for portal in replica_portals(replicas)}
    sent = {
        (request.portal, request.path)
        for request in replicas.requests
        if request.status == 200
        and request.method == "GET"
        and portals[request.portal].layouts_for(portals[request.portal].absolute(request.path))
    }
    assert sent == {(change.portal, change.target) for change in CHANGES if change.kind in FETCHED}
    outcomes = sum((tally.outcomes for tally in report.tallies), start=report.tallies[0].outcomes - report.tallies[0].outcomes)
    kinds = [change.kind for change in CHANGES]
    assert outcomes[Outcome.INSERTED] == kinds.count("new") + kinds.count("reprint")
    assert outcomes[Outcome.UPDATED] == kinds.count("edited")
    with closing(open_readonly(settings.db)) as db:
        versions = db.execute("SELECT count(*) FROM article_versions WHERE number = 2").fetchone()[0]
        assert versions == kinds.count("edited")
        gone = db.execute("SELECT count(*) FROM pages JOIN articles USING (page_id) WHERE state = 'gone'").fetchone()[0]
        assert gone == kinds.count("removed"), "what was taken down stays in the warehouse"
        moved = db.execute("SELECT count(*) FROM duplicates WHERE kind = 'content'").fetchone()[0]
        assert moved == kinds.count("moved")


def test_the_same_night_again_changes_no_row(live: Live, settings: Settings) -> None:
    live(1)
    before = dump(settings.db)
    report = live(1)
    assert report.state == "done"
    after = dump(settings.db)
    for name, rows in before.items():
        ignored = {"pages": 9}.get(name)  # last_fetched_at: the portal did answer again
        if name == "rejections":
            continue  # each run records what it refused
        assert [r[:ignored] for r in rows] == [r[:ignored] for r in after[name]], name


def test_limit_and_choice_of_portal(live: Live, replicas: ReplicaServer) -> None:
    chosen = tuple(portal for portal in replica_portals(replicas) if portal.slug == "baodaklak")
    (tally,) = live(1, portals=chosen, limit=3).tallies
    assert tally.listed == 3 == tally.settled


def test_pages_archived_but_not_loaded_are_loaded_by_the_next_run(live: Live, settings: Settings) -> None:
    """What a kill leaves between the archive and the warehouse."""
    live(1)
    with closing(sqlite3.connect(settings.db)) as db:
        db.execute("PRAGMA foreign_keys = ON")
        watermarks = dict(db.execute("SELECT portal, loaded_capture_id FROM portals"))
    settings.db.unlink()
    report = live(1)
    assert all(tally.carried for tally in report.tallies), "every archived page is taken up again"
    assert report.state == "done"
    with closing(Archive(settings.archive_path)) as archive:
        for slug, watermark in watermarks.items():
            assert archive.unprocessed(slug, 0), watermark


@pytest.mark.parametrize("night", [1, 2])
def test_facts_a_human_reads_are_found(live: Live, settings: Settings, night: int) -> None:
    """At least four in five of the facts written down with the articles, exactly: indicator, value and period."""
    for number in range(1, night + 1):
        live(number)
    with closing(open_readonly(settings.db)) as db:
        found = {
            (portal, title, indicator, float(value), period)
            for portal, title, indicator, value, period in db.execute(
                """
                SELECT a.portal, a.title, o.indicator, o.value, o.period
                FROM observations AS o JOIN articles AS a USING (article_id) WHERE o.current
                """
            )
        }
    facts = {
        (slug, article.title, fact.indicator, float(fact.value), fact.period)
        for slug, articles in world(night).articles.items()
        for article in articles
        if not article.forbidden and not article.gone
        for fact in article.facts
    }
    missed = facts - found
    assert len(facts) > 60
    assert len(missed) <= 0.2 * len(facts), sorted(missed)


def test_the_walk_stops_where_everything_is_known_and_old(live: Live, replicas: ReplicaServer, settings: Settings) -> None:
    """Without a look-back, an unchanged portal costs robots.txt and the first page of each listing."""
    live(1)
    nothing_recent = settings.model_copy(update={"look_back_days": 0})
    report = live(1, settings=nothing_recent)
    for tally, portal in zip(report.tallies, replica_portals(replicas), strict=True):
        assert tally.requests <= 1 + 2 * len(portal.listings), "a second page only where the first repeats another section's"
        assert not tally.outcomes[Outcome.NOT_MODIFIED]
