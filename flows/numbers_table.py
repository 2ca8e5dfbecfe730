"""The numbers of a text for a reader: what is stated, with the sentences that prove it, then the numbers that state nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from flows.excerpts import excerpt
from flows.notation import readable_observation, readable_quantity
from flows.reading_steps import WHY_NONE, print_rejected, print_steps
from flows.terminal import fit_for_terminal
from transforms.explanation import Explanation, explain
from transforms.extraction import Extraction
from transforms.grounds import Silence
from transforms.indicators import INDICATORS, INDICATORS_BY_CODE
from transforms.records import Observation
from transforms.sentences import split_sentences

_GAP: Final = 2  # between two of the five columns
_WIDEST: Final = (26, 16, 16, 4)  # number, period, place, how sure
_LEAST: Final = 20  # of the column of indicators
_LOOKED_FOR: Final = "digits with a unit or a thing counted, such as 14.170 hộ nghèo, 2,63%, 1.900 tỷ đồng"


def print_numbers(console: Console, found: Extraction, *, steps: bool) -> None:
    """Print what was found; with `steps`, how each number was read and what became of the other digits."""
    explanation = explain(found)
    if not found.quantities:
        _print(console, _nothing(found, explanation))
    if found.observations:
        _print_observations(console, found)
    elif found.quantities:
        _print(console, f"None of the {len(INDICATORS)} known indicators is stated here.")
    silent = [index for index in range(len(found.quantities)) if index not in {o.quantity for o in found.observations}]
    if silent:
        _print_silent(console, found, explanation, silent, steps=steps)
    timeless = sum(reading is not None and reading.outcome is Silence.NO_PERIOD for reading in explanation.readings)
    if timeless:
        _print(
            console,
            f"{timeless} more would state an indicator if their time were known: give --published, the day of publication.",
        )
    if steps:
        print_steps(console, found, explanation)
        print_rejected(console, found, explanation)


def _print(console: Console, line: str) -> None:
    console.print(Text(line))


def _nothing(found: Extraction, explanation: Explanation) -> str:
    """Why there is nothing to show: what was looked for, and what else stands there."""
    if not found.text.strip():
        return f"The text is empty. Looked for {_LOOKED_FOR}."
    sentences = len(split_sentences(found.text))
    line = f"No quantity in {sentences} {'sentence' if sentences == 1 else 'sentences'}. Looked for {_LOOKED_FOR}."
    kinds = Counter(mask.kind for mask in explanation.rejected)
    if explanation.unread:
        kinds["without a unit"] = len(explanation.unread)
    if kinds:
        others = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
        return f"{line} The digits there are something else: {others}; --explain lists them."
    return f"{line} It holds no digits; numbers in words are not read."


def _print_observations(console: Console, found: Extraction) -> None:
    """Rows of one sentence together, the sentence once below them."""
    widths = _widths(console, found)
    head = True
    for _, group in groupby(found.observations, key=lambda row: _sentence_start(found, row)):
        rows = list(group)
        table = Table(box=None, show_header=head, header_style="bold", pad_edge=False, padding=(0, _GAP, 0, 0))
        for name, width in zip(("number", "indicator", "period", "place", "sure"), widths, strict=True):
            table.add_column(name, width=width, overflow="fold")
        for row in rows:
            table.add_row(*_cells(found, row))
        console.print(table)
        console.print(Padding(_proof(found, rows, console.width), (0, 0, 1, 4)))
        head = False
    if any(row.period_inferred for row in found.observations):
        console.print(Text("? the period is inferred from the date of publication", style="dim"))


def _sentence_start(found: Extraction, row: Observation) -> int:
    return _sentence_span(found, row.quantity)[0]


def _sentence_span(found: Extraction, index: int) -> tuple[int, int]:
    """Where the sentence of a quantity stands: the quantity is inside, and the sentence is a piece of the text."""
    quantity = found.quantities[index]
    start = found.text.rfind(quantity.sentence, 0, quantity.start + len(quantity.sentence))
    return start, start + len(quantity.sentence)


def _widths(console: Console, found: Extraction) -> list[int]:
    """Columns as wide as what they hold, up to a bound; the indicator has the rest, and the number gives way to it."""
    cells = [[max(map(len, cell.plain.split("\n"))) for cell in _cells(found, row)] for row in found.observations]
    number, period, place, sure = (
        max(least, min(widest, max(row[column] for row in cells)))
        for column, widest, least in zip((0, 2, 3, 4), _WIDEST, (6, 6, 5, 4), strict=True)
    )
    indicator = console.width - 4 * _GAP - number - period - place - sure
    if indicator < _LEAST:
        number, indicator = max(12, number + indicator - _LEAST), _LEAST
    return [number, min(indicator, max(row[1] for row in cells)), period, place, sure]


def _cells(found: Extraction, row: Observation) -> tuple[Text, ...]:
    quantity = found.quantities[row.quantity]
    number = Text(readable_observation(row, quantity), style="bold")
    if row.role == "target":
        number.append("\ntarget", style="not bold yellow")
    elif row.role == "delta":
        number.append("\nchange", style="not bold cyan")
    indicator = Text(INDICATORS_BY_CODE[row.indicator].label_vi)
    if row.breakdown:
        indicator.append(f": {fit_for_terminal(row.breakdown)}")
    indicator.append(f"\n{row.indicator}", style="dim")
    period = Text(row.period + ("?" if row.period_inferred else ""))
    return number, indicator, period, Text(fit_for_terminal(row.place or "")), Text(f"{row.confidence:.2f}")


def _proof(found: Extraction, rows: Sequence[Observation], width: int) -> Text:
    """The sentence with the quotes of these rows in bold; what stands far from all of them is left out."""
    start, end = _sentence_span(found, rows[0].quantity)
    quotes = [(found.quantities[row.quantity].start, found.quantities[row.quantity].end) for row in rows]
    shown = excerpt(found.text, start, end, quotes, around=width * 3 // 4)
    return Text("“", style="italic").append_text(shown).append("”")


def _print_silent(console: Console, found: Extraction, explanation: Explanation, silent: Sequence[int], *, steps: bool) -> None:
    """The quantities that state no indicator, quietly; with `steps`, why they do not."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), style="dim")
    table.add_column("other numbers", style="dim", max_width=24, overflow="fold")
    table.add_column("where", style="dim", overflow="fold")
    if steps:
        table.add_column("why no indicator", style="dim", max_width=30, overflow="fold")
    for index in silent:
        quantity = found.quantities[index]
        start, end = _sentence_span(found, index)
        where = excerpt(found.text, start, end, [(quantity.start, quantity.end)], around=20, style="not dim")
        reasons = [Text(line) for line in _reasons(explanation, index)] if steps else []
        table.add_row(Text(fit_for_terminal(readable_quantity(quantity))), where, *reasons)
    console.print(table)


def _reasons(explanation: Explanation, index: int) -> Iterator[str]:
    reading = explanation.readings[index]
    if reading is None or isinstance(reading.outcome, Observation):
        yield "read otherwise than in its sentence"
        return
    rule = reading.statement.rule if reading.statement else None
    yield WHY_NONE[reading.outcome].format(rule=rule.name if rule else "")
