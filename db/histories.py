"""The archive by pages: every answer that a page ever gave, together, so that a replay sees a page's whole history at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from typing import NamedTuple, Self

from sqlite_utils import Database

from db.archive import Answer, Archive
from db.replays import NOTHING, Reached
from db.timestamps import precise_stamp

_CHUNK = 500


class History(NamedTuple):
    """One page with its answers, oldest first."""

    portal: str
    url_key: str
    answers: list[Answer]

    @property
    def first_id(self) -> int:
        """Its oldest capture, by which the pages of an archive are ordered."""
        return min(answer.capture_id for answer in self.answers)


class Histories:
    """The pages of an archive in the order of their first answers. Kept in a temporary file: an archive may be large."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._db = Database("", execute_plugins=False)
        self._db.executescript("""
            CREATE TABLE answers (capture_id INTEGER PRIMARY KEY, portal TEXT, url_key TEXT, fetched_at TEXT);
            CREATE TABLE histories (first_id INTEGER PRIMARY KEY, portal TEXT, url_key TEXT, answers INTEGER, ids TEXT);
        """)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._db.close()

    def add(self, portal: str, key: Callable[[Answer], str | None], only: Collection[str] | None = None) -> int:
        """Takes in the answers of a portal; `key` gives the URL key of the page one is of, None leaves it out.

        `only` are the keys that are wanted, None for all. Returns the highest capture taken in, 0 if there is none.
        """
        highest = 0
        with self._db.conn:
            for answer in self._archive.answers(portal):
                url_key = key(answer)
                if url_key is not None and (only is None or url_key in only):
                    row = (answer.capture_id, portal, url_key, precise_stamp(answer.fetched_at))
                    self._db.conn.execute("INSERT INTO answers VALUES (?, ?, ?, ?)", row)
                    highest = answer.capture_id
        return highest

    def select(self, since: datetime | None, limit: int | None, done: Reached = NOTHING) -> None:
        """Settles what is iterated: pages that gave an answer since then, at most so many of each portal, always whole.

        What an earlier replay has `done` is left out, unless the page has given another answer since that began.
        """
        with self._db.conn:
            self._db.execute("DELETE FROM histories")
            self._db.execute(
                """
                INSERT INTO histories
                SELECT first_id, portal, url_key, answers, ids FROM (
                    SELECT *, row_number() OVER (PARTITION BY portal ORDER BY first_id) AS place FROM (
                        SELECT
                            min(capture_id) AS first_id, max(capture_id) AS last_id, portal, url_key, count(*) AS answers,
                            json_group_array(capture_id) AS ids
                        FROM answers GROUP BY portal, url_key HAVING max(fetched_at) >= ?
                    )
                ) WHERE place <= coalesce(?, place) AND (first_id > ? OR last_id > ?)
                """,
                [precise_stamp(since) if since else "", limit, done.done_capture_id, done.newest_capture_id],
            )

    def counts(self) -> dict[str, tuple[int, int]]:
        """Portal -> how many pages with how many answers."""
        rows = self._db.execute("SELECT portal, count(*), sum(answers) FROM histories GROUP BY portal ORDER BY portal")
        return {portal: (pages, answers) for portal, pages, answers in rows.fetchall()}

    def __iter__(self) -> Iterator[History]:
        after = 0
        while rows := self._db.execute(
            "SELECT first_id, portal, url_key, ids FROM histories WHERE first_id > ? ORDER BY first_id LIMIT ?", [after, _CHUNK]
        ).fetchall():
            for first_id, portal, url_key, ids in rows:
                after = first_id
                answers = map(self._archive.answer, json.loads(ids))
                yield History(portal, url_key, sorted(answers, key=lambda answer: (answer.fetched_at, answer.capture_id)))
