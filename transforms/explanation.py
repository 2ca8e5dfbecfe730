"""How an extraction came about: the reading of every quantity, and what became of every run of digits that is none.

Computed from a finished extraction, for those who ask; the extraction itself does not pay for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from transforms.extraction import Extraction, to_json
from transforms.indicator_rules import Rule
from transforms.lowering import lowered
from transforms.masks import Mask
from transforms.nouns import match_noun
from transforms.numerals import NUMERAL, match_scale, read_numeral
from transforms.numerals import Reading as NumeralReading
from transforms.observations import Reading, read_quantities
from transforms.records import Observation, Quantity
from transforms.units import READINGS, match_measure

# What a rule asks for; the rest of its fields only tune how it is read
_ASKED = (
    *("units", "delta_units", "subjects", "acts", "also", "not_about", "beside", "not_beside", "unless", "after", "tail"),
    *("growth", "of_plan", "stock", "turns_only", "remark"),
)
_GAP = re.compile(rb"\0+")


class _Span(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Unread:
    """Digits that nothing claimed: no unit goes with them, or they form no number ("1.2.3")."""

    start: int
    end: int
    reason: Literal["no_unit", "no_number"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """`readings` runs parallel to the quantities, `rejected` holds the masks with digits outside every quantity.

    Every digit of the text stands in a quantity, in one of `rejected`, or in one of `unread`.
    """

    readings: tuple[Reading | None, ...]
    rejected: tuple[Mask, ...]
    unread: tuple[Unread, ...]


def explain(found: Extraction) -> Explanation:
    """Why each quantity of an extraction is an observation or none, and what the other digits are.

    A reading is None where the observation did not come about sentence by sentence, and so has no steps to show.
    """
    retraced = read_quantities(
        found.text, found.quantities, published=found.published, province=found.province, masks=found.masks
    )
    stated = {observation.quantity: observation for observation in found.observations}
    readings = tuple(_if_true(reading, stated.get(reading.quantity)) for reading in retraced)
    covered = bytearray(len(found.text))
    _cover(covered, found.quantities)
    rejected = tuple(mask for mask in found.masks if any(_open_pieces(found.text, covered, mask.start, mask.end)))
    _cover(covered, found.masks)
    return Explanation(readings, rejected, tuple(_unread(found.text, covered)))


def _if_true(reading: Reading, stated: Observation | None) -> Reading | None:
    """The reading, unless the extraction says something else."""
    observed = reading.outcome if isinstance(reading.outcome, Observation) else None
    return reading if observed == stated else None


def _cover(covered: bytearray, spans: Iterable[Quantity | Mask]) -> None:
    for span in spans:
        covered[span.start : span.end] = b"\1" * (span.end - span.start)


def _open_pieces(text: str, covered: bytearray, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pieces of a span that nothing covers, as far as they hold digits: from the first digit to the last."""
    for gap in _GAP.finditer(covered, start, end):
        digits = [position for position in range(gap.start(), gap.end()) if text[position].isdecimal()]
        if digits:
            yield digits[0], digits[-1] + 1


def _unread(text: str, covered: bytearray) -> Iterator[Unread]:
    lower = lowered(text)
    for number in NUMERAL.finditer(text):
        for start, end in _open_pieces(text, covered, *number.span()):
            scaled = match_scale(lower, end)
            behind = scaled[1] if scaled else end
            unit = match_measure(lower, behind) or match_noun(text, lower, behind)
            reading: NumeralReading = "scaled" if scaled else READINGS.get(unit.kind, "measure") if unit else "count"
            no_number = read_numeral(text[start:end], reading) is None
            yield Unread(start, end, "no_number" if no_number else "no_unit")


def explained_json(found: Extraction, explanation: Explanation) -> dict[str, Any]:
    """The rows of `to_json`, each with what is known of how it came about under `explain`, and the other digits beside them.

    A metric tells `rule` (what it asks for), `ground` and `certainty`, `subject` or `taken_from` (words of the text), `act`,
    `period` and `place` (where they came from). A quantity tells its `metric` (an index) or `silence`, the reason for none.
    """
    rows: dict[str, Any] = to_json(found)
    metrics = {observation.quantity: index for index, observation in enumerate(found.observations)}
    for index, reading in enumerate(explanation.readings):
        rows["quantities"][index]["explain"] = {"metric": metrics[index]} if index in metrics else _silence_row(reading)
        if index in metrics:
            rows["metrics"][metrics[index]]["explain"] = _reading_row(found, reading)
    rejected = [_words(found.text, mask) | {"kind": mask.kind} for mask in explanation.rejected]
    unread = [_words(found.text, piece) | {"reason": piece.reason} for piece in explanation.unread]
    return rows | {"explain": {"rejected": rejected, "unread": unread}}


def rule_asks(rule: Rule) -> dict[str, Any]:
    """What a row of the rules says, without the fields it leaves empty."""
    return {field: value for field in _ASKED if (value := getattr(rule, field))}


def _silence_row(reading: Reading | None) -> dict[str, Any]:
    if reading is None or isinstance(reading.outcome, Observation):
        return {}
    row: dict[str, Any] = {"silence": reading.outcome.value}
    if reading.statement is not None and reading.statement.rule is not None:
        row["rule"] = reading.statement.rule.name
    return row


def _reading_row(found: Extraction, reading: Reading | None) -> dict[str, Any]:
    if reading is None or reading.statement is None or reading.period is None:
        return {}
    statement, period, place = reading.statement, reading.period, reading.place
    row: dict[str, Any] = {}
    if statement.rule is not None and statement.ground is not None:
        row["rule"] = {"name": statement.rule.name} | rule_asks(statement.rule)
        row |= {"ground": statement.ground.name, "certainty": statement.ground.certainty}
    if statement.subject is not None:
        row["subject"] = _words(found.text, statement.subject)
    if statement.source is not None:
        row["taken_from"] = _words(found.text, statement.source)
    if statement.act:
        row["act"] = statement.act
    row["period"] = {"origin": period.origin, "turn": period.turn}
    if period.mention is not None:
        row["period"] |= _words(found.text, period.mention)
    row["place"] = {"origin": "named"} | _words(found.text, place) if place is not None else {"origin": "given"}
    return row


def _words(text: str, span: _Span) -> dict[str, Any]:
    return {"quote": text[span.start : span.end], "start": span.start, "end": span.end}
