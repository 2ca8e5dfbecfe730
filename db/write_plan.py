"""What a batch is going to write, collected first and written table by table: executemany is what makes loading fast.

Keys are given out here, above the highest stored one; the write lock the loader holds makes that safe.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlite_utils import Database

from db.article_rows import Cell, Row

_ARTICLE = (
    "page_id",
    "url",
    "title",
    "lead",
    "author",
    "published_at",
    "updated_at",
    "province_code",
    "province_valid_from",
    "section",
    "tags",
    "method",
    "layout",
    "parser_version",
    "content_hash",
    "version_id",
)
_VERSION = ("content_hash", "title", "lead", "author", "published_at", "updated_at", "derived_hash")


def _insert(table: str, columns: str) -> str:
    return f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(columns.split(',')))})"  # noqa: S608 names below


_UPSERT_ARTICLE = (
    _insert(
        "articles",
        "article_id, portal, page_id, url_key, url, title, lead, author, published_at, updated_at, province_code, "
        "province_valid_from, section, tags, method, layout, parser_version, content_hash, first_seen_at, version_id",
    )
    + f" ON CONFLICT (article_id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _ARTICLE)}"
    + f" WHERE ({', '.join(f'articles.{name}' for name in _ARTICLE)})"
    + f" IS NOT ({', '.join(f'excluded.{name}' for name in _ARTICLE)})"
)
_UPSERT_VERSION = (
    _insert(
        "article_versions",
        "version_id, article_id, number, content_hash, title, lead, author, published_at, updated_at, capture_id, run_id, "
        "seen_at, derived_hash",
    )
    + f" ON CONFLICT (version_id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _VERSION)}"
    + f" WHERE ({', '.join(f'article_versions.{name}' for name in _VERSION)})"
    + f" IS NOT ({', '.join(f'excluded.{name}' for name in _VERSION)})"
)
_INSERT_BODY = _insert("article_bodies", "version_id, body")
_INSERT_IMAGE = _insert("images", "version_id, position, url, caption")
_INSERT_QUANTITY = _insert(
    "quantities",
    'quantity_id, version_id, field, "start", "end", surface, value, value_real, value_high, value_high_real, unit, qualifier, '
    '"of", optional, sentence',
)
_INSERT_OBSERVATION = _insert(
    "observations",
    "quantity_id, article_id, version_id, current, indicator, value, value_real, unit, role, period, period_start, period_end, "
    "period_inferred, place, place_level, province_code, province_valid_from, breakdown, sentence, rule_version, confidence",
)
_INSERT_DUPLICATE = """
    INSERT INTO duplicates (page_id, article_id, canonical_article_id, kind, similarity, run_id, found_at)
    VALUES (?, ?, ?, 'content', 1.0, ?, ?) ON CONFLICT (page_id, canonical_article_id, kind) DO NOTHING
"""
# What was read from an answer changes the page only if nothing has happened to it since that answer.
_MARK_LOADED = """
    UPDATE pages SET
        state = 'loaded', attempts = 0, next_attempt_at = NULL, reason = NULL, article_id = :article, capture_id = :capture,
        last_fetched_at = max(coalesce(last_fetched_at, ''), :seen)
    WHERE page_id = :page AND (
        article_id IS NOT :article
        OR capture_id IS NULL
        OR (capture_id < :capture AND coalesce(last_fetched_at, '') <= :seen)
        OR (capture_id = :capture AND state = 'rejected' AND reason = (
            SELECT u.reason FROM unread_pages AS u WHERE u.page_id = :page AND u.capture_id = :capture
        ))
    )
