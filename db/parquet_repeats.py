"""What no writer of a part can know, put right when all have written: repeats across parts, and which version is the latest.

Of a version that stands in several parts, the one crawled first stays. Nothing depends on the order in which parts came, or on
how many wrote them. Ended at any moment it is done again: a part's `articles`, from which all is told, change last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
import pyarrow.dataset as ds  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from db.parquet_store import ParquetStore

_FILE = "__filename"


@dataclass(frozen=True, slots=True)
class Settled:
    """How many times a version of an article was in another part as well, and how many articles have several versions."""

    repeats: int
    articles_edited: int


def settle(store: ParquetStore) -> Settled:
    """Take repeats out, and mark the observations of the latest versions as `current`, those of others as not."""
    _without_repeats(store, ("rejections",), "rejection_id", "rejected_at")
    kept, repeats = _without_repeats(store, ("article_bodies", "quantities", "observations", "articles"), "version_id")
    edited = 0
    if kept is not None:
        several = _several(kept)
        _mark(store, kept.filter(pc.is_in(kept["article_id"], several)))
        edited = len(several)
    store.settled()
    return Settled(repeats, edited)


def _without_repeats(
    store: ParquetStore, tables: Sequence[str], key: str, time: str = "first_seen_at"
) -> tuple[Any | None, int]:
    """Leaves each key in one part, the one with the earliest time. All is told from the last of the tables, changed last.

    Gives keys, times and files of what stays, None where there is nothing, and how many repeats there were.
    """
    files = sorted(map(str, store.files(tables[-1])))
    if not files:
        return None, 0
    rows = _read(files, list(dict.fromkeys([key, time, *(["article_id"] if key == "version_id" else [])])))
    rows = rows.take(pc.sort_indices(rows, sort_keys=[(name, "ascending") for name in (key, time, _FILE)]))
    keys = rows[key].combine_chunks()
    again = pa.concat_arrays([pa.array([False]), pc.equal(keys.slice(1), keys.slice(0, len(keys) - 1))])
    repeats = rows.filter(again)
    _drop(store, tables, key, repeats)
    return rows.filter(pc.invert(again)), repeats.num_rows


def _read(files: list[str], columns: list[str], rows: Any = None) -> Any:
    return ds.dataset(files, format="parquet").to_table(columns=[*columns, _FILE], filter=rows)


def _drop(store: ParquetStore, tables: Sequence[str], key: str, repeats: Any) -> None:
    parts: defaultdict[str, list[int]] = defaultdict(list)
    for gone, file in zip(repeats[key].to_pylist(), repeats[_FILE].to_pylist(), strict=True):
        parts[Path(file).stem].append(gone)
    for part, keys in parts.items():
        for name in tables:
            for path in list(store.files(name, part)):
                table = _table(path)
                kept = table.filter(pc.invert(pc.is_in(table[key], pa.array(keys))))
                if kept.num_rows < table.num_rows:
                    store.rewrite(path, kept)


def _several(kept: Any) -> Any:
    """The articles with more than one version."""
    counts = kept.group_by("article_id").aggregate([("version_id", "count")])
    return counts.filter(pc.greater(counts["version_id_count"], 1))["article_id"].combine_chunks()


def _mark(store: ParquetStore, versions: Any) -> None:
    latest: dict[int, tuple[Any, int]] = {}
    columns = (versions[name].to_pylist() for name in ("article_id", "first_seen_at", "version_id"))
    for article, seen, version in zip(*columns, strict=True):
        latest[article] = max(latest.get(article, (seen, version)), (seen, version))
    if not latest:
        return
    current = {version for _, version in latest.values()}
    files = sorted(map(str, store.files("observations")))
    if not files:
        return
    stored = _read(files, ["version_id", "current"], pc.field("version_id").isin(versions["version_id"].combine_chunks()))
    columns = (stored[name].to_pylist() for name in ("version_id", "current", _FILE))
    wrong = {file for version, flag, file in zip(*columns, strict=True) if flag != (version in current)}
    superseded = set(versions["version_id"].to_pylist()) - current
    for file in sorted(wrong):
        store.rewrite(Path(file), _flagged(_table(Path(file)), superseded))


def _flagged(table: Any, superseded: Set[int]) -> Any:
    place = table.schema.get_field_index("current")
    flags = [version not in superseded for version in table["version_id"].to_pylist()]
    return table.set_column(place, table.schema.field(place), pa.array(flags, pa.bool_()))


def _table(path: Path) -> Any:
    """One file as it is: its columns only, none from the names of its folders."""
    return pq.ParquetFile(path).read()
