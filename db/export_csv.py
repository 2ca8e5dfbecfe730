"""CSV of an export: one file per table or view, as lossless as CSV can be.

RFC 4180 in UTF-8, and PostgreSQL's rule for what is missing: an empty field is NULL, a quoted empty one ("") is an
empty text. Nothing is put before text that a spreadsheet would run as a formula: this is data for programs; `vnportals query
--format csv` prints what is safe to open in one. Numbers are written so that they read back exactly; a flag is 1 or 0.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from db.export_columns import Relation
from db.export_files import HashedFile, WrittenFile

_END = "\r\n"  # the csv module quotes what stands in here, and a lone CR must be quoted


class CsvWriter:
    """Writes the rows of one relation to `csv/<name>.csv` below the folder."""

    def __init__(self, root: Path, relation: Relation) -> None:
        self._file = HashedFile(root, f"csv/{relation.name}.csv")
        self._rows = 0
        self._file.write((",".join(column.name for column in relation.columns) + _END).encode())

    def write(self, rows: Sequence[Sequence[Any]]) -> None:
        """Rows in the order of the relation's columns. NULL is nothing between two commas, an empty text a pair of quotes."""
        lines = io.StringIO(newline="")  # hashed and written a chunk at a time, not row by row
        writer = csv.writer(lines, lineterminator=_END)
        for ambiguous, some in groupby(rows, key=_is_ambiguous):
            if ambiguous:
                lines.writelines(",".join(map(_field, row)) + _END for row in some)
            else:
                writer.writerows(some)
        self._file.write(lines.getvalue().encode())
        self._rows += len(rows)

    def finish(self) -> list[WrittenFile]:
        """The file, once it is on the disk."""
        self._file.close()
        return [self._file.written(self._rows)]

    def abandon(self) -> None:
        """Close after a failure; what was written is of no use."""
        self._file.abandon()


def _is_ambiguous(row: Sequence[Any]) -> bool:
    """Whether the csv module would write the row so that an empty text and NULL, or an empty line, are not told apart."""
    return "" in row or row == (None,)


def _field(value: Any) -> str:
    """One field; of a line with a single column the quotes around nothing keep it from being an empty line."""
    if value is None:
        return ""
    text = str(value) if not isinstance(value, float) else repr(value)
    if text and not any(sign in text for sign in ',"\r\n'):
        return text
    return '"' + text.replace('"', '""') + '"'
