"""From the values of the pipeline to rows: what one article becomes in each table. No database here."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import blake2b
from itertools import chain

from db.dimensions import period_bounds, resolve_place
from db.timestamps import stamp, stamp_or_none
from transforms.analysed_text import PlacedQuantity
from transforms.dates import vietnam_day
from transforms.provinces import Province, unit_at
from transforms.records import Article, Observation, Rejection

Cell = str | int | float | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadItem:
    """What one archived answer came to: an article with its numbers, or a rejection.

    `observations` index `quantities`, which are those of `analysed_text(...)`. `fetched_at` is when the bytes were fetched;
    without it they are taken to be of now. `had_again` is the newest of further answers with the same content, if the article
    was read from that one: the version is still as old as `capture_id`.
    """

    page_id: int
    url_key: str
    capture_id: int
    article: Article | None
    rejection: Rejection | None = None
    quantities: Sequence[PlacedQuantity] = ()
    observations: Sequence[Observation] = ()
    fetched_at: datetime | None = None
    had_again: tuple[int, datetime] | None = None  # capture, when fetched

    @property
    def newest_capture_id(self) -> int:
        return self.had_again[0] if self.had_again else self.capture_id

    def __post_init__(self) -> None:
        if (self.article is None) == (self.rejection is None):
            raise ValueError(f"page {self.page_id} needs an article or a rejection, and not both")
        if self.article is not None and self.article.url_key != self.url_key:
            raise ValueError(f"page {self.page_id} has key {self.url_key!r}, its article {self.article.url_key!r}")


def article_row(article: Article, page_id: int, province: str, parser_version: str) -> Row:
    """Columns of `articles` from portal to content_hash."""
    unit = unit_at(province, vietnam_day(article.published_at))
    return (
        article.portal,
        page_id,
        article.url_key,
        article.url,
        article.title,
        article.lead,
        article.author,
        stamp(article.published_at),
        stamp_or_none(article.updated_at),
        *_province_key(unit),
        article.section,
        json.dumps(article.tags, ensure_ascii=False),
        article.method,
        article.layout,
        parser_version,
        article.content_hash,
    )


def version_row(article: Article) -> Row:
    """Columns of `article_versions` from content_hash to updated_at."""
    return (
        article.content_hash,
        article.title,
        article.lead,
        article.author,
        stamp(article.published_at),
        stamp_or_none(article.updated_at),
    )


def image_rows(article: Article) -> list[Row]:
    """Columns of `images` after version_id."""
    return [(position, image.url, image.caption) for position, image in enumerate(article.images, start=1)]


def quantity_rows(item: LoadItem, article: Article) -> list[Row]:
    """Columns of `quantities` after version_id. A span that does not cut out its surface is a ValueError."""
    texts = _fields(article)
    rows: list[Row] = []
    for placed in item.quantities:
        (field, start, end), quantity = placed.span, placed.quantity
        if texts[field][start:end] != quantity.quote:
            raise ValueError(f"{article.url}: {field} {start}:{end} is not {quantity.quote!r}")
        rows.append(
            (
                field,
                start,
                end,
                quantity.quote,
                *_exact_and_real(quantity.value),
                *_exact_and_real(quantity.value_high),
                quantity.unit,
                quantity.qualifier,
                _exact(quantity.of),
                int(quantity.optional),
                quantity.sentence,
            )
        )
    return rows


def observation_rows(item: LoadItem, article: Article) -> list[tuple[int, Row]]:
    """(index of the quantity, columns of `observations` from indicator on).

    A place is the unit that had the name on the last day the number is about, or on the day of publication if that came first:
    nobody speaks of units to come.
    """
    return [(observation.quantity, _observation_row(observation, article)) for observation in item.observations]


def _observation_row(observation: Observation, article: Article) -> Row:
    start, end = period_bounds(observation.period)
    place = resolve_place(observation.place, min(end, vietnam_day(article.published_at)))
    return (
        observation.indicator,
        *_exact_and_real(observation.value),
        observation.unit,
        observation.role,
        observation.period,
        start.isoformat(),
        end.isoformat(),
        int(observation.period_inferred),
        observation.place,
        place.level,
        *_province_key(place.province),
        observation.breakdown,
        observation.sentence,
        observation.rule,
        observation.confidence,
    )


def derived_hash(
    article: Article, images: Sequence[Row], quantities: Sequence[Row], observations: Sequence[tuple[int, Row]]
) -> str:
    """One hash over everything that was read from an answer and stands in tables of its own."""
    rows = chain(images, quantities, ((index, *row) for index, row in observations))
    told = [article.title, article.lead, article.body, *("\x1f".join(map(str, row)) for row in rows)]
    return blake2b("\x1e".join(told).encode(), digest_size=16).hexdigest()


def _fields(article: Article) -> Mapping[str, str]:
    def pairs() -> Iterator[tuple[str, str]]:
        yield from (("title", article.title), ("lead", article.lead), ("body", article.body))
        yield from ((f"caption {position}", image.caption) for position, image in enumerate(article.images, start=1))

    return dict(pairs())


def _exact(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _exact_and_real(value: Decimal | None) -> tuple[str | None, float | None]:
    return (None, None) if value is None else (format(value, "f"), float(value))


def _province_key(unit: Province | None) -> tuple[str | None, str | None]:
    return (None, None) if unit is None else (unit.code, unit.valid_from.isoformat())
