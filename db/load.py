"""Loading: one transaction per batch for everything derived from its pages, so that a kill loses a batch or none of it.

Re-running a batch, now or after a year, changes no row that would say the same. What decides:

- the URL key names the article, the time its bytes were fetched orders its versions;
- the same content again is no new version; other content fetched later is one, and so is older content that comes in late
  (a backfill), which takes its place in the order without becoming the latest. Where the page was had again since then with
  the same content as before, the late answer is contradicted on both sides: it stays in the archive only;
- other content read from the very same bytes is a better reading: it replaces the old one in place, as do better numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlite_utils import Database

from db.article_rows import (
    LoadItem,
    article_row,
    derived_hash,
    image_rows,
    observation_rows,
    quantity_rows,
    version_row,
)
from db.frontier import complete_aliases, mark_rejected
from db.full_text import add_texts, remove_texts
from db.near_duplicates import link_near_duplicates
from db.near_index import remove_passages
from db.series import SeriesPace, refresh_series
from db.timestamps import stamp
from db.transaction import writing
from db.write_plan import WritePlan
from transforms.records import Article, Outcome


@dataclass(frozen=True, slots=True)
class _Batch:
    run_id: int
    portal: str
    province: str
    parser_version: str
    now: datetime
    whole_history: bool


class _Version(NamedTuple):
    """A stored version, ordered by when its bytes were fetched."""

    seen_at: str
    capture_id: int
    version_id: int
    number: int
    content_hash: str
    derived_hash: str


@dataclass(slots=True)
class _Stored:
    article_id: int
    confirmed_at: str  # when its page was last found to hold the latest version; empty if that is not so any more
    versions: list[_Version] = field(default_factory=list)


def load_batch(
    db: Database,
    *,
    run_id: int,
    portal: str,
    items: Sequence[LoadItem],
    province: str,
    parser_version: str,
    now: datetime,
    series: SeriesPace | None = None,
) -> list[Outcome]:
    """Loads what one batch of archived answers of one portal came to; one outcome per item, in order.

    `province` is the name of the unit the portal speaks for. An exception leaves the warehouse as it was before the batch.
    The series are worked out with the batch; who loads in bulk gives them a pace, and calls `refresh_series` at the end.
    """
    batch = _Batch(run_id, portal, province, parser_version, now, whole_history=False)
    with writing(db):
        outcomes = _load(db, batch, items)
        if items:
            advance_watermark(db, portal, max(item.capture_id for item in items))
        _work_out_series(db, series, len(items))
    return outcomes


def load_histories(
    db: Database,
    *,
    run_id: int,
    portal: str,
    items: Sequence[LoadItem],
    province: str,
    parser_version: str,
    now: datetime,
    series: SeriesPace | None = None,
) -> list[Outcome]:
    """As `load_batch`, of items that are all there ever was of their pages, in order: none of them is late.

    The point to resume at is the caller's to set.
    """
    batch = _Batch(run_id, portal, province, parser_version, now, whole_history=True)
    with writing(db):
        outcomes = _load(db, batch, items)
        _work_out_series(db, series, len(items))
    return outcomes


def _work_out_series(db: Database, pace: SeriesPace | None, items: int) -> None:
    if pace is None:
        refresh_series(db)
    else:
        pace.after(db, items)


def advance_watermark(db: Database, portal: str, capture_id: int) -> None:
    """All article captures of a portal up to this one have been loaded."""
    with writing(db):
        db.execute(
            "UPDATE portals SET loaded_capture_id = :capture WHERE portal = :portal AND loaded_capture_id < :capture",
            {"capture": capture_id, "portal": portal},
        )


def watermark(db: Database, portal: str) -> int:
    """The highest capture of the archive that was loaded for a portal, 0 if none was: the point to resume at."""
    row = db.execute("SELECT loaded_capture_id FROM portals WHERE portal = ?", [portal]).fetchone()
    return 0 if row is None else int(row[0])


def highest_capture(db: Database) -> int:
    """The highest capture of the archive that anything here was loaded from, 0 if nothing was."""
    return int(
        db.execute("""
            SELECT max(
                (SELECT coalesce(max(loaded_capture_id), 0) FROM portals),
                (SELECT coalesce(max(capture_id), 0) FROM pages)
            )
        """).fetchone()[0]
    )


def _load(db: Database, batch: _Batch, items: Sequence[LoadItem]) -> list[Outcome]:
    return [outcome for wave in _waves(items) for outcome in _load_wave(db, batch, wave)]


def _waves(items: Sequence[LoadItem]) -> Iterator[list[LoadItem]]:
    """The items in order, cut wherever a key comes again: a later answer must find the earlier one stored."""
    wave: list[LoadItem] = []
    keys: set[str] = set()
    for item in items:
        if item.url_key in keys:
            yield wave
            wave, keys = [], set()
        wave.append(item)
        keys.add(item.url_key)
    if wave:
        yield wave


def _load_wave(db: Database, batch: _Batch, items: Sequence[LoadItem]) -> list[Outcome]:
    plan = WritePlan.begin(db)
    stored = _stored_articles(db, batch.portal, [item.url_key for item in items])
    same = _articles_by_hash(db, [item.article.content_hash for item in items if item.article])
    outcomes = [_plan_item(plan, batch, item, stored, same) for item in items]
    remove_texts(db, plan.stale_texts)
    remove_passages(db, plan.stale_texts)
    plan.write(db)
    add_texts(db, plan.new_texts)
    link_near_duplicates(db, plan.new_texts, changed=plan.stale_texts, run_id=batch.run_id, now=batch.now)
    for item in items:
        if item.rejection is not None:
            mark_rejected(
                db,
                batch.run_id,
                item.page_id,
                item.rejection,
                batch.now,
                capture_id=item.capture_id,
                fetched_at=item.fetched_at,
            )
    complete_aliases(db, [item.page_id for item in items], batch.run_id, batch.now)
    return outcomes


def _stored_articles(db: Database, portal: str, keys: Sequence[str]) -> dict[str, _Stored]:
    rows = db.execute(
        """
        SELECT a.url_key, a.article_id, iif(p.state = 'loaded', p.last_fetched_at, ''),
               v.seen_at, v.capture_id, v.version_id, v.number, v.content_hash, v.derived_hash
        FROM articles AS a
        JOIN article_versions AS v ON v.article_id = a.article_id
        JOIN pages AS p ON p.page_id = a.page_id
        WHERE a.portal = ? AND a.url_key IN (SELECT value FROM json_each(?))
        ORDER BY a.article_id, v.number
        """,
        [portal, json.dumps(list(keys))],
    ).fetchall()
    stored: dict[str, _Stored] = {}
    for key, article_id, confirmed_at, *version in rows:
        stored.setdefault(key, _Stored(article_id, confirmed_at)).versions.append(_Version(*version))
    return stored


def _articles_by_hash(db: Database, hashes: Sequence[str]) -> dict[str, int]:
    """Content hash -> the earliest article with that content, of any portal."""
    return dict(
        db.execute(
            """
            SELECT content_hash, min(article_id) FROM articles
            WHERE content_hash IN (SELECT value FROM json_each(?)) GROUP BY content_hash
            """,
            [json.dumps(list(hashes))],
        ).fetchall()
    )


def _plan_item(plan: WritePlan, batch: _Batch, item: LoadItem, stored: dict[str, _Stored], same: dict[str, int]) -> Outcome:
    article = item.article
    if article is None:
        return Outcome.REJECTED
    if article.portal != batch.portal:
        raise ValueError(f"{article.url} is of portal {article.portal}, not of {batch.portal}")
    known = stored.get(item.url_key)
    article_id = plan.next_article_id() if known is None else known.article_id
    if known is None:
        _plan_version(plan, batch, item, article, _Place(article_id, number=1, is_latest=True))
        outcome = Outcome.INSERTED
    else:
        outcome = _plan_known(plan, batch, item, article, known)
    answered = stamp(item.had_again[1]) if item.had_again else _seen(batch, item)
    plan.pages.append({"page": item.page_id, "article": article_id, "capture": item.newest_capture_id, "seen": answered})
    canonical_id = same.setdefault(article.content_hash, article_id)
    if outcome is Outcome.UNCHANGED or canonical_id >= article_id:
        return outcome
    plan.duplicates.append((item.page_id, article_id, canonical_id, batch.run_id, stamp(batch.now)))
    return Outcome.DUPLICATE if outcome is Outcome.INSERTED else outcome


class _Place(NamedTuple):
    """Where a version goes. `version_id` is that of the stored version it replaces, None for one more."""

    article_id: int
    number: int
    is_latest: bool
    version_id: int | None = None


def _plan_known(plan: WritePlan, batch: _Batch, item: LoadItem, article: Article, known: _Stored) -> Outcome:
    when = (_seen(batch, item), item.capture_id)
    same_bytes = next((version for version in known.versions if version.capture_id == item.capture_id), None)
    earlier = [version for version in known.versions if version[:2] <= when]
    before = same_bytes or (earlier[-1] if earlier else None)
    if before is not None and (same_bytes or before.content_hash == article.content_hash):
        is_latest = before is known.versions[-1]
        _plan_version(
            plan,
            batch,
            item,
            article,
            _Place(known.article_id, before.number, is_latest, before.version_id),
            before.derived_hash,
        )
        return Outcome.UNCHANGED if before.content_hash == article.content_hash else Outcome.UPDATED
    number = before.number + 1 if before else 1
    after = known.versions[number - 1] if number <= len(known.versions) else None
    if after is not None and after.content_hash == article.content_hash:
        plan.date_back(known.article_id, after.version_id, seen_at=when[0], capture_id=item.capture_id)
        return Outcome.UNCHANGED
    is_latest = after is None
    if is_latest and when[0] < known.confirmed_at and not batch.whole_history:
        return Outcome.UNCHANGED
    _plan_version(plan, batch, item, article, _Place(known.article_id, number, is_latest))
    return Outcome.UPDATED


def _plan_version(
    plan: WritePlan, batch: _Batch, item: LoadItem, article: Article, place: _Place, known_hash: str | None = None
) -> None:
    """Rows of one version. If everything derived from it is as stored (`known_hash`), only its own row and the article's are
    looked at, which hold what no hash tells: author, dates, section.
    """
    images, quantities, observations = image_rows(article), quantity_rows(item, article), observation_rows(item, article)
    derived = derived_hash(article, images, quantities, observations)
    seen = _seen(batch, item)
    version_id = plan.next_version_id() if place.version_id is None else place.version_id
    if place.is_latest:
        row = article_row(article, item.page_id, batch.province, batch.parser_version)
        plan.articles.append((place.article_id, *row, seen, version_id))
    version = (version_id, place.article_id, place.number, *version_row(article), item.capture_id, batch.run_id, seen, derived)
    plan.versions.append(version)
    if derived == known_hash:
        return
    if place.version_id is None:
        plan.open_version(place.article_id, place.number, is_latest=place.is_latest, seen_at=seen)
    else:
        plan.clear_version(place.article_id, version_id, is_latest=place.is_latest)
    plan.bodies.append((version_id, article.body))
    plan.images.extend((version_id, *row) for row in images)
    plan.add_numbers(place.article_id, version_id, quantities, observations, is_latest=place.is_latest)


def _seen(batch: _Batch, item: LoadItem) -> str:
    return stamp(item.fetched_at or batch.now)
