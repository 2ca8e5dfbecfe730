"""Parquet of an export: typed columns, zstd, row groups of a size that readers like; big tables split by province and year.

The parts are named as Hive does (`province=89/year=2024/part-0.parquet`), so that readers skip what is not asked for; all
columns stand in the files as well, `province_code` among them, because readers take "01" in a path for the number 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from db.errors import ExportError
from db.export_columns import Column, Relation
from db.export_files import HashedFile, WrittenFile

ZONE: Final = "Asia/Ho_Chi_Minh"  # +07:00 since 1975; by name, because not every reader knows fixed offsets
DECIMAL: Final = pa.decimal128(38, 9)
NO_PROVINCE: Final = "__HIVE_DEFAULT_PARTITION__"
_GROUP_ROWS: Final = 120_000
_GROUP_BYTES: Final = 64_000_000
_TYPES: Final = {
    "text": pa.string(),
    "json": pa.string(),
    "exact": pa.string(),
    "integer": pa.int64(),
    "real": pa.float64(),
    "flag": pa.bool_(),
    "date": pa.date32(),
    "moment": pa.timestamp("us", ZONE),
}


class ParquetWriter:
    """Writes the rows of one relation below `parquet/`. Rows of one that is split must come by province and year."""

    def __init__(self, root: Path, relation: Relation) -> None:
        self._root = root
        self._relation = relation
        self._schema = schema_of(relation)
        self._split = relation.by_place_and_year
        self._part: _Part | None = None
        self._key: tuple[str | None, str] | None = None
        self._written: list[WrittenFile] = []

    def write(self, rows: Sequence[Sequence[Any]]) -> None:
        """Rows in the order of the relation's columns; where a relation has parts, those of one part must come together."""
        if not self._split:
            self._add(None, rows)
            return
        place, day = self._relation.position("province_code"), self._relation.position("period_end")
        for key, part in groupby(rows, key=lambda row: (row[place], row[day][:4])):
            self._add(key, list(part))

    def finish(self) -> list[WrittenFile]:
        """The files, one for each part. A table without rows is a file too."""
        if self._part is None and not self._written:
            self._open(None)  # an empty table is a file with columns and no rows
        self._close()
        return self._written

    def abandon(self) -> None:
        """Close after a failure; what was written is of no use."""
        if self._part is not None:
            self._part.abandon()

    def _add(self, key: tuple[str | None, str] | None, rows: Sequence[Sequence[Any]]) -> None:
        if self._part is None or key != self._key:
            self._close()
            self._open(key)
        if self._part is not None:
            self._part.add(table_of(self._relation, self._schema, rows))

    def _open(self, key: tuple[str | None, str] | None) -> None:
        name = f"parquet/{self._relation.name}"
        if key is not None:
            path = f"{name}/province={key[0] or NO_PROVINCE}/year={key[1]}/part-0.parquet"
        else:
            path = f"{name}/part-0.parquet" if self._split else f"{name}.parquet"
        self._key, self._part = key, _Part(HashedFile(self._root, path), self._schema)

    def _close(self) -> None:
        if self._part is not None:
            self._written.append(self._part.finish())
            self._part = None


class _Part:
    """One file, written a row group at a time."""

    def __init__(self, file: HashedFile, schema: Any) -> None:
        self._file = file
        self._writer = pq.ParquetWriter(file, schema, compression="zstd")
        self._waiting: list[Any] = []
        self._rows = 0

    def add(self, table: Any) -> None:
        self._waiting.append(table)
        self._rows += table.num_rows
        rows = sum(waiting.num_rows for waiting in self._waiting)
        if rows >= _GROUP_ROWS or sum(waiting.nbytes for waiting in self._waiting) >= _GROUP_BYTES:
            self._write_group()

    def finish(self) -> WrittenFile:
        if self._waiting:
            self._write_group()
        self._writer.close()
        self._file.close()
        return self._file.written(self._rows)

    def abandon(self) -> None:
        self._file.abandon()
        self._writer.close()

    def _write_group(self) -> None:
        self._writer.write_table(pa.concat_tables(self._waiting))
        self._waiting = []


def decimal_name(column: Column) -> str | None:
    """The column beside an exact one that holds it as a number; NULL where that takes more than 29 digits before the point."""
    return f"{column.name}_decimal" if column.kind == "exact" else None


def schema_of(relation: Relation) -> Any:
    """The columns of a relation as Parquet has them, described; beside an exact one its decimal."""
    fields = []
    for column in relation.columns:
        about = {"description": column.about[0], "description_vi": column.about[1]}
        fields.append(pa.field(column.name, _TYPES[column.kind], metadata=about))
        if name := decimal_name(column):
            fields.append(pa.field(name, DECIMAL))
    return pa.schema(fields, metadata={"description": relation.about[0], "description_vi": relation.about[1]})


def table_of(relation: Relation, schema: Any, rows: Sequence[Sequence[Any]]) -> Any:
    """Rows as the warehouse holds them, as an Arrow table. Raises ExportError for one that does not fit its column."""
    arrays = []
    for column, values in zip(relation.columns, zip(*rows, strict=True), strict=True):
        try:
            arrays.append(_array(column, values))
        except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
            raise ExportError(
                f"{relation.name}.{column.name} holds something that is no {column.kind}: {str(error).rstrip('.')}. "
                "Mend the row in the warehouse, or export without the table (--tables)."
            ) from error
        if decimal_name(column):
            arrays.append(_decimals(values))
    return pa.Table.from_arrays(arrays, schema=schema)


def _array(column: Column, values: Sequence[Any]) -> Any:
    if column.kind in ("date", "moment"):
        return pa.array(values, pa.string()).cast(_TYPES[column.kind])
    if column.kind == "flag":
        return pa.array([None if value is None else bool(value) for value in values], pa.bool_())
    return pa.array(values, _TYPES[column.kind])


def _decimals(values: Sequence[str | None]) -> Any:
    try:
        return pa.array(values, pa.string()).cast(DECIMAL)
    except pa.ArrowInvalid:
        return pa.array([_decimal(value) for value in values], DECIMAL)


def _decimal(text: str | None) -> Decimal | None:
    """The number, if it has room in DECIMAL without loss."""
    try:
        number = Decimal(text) if text is not None else None
        return None if number is None else pa.scalar(number, DECIMAL).as_py()
    except (InvalidOperation, pa.ArrowInvalid):
        return None
