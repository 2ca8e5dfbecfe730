"""What a run leaves to be told: stored as it happens where it cannot be had later, and read back as one value.

Outcomes stand in run_portals, what was refused in rejections, what is out of order in findings. Two things pass, and have
tables of their own: which numbers were new (a replay reads old articles anew), and how many pages were waiting (they move on).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any, Final

from sqlite_utils import Database

from db.findings import Finding, findings_of
from db.runs import PortalTally, Run, portal_report, run_numbered
from db.transaction import writing

EXAMPLES: Final = 3  # of each reason and portal
COMPARED: Final = 7  # earlier runs, of which the median is what is usual
_FEWEST: Final = 3  # fewer earlier runs make nothing usual


@dataclass(frozen=True, slots=True)
class Example:
    """One item that was refused."""

    url: str
    detail: str


@dataclass(frozen=True, slots=True)
class Refusals:
    """The items of one portal that were refused for one reason."""

    reason: str
    count: int
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class WaitingPages:
    """A portal's pages that were not loaded when the run ended: not fetched yet, to be tried again, and not readable."""

    queued: int
    failed: int
    quarantined: int


@dataclass(frozen=True, slots=True)
class Usual:
    """Medians of the last runs of the same kind, asked for in the same way, in which the portal could be read."""

    runs: int
    listed: float
    inserted: float
    observations: float
    rejected: float
    failed: float
    requests: float
    bytes: float
    duration_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalStory:
    """One portal of a run. `usual` None: too few earlier runs; `waiting` None: the run did not come to count them."""

    tally: PortalTally
    refusals: tuple[Refusals, ...] = ()
    observations: Mapping[str, int] = field(default_factory=dict)  # indicator -> new numbers, the most first
    waiting: WaitingPages | None = None
    usual: Usual | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStory:
    """What became of one run, as far as it has come. `interrupted_before` are the runs just before whose process died."""

    run: Run
    portals: tuple[PortalStory, ...]
    findings: tuple[Finding, ...]
    interrupted_before: tuple[int, ...]


def newest_version(db: Database) -> int:
    """The number of the article version loaded last, 0 if there is none: what is loaded from here on has higher ones."""
    return int(db.execute("SELECT coalesce(max(version_id), 0) FROM article_versions").fetchone()[0])


def record_observations(db: Database, run_id: int, portal: str, after_version: int) -> None:
    """Adds to the new numbers of a run those of the versions after that one.

    Call it in the transaction that loads them: then a kill counts what it leaves. A number is new if no version of its article
    that was loaded before states the same.
    """
    with writing(db):
        db.execute(
            """
            INSERT INTO run_observations (run_id, portal, indicator, observations)
            SELECT :run_id, :portal, o.indicator, count(*)
            FROM article_versions AS v
            JOIN observations AS o ON o.article_id = v.article_id AND o.version_id = v.version_id
            WHERE v.version_id > :after AND NOT EXISTS (
                SELECT 1 FROM observations AS e
                WHERE e.article_id = o.article_id AND e.version_id < o.version_id AND e.indicator = o.indicator
                    AND e.role = o.role AND e.unit = o.unit AND e.period = o.period AND e.value = o.value
                    AND e.place IS o.place AND e.breakdown IS o.breakdown
            )
            GROUP BY o.indicator
            ON CONFLICT (run_id, portal, indicator) DO UPDATE SET observations = observations + excluded.observations
            """,
            {"run_id": run_id, "portal": portal, "after": after_version},
        )


def record_waiting_pages(db: Database, run_id: int) -> None:
    """Keeps how many pages of each of the run's portals are not loaded. Call it when the run ends."""
    with writing(db):
        db.execute(
            """
            INSERT INTO run_pages (run_id, portal, queued, failed, quarantined)
            SELECT t.run_id, t.portal,
                (SELECT count(*) FROM pages AS p WHERE p.portal = t.portal AND p.state = 'queued'),
                (SELECT count(*) FROM pages AS p WHERE p.portal = t.portal AND p.state = 'failed'),
                (SELECT count(*) FROM unread_pages AS u JOIN pages AS p ON p.page_id = u.page_id WHERE p.portal = t.portal)
            FROM run_portals AS t WHERE t.run_id = ?
            ON CONFLICT (run_id, portal) DO UPDATE SET
                queued = excluded.queued, failed = excluded.failed, quarantined = excluded.quarantined
            """,
            [run_id],
        )


