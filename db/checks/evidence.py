"""The rows that show what a check found: articles, refusals, failures, with their pages in the archive."""

from __future__ import annotations

from datetime import date

from sqlite_utils import Database

from db.findings import KEPT_ROWS, FailingRow


def newest_article(db: Database, portal: str, day: date) -> FailingRow | None:
    """One of the articles that the portal published on that day."""
    row = db.execute(
        """
        SELECT a.url, a.page_id, a.article_id, v.capture_id, a.published_at FROM articles AS a
        JOIN article_versions AS v ON v.version_id = a.version_id
        WHERE a.portal = ? AND a.published_at >= ? ORDER BY a.published_at LIMIT 1
        """,
        [portal, day.isoformat()],
    ).fetchone()
    if row is None:
        return None
    url, page_id, article_id, capture_id, published = row
    return FailingRow(
        detail=f"the newest, published {published}", url=url, page_id=page_id, article_id=article_id, capture_id=capture_id
    )


def last_states(db: Database, portal: str, run_id: int, count: int = 30) -> list[tuple[int, str, str]]:
    """(run, state, error) of the portal's last finished runs up to this one, newest first."""
    return db.execute(
        """
        SELECT p.run_id, p.state, coalesce(p.error, '') FROM run_portals AS p JOIN runs AS r ON r.run_id = p.run_id
        WHERE p.portal = ? AND p.run_id <= ? AND p.state NOT IN ('running', 'interrupted') AND r.kind = 'run'
        ORDER BY p.run_id DESC LIMIT ?
        """,
        [portal, run_id, count],
    ).fetchall()


def refused(
    db: Database, portal: str, since_run: int, run_id: int, *, on_listing: bool = False, reason: str | None = None
) -> tuple[int, list[FailingRow]]:
    """What was refused in these runs (for that reason), of answers or of entries of listings: how many, and the newest."""
    where = """
        FROM rejections AS r LEFT JOIN pages AS p ON p.page_id = r.page_id
        WHERE r.portal = :portal AND r.run_id BETWEEN :since AND :run AND (r.stage = 'discover') = :on_listing
            AND (:reason IS NULL OR r.reason = :reason)
    """
    values = {
        "portal": portal,
        "since": since_run,
        "run": run_id,
        "reason": reason,
        "on_listing": on_listing,
        "kept": KEPT_ROWS,
    }
    (count,) = db.execute(f"SELECT count(*) {where}", values).fetchone()
    rows = db.execute(
        f"SELECT r.url, r.page_id, p.article_id, p.capture_id, r.reason || ': ' || r.detail {where} "
        "ORDER BY r.rejection_id DESC LIMIT :kept",
        values,
    ).fetchall()
    return count, [_row(*cells) for cells in rows]


def not_had(db: Database, portal: str) -> tuple[int, list[FailingRow]]:
    """Pages that could not be had the last time they were asked for: how many, and the newest of them."""
    (count,) = db.execute("SELECT count(*) FROM pages WHERE portal = ? AND state = 'failed'", [portal]).fetchone()
    rows = db.execute(
        """
        SELECT url, page_id, article_id, capture_id, coalesce(reason, '') FROM pages
        WHERE portal = ? AND state = 'failed' ORDER BY page_id DESC LIMIT ?
        """,
        [portal, KEPT_ROWS],
    ).fetchall()
    return count, [_row(*cells) for cells in rows]


def _row(url: str, page_id: int | None, article_id: int | None, capture_id: int | None, detail: str) -> FailingRow:
    return FailingRow(detail=detail, url=url, page_id=page_id, article_id=article_id, capture_id=capture_id)
