"""Articles with their numbers as flat rows: what one would hand to a loader that knows nothing of articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from benchmarks.warehouse_articles import Made
from db.seeds import PortalRow

TABLES: Final = ("articles", "quantities", "observations")

Batch = tuple[PortalRow, Sequence[Made]]
Row = dict[str, Any]
Rows = dict[str, list[list[Row]]]  # table -> batches


def flat_rows(batches: Sequence[Batch]) -> Rows:
    """Rows by table, in the batches given. The first column is the key, made of the address and the place in the article."""
    rows: Rows = {name: [] for name in TABLES}
    for portal, made in batches:
        rows["articles"].append([_article(one, portal) for one in made])
        rows["quantities"].append([row for one in made for row in _quantities(one)])
        rows["observations"].append([row for one in made for row in _observations(one)])
    return rows


def _article(made: Made, portal: PortalRow) -> Row:
    article = made.article
    return {
        "key": article.url_key,
        "portal": article.portal,
        "province": portal.province,
        "url": article.url,
        "title": article.title,
        "lead": article.lead,
        "body": article.body,
        "author": article.author,
        "published_at": article.published_at.isoformat() if article.published_at else None,
        "section": article.section,
        "method": article.method,
        "layout": article.layout,
        "content_hash": article.content_hash,
        "image": article.images[0].url if article.images else None,
    }


def _quantities(made: Made) -> Iterator[Row]:
    for place, placed in enumerate(made.quantities):
        quantity = placed.quantity
        yield {
            "key": f"{made.article.url_key}#{place}",
            "article": made.article.url_key,
            "start_at": quantity.start,
            "end_at": quantity.end,
            "quote": quantity.quote,
            "value": float(quantity.value),
            "value_text": str(quantity.value),
            "unit": quantity.unit,
            "qualifier": quantity.qualifier,
            "sentence": quantity.sentence,
        }


def _observations(made: Made) -> Iterator[Row]:
    for place, observation in enumerate(made.observations):
        yield {
            "key": f"{made.article.url_key}#{place}",
            "article": made.article.url_key,
            "quantity": f"{made.article.url_key}#{observation.quantity}",
            "indicator": observation.indicator,
            "value": float(observation.value),
            "value_text": str(observation.value),
            "unit": observation.unit,
            "role": observation.role,
            "period": observation.period,
            "place": observation.place,
            "breakdown": observation.breakdown,
            "sentence": observation.sentence,
            "rule": observation.rule,
            "confidence": observation.confidence,
        }
