"""Looking after a page archive that grows for years: is it sound, what does it hold, and what may go.

Pages of articles are never removed: they are what everything else is read from. Of listings only the newest answer of an
address is needed, to ask "has it changed?" with; older ones prove what a portal listed on a day, for as long as one likes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from db.archive import Archive
from db.archive_packing import TRIED_DICTIONARIES, compress
from db.errors import CorruptCapture
from db.timestamps import precise_stamp

SAMPLE: Final = 40  # bodies of a portal and kind that are compressed alone, to tell what the dictionaries save
Tell = Callable[[int, int], None]
_LAST_ID: Final = "SELECT max(user_version, (SELECT coalesce(max(capture_id), 0) FROM captures)) FROM pragma_user_version"


@dataclass(frozen=True, slots=True)
class Holding:
    """What the archive holds of one kind of page of one portal. Sizes are in bytes."""

    portal: str
    kind: str
    captures: int
    bodies: int  # different ones; captures of the same body share it
    raw: int  # of the bodies as they came
    stored: int  # as they are kept, the dictionaries with them
    alone: float  # how many times smaller a sample of them is without dictionaries
    dictionaries: int
    nights: int  # days on which anything was fetched
    first: str
    last: str

    @property
    def ratio(self) -> float:
        """How many times smaller the bodies are kept than they came."""
        return self.raw / self.stored if self.stored else 0.0

    @property
    def stored_per_night(self) -> float:
        return self.stored / self.nights if self.nights else 0.0


@dataclass(frozen=True, slots=True)
class Soundness:
    """What a full check found. `damaged` names captures that cannot be given back, `faults` what SQLite says of the file."""

    captures: int
    damaged: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def sound(self) -> bool:
        return not self.damaged and not self.faults


@dataclass(frozen=True, slots=True)
class Compaction:
    """What was removed, and the size of the file in bytes before and after."""

    listings: int
    bodies: int
    dictionaries: int
    before: int
    after: int


def verify(path: Path, tell: Tell = lambda done, of: None) -> Soundness:
    """Read every capture back and compare its hash; let SQLite check the file."""
    with closing(_reader(path)) as db:
        faults = [str(line) for (line,) in db.execute("PRAGMA integrity_check") if line != "ok"]
        faults += [f"row {rowid} of {table} refers to nothing" for table, rowid, *_ in db.execute("PRAGMA foreign_key_check")]
    damaged: list[str] = []
    with Archive(path) as archive:
        ids = archive.ids()
        for done, capture_id in enumerate(ids):
            tell(done, len(ids))
            try:
                archive.read(capture_id)
            except CorruptCapture as error:
                damaged.append(str(error))
        tell(len(ids), len(ids))
    return Soundness(len(ids), tuple(damaged), tuple(faults))


def holdings(path: Path) -> list[Holding]:
    """What the archive holds, by portal and kind."""
    with closing(_reader(path)) as db, Archive(path) as archive:
        kinds = db.execute("SELECT DISTINCT portal, kind FROM captures ORDER BY portal, kind").fetchall()
        return [_holding(db, archive, portal, kind) for portal, kind in kinds]


def _holding(db: sqlite3.Connection, archive: Archive, portal: str, kind: str) -> Holding:
    of_these = [portal, kind]
    captures, bodies, nights, first, last = db.execute(
        """
        SELECT count(*), count(DISTINCT sha256), count(DISTINCT substr(fetched_at, 1, 10)),
            min(substr(fetched_at, 1, 10)), max(substr(fetched_at, 1, 10))
        FROM captures WHERE portal = ? AND kind = ?
        """,
        of_these,
    ).fetchone()
    raw, stored = db.execute(
        """
        SELECT coalesce(sum(size), 0), coalesce(sum(length(data)), 0) FROM bodies
        WHERE sha256 IN (SELECT sha256 FROM captures WHERE portal = ? AND kind = ?)
        """,
        of_these,
    ).fetchone()
    dictionaries, of_dictionaries = db.execute(
        "SELECT count(*), coalesce(sum(length(data)), 0) FROM dictionaries WHERE portal = ? AND kind = ?", of_these
    ).fetchone()
    newest = db.execute(
        "SELECT max(capture_id) FROM captures WHERE portal = ? AND kind = ? GROUP BY sha256 ORDER BY 1 DESC LIMIT ?",
        [*of_these, SAMPLE],
    ).fetchall()
    pages = [archive.read(capture_id).body for (capture_id,) in newest]
    packed = sum(len(compress(body)) for body in pages)
    alone = sum(map(len, pages)) / packed if packed else 0.0
    return Holding(portal, kind, captures, bodies, raw, stored + of_dictionaries, alone, dictionaries, nights, first, last)


def compact(path: Path, *, listings_before: datetime | None = None, portal: str | None = None) -> Compaction:
    """Remove what nothing needs and give the room back to the disk.

    With `listings_before`, answers of listings fetched before then go, but the newest of every address. Bodies that no capture
    has and dictionaries that no body needs, and that no new page would be tried with, go in any case. No run may be at work.
    """
    before = path.stat().st_size
    Archive(path).close()  # migrated, and one of ours
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        (last,) = db.execute(_LAST_ID).fetchone()
        db.execute(f"PRAGMA user_version = {int(last)}")  # an id that was given out once is not given out again
        listings = _drop_listings(db, listings_before, portal) if listings_before else 0
        bodies = db.execute("DELETE FROM bodies WHERE sha256 NOT IN (SELECT sha256 FROM captures)").rowcount
        dictionaries = db.execute(
            """
            DELETE FROM dictionaries
            WHERE dictionary_id NOT IN (SELECT dictionary_id FROM bodies WHERE dictionary_id IS NOT NULL)
                AND (
                    SELECT count(*) FROM dictionaries AS newer
                    WHERE newer.portal = dictionaries.portal AND newer.kind = dictionaries.kind
                        AND newer.dictionary_id > dictionaries.dictionary_id
                ) >= ?
            """,
            [TRIED_DICTIONARIES],
        ).rowcount
        db.execute("COMMIT")
        db.execute("VACUUM")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Compaction(listings, bodies, dictionaries, before, path.stat().st_size)


def _drop_listings(db: sqlite3.Connection, before: datetime, portal: str | None) -> int:
    return db.execute(
        """
        DELETE FROM captures
        WHERE kind = 'listing' AND fetched_at < ? AND portal = coalesce(?, portal)
            AND capture_id NOT IN (
                SELECT capture_id FROM (
                    SELECT capture_id, max(fetched_at) FROM captures
                    WHERE kind = 'listing' AND status = 200 GROUP BY portal, url
                )
            )
        """,
        [precise_stamp(before), portal],
    ).rowcount


def _reader(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
