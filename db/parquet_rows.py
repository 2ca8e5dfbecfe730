"""From what an article comes to, to rows of Parquet, without a warehouse that gives out numbers.

Columns are those of the tables of the warehouse, so that one query reads an export and these. Keys are hashes of what they
name: whoever reads an article, on whatever machine, article, version and number have the same keys. They lie above 2^62, where
no key of a warehouse is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import blake2b
from typing import Any, Final

from sqlite_utils import Database

from db import migrations
from db.article_rows import LoadItem, article_row, observation_rows, quantity_rows
from db.export_columns import Relation, relations
from db.timestamps import stamp
from transforms.records import Article, Rejection

TABLES: Final = ("articles", "article_bodies", "quantities", "observations", "rejections")
Place = tuple[str | None, str]  # code of a province, year: the part of a table that a row stands in
_ABOVE_ALL: Final = 1 << 62


@cache
def tables() -> Mapping[str, Relation]:
    """The tables that are written, as an export of a new warehouse would have them."""
    with closing(Database(memory=True)) as db:
        migrations.warehouse.apply(db)
        known = relations(db)
    return {name: known[name] for name in TABLES}


def key_of(*names: object) -> int:
    """The key of what these name."""
    told = "\x1f".join(map(str, names)).encode()
    return _ABOVE_ALL | int.from_bytes(blake2b(told, digest_size=8).digest()) >> 2


Rows = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class _Version:
    """The rows of one version of an article, as it was crawled at one time."""

    seen: str
    place: Place
    article: tuple[Any, ...]
    body: tuple[Any, ...]
    quantities: Rows
    observations: Rows


class PartRows:
    """The rows of one archive file: of each version of an article once, as it was first crawled."""

    def __init__(self, parser_version: str) -> None:
        self._parser_version = parser_version
        self._versions: dict[int, _Version] = {}
        self._rejections: dict[int, tuple[Any, ...]] = {}
        self.repeats = 0  # answers that say what another one of the file says

    def add(self, item: LoadItem, portal: str, province: str, now: datetime) -> None:
        """An answer that was read. `province` is the name of the unit that its portal speaks for.

        Raises ValueError where the numbers do not fit the article, and has then added nothing.
        """
        if item.rejection is not None:
            self.reject(portal, item.rejection, now)
        if item.article is None:
            return
        key = key_of(portal, item.url_key, item.article.content_hash)
        seen = stamp(item.fetched_at or now)
        known = self._versions.get(key)
        self.repeats += known is not None
        if known is None or seen < known.seen:
            self._versions[key] = self._version(key, item, item.article, province, seen)

    def reject(self, portal: str, rejection: Rejection, now: datetime) -> None:
        """An answer that gave no article."""
        told = (rejection.url, rejection.stage, rejection.reason.value)
        key = key_of(portal, *told)
        self._rejections.setdefault(key, (key, None, portal, None, *told, rejection.detail, stamp(now)))

    def parts(self) -> dict[str, dict[Place | None, Rows]]:
        """Table -> place -> rows; None is the place in a table that is not split."""
        made: dict[str, dict[Place | None, Rows]] = {name: defaultdict(list) for name in TABLES}
        for version in self._versions.values():
            made["articles"][version.place].append(version.article)
            made["article_bodies"][version.place].append(version.body)
            made["quantities"][version.place].extend(version.quantities)
            for row in version.observations:
                made["observations"][_place("observations", row, "period_end")].append(row)
        if self._rejections:
            made["rejections"][None] = list(self._rejections.values())
        return {name: {place: rows for place, rows in places.items() if rows} for name, places in made.items()}

    def _version(self, key: int, item: LoadItem, article: Article, province: str, seen: str) -> _Version:
        portal, _, *row = article_row(article, 0, province, self._parser_version)
        article_id = key_of(portal, article.url_key)
        whole = (article_id, portal, None, *row, seen, key)
        quantities: Rows = [
            (key_of(key, "quantity", index), key, *rest) for index, rest in enumerate(quantity_rows(item, article))
        ]
        observations: Rows = [
            (key_of(key, "observation", number), quantities[index][0], article_id, key, 1, *rest)
            for number, (index, rest) in enumerate(observation_rows(item, article))
        ]
        place = _place("articles", whole, "published_at")
        return _Version(seen, place, whole, (key, article.body), quantities, observations)


def _place(table: str, row: tuple[Any, ...], day: str) -> Place:
    """Where a row belongs: by its province, and the year of one of its columns."""
    columns = tables()[table]
    return row[columns.position("province_code")], row[columns.position(day)][:4]
