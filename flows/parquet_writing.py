"""One WARC file, read and written as a part of a Parquet folder: what a worker does, in this process or on another machine.

It needs nobody's leave for that: its files have names of their own, and no reader sees one before it is whole.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db.parquet_rows import PartRows
from db.parquet_store import ParquetStore
from flows.reading import Unreadable, read_capture
from scrapers.parse import PARSER_VERSION
from scrapers.spec import Portal
from scrapers.warc import BrokenWarc, Refused, Scan, articles_in

log = logging.getLogger(__name__)

Step = Callable[[int], None]  # told how many bytes of the file are read; may raise to stop


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOrder:
    """What is to be written: `path` into the part of that name below `folder`. `now` dates rejections."""

    path: Path
    part: str
    folder: Path
    portals: tuple[Portal, ...]
    max_body_bytes: int
    now: datetime


@dataclass(frozen=True, slots=True)
class PartWritten:
    """A file that was read to its end, or as far as it can be, and whose rows are on the disk."""

    order: PartOrder
    scan: Scan
    rows: dict[str, tuple[int, int]]  # table -> rows, files
    repeats: int  # answers that say what another one of the file says
    failures: tuple[str, ...]  # articles that broke our own code
    unreadable: str | None  # why the rest of the file could not be read


def write_part(order: PartOrder, step: Step = lambda position: None) -> PartWritten:
    """Read every article of the portals in the file, its numbers too, and write all of it. Bodies of pages are not kept."""
    portals = {portal.slug: portal for portal in order.portals}
    scan, rows, unreadable = Scan(), PartRows(PARSER_VERSION), None
    failures: list[str] = []
    position = 0

    def tell(_path: Path, read: int) -> None:
        nonlocal position
        position = read
        step(position)

    try:
        for found in articles_in([order.path], order.portals, scan, max_body_bytes=order.max_body_bytes, tell=tell):
            step(position)
            if isinstance(found, Refused):
                rows.reject(found.portal, found.rejection, order.now)
                continue
            portal = portals[found.portal]
            try:
                rows.add(read_capture(found, 0, 0, portal), portal.slug, portal.province, order.now)
            except (Unreadable, ValueError, ArithmeticError) as error:
                log.warning("%s: could not be read (%s)", found.url, error)
                failures.append(f"{found.url}: {error}")
    except BrokenWarc as error:
        unreadable = str(error)
    counts = ParquetStore(order.folder).write(order.part, rows)
    return PartWritten(order, scan, counts, rows.repeats, tuple(failures), unreadable)
