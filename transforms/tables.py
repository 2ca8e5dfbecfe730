"""Tables inside articles: each cell put into words with the heads of its row and column, so that one engine reads all numbers.

A table reaches the text as lines of cells joined by " | " (`scrapers.blocks`). A cell holds a bare "1.234"; what it counts,
where and when stands in the heads, in a unit column, or above the table ("ĐVT: triệu đồng"). A cell is read as the sentence
a person would say: "Huyện Chợ Mới, số hộ nghèo: 1.234 hộ".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from transforms.lowering import lowered
from transforms.masks import Mask
from transforms.nouns import is_known_noun, match_noun
from transforms.numerals import NUMERAL, match_scale
from transforms.records import Observation, Quantity
from transforms.sentences import Span
from transforms.units import match_measure

_LINE = re.compile(r"[^\n]+")
_BAR = re.compile(r"\s*\|\s*")
_NUMBER = re.compile(r"[-–+~]?\s*\d+(?:[.,]\d+)*")
_YEARISH = re.compile(r"(?:năm\s+|quý\s+|tháng\s+|kỳ\s+)?(?:(?:1[89]|20)\d\d|\d{1,2}/(?:1[89]|20)\d\d)")
_BRACKETED = re.compile(r"\s*\(([^()]{1,40})\)")
_COUNTER_HEADS = frozenset({"stt", "tt", "số tt", "số thứ tự", "thứ tự", "no", "#"})
_UNIT_HEADS = frozenset({"đơn vị tính", "đơn vị", "đvt", "đv tính"})
_UNIT_LINE = re.compile(r"(?:đơn vị tính|đơn vị|đvt)\s*:\s*([^|\n()]{1,40})", re.IGNORECASE)
_TOTAL = re.compile(r"(?:tổng|cộng|toàn|chung)(?!\w)")
_BARE_RATES = frozenset({"tỷ lệ", "tỉ lệ", "tỷ lệ %", "tỉ lệ %", "%"})
_COUNT_OF = re.compile(r"(?<!\w)(?:tổng số|số lượng|số lượt|số)\s+(?=[^\W\d_])")
_RATE_HEAD = re.compile(r"(?<!\w)(?:tỷ lệ|tỉ lệ|tốc độ|cơ cấu|tỷ trọng)(?!\w)")
_SIGNS = "-–+~ "
_LINES_ABOVE = 3  # how far above a table its heading, and the unit of the whole table, may stand


@dataclass(frozen=True, slots=True)
class Cell:
    """`text[start:end]` is its content, without the blanks around it."""

    start: int
    end: int
    text: str

    @property
    def lower(self) -> str:
        return lowered(self.text)


@dataclass(frozen=True, slots=True)
class Table:
    """Lines of cells; `heads` of them, at the top, hold no figures. `above`: the title of the text and the lines before."""

    span: Span
    rows: tuple[tuple[Cell, ...], ...]
    heads: int
    above: str


@dataclass(frozen=True, slots=True)
class SpokenCell:
    """One figure in words: `start` is where the number begins in the spoken text, `cell` where it stands in the article."""

    start: int
    cell: Cell
    row: Span


def find_tables(text: str) -> tuple[Table, ...]:
    """The tables of a text: two lines or more, one after another, of cells divided by bars."""
    if " | " not in text:
        return ()
    found: list[Table] = []
    rows: list[tuple[Cell, ...]] = []
    above: list[str] = []
    for line in _LINE.finditer(text):
        if not line[0].strip():
            continue
        if "|" in line[0] and len(cells := _cells(text, line.start(), line.end())) > 1:
            rows.append(cells)
            continue
        _close(found, rows, above)
        above.append(line[0])
    _close(found, rows, above)
    return tuple(found)


def _close(found: list[Table], rows: list[tuple[Cell, ...]], above: list[str]) -> None:
    """End the table that `rows` make up, if they do, and begin anew."""
    if len(rows) > 1:
        heads = next((index for index, row in enumerate(rows) if any(_is_figure(cell) for cell in row)), len(rows))
        span = Span(rows[0][0].start, rows[-1][-1].end)
        found.append(Table(span, tuple(rows), heads, "\n".join([*above[:1], *above[1:][-_LINES_ABOVE:]])))
    rows.clear()


def _cells(text: str, start: int, end: int) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    position = start
    for bar in (*_BAR.finditer(text, start, end), None):
        stop = bar.start() if bar else end
        content = text[position:stop]
        stripped = content.strip()
        begin = position + len(content) - len(content.lstrip())
        cells.append(Cell(begin, begin + len(stripped), stripped))
        position = bar.end() if bar else end
    return tuple(cells)


def _is_figure(cell: Cell) -> bool:
    """A number with at most a unit behind it; a year, alone or named, is a head."""
    found = _NUMBER.match(cell.text)
    if found is None or _YEARISH.fullmatch(cell.lower):
        return False
    return found.end() == len(cell.text) or _reads_as_unit(cell.lower, found.end())


def _reads_as_unit(lower: str, position: int) -> bool:
    scaled = match_scale(lower, position)
    start = scaled[1] if scaled else position
    match = match_measure(lower, start) or match_noun(lower, lower, start)
    return (match is not None and match.end == len(lower)) or (scaled is not None and start == len(lower))


def speak(table: Table) -> tuple[str, tuple[SpokenCell, ...]]:
    """The table in words, a line for each figure below the lines above the table, and where each figure stands.

    Totals are said first: said last, they would be taken for the place of the row before.
    """
    parts = [table.above] if table.above else []
    length = len(table.above) + 1 if table.above else 0
    spoken: list[SpokenCell] = []
    body = table.rows[table.heads :]
    for row in (*filter(_is_total, body), *(row for row in body if not _is_total(row))):
        for column, cell in enumerate(row):
            if not _is_figure(cell) or (column == 0 and len(row) > 1 and not _names(table, row)):
                continue
            head = _head(table, row, column)
            if _plain(head).lower() in _COUNTER_HEADS or _is_counter(table, row, column):
                continue
            if _plain(head).lower() in _BARE_RATES:
                head = _rate_of(table, row, column)
            sign = "giảm " if cell.text[0] in "-–" else ""
            words = f"{_subject(table, row, column, head)}: {sign}"
            unit = _unit(table, row, cell, head)
            figure = cell.text.lstrip(_SIGNS)
            spoken.append(SpokenCell(length + len(words), cell, Span(row[0].start, row[-1].end)))
            parts.append(f"{words}{figure}{unit}.")
            length += len(parts[-1]) + 1
    return "\n".join(parts), tuple(spoken)


def _is_total(row: tuple[Cell, ...]) -> bool:
    return any(_TOTAL.match(cell.lower) for cell in row)


def _names(table: Table, row: tuple[Cell, ...]) -> bool:
    """Has the row a cell in words, or the column of its first cell a head? Otherwise the first number only counts rows."""
    return any(cell.text and not _is_figure(cell) for cell in row) or bool(table.heads)


def _is_counter(table: Table, row: tuple[Cell, ...], column: int) -> bool:
    """A first cell "1", "2", … before the name of the row, under no head that counts anything."""
    named = column + 1 < len(row) and bool(row[column + 1].text) and not _is_figure(row[column + 1])
    return column == 0 and named and not _head(table, row, column)


def _head(table: Table, row: tuple[Cell, ...], column: int) -> str:
    """The heads above a cell, the upper first; rows of another width (merged cells) cannot be aligned and are left out."""
    above = [head for head in table.rows[: table.heads] if len(head) == len(row)]
    texts = [head[column].text for head in above if head[column].text]
    return " ".join(dict.fromkeys(texts))


def _rate_of(table: Table, row: tuple[Cell, ...], column: int) -> str:
    """A bare "Tỷ lệ (%)" is that of the column before it: "Tỷ lệ hộ nghèo"."""
    counted = _counted(lowered(_plain(_head(table, row, column - 1)))) if column else ""
    return f"Tỷ lệ {counted} (%)"


def _row_names(table: Table, row: tuple[Cell, ...]) -> Iterator[str]:
    for column, cell in enumerate(row):
        if cell.text and not _is_figure(cell) and _plain(_head(table, row, column)).lower() not in _UNIT_HEADS | _COUNTER_HEADS:
            yield cell.text
            return


def _subject(table: Table, row: tuple[Cell, ...], column: int, head: str) -> str:
    """What is said before the number: the name of the row, then the head of the column, without the units in brackets."""
    names = [_plain(name) for name in (*_row_names(table, row), head) if name]
    return ", ".join(name for name in names if name) or row[column].text


def _plain(head: str) -> str:
    """A head without the unit in brackets; brackets that hold something else stay."""
    found = _BRACKETED.search(head)
    return _BRACKETED.sub("", head, count=1).strip() if found and _as_unit(found[1]) else head.strip()


def _as_unit(words: str) -> str:
    """The words as they stand if they are a unit: "triệu đồng", "%", "hộ", "nghìn tấn"."""
    lower = lowered(words.strip())
    if not lower or not _reads_as_unit(lower, 0):
        return ""
    scaled = match_scale(lower, 0)
    begins = scaled[1] if scaled else 0
    measured = match_measure(lower, begins) is not None or scaled is not None
    return lower if measured or is_known_noun(lower, begins) else ""


def _unit(table: Table, row: tuple[Cell, ...], cell: Cell, head: str) -> str:
    """The unit to say behind a number, with a blank before it; empty where the cell has its own, or nothing tells it."""
    number = _NUMBER.match(cell.text)
    if number is None or number.end() < len(cell.text):
        return ""
    name = next(_row_names(table, row), "")
    for words in (*_unit_cells(table, row), *_in_brackets(head), *_in_brackets(name), *_above(table)):
        if unit := _as_unit(words):
            return f" {unit}"
    for words in (head, name):
        if unit := _counted(lowered(_plain(words))):
            return f" {unit}"
    return ""


def _unit_cells(table: Table, row: tuple[Cell, ...]) -> Iterator[str]:
    for column, cell in enumerate(row):
        if _plain(_head(table, row, column)).lower() in _UNIT_HEADS:
            yield cell.text


def _in_brackets(head: str) -> Iterator[str]:
    found = _BRACKETED.search(head)
    if found:
        yield found[1]


def _above(table: Table) -> Iterator[str]:
    for found in _UNIT_LINE.finditer(table.above):
        yield found[1].rstrip(" .;")


def _counted(lower: str) -> str:
    """The unit a head implies: "số hộ nghèo" counts "hộ nghèo", "tỷ lệ" is a percentage."""
    if _RATE_HEAD.search(lower):
        return "%"
    found = _COUNT_OF.search(lower)
    if found is not None:
        noun = match_noun(lower, lower, found.end())
        return noun.unit if noun else ""
    noun = match_noun(lower, lower, 0) if is_known_noun(lower, 0) else None
    return noun.unit if noun is not None and noun.end == len(lower) else ""


def cell_numbers(
    text: str, table: Table, read: Callable[[str], tuple[tuple[Quantity, ...], tuple[Observation, ...]]]
) -> tuple[tuple[Quantity, ...], tuple[Observation, ...]]:
    """What `read` makes of the table in words, put back where it stands in `text`; the row is the sentence that proves it.

    An observation's `quantity` indexes the quantities given back here.
    """
    words, cells = speak(table)
    quantities, observations = read(words)
    starts = [quantity.start for quantity in quantities]
    placed: list[Quantity] = []
    places: dict[int, int] = {}
    for spoken in cells:
        index = bisect_right(starts, spoken.start) - 1
        if index < 0 or index in places or quantities[index].end <= spoken.start:
            continue
        row = text[spoken.row.start : spoken.row.end]
        start = spoken.cell.start + len(spoken.cell.text) - len(spoken.cell.text.lstrip(_SIGNS))
        places[index] = len(placed)
        placed.append(
            replace(quantities[index], quote=text[start : spoken.cell.end], start=start, end=spoken.cell.end, sentence=row)
        )
    kept = [
        replace(row, quantity=places[row.quantity], sentence=placed[places[row.quantity]].sentence)
        for row in observations
        if row.quantity in places
    ]
    return tuple(placed), tuple(kept)


def cover_tables(masks: tuple[Mask, ...], tables: tuple[Table, ...]) -> tuple[Mask, ...]:
    """The masks with each table as one, so that its lines are not read as prose."""
    whole = [Mask("table", table.span.start, table.span.end) for table in tables]
    outside = [mask for mask in masks if not any(table.start < mask.end and mask.start < table.end for table in whole)]
    return tuple(sorted((*outside, *whole), key=lambda mask: mask.start))


def mask_heads(
    text: str, masks: tuple[Mask, ...], tables: tuple[Table, ...], quantities: tuple[Quantity, ...]
) -> tuple[Mask, ...]:
    """The masks of the text outside its tables, and in them every number that is no quantity: heads and counters of rows."""
    starts = [quantity.start for quantity in quantities]
    heads: list[Mask] = []
    for table in tables:
        for number in NUMERAL.finditer(text, table.span.start, table.span.end):
            before = bisect_right(starts, number.start()) - 1
            if before < 0 or quantities[before].end <= number.start():
                heads.append(Mask("table", number.start(), number.end()))
    covered = cover_tables(masks, tables)
    return tuple(sorted((*(mask for mask in covered if mask.kind != "table"), *heads), key=lambda mask: mask.start))