def story_of(db: Database, run_id: int) -> RunStory | None:
    """What became of a run, if there is one of that number; all of it as it stood at one moment."""
    with _one_moment(db):
        run = run_numbered(db, run_id)
        if run is None:
            return None
        refusals, observations, waiting = _refusals(db, run_id), _observations(db, run_id), _waiting(db, run_id)
        portals = [
            PortalStory(
                tally=tally,
                refusals=tuple(refusals.get(tally.portal, ())),
                observations=observations.get(tally.portal, {}),
                waiting=waiting.get(tally.portal),
                usual=_usual(db, run_id, tally.portal),
            )
            for tally in portal_report(db, run_id)
        ]
        return RunStory(
            run=run,
            portals=tuple(portals),
            findings=tuple(findings_of(db, run_id)),
            interrupted_before=_interrupted_before(db, run_id),
        )


@contextmanager
def _one_moment(db: Database) -> Iterator[None]:
    """A reader's transaction: what is written meanwhile stays unseen."""
    if db.conn.in_transaction:
        yield
        return
    db.execute("BEGIN")
    try:
        yield
    finally:
        db.conn.rollback()


def _refusals(db: Database, run_id: int) -> dict[str, list[Refusals]]:
    rows = db.execute(
        """
        SELECT portal, reason, url, detail, refused FROM (
            SELECT portal, reason, url, detail, rejection_id,
                count(*) OVER (PARTITION BY portal, reason) AS refused,
                row_number() OVER (PARTITION BY portal, reason ORDER BY rejection_id) AS position
            FROM rejections WHERE run_id = ?
        ) WHERE position <= ? ORDER BY portal, refused DESC, reason, rejection_id
        """,
        [run_id, EXAMPLES],
    ).fetchall()
    examples: dict[tuple[str, str, int], list[Example]] = {}
    for portal, reason, url, detail, refused in rows:
        examples.setdefault((portal, reason, refused), []).append(Example(url, detail))
    found: dict[str, list[Refusals]] = {}
    for (portal, reason, refused), some in examples.items():
        found.setdefault(portal, []).append(Refusals(reason, refused, tuple(some)))
    return found


def _observations(db: Database, run_id: int) -> dict[str, dict[str, int]]:
    rows = db.execute(
        "SELECT portal, indicator, observations FROM run_observations WHERE run_id = ? ORDER BY observations DESC, indicator",
        [run_id],
    ).fetchall()
    found: dict[str, dict[str, int]] = {}
    for portal, indicator, count in rows:
        found.setdefault(portal, {})[indicator] = count
    return found


def _waiting(db: Database, run_id: int) -> dict[str, WaitingPages]:
    rows = db.execute("SELECT portal, queued, failed, quarantined FROM run_pages WHERE run_id = ?", [run_id]).fetchall()
    return {portal: WaitingPages(*counts) for portal, *counts in rows}


def _usual(db: Database, run_id: int, portal: str) -> Usual | None:
    """Runs that were asked for more or less say nothing of this one: since, limit and refetch must agree."""
    rows: Sequence[Sequence[Any]] = db.execute(
        """
        SELECT t.listed, t.inserted,
            (SELECT coalesce(sum(o.observations), 0) FROM run_observations AS o
                WHERE o.run_id = t.run_id AND o.portal = t.portal),
            t.rejected, t.failed, t.requests, t.bytes, t.duration_s
        FROM runs AS this
        JOIN run_portals AS t ON t.portal = :portal AND t.run_id < this.run_id AND t.state IN ('done', 'partial')
        JOIN runs AS r ON r.run_id = t.run_id AND r.kind = this.kind
            AND r.parameters ->> 'since' IS this.parameters ->> 'since'
            AND r.parameters ->> 'limit' IS this.parameters ->> 'limit'
            AND coalesce(r.parameters ->> 'refetch', 0) = coalesce(this.parameters ->> 'refetch', 0)
        WHERE this.run_id = :run_id
        ORDER BY t.run_id DESC LIMIT :compared
        """,
        {"portal": portal, "run_id": run_id, "compared": COMPARED},
    ).fetchall()
    if len(rows) < _FEWEST:
        return None
    return Usual(len(rows), *(median(column) for column in zip(*rows, strict=True)))


def _interrupted_before(db: Database, run_id: int) -> tuple[int, ...]:
    rows = db.execute(
        """
        SELECT run_id FROM runs
        WHERE state = 'interrupted' AND run_id < :run_id
            AND run_id > (SELECT coalesce(max(run_id), 0) FROM runs WHERE run_id < :run_id AND state <> 'interrupted')
        ORDER BY run_id
        """,
        {"run_id": run_id},
    ).fetchall()
    return tuple(run for (run,) in rows)
