"""A folder of Parquet that any number of writers fill at once, each with files of its own.

    articles/province=89/year=2024/<part>.parquet      article_bodies, quantities and observations likewise
    rejections/<part>.parquet
    _vnportals/done/<part>.json                         what has been read; readers pass over what begins with "_"

A part is what one archive file gave, and named after the bytes of that. Its files are written elsewhere in the folder, brought
to the disk, and then renamed: no reader ever sees half a file, and the same part written again stands where it stood. It counts
once its note in `done` is there, which is written last; files of parts without one are removed by the next run.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq  # type: ignore[import-untyped]

from db.errors import ExportError
from db.export_parquet import NO_PROVINCE, schema_of, table_of
from db.parquet_rows import TABLES, PartRows, Place, tables

_OWN: Final = "_vnportals"
_ENDS: Final = 64 * 1024  # bytes at both ends of an archive file that tell it from others


def part_of(path: Path, portals: Iterable[str]) -> str:
    """The name of the part that these portals' articles in an archive file make: the same when the file has another name.

    From its size and both its ends. Where more portals are asked for than the last time, it is another part.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        first = file.read(_ENDS)
        file.seek(max(0, size - _ENDS))
        last = file.read(_ENDS)
    return blake2b(b"%d %s\n" % (size, " ".join(sorted(portals)).encode()) + first + last, digest_size=10).hexdigest()


class ParquetStore:
    """The folder. Whoever changes more than the part at hand (`sweep`, `note`) holds `lock`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lock = folder / _OWN / "lock"
        self._done = folder / _OWN / "done"
        self._staging = folder / _OWN / "staging"
        self._unsettled = folder / _OWN / "unsettled"

    def prepare(self) -> None:
        """Make the folder, or see that it is one of these. Raises ExportError, and then has changed nothing."""
        if self.folder.exists() and not (self.folder / _OWN).is_dir():
            if not self.folder.is_dir():
                raise ExportError(f"{self.folder} is a file; name a folder: --to parquet:DIR")
            if any(self.folder.iterdir()):
                raise ExportError(f"{self.folder} holds something that no backfill has written; name a new folder")
        try:
            for own in (self._done, self._staging):
                own.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ExportError(f"{self.folder} cannot be made or written to: {error}; name another folder") from error

    def note_of(self, part: str) -> dict[str, Any] | None:
        """What was noted of a part that is done."""
        try:
            told = json.loads((self._done / f"{part}.json").read_text("utf-8"))
        except FileNotFoundError:
            return None
        return dict(told)

    def note(self, part: str, told: Mapping[str, Any]) -> None:
        """The part is done: its files are on the disk."""
        self._unsettled.touch()
        _write(self._staging / f"{part}.json", json.dumps(told, ensure_ascii=False).encode())
        (self._staging / f"{part}.json").replace(self._done / f"{part}.json")
        _sync(self._done)

    @property
    def unsettled(self) -> bool:
        """Whether parts were added since the repeats among them were looked for."""
        return self._unsettled.exists()

    def settled(self) -> None:
        self._unsettled.unlink(missing_ok=True)

    def sweep(self) -> int:
        """Remove what killed runs left: files that were not renamed, and parts that were not noted. Gives how many of these."""
        shutil.rmtree(self._staging, ignore_errors=True)
        self._staging.mkdir(exist_ok=True)
        done = {note.stem for note in self._done.iterdir()}
        left = [path for path in self.files() if path.stem not in done]
        for path in left:
            path.unlink()
        return len(left)

    def files(self, table: str | None = None, part: str | None = None) -> Iterator[Path]:
        """The files of a table, or of all; of one part, if that is asked."""
        for name in TABLES if table is None else (table,):
            yield from (self.folder / name).glob(f"{'' if name == 'rejections' else 'province=*/year=*/'}{part or '*'}.parquet")

    def write(self, part: str, rows: PartRows) -> dict[str, tuple[int, int]]:
        """The rows of a part, all of them or, if this raises, none. Table -> how many rows in how many files."""
        staged = self._staging / f"{part}-{os.getpid()}"
        shutil.rmtree(staged, ignore_errors=True)
        counts: dict[str, tuple[int, int]] = {}
        moves: list[tuple[Path, Path]] = []
        try:
            for name, places in rows.parts().items():
                for place, some in places.items():
                    target = Path(name) / _folder(place) / f"{part}.parquet"
                    write_table(staged / target, table_of(tables()[name], schema_of(tables()[name]), some))
                    moves.append((staged / target, self.folder / target))
                counts[name] = sum(map(len, places.values())), len(places)
            for source, target in moves:
                target.parent.mkdir(parents=True, exist_ok=True)
                source.replace(target)
            for folder in {target.parent for _, target in moves}:
                _sync(folder)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
        return counts

    def rewrite(self, path: Path, table: Any) -> None:
        """Another table in the place of a part's file; without rows, none."""
        if table.num_rows == 0:
            path.unlink()
            return
        staged = self._staging / f"{path.stem}-{os.getpid()}.parquet"
        write_table(staged, table)
        staged.replace(path)


def write_table(path: Path, table: Any) -> None:
    """A new file, on the disk when this returns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        pq.write_table(table, file, compression="zstd")
        file.flush()
        os.fsync(file.fileno())


def _folder(place: Place | None) -> Path:
    return Path() if place is None else Path(f"province={place[0] or NO_PROVINCE}", f"year={place[1]}")


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
