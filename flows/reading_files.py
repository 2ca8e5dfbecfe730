"""One WARC file, read to its end: what a worker does, in this process or on another machine. Reads files, writes nothing."""

from __future__ import annotations

import logging
from pathlib import Path

from db.article_rows import LoadItem
from flows.backfilling import FileRead
from flows.reading import Unreadable, read_capture
from scrapers.spec import Portal
from scrapers.warc import BrokenWarc, Found, Scan, articles_in
from transforms.records import Page

log = logging.getLogger(__name__)


def read_file(path: Path, portals: tuple[Portal, ...], max_body_bytes: int) -> FileRead:
    """Every article of the portals in the file, parsed, its numbers extracted. All of them are held in memory at once.

    An article that broke our own code has no reading: the loader tries it again, and puts it into the quarantine.
    """
    by_slug = {portal.slug: portal for portal in portals}
    scan, unreadable = Scan(), None
    finds: list[tuple[Found, LoadItem | None]] = []
    try:
        for found in articles_in([path], portals, scan, max_body_bytes=max_body_bytes):
            finds.append((found, _read(found, by_slug) if isinstance(found, Page) else None))
    except BrokenWarc as error:
        unreadable = str(error)
    return FileRead(path, scan, tuple(finds), unreadable)


def _read(page: Page, portals: dict[str, Portal]) -> LoadItem | None:
    try:
        return read_capture(page, 0, 0, portals[page.portal])
    except Unreadable as error:
        log.warning("%s: could not be read here (%s)", page.url, error)
        return None
