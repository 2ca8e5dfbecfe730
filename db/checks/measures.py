"""Measures of a portal in a run: taken once, kept in `run_measures`, read back as the history that a run is compared with."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import log1p
from typing import Final

from sqlite_utils import Database

from db.checks.articles_read import ReadArticle
from db.timestamps import stamp
from db.transaction import writing
from transforms.drift import Point

HISTORY_RUNS = 150  # older measures do not change a verdict


@dataclass(frozen=True, slots=True)
class Measure:
    """`total` of `weight` items; see run_measures."""

    name: str
    weight: int
    total: float


# measure -> whether an article lacks it; of articles read by a layout, for the general reader knows of no such parts
PARTS: Final[Mapping[str, Callable[[ReadArticle], bool]]] = {
    "without_author": lambda article: not article.has_author,
    "without_lead": lambda article: not article.has_lead,
    "without_section": lambda article: not article.has_section,
    "without_images": lambda article: article.images == 0,
}
# measure -> the size whose logarithm is averaged
LEVELS: Final[Mapping[str, Callable[[ReadArticle], int]]] = {
    "body_length": lambda article: article.letters,
    "quantities": lambda article: article.quantities,
    "observations": lambda article: article.observations,
}


def article_measures(articles: Sequence[ReadArticle], page_sizes: Mapping[int, int]) -> list[Measure]:
    """Shares and levels of the articles that a run read. `page_sizes`: bytes by capture, as far as the archive has them."""
    sizes = [page_sizes[article.capture_id] for article in articles if article.capture_id in page_sizes]
    by_layout = [article for article in articles if article.by_layout]
    return [
        Measure("read_without_layout", len(articles), len(articles) - len(by_layout)),
        *(Measure(name, len(by_layout), sum(map(lacks, by_layout))) for name, lacks in PARTS.items()),
        *(_level(name, [size(article) for article in articles]) for name, size in LEVELS.items()),
        _level("page_bytes", sizes),
    ]


def account_measures(db: Database, run_id: int, portal: str) -> list[Measure]:
    """Shares and counts of the run book: what was listed, refused by reason, and not to be had."""
    row = db.execute(
        """
        SELECT listed, listed + resumed - known - not_modified, failed, json(r.parameters), p.state
        FROM run_portals AS p JOIN runs AS r USING (run_id) WHERE run_id = ? AND portal = ?
        """,
        [run_id, portal],
    ).fetchone()
    if row is None:
        return []
    listed, handled, failed, parameters, state = row
    refused = dict(
        db.execute(
            """
            SELECT reason, count(*) FROM rejections
            WHERE run_id = ? AND portal = ? AND stage <> 'discover' GROUP BY reason
            """,
            [run_id, portal],
        ).fetchall()
    )
    off_list = db.execute(
        "SELECT count(*) FROM rejections WHERE run_id = ? AND portal = ? AND stage = 'discover'", [run_id, portal]
    ).fetchone()[0]
    asked = max(handled - off_list, 0)
    answered = max(asked - failed, 0)
    measures = [
        Measure("refused_on_listing", listed, off_list),
        Measure("failed", asked, failed),
        Measure("rejected", answered, sum(refused.values())),
        Measure("without_date", answered, refused.get("no_date", 0)),
    ]
    given = json.loads(parameters)
    if state in ("done", "partial") and given.get("limit") is None and given.get("since") is None:
        measures.append(Measure("listed", 1, listed))
    return measures


def record_measures(db: Database, run_id: int, portal: str, measures: Iterable[Measure]) -> None:
    """Keeps what was measured, in place of what was measured of the same run before. Of nothing, nothing can be measured."""
    with writing(db):
        db.execute("DELETE FROM run_measures WHERE run_id = ? AND portal = ?", [run_id, portal])
        db.conn.executemany(
            "INSERT INTO run_measures (run_id, portal, measure, weight, total) VALUES (?, ?, ?, ?, ?)",
            [(run_id, portal, measure.name, measure.weight, measure.total) for measure in measures if measure.weight],
        )


def history(db: Database, portal: str, until_run: int) -> dict[str, list[Point]]:
    """Measure -> its points up to that run, oldest first."""
    points: dict[str, list[Point]] = {}
    for measure, run_id, weight, total in db.execute(
        """
        SELECT measure, run_id, weight, total FROM run_measures
        WHERE portal = ? AND run_id BETWEEN ? AND ? ORDER BY measure, run_id
        """,
        [portal, _oldest(until_run), until_run],
    ):
        points.setdefault(measure, []).append(Point(run_id, weight, total))
    return points


def run_days(db: Database, until_run: int) -> dict[int, date]:
    """Run -> the day it began, of the runs that history() looks at."""
    rows = db.execute(
        "SELECT run_id, started_at FROM runs WHERE run_id BETWEEN ? AND ?", [_oldest(until_run), until_run]
    ).fetchall()
    return {run_id: date.fromisoformat(started_at[:10]) for run_id, started_at in rows}


def articles_by_day(db: Database, portal: str, first: date, last: date) -> dict[date, int]:
    """How many articles the portal published on each of these days; a day without any is not in it."""
    rows = db.execute(
        """
        SELECT substr(published_at, 1, 10), count(*) FROM articles
        WHERE portal = ? AND published_at >= ? AND published_at < ? GROUP BY 1 ORDER BY 1
        """,
        [portal, first.isoformat(), (last + timedelta(days=1)).isoformat()],
    ).fetchall()
    return {date.fromisoformat(day): count for day, count in rows}


def newest_day(db: Database, portal: str, now: datetime) -> date | None:
    """The last day that the portal published anything on, as far as that is not in the future."""
    (newest,) = db.execute(
        "SELECT max(published_at) FROM articles WHERE portal = ? AND published_at <= ?", [portal, stamp(now)]
    ).fetchone()
    return None if newest is None else date.fromisoformat(newest[:10])


def first_run_at(db: Database, portal: str) -> date | None:
    """The day of the first run that listed anything of the portal: what was published since then was read as it came."""
    (first,) = db.execute(
        """
        SELECT min(r.started_at) FROM run_portals AS p JOIN runs AS r ON r.run_id = p.run_id
        WHERE p.portal = ? AND p.listed > 0 AND r.kind = 'run'
        """,
        [portal],
    ).fetchone()
    return None if first is None else date.fromisoformat(first[:10])


def _oldest(until_run: int) -> int:
    """The oldest run to count moves on in steps, so that small points are put together in the same way every night."""
    return until_run - until_run % 50 - HISTORY_RUNS


def _level(name: str, sizes: Sequence[int]) -> Measure:
    return Measure(name, len(sizes), sum(map(log1p, sizes)))
