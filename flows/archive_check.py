"""`vnportals check` without the network: the newest archived pages of a portal, read with today's rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlite_utils import Database

from db.archive import Archive
from db.errors import CorruptCapture
from db.frontier import look_up
from flows.page_checks import PageCheck, Part, Stored, check_article, check_listing
from scrapers.listings import first_request
from scrapers.spec import Portal

_LOADED = """
    SELECT capture_id, url_key FROM (
        SELECT v.capture_id, a.url_key,
            row_number() OVER (PARTITION BY coalesce(a.layout, a.method) ORDER BY v.seen_at DESC, v.capture_id DESC) AS nth
        FROM articles AS a JOIN article_versions AS v ON v.version_id = a.version_id
        WHERE a.portal = ?
    ) WHERE nth <= ? ORDER BY capture_id DESC
"""
_REFUSED = """
    SELECT capture_id, url_key FROM (
        SELECT capture_id, url_key, state FROM pages
        WHERE portal = ? AND capture_id IS NOT NULL ORDER BY capture_id DESC LIMIT ?
    ) WHERE state = 'rejected' ORDER BY capture_id DESC
"""
_STORED = """
    SELECT a.layout, a.title, a.lead, a.author, a.published_at, a.section, b.body,
        (SELECT count(*) FROM images AS i WHERE i.version_id = a.version_id) AS images
    FROM articles AS a JOIN article_bodies AS b ON b.version_id = a.version_id
    WHERE a.portal = ? AND a.url_key = ?
"""


def check_archived(db: Database, archive: Archive, portal: Portal, articles: int) -> list[PageCheck]:
    """The newest copy of each listing; the newest `articles` loaded articles of each layout, and those refused lately.

    Empty for a portal of which nothing was archived.
    """
    portal = as_loaded(db, portal)
    return [*_listings(db, archive, portal), *_articles(db, archive, portal, articles)]


def as_loaded(db: Database, portal: Portal) -> Portal:
    """The portal at the address at which this warehouse read it: a warehouse of replicas has theirs."""
    row = db.execute("SELECT home FROM portals WHERE portal = ?", [portal.slug]).fetchone()
    if row is None or row[0] == portal.home:
        return portal
    return portal.at(row[0], aliases=portal.aliases, politeness=portal.politeness)


def stored_of(db: Database, slug: str, url_key: str) -> Stored:
    """What the warehouse has of an article page."""
    cursor = db.execute(_STORED, [slug, url_key])
    row = cursor.fetchone()
    if row is not None:
        return Stored(article=dict(zip((name for name, *_ in cursor.description), row, strict=True)))
    reason = db.execute(
        "SELECT reason FROM pages WHERE portal = ? AND url_key = ? AND state = 'rejected'", [slug, url_key]
    ).fetchone()
    return Stored(reason=reason[0] if reason else None)


def _listings(db: Database, archive: Archive, portal: Portal) -> Iterator[PageCheck]:
    for listing in portal.listings:
        capture = archive.latest(portal.slug, first_request(portal, listing).url)
        if capture is None:
            continue
        try:
            page = archive.read(capture.capture_id)
        except CorruptCapture as error:
            yield _damaged(portal, "listing", capture.capture_id, error)
            continue
        yield check_listing(page, portal, listing, lambda keys: look_up(db, portal.slug, keys), capture.capture_id)


def _articles(db: Database, archive: Archive, portal: Portal, count: int) -> Iterator[PageCheck]:
    wanted: Mapping[int, Any] = dict(
        [*db.execute(_LOADED, [portal.slug, count]).fetchall(), *db.execute(_REFUSED, [portal.slug, count]).fetchall()]
    )
    for capture_id, url_key in wanted.items():
        try:
            page = archive.read(capture_id)
        except KeyError:
            continue  # loaded from an archive that was since lost
        except CorruptCapture as error:
            yield _damaged(portal, "article", capture_id, error)
            continue
        yield check_article(page, portal, stored_of(db, portal.slug, url_key), capture_id)


def _damaged(portal: Portal, kind: Any, capture_id: int, error: CorruptCapture) -> PageCheck:
    part = Part(name="archive", state="missing", expected="its bytes in the archive", found=str(error))
    return PageCheck(portal=portal.slug, kind=kind, url=error.url, capture_id=capture_id, fetched_at=None, parts=(part,))
