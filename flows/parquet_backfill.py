"""A backfill that makes no warehouse: WARC files into partitioned Parquet, a part per file, by any number of writers.

For more than one writer of SQLite can take. Ended at any moment, the same command completes it: parts that are done are passed
over by their notes, files of those that are not are removed first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from db.parquet_repeats import Settled, settle
from db.parquet_store import ParquetStore, part_of
from flows.clock import Clock
from flows.lock import alone
from flows.parquet_writing import PartOrder, PartWritten, write_part
from flows.signals import StopRequest, stopping_on_signals
from scrapers.spec import Portal
from scrapers.warc import Scan

Tell = Callable[[Path, int, Scan], None]  # a file, how many of its bytes are read, what was seen of all files
WriteParts = Callable[[list[PartOrder]], Iterator[PartWritten]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParquetPlan:
    files: tuple[Path, ...]
    portals: tuple[Portal, ...]
    folder: Path
    max_body_bytes: int
    clock: Clock


@dataclass(slots=True)
class ParquetReport:
    """What became of it. `known` are files that were done before."""

    known: int = 0
    scan: Scan = field(default_factory=Scan)
    rows: Counter[str] = field(default_factory=Counter)  # by table, as written; repeats across parts are taken out after
    files: Counter[str] = field(default_factory=Counter)
    repeats: int = 0
    settled: Settled = field(default_factory=lambda: Settled(0, 0))
    failures: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Everything that stands in the files was read."""
        return not (self.failures or self.unreadable)


def backfill_parquet(
    plan: ParquetPlan, tell: Tell = lambda path, position, scan: None, write_parts: WriteParts | None = None
) -> ParquetReport:
    """Take every article of the plan's portals out of its files. Raises Busy, ExportError, OSError, and Stopped
    when a signal asked for it.

    With `write_parts` the parts are written elsewhere, in any order; the notes of what is done are written here.
    """
    store = ParquetStore(plan.folder)
    store.prepare()
    report = ParquetReport()
    with ExitStack() as stack:
        stop = stack.enter_context(stopping_on_signals(lambda: None))
        stack.enter_context(alone(store.lock, f"a backfill into {plan.folder}"))
        store.sweep()
        orders = _orders(plan, store, report)
        for written in _write_here(orders, report, stop, tell) if write_parts is None else write_parts(orders):
            _note(store, written, report)
            tell(written.order.path, written.order.path.stat().st_size, report.scan)
            stop.check()
        if store.unsettled:
            report.settled = settle(store)
    return report


def _orders(plan: ParquetPlan, store: ParquetStore, report: ParquetReport) -> list[PartOrder]:
    """What is left to do; a file that could not be read to its end is read again."""
    orders: dict[str, PartOrder] = {}
    for path in plan.files:
        part = part_of(path, (portal.slug for portal in plan.portals))
        note = store.note_of(part)
        if part in orders or (note is not None and note["unreadable"] is None):
            report.known += 1
            continue
        orders[part] = PartOrder(
            path=path,
            part=part,
            folder=plan.folder,
            portals=plan.portals,
            max_body_bytes=plan.max_body_bytes,
            now=plan.clock.now(),
        )
    return list(orders.values())


def _write_here(orders: list[PartOrder], report: ParquetReport, stop: StopRequest, tell: Tell) -> Iterator[PartWritten]:
    for order in orders:

        def step(position: int, path: Path = order.path) -> None:
            stop.check()
            tell(path, position, report.scan)

        yield write_part(order, step)


def _note(store: ParquetStore, written: PartWritten, report: ParquetReport) -> None:
    note = {
        "file": written.order.path.name,
        "portals": [portal.slug for portal in written.order.portals],
        "records": written.scan.records,
        "rows": {name: rows for name, (rows, _) in written.rows.items()},
        "failures": list(written.failures),
        "unreadable": written.unreadable,
    }
    store.note(written.order.part, note)
    report.scan.add(written.scan)
    report.rows.update({name: rows for name, (rows, _) in written.rows.items()})
    report.files.update({name: files for name, (_, files) in written.rows.items()})
    report.repeats += written.repeats
    report.failures += written.failures
    report.unreadable += [written.unreadable] if written.unreadable else []
