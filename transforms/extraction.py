"""The whole core in one call: text in, quantities and observations out, and both as JSON rows."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from transforms.indicator_rules import RULE_VERSION
from transforms.masks import Mask, find_masks
from transforms.observations import find_observations
from transforms.quantities import find_quantities
from transforms.records import Observation, Quantity
from transforms.sentences import split_sentences
from transforms.tables import cell_numbers, cover_tables, find_tables, mask_heads

__all__ = ["RULE_VERSION", "Extraction", "extract", "published_date", "to_json"]

_Numbers = tuple[tuple[Quantity, ...], tuple[Observation, ...]]

_FIRST_PUBLISHED = date(1900, 1, 1)  # an earlier day is none to count "năm qua" from, and its years have no four digits
_SAFE_RUN = 30
_JOINER = "\u034f"
_MARKS = r"\u0300-\u034e\u0350-\u036f\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
_MANY_MARKS = re.compile(rf"[{_MARKS}]{{{_SAFE_RUN + 1},}}")
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@dataclass(frozen=True, slots=True)
class Extraction:
    """`text` is the text in NFC: all spans refer to it, and so does `Observation.quantity` to `quantities`.

    `masks` are the numbers that are no quantities, each with its kind. `published` and `province` are as given.
    """

    text: str
    quantities: tuple[Quantity, ...]
    observations: tuple[Observation, ...]
    masks: tuple[Mask, ...]
    published: date | None
    province: str | None


def extract(text: str, *, published: date | None = None, province: str | None = None) -> Extraction:
    """Read a text: a title, paragraphs, captions, divided by line breaks. Never raises, whatever the text.

    Text that is not in NFC is normalised first, and the spans refer to the normalised text. `published` and `province` are the
    article's; without them, or published before 1900, periods and places are found only where the text names them.
    """
    if _MANY_MARKS.search(text):
        text = _MANY_MARKS.sub(_in_safe_runs, text)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    masks = find_masks(text)
    tables = find_tables(text)
    day = published if published is not None and published >= _FIRST_PUBLISHED else None
    if not tables:
        quantities, observations = _read(text, masks, day, province)
        return Extraction(text, quantities, observations, masks, published, province)
    parts = [_read(text, cover_tables(masks, tables), day, province)]
    parts += [cell_numbers(text, table, lambda words: _read(words, find_masks(words), day, province)) for table in tables]
    quantities, observations = _merged(parts)
    return Extraction(text, quantities, observations, mask_heads(text, masks, tables, quantities), published, province)


def _in_safe_runs(marks: re.Match[str]) -> str:
    """The marks with a joiner after every thirty, as UAX #15 has it for streams: normalising a run takes quadratic time."""
    run = marks[0]
    return _JOINER.join(run[start : start + _SAFE_RUN] for start in range(0, len(run), _SAFE_RUN))


def _read(text: str, masks: tuple[Mask, ...], published: date | None, province: str | None) -> _Numbers:
    sentences = split_sentences(text)
    quantities = find_quantities(text, masks, sentences)
    found = find_observations(text, quantities, published=published, province=province, masks=masks, sentences=sentences)
    return quantities, found


def _merged(parts: list[_Numbers]) -> _Numbers:
    """All numbers in the order of the text; each observation goes on pointing at its quantity."""
    numbered = [(quantity, part, index) for part, (some, _) in enumerate(parts) for index, quantity in enumerate(some)]
    numbered.sort(key=lambda row: row[0].start)
    places = {(part, index): place for place, (_, part, index) in enumerate(numbered)}
    observations = [replace(row, quantity=places[part, row.quantity]) for part, (_, rows) in enumerate(parts) for row in rows]
    return tuple(row[0] for row in numbered), tuple(sorted(observations, key=lambda row: row.quantity))


def published_date(written: str | None) -> date | None:
    """The day a publication date stands for: "2017-03-21T08:00:00+07:00" that day, "2017-03" and "2017" the last day of it.

    None for None or an empty string; ValueError for anything else that is no date.
    """
    if not written:
        return None
    found = _PARTIAL_DATE.match(written)
    if found is None:
        raise ValueError(f"{written!r} is no date: write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month = int(found[1]), int(found[2] or 12)
    return date(year, month, int(found[3]) if found[3] else calendar.monthrange(year, month)[1])


def to_json(extraction: Extraction) -> dict[str, list[dict[str, Any]]]:
    """The rows `extract` prints: `quantities` and `metrics`. What has its default value is left out."""
    return {
        "quantities": [_quantity_row(quantity) for quantity in extraction.quantities],
        "metrics": [_metric_row(extraction, observation) for observation in extraction.observations],
    }


def _quantity_row(quantity: Quantity) -> dict[str, Any]:
    row: dict[str, Any] = {"quote": quantity.quote, "value": _number(quantity.value), "unit": quantity.unit}
    if quantity.value_high is not None:
        row["value_high"] = _number(quantity.value_high)
    if quantity.qualifier != "exact":
        row["qualifier"] = quantity.qualifier
    if quantity.of is not None:
        row["of"] = _number(quantity.of)
    if quantity.optional:
        row["optional"] = True
    return row | {"start": quantity.start, "end": quantity.end, "sentence": quantity.sentence}


def _metric_row(extraction: Extraction, observation: Observation) -> dict[str, Any]:
    quantity = extraction.quantities[observation.quantity]
    row: dict[str, Any] = {
        "quote": quantity.quote,
        "indicator": observation.indicator,
        "value": _number(observation.value),
        "unit": observation.unit,
        "role": observation.role,
        "period": observation.period,
        "place": observation.place,
    }
    if observation.breakdown is not None:
        row["breakdown"] = observation.breakdown
    if observation.period_inferred:
        row["inferred"] = True
    return row | {
        "start": quantity.start,
        "end": quantity.end,
        "sentence": observation.sentence,
        "rule": observation.rule,
        "confidence": observation.confidence,
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
