"""The page archive: every answer of a portal, as it came, before anything is made of it.

Identical bodies are stored once, small (db/archive_packing.py). What is in it is never changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import NamedTuple, Self

from db import migrations
from db.archive_packing import Packed, Packer, compress
from db.connect import open_file
from db.errors import CorruptCapture
from db.timestamps import precise_stamp
from db.transaction import writing
from transforms.records import Page

ANSWERS = 1000  # told at a time


@dataclass(frozen=True, slots=True)
class Capture:
    """An archived answer of status 200, with what the portal gave to ask "has it changed?" with."""

    capture_id: int
    fetched_at: datetime
    sha256: str
    etag: str | None
    last_modified: str | None


class Answer(NamedTuple):
    """What the archive tells of an answer without its bytes."""

    capture_id: int
    portal: str
    url: str
    final_url: str
    fetched_at: datetime
    sha256: str


class Archive:
    """One `archive.db`. May be shared by threads, which take turns; other processes may read it, and write it in turn."""

    def __init__(self, path: Path) -> None:
        self._db = open_file(path, "a page archive of vnportals", migrations.ARCHIVE_ID, migrations.archive, any_thread=True)
        # The loader names captures by id: one that a power cut takes back would leave its id to another page.
        self._db.execute("PRAGMA synchronous = FULL")
        self._lock = Lock()
        self._packer = Packer(self._db)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def store(self, page: Page, *, as_id: int | None = None) -> int:
        """Keeps an answer and gives its capture id; ids grow. Committed when it returns, before anything is derived from it.

        `as_id` puts a page back under the id that it had, which must be higher than all others: ValueError if it is not.
        """
        with self._lock, self._storing():
            return self._store(page, as_id)

    def store_all(self, pages: Iterable[Page]) -> list[int]:
        """Keeps several answers in one transaction, which is quicker where there are thousands, and gives their ids."""
        with self._lock, self._storing():
            return [self._store(page, None) for page in pages]

    def _store(self, page: Page, as_id: int | None) -> int:
        digest = sha256(page.body).hexdigest()
        known = self._db.execute("SELECT data, dictionary_id FROM bodies WHERE sha256 = ?", [digest]).fetchone()
        if known is None or not self._packer.gives_back(page.body, *known):
            packed = self._packer.pack(page) if known is None else Packed(compress(page.body), None)
            self._db.execute(
                """
                INSERT INTO bodies (sha256, codec, dictionary_id, size, data) VALUES (?, 'zstd', ?, ?, ?)
                ON CONFLICT (sha256) DO UPDATE SET
                    dictionary_id = excluded.dictionary_id, size = excluded.size, data = excluded.data
                """,
                [digest, packed.dictionary_id, len(page.body), packed.data],
            )
        last = self._last_id()
        if as_id is not None and as_id <= last:
            raise ValueError(f"capture {as_id} cannot be put back behind capture {last}")
        capture_id = as_id or last + 1
        self._db.execute(
            """
            INSERT INTO captures (capture_id, portal, kind, url, final_url, fetched_at, status, headers, sha256)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                capture_id,
                page.portal,
                page.kind,
                page.url,
                page.final_url,
                precise_stamp(page.fetched_at),
                page.status,
                json.dumps(page.headers, ensure_ascii=False),
                digest,
            ],
        )
        return capture_id

    def continue_after(self, capture_id: int) -> None:
        """Gives ids above this one only, now and in every later process. For an archive that was lost and begun anew beside a
        warehouse that names captures of the old one: another page under such an id would pass for the bytes named there.
        """
        with self._lock, writing(self._db):
            if capture_id > self._last_id():
                self._db.execute(f"PRAGMA user_version = {int(capture_id)}")

    def _last_id(self) -> int:
        (last,) = self._db.execute(
            "SELECT max(user_version, (SELECT coalesce(max(capture_id), 0) FROM captures)) FROM pragma_user_version"
        ).fetchone()
        return int(last)

    def read(self, capture_id: int) -> Page:
        """The answer as it came. KeyError for an id that was never given, CorruptCapture if the bytes are not those stored."""
        with self._lock:
            row = self._db.execute(
                """
                SELECT c.portal, c.kind, c.url, c.final_url, c.fetched_at, c.status, c.headers, c.sha256,
                       b.data, b.size, b.dictionary_id
                FROM captures AS c LEFT JOIN bodies AS b ON b.sha256 = c.sha256
                WHERE c.capture_id = ?
                """,
                [capture_id],
            ).fetchone()
            if row is None:
                raise KeyError(f"the archive has no capture {capture_id}")
            portal, kind, url, final_url, fetched_at, status, headers, digest, data, size, dictionary_id = row
            body = self._packer.unpack(capture_id, url, data, size, dictionary_id)
        if sha256(body).hexdigest() != digest:
            raise CorruptCapture(capture_id, url, "its bytes have another hash than when they were stored")
        return Page(
            portal=portal,
            kind=kind,
            url=url,
            final_url=final_url,
            status=status,
            headers=tuple((name, value) for name, value in json.loads(headers)),
            fetched_at=datetime.fromisoformat(fetched_at),
            body=body,
        )

    def latest(self, portal: str, url: str) -> Capture | None:
        """The newest answer of status 200 to a request for exactly this URL."""
        with self._lock:
            row = self._db.execute(
                """
                SELECT capture_id, fetched_at, sha256, headers FROM captures
                WHERE portal = ? AND url = ? AND status = 200 ORDER BY fetched_at DESC, capture_id DESC LIMIT 1
                """,
                [portal, url],
            ).fetchone()
        if row is None:
            return None
        capture_id, fetched_at, digest, headers = row
        named = {name.lower(): value for name, value in reversed(json.loads(headers))}
        return Capture(capture_id, datetime.fromisoformat(fetched_at), digest, named.get("etag"), named.get("last-modified"))

    def unprocessed(self, portal: str, after_capture_id: int, *, since: datetime | None = None) -> list[int]:
        """The article pages of status 200 archived after a capture (0: all of them), in the order they came.

        With the loader's watermark these are the pages a killed run left behind; with 0, a replay. `since` leaves out what was
        fetched earlier.
        """
        with self._lock:
            rows = self._db.execute(
                """
                SELECT capture_id FROM captures
                WHERE portal = ? AND kind = 'article' AND capture_id > ? AND status = 200 AND fetched_at >= ?
                ORDER BY capture_id
                """,
                [portal, after_capture_id, precise_stamp(since) if since else ""],
            ).fetchall()
        return [capture_id for (capture_id,) in rows]

    def ids(self, portal: str | None = None, since: datetime | None = None) -> list[int]:
        """Every capture, in the order they came: of one portal, or fetched since then, if that is asked."""
        with self._lock:
            rows = self._db.execute(
                "SELECT capture_id FROM captures WHERE portal = coalesce(?, portal) AND fetched_at >= ? ORDER BY capture_id",
                [portal, precise_stamp(since) if since else ""],
            ).fetchall()
        return [capture_id for (capture_id,) in rows]

    def find(self, page: Page) -> int | None:
        """The capture that this very answer is kept as: same address, time and bytes."""
        with self._lock:
            row = self._db.execute(
                "SELECT capture_id FROM captures WHERE portal = ? AND url = ? AND fetched_at = ? AND sha256 = ?",
                [page.portal, page.url, precise_stamp(page.fetched_at), sha256(page.body).hexdigest()],
            ).fetchone()
        return None if row is None else int(row[0])

    def body(self, digest: str) -> bytes | None:
        """The body with that SHA-256, if there is one."""
        with self._lock:
            row = self._db.execute("SELECT max(capture_id) FROM captures WHERE sha256 = ?", [digest]).fetchone()
        return None if row[0] is None else self.read(row[0]).body

    def answers(self, portal: str) -> Iterator[Answer]:
        """The article pages of status 200 of a portal, in the order they came."""
        after = 0
        while rows := self._answers("portal = ? AND kind = 'article' AND status = 200 AND capture_id > ?", [portal, after]):
            yield from rows
            after = rows[-1].capture_id

    def answer(self, capture_id: int) -> Answer:
        """What is known of one capture, be its bytes damaged. KeyError for an id that was never given."""
        for found in self._answers("capture_id = ?", [capture_id]):
            return found
        raise KeyError(f"the archive has no capture {capture_id}")

    def portals(self) -> list[str]:
        """The portals of which there is any answer."""
        with self._lock:
            return [slug for (slug,) in self._db.execute("SELECT DISTINCT portal FROM captures ORDER BY portal").fetchall()]

    def _answers(self, condition: str, values: list[object]) -> list[Answer]:
        """At most ANSWERS of them, so that the lock is not held for long."""
        with self._lock:
            rows = self._db.execute(
                "SELECT capture_id, portal, url, final_url, fetched_at, sha256 FROM captures "  # noqa: S608 conditions above
                f"WHERE {condition} ORDER BY capture_id LIMIT {ANSWERS}",
                values,
            ).fetchall()
        return [
            Answer(capture_id, portal, url, final_url, datetime.fromisoformat(fetched_at), digest)
            for capture_id, portal, url, final_url, fetched_at, digest in rows
        ]

    def sizes(self, capture_ids: Iterable[int]) -> dict[int, int]:
        """The bytes of each of these answers as it came; one that the archive does not have is not in the answer."""
        with self._lock:
            return dict(
                self._db.execute(
                    """
                    SELECT c.capture_id, b.size FROM captures AS c JOIN bodies AS b ON b.sha256 = c.sha256
                    WHERE c.capture_id IN (SELECT value FROM json_each(?))
                    """,
                    [json.dumps(list(capture_ids))],
                ).fetchall()
            )

    @contextmanager
    def _storing(self) -> Iterator[None]:
        """A transaction; if it fails, the dictionaries made in it are forgotten, since their ids will be given out again."""
        try:
            with writing(self._db):
                yield
        except BaseException:
            self._packer.forget()
            raise
