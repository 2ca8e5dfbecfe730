"""The way out: tables and views of the warehouse as Parquet and CSV, with a description that programs read.

All tables are read in one transaction, so that they agree with each other whatever a run writes meanwhile, and in chunks, so
that memory stays small whatever the warehouse grows to. The folder appears all at once.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, Protocol

from sqlite_utils import Database

from db.connect import open_readonly
from db.errors import ExportError
from db.export_columns import Relation, relations, usually_exported
from db.export_csv import CsvWriter
from db.export_files import HashedFile, WrittenFile
from db.export_folder import new_folder
from db.export_package import FILE, NAME, Format, Resource, descriptor
from db.export_rows import chunks, condition_since, count_rows

FORMATS: Final[tuple[Format, ...]] = ("parquet", "csv")
_ROOM: Final = "make room there, or choose another folder"
_RIGHTS: Final = "let this user write there, or choose another folder"
_ADVICE: Final = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EFBIG: _ROOM,
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EROFS: _RIGHTS,
}


@dataclass(frozen=True, slots=True)
class Step:
    """Progress within one table or view. `of`: how many rows it will be, None where that is not known."""

    relation: str
    rows: int
    of: int | None
    done: bool


@dataclass(frozen=True, slots=True)
class Exported:
    folder: Path
    resources: tuple[Resource, ...]


class _Writer(Protocol):
    def write(self, rows: Sequence[Sequence[Any]]) -> None: ...

    def finish(self) -> list[WrittenFile]: ...

    def abandon(self) -> None: ...


def export_warehouse(
    path: Path,
    folder: Path,
    *,
    created: datetime,
    formats: Sequence[Format] = FORMATS,
    tables: Sequence[str] = (),
    since: date | None = None,
    overwrite: bool = False,
    tell: Callable[[Step], None] = lambda _: None,
) -> Exported:
    """Tables and views (all that analysts use, unless `tables` names some) in these formats, below a new folder.

    `since`: what comes from articles published on that day (in Vietnam) or later; what comes from no article is whole. With
    `overwrite`, an earlier export at `folder` is replaced in one step. Raises ExportError, and leaves everything as it was.
    """
    _check_place(folder, overwrite)
    _check_formats(formats)
    with closing(open_readonly(path)) as db, _told(folder), _one_moment(db):
        chosen = _chosen(db, tables)
        with new_folder(folder, replace=overwrite) as root:
            resources = []
            for relation in chosen:
                resources += _export(db, root, relation, formats, since, tell)
            resources.sort(key=lambda resource: resource.format, reverse=True)
            _write_descriptor(root, descriptor(resources, created, since))
    return Exported(folder, tuple(resources))


def _export(
    db: Database, root: Path, relation: Relation, formats: Sequence[Format], since: date | None, tell: Callable[[Step], None]
) -> list[Resource]:
    total, done = count_rows(db, relation, since), 0
    tell(Step(relation.name, 0, total, False))
    writers: dict[Format, _Writer] = {}
    try:
        for format_ in formats:
            writers[format_] = _writer(format_, root, relation)
        for rows in chunks(db, relation, since):
            for writer in writers.values():
                writer.write(rows)
            done += len(rows)
            tell(Step(relation.name, done, total, False))
        files = {format_: writer.finish() for format_, writer in writers.items()}
    except BaseException:
        for writer in writers.values():
            writer.abandon()
        raise
    tell(Step(relation.name, done, total, True))
    partial = since is not None and condition_since(relation) is not None
    return [Resource(relation, format_, written, _decimals(format_, relation), partial) for format_, written in files.items()]


def _writer(format_: Format, root: Path, relation: Relation) -> _Writer:
    if format_ == "csv":
        return CsvWriter(root, relation)
    from db.export_parquet import ParquetWriter  # noqa: PLC0415 brings pyarrow, which CSV does without

    return ParquetWriter(root, relation)


def _decimals(format_: Format, relation: Relation) -> dict[str, str]:
    if format_ == "csv":
        return {}
    from db.export_parquet import decimal_name  # noqa: PLC0415 as above

    return {column.name: name for column in relation.columns if (name := decimal_name(column))}


def _check_formats(formats: Sequence[Format]) -> None:
    if "parquet" in formats:
        try:
            import pyarrow  # type: ignore[import-untyped]  # noqa: F401, PLC0415 asked before anything is written
        except ModuleNotFoundError as error:
            raise ExportError(
                "Parquet is written by pyarrow, which is not installed: pip install 'vnportals[export]', or take --format csv"
            ) from error


def _check_place(folder: Path, overwrite: bool) -> None:
    """Only an earlier export may stand there, and only if it may be replaced."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise ExportError(f"{folder} is a file; name a folder")
    if not any(folder.iterdir()):
        return
    if not _is_export(folder):
        raise ExportError(f"{folder} holds something that is no export of vnportals; name another folder, or empty it")
    if not overwrite:
        raise ExportError(f"{folder} holds an export already; add --overwrite to replace it, or name another folder")


def _is_export(folder: Path) -> bool:
    try:
        told = json.loads((folder / FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(told, dict) and told.get("name") == NAME


def _chosen(db: Database, tables: Sequence[str]) -> list[Relation]:
    there = relations(db)
    if unknown := [name for name in tables if name not in there]:
        raise ExportError(f"there is no table or view {', '.join(unknown)}; there are: {', '.join(there)}")
    return [relation for name, relation in there.items() if (name in tables if tables else usually_exported(relation))]


@contextmanager
def _one_moment(db: Database) -> Iterator[None]:
    """Everything read within the block stands as it did when the block began."""
    db.execute("BEGIN")
    db.execute("SELECT count(*) FROM sqlite_master").fetchone()  # a transaction begins when it first reads
    try:
        yield
    finally:
        db.conn.rollback()


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """What the disk refuses, with what to do about it."""
    try:
        yield
    except OSError as error:
        advice = _ADVICE.get(error.errno or 0, "see what stands there, or choose another folder")
        raise ExportError(f"the export to {folder} was not made: {error}; {advice}. Nothing else was changed.") from error


def _write_descriptor(root: Path, content: dict[str, Any]) -> None:
    with closing(HashedFile(root, FILE)) as file:
        file.write((json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode())
