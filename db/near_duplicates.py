"""Near-duplicates: reprints and lightly edited copies, linked to the earliest article of their group; none merged or dropped.

Every article but the earliest of a group (by time of publication, then by number) has one row in `duplicates`, of kind
`content` where its text is that of the earliest, else `near`; so a reprint counts with its original as one source, however many
copies lie between. An earlier article that comes in late becomes the one the others are linked to. Links hold between the
latest versions: they are looked for anew when either changes. Pages that redirect (`url`) are linked as their addresses say.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import chain
from typing import Final, NamedTuple

from sqlite_utils import Database

from db.near_index import add_passages, candidates, check_scheme, holders_of, texts_of
from db.timestamps import stamp
from db.transaction import writing
from transforms.shingles import SAME, Wording, compare

CHUNK: Final = 500  # articles of one step of filling the index


class _Article(NamedTuple):
    published_at: str
    article_id: int
    page_id: int
    content_hash: str


def link_near_duplicates(
    db: Database, article_ids: Sequence[int], *, changed: Sequence[int], run_id: int, now: datetime
) -> None:
    """Indexes articles whose latest text is new and links them. `changed` are those that had another text before.

    Needs an open transaction: the index changes with the articles or not at all.
    """
    if article_ids:
        check_scheme(db)
        _Linking(db, run_id, now).run(article_ids, changed)


def fill_index(db: Database, run_id: int, now: datetime, *, tell: Callable[[int], None] = lambda left: None) -> int:
    """Indexes and links what earlier versions of the program have stored, one transaction per step; returns how many.

    Ended at any moment it goes on from there. `tell` hears how many are left, after every step.
    """
    filled = 0
    with writing(db):
        check_scheme(db)
    while True:
        with writing(db):
            rows = db.execute("SELECT article_id FROM near_backlog ORDER BY article_id LIMIT ?", [CHUNK]).fetchall()
            ids = [article_id for (article_id,) in rows]
            link_near_duplicates(db, ids, changed=ids, run_id=run_id, now=now)
        if not ids:
            return filled
        filled += len(ids)
        tell(db.execute("SELECT count(*) FROM near_backlog").fetchone()[0])


class _Linking:
    """One batch of articles to be linked. Texts are taken apart once."""

    def __init__(self, db: Database, run_id: int, now: datetime) -> None:
        self._db = db
        self._run_id = run_id
        self._found_at = stamp(now)
        self._texts: dict[int, Wording] = {}
        self._sketches: dict[int, list[int]] = {}
        self._holders: dict[int, list[int]] = {}

    def run(self, article_ids: Sequence[int], changed: Sequence[int]) -> None:
        self._texts = texts_of(self._db, article_ids)
        self._sketches = add_passages(self._db, self._texts)
        ids = json.dumps(list(article_ids))
        self._db.execute("DELETE FROM near_backlog WHERE article_id IN (SELECT value FROM json_each(?))", [ids])
        loosened = [other for article_id in changed for other in self._loosen(article_id)]
        self._sketches |= add_passages(self._db, texts_of(self._db, set(loosened) - self._sketches.keys()))
        self._holders = holders_of(self._db, chain.from_iterable(self._sketches.values()))
        for article_id in dict.fromkeys([*article_ids, *loosened]):
            self._place(article_id)

    def _loosen(self, article_id: int) -> list[int]:
        """Looks anew at the links of a changed article; returns the articles that were linked to it and no longer are."""
        self._db.execute(
            """
            DELETE FROM duplicates WHERE article_id = ?1 AND (kind = 'near' OR kind = 'content' AND (
                SELECT content_hash FROM articles WHERE article_id = canonical_article_id
            ) <> (SELECT content_hash FROM articles WHERE article_id = ?1))
            """,
            [article_id],
        )
        changed, members = self._article(article_id), self._members(article_id)
        return [member.article_id for member in members if not self._link(member, changed, only_repeats=True)]

    def _place(self, article_id: int) -> None:
        """Links an article to the group it belongs to, if there is one."""
        if self._db.execute("SELECT 1 FROM duplicates WHERE article_id = ? AND kind = 'url'", [article_id]).fetchone():
            return
        content = self._same_content(article_id)
        alike = [content] if content else self._alike(article_id)
        for position, other in enumerate(alike):
            root, own = self._root(other), self._root(article_id, but_content=position == 0)
            if root == own:
                if own == article_id:
                    self._unlink(own)  # the loader links to the first that came, not to the first that was published
                continue
            first, second = sorted((self._article(root), self._article(own)))
            if position == 0 or (first.article_id == article_id and self._holds(article_id, other)):
                self._join(first, second)

    def _holds(self, article_id: int, other: int) -> bool:
        """The other one is the shorter. An early article that comes in late may have been cut in several ways; a late one that
        holds several earlier ones is a round-up, and repeats at most one of them.
        """
        return len(self._text(article_id).words) >= len(self._text(other).words)

    def _same_content(self, article_id: int) -> int | None:
        row = self._db.execute(
            """
            SELECT d.canonical_article_id FROM duplicates AS d
            JOIN articles AS own ON own.article_id = d.article_id
            JOIN articles AS other ON other.article_id = d.canonical_article_id
            WHERE d.article_id = ? AND d.kind = 'content' AND other.content_hash = own.content_hash
            """,
            [article_id],
        ).fetchone()
        return None if row is None else int(row[0])

    def _alike(self, article_id: int) -> list[int]:
        """The articles that it repeats or that repeat it, those with most figures in common first."""
        found: list[tuple[float, float, int]] = []
        for other in candidates(article_id, self._sketches.get(article_id, ()), self._holders):
            likeness = compare(self._text(article_id), self._text(other))
            if likeness.repeats and not self._contradicted(article_id, self._root(other)):
                found.append((-likeness.agreement, -likeness.similarity, other))
        return [other for _, _, other in sorted(found)]

    def _contradicted(self, article_id: int, root: int) -> bool:
        """The article is like a copy, but has the words of the original with other figures: a copy cut short may lack those."""
        return compare(self._text(article_id), self._text(root)).contradicts

    def _root(self, article_id: int, *, but_content: bool = False) -> int:
        """The article at the end of the links. Rows of v0.1.0 may form chains and, by way of redirects, rings."""
        seen = {article_id}
        kinds = "('near', 'url')" if but_content else "('near', 'url', 'content')"
        while True:
            row = self._db.execute(
                f"SELECT min(canonical_article_id) FROM duplicates WHERE article_id = ? AND kind IN {kinds}",  # noqa: S608
                [article_id],
            ).fetchone()
            if row[0] is None or row[0] in seen:
                return article_id
            article_id = row[0]
            seen.add(article_id)
            kinds = "('near', 'url', 'content')"

    def _join(self, first: _Article, second: _Article) -> None:
        """Everything that was linked to the second of two earliest articles is linked to the first, and so is the second."""
        members = [member for member in self._members(second.article_id) if member.article_id != first.article_id]
        self._unlink(first.article_id)
        for member in [second, *members]:
            self._link(member, first)

    def _members(self, article_id: int) -> list[_Article]:
        """The articles linked to one, those by address apart."""
        rows = self._db.execute(
            """
            SELECT published_at, article_id, page_id, content_hash FROM articles WHERE article_id IN (
                SELECT article_id FROM duplicates WHERE canonical_article_id = ? AND kind <> 'url'
            )
            """,
            [article_id],
        ).fetchall()
        return [_Article(*row) for row in rows]

    def _link(self, member: _Article, first: _Article, *, only_repeats: bool = False) -> bool:
        """Replaces the link of an article; whether it has one now. Not if the two are one form with other figures."""
        self._unlink(member.article_id)
        same = member.content_hash == first.content_hash
        likeness = SAME if same else compare(self._text(member.article_id), self._text(first.article_id))
        if likeness.contradicts or (only_repeats and not likeness.repeats):
            return False
        self._db.execute(
            """
            INSERT INTO duplicates (page_id, article_id, canonical_article_id, kind, similarity, run_id, found_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (page_id, canonical_article_id, kind) DO NOTHING
            """,
            [
                member.page_id,
                member.article_id,
                first.article_id,
                "content" if same else "near",
                round(likeness.similarity, 4),
                self._run_id,
                self._found_at,
            ],
        )
        return True

    def _unlink(self, article_id: int) -> None:
        self._db.execute("DELETE FROM duplicates WHERE article_id = ? AND kind <> 'url'", [article_id])

    def _article(self, article_id: int) -> _Article:
        row = self._db.execute(
            "SELECT published_at, article_id, page_id, content_hash FROM articles WHERE article_id = ?", [article_id]
        ).fetchone()
        return _Article(*row)

    def _text(self, article_id: int) -> Wording:
        if article_id not in self._texts:
            self._texts |= texts_of(self._db, [article_id])
        return self._texts[article_id]
