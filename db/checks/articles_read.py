"""The articles that a run read anew or differently, with what the checks measure of each."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import NamedTuple

from sqlite_utils import Database


class ReadArticle(NamedTuple):
    """One article as a run read it. `letters`: characters of the body."""

    run_id: int
    article_id: int
    page_id: int
    capture_id: int
    url: str
    published_at: str
    seen_at: str
    method: str
    layout: str | None
    has_author: int
    has_lead: int
    has_section: int
    images: int
    letters: int
    quantities: int
    observations: int

    @property
    def by_layout(self) -> bool:
        return self.method == "layout"


def articles_read(db: Database, portal: str, runs: Collection[int]) -> list[ReadArticle]:
    """The articles whose latest version one of these runs stored, oldest first."""
    rows = db.execute(
        """
        SELECT v.run_id, a.article_id, a.page_id, v.capture_id, a.url, a.published_at, v.seen_at, a.method, a.layout,
            a.author IS NOT NULL, a.lead <> '', a.section IS NOT NULL,
            (SELECT count(*) FROM images AS i WHERE i.version_id = v.version_id),
            (SELECT length(b.body) FROM article_bodies AS b WHERE b.version_id = v.version_id),
            (SELECT count(*) FROM quantities AS q WHERE q.version_id = v.version_id),
            (SELECT count(*) FROM observations AS o WHERE o.article_id = a.article_id AND o.version_id = v.version_id)
        FROM article_versions AS v JOIN articles AS a ON a.version_id = v.version_id
        WHERE v.run_id IN (SELECT value FROM json_each(?)) AND a.portal = ?
        ORDER BY v.version_id
        """,
        [json.dumps(sorted(runs)), portal],
    ).fetchall()
    return [ReadArticle(*row) for row in rows]