"""
_RELEASE = "DELETE FROM unread_pages WHERE page_id = :page AND capture_id <= :capture"


@dataclass(slots=True)
class WritePlan:
    """Rows per table, and the stored rows that give way to them."""

    _article_id: int
    _version_id: int
    _quantity_id: int
    articles: list[Row] = field(default_factory=list)
    versions: list[Row] = field(default_factory=list)
    bodies: list[Row] = field(default_factory=list)
    images: list[Row] = field(default_factory=list)
    pages: list[dict[str, Cell]] = field(default_factory=list)
    duplicates: list[Row] = field(default_factory=list)
    stale_texts: list[int] = field(default_factory=list)  # articles whose indexed text is about to change
    new_texts: list[int] = field(default_factory=list)  # articles to index once written
    _quantities: list[Row] = field(default_factory=list)
    _observations: list[Row] = field(default_factory=list)
    _cleared: list[tuple[int, int]] = field(default_factory=list)  # (article, version) to be read anew
    _superseded: list[tuple[int]] = field(default_factory=list)  # articles that get a later version
    _shifted: list[tuple[int, int]] = field(default_factory=list)  # (article, number) from which versions move up by one
    _dated_back: list[tuple[str, int, int]] = field(default_factory=list)
    _seen: list[tuple[str, int]] = field(default_factory=list)  # articles that were there earlier than we knew
    _first_article_id: int = 0

    @classmethod
    def begin(cls, db: Database) -> WritePlan:
        """An empty plan that gives out the numbers after those in the tables. Needs the transaction that `write` runs in."""
        article_id, version_id, quantity_id = db.execute("""
            SELECT
                (SELECT coalesce(max(article_id), 0) FROM articles),
                (SELECT coalesce(max(version_id), 0) FROM article_versions),
                (SELECT coalesce(max(quantity_id), 0) FROM quantities)
        """).fetchone()
        return cls(article_id, version_id, quantity_id, _first_article_id=article_id + 1)

    def next_article_id(self) -> int:
        self._article_id += 1
        return self._article_id

    def next_version_id(self) -> int:
        self._version_id += 1
        return self._version_id

    def open_version(self, article_id: int, number: int, *, is_latest: bool, seen_at: str) -> None:
        """One more version: of a new article, the latest of a known one, or an older one that comes in late."""
        if is_latest:
            self._index(article_id)
            if number > 1:
                self._superseded.append((article_id,))
        else:
            self._shifted.append((article_id, number))
            self._seen.append((seen_at, article_id))

    def date_back(self, article_id: int, version_id: int, *, seen_at: str, capture_id: int) -> None:
        """A known version turns out to be older than we knew."""
        self._dated_back.append((seen_at, capture_id, version_id))
        self._seen.append((seen_at, article_id))

    def clear_version(self, article_id: int, version_id: int, *, is_latest: bool) -> None:
        """A stored version is about to be written anew."""
        self._cleared.append((article_id, version_id))
        if is_latest:
            self._index(article_id)

    def add_numbers(
        self,
        article_id: int,
        version_id: int,
        quantities: Sequence[Row],
        observations: Sequence[tuple[int, Row]],
        *,
        is_latest: bool,
    ) -> None:
        """What was found in a version. An observation comes with the position of the quantity it was made of."""
        first = self._quantity_id + 1
        self._quantity_id += len(quantities)
        self._quantities.extend((first + index, version_id, *row) for index, row in enumerate(quantities))
        self._observations.extend((first + index, article_id, version_id, int(is_latest), *row) for index, row in observations)

    def write(self, db: Database) -> None:
        """Everything, in the order the foreign keys ask for. Needs an open transaction."""
        self._make_room(db)
        many = db.conn.executemany
        many(_UPSERT_ARTICLE, self.articles)
        many(_UPSERT_VERSION, self.versions)
        many(_INSERT_BODY, self.bodies)
        many(_INSERT_IMAGE, self.images)
        self._write_numbers(db)
        many(_MARK_LOADED, self.pages)
        many(_RELEASE, self.pages)
        many(_INSERT_DUPLICATE, self.duplicates)

    def _write_numbers(self, db: Database) -> None:
        db.conn.executemany(_INSERT_QUANTITY, self._quantities)
        db.conn.executemany(_INSERT_OBSERVATION, self._observations)

    def _index(self, article_id: int) -> None:
        self.new_texts.append(article_id)
        if article_id < self._first_article_id:
            self.stale_texts.append(article_id)

    def _make_room(self, db: Database) -> None:
        many = db.conn.executemany
        many("UPDATE observations SET current = 0 WHERE article_id = ? AND current = 1", self._superseded)
        for article_id, number in self._shifted:
            # by way of negative numbers, because (article_id, number) is unique after every single row
            db.execute(
                "UPDATE article_versions SET number = -number - 1 WHERE article_id = ? AND number >= ?", [article_id, number]
            )
            db.execute("UPDATE article_versions SET number = -number WHERE article_id = ? AND number < 0", [article_id])
        many("UPDATE article_versions SET seen_at = ?, capture_id = ? WHERE version_id = ?", self._dated_back)
        many("UPDATE articles SET first_seen_at = ?1 WHERE article_id = ?2 AND first_seen_at > ?1", self._seen)
        many("DELETE FROM observations WHERE article_id = ? AND version_id = ?", self._cleared)
        cleared = [(version_id,) for _, version_id in self._cleared]
        for table in ("quantities", "images", "article_bodies"):
            many(f"DELETE FROM {table} WHERE version_id = ?", cleared)  # noqa: S608 names above
