"""The page archive: every answer of a portal, as it came, before anything is made of it.

A page is compressed against a recent page of the same portal and kind, which makes it about 20 times smaller instead of 5. That
dictionary is kept with the bodies that need it. Identical bodies are stored once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import NamedTuple, Self

import zstandard

from db import migrations
from db.connect import open_file
from db.errors import CorruptCapture
from db.timestamps import precise_stamp
from db.transaction import writing
from transforms.records import Page

LEVEL = 3
DICTIONARY_AGE = timedelta(days=30)
GOOD_RATIO = 10.0  # a dictionary that does this well is used without a second thought
WORTHWHILE = 1.5  # else it must be this much better than none
TRIED_DICTIONARIES = 4  # the newest of a portal and kind: layouts of different age stand side by side
SMALLEST_DICTIONARY = 2048  # bytes; less holds no template


@dataclass(frozen=True, slots=True)
class Capture:
    """An archived answer of status 200, with what the portal gave to ask "has it changed?" with."""

    capture_id: int
    fetched_at: datetime
    sha256: str
    etag: str | None
    last_modified: str | None


class _Packed(NamedTuple):
    data: bytes
    dictionary_id: int | None


class Archive:
    """One `archive.db`. May be shared by threads, which take turns; other processes may read it, and write it in turn."""

    def __init__(self, path: Path) -> None:
        self._db = open_file(path, "a page archive of vnportals", migrations.ARCHIVE_ID, migrations.archive, any_thread=True)
        # The loader names captures by id: one that a power cut takes back would leave its id to another page.
        self._db.execute("PRAGMA synchronous = FULL")
        self._lock = Lock()
        self._dictionaries: dict[int, zstandard.ZstdCompressionDict] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def store(self, page: Page) -> int:
        """Keeps an answer and gives its capture id; ids grow. Committed when it returns, before anything is derived from it."""
        digest = sha256(page.body).hexdigest()
        with self._lock, self._storing():
            known = self._db.execute("SELECT data, dictionary_id FROM bodies WHERE sha256 = ?", [digest]).fetchone()
            if known is None or not self._gives_back(page.body, *known):
                packed = self._pack(page) if known is None else _Packed(_compress(page.body), None)
                self._db.execute(
                    """
                    INSERT INTO bodies (sha256, codec, dictionary_id, size, data) VALUES (?, 'zstd', ?, ?, ?)
                    ON CONFLICT (sha256) DO UPDATE SET
                        dictionary_id = excluded.dictionary_id, size = excluded.size, data = excluded.data
                    """,
                    [digest, packed.dictionary_id, len(page.body), packed.data],
                )
            capture_id = self._last_id() + 1
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
            body = self._unpack(capture_id, url, data, size, dictionary_id)
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

    @contextmanager
    def _storing(self) -> Iterator[None]:
        """A transaction; if it fails, the dictionaries made in it are forgotten, since their ids will be given out again."""
        try:
            with writing(self._db):
                yield
        except BaseException:
            self._dictionaries.clear()
            raise

    def _pack(self, page: Page) -> _Packed:
        """Compressed against the first dictionary that serves; if none does, the page itself becomes one."""
        size = len(page.body)
        if size < SMALLEST_DICTIONARY:
            return _Packed(_compress(page.body), None)
        oldest = precise_stamp(page.fetched_at - DICTIONARY_AGE)
        rows = self._db.execute(
            """
            SELECT dictionary_id FROM dictionaries WHERE portal = ? AND kind = ? AND made_at >= ?
            ORDER BY dictionary_id DESC LIMIT ?
            """,
            [page.portal, page.kind, oldest, TRIED_DICTIONARIES],
        ).fetchall()
        alone: bytes | None = None
        for (dictionary_id,) in rows:
            try:
                packed = _compress(page.body, self._dictionary(dictionary_id))
            except zstandard.ZstdError:
                continue  # damaged on the disk: no reason to keep less from now on
            if len(packed) * GOOD_RATIO <= size:
                return _Packed(packed, dictionary_id)
            alone = alone or _compress(page.body)
            if len(packed) * WORTHWHILE <= len(alone):
                return _Packed(packed, dictionary_id)
        made = self._keep_as_dictionary(page, alone or _compress(page.body))
        return _Packed(_compress(page.body, self._dictionary(made)), made)

    def _keep_as_dictionary(self, page: Page, data: bytes) -> int:
        cursor = self._db.execute(
            "INSERT INTO dictionaries (portal, kind, data, made_at) VALUES (?, ?, ?, ?)",
            [page.portal, page.kind, data, precise_stamp(page.fetched_at)],
        )
        return int(cursor.lastrowid or 0)

    def _dictionary(self, dictionary_id: int) -> zstandard.ZstdCompressionDict:
        """Kept in memory once read: a portal has a handful of live ones."""
        if dictionary_id not in self._dictionaries:
            (data,) = self._db.execute("SELECT data FROM dictionaries WHERE dictionary_id = ?", [dictionary_id]).fetchone()
            if len(self._dictionaries) >= 64:
                self._dictionaries.clear()
            dictionary = zstandard.ZstdCompressionDict(
                zstandard.ZstdDecompressor().decompress(data), dict_type=zstandard.DICT_TYPE_RAWCONTENT
            )
            dictionary.precompute_compress(level=LEVEL)  # once instead of for every page: four times faster
            self._dictionaries[dictionary_id] = dictionary
        return self._dictionaries[dictionary_id]

    def _gives_back(self, body: bytes, data: bytes, dictionary_id: int | None) -> bool:
        """Whether a stored body is sound: what was damaged on the disk is mended when the portal sends it again."""
        try:
            dictionary = None if dictionary_id is None else self._dictionary(dictionary_id)
            return zstandard.ZstdDecompressor(dict_data=dictionary).decompress(data, max_output_size=len(body)) == body
        except zstandard.ZstdError:
            return False

    def _unpack(self, capture_id: int, url: str, data: bytes | None, size: int, dictionary_id: int | None) -> bytes:
        if data is None:
            raise CorruptCapture(capture_id, url, "its body is missing")
        try:
            dictionary = None if dictionary_id is None else self._dictionary(dictionary_id)
            return zstandard.ZstdDecompressor(dict_data=dictionary).decompress(data, max_output_size=size)
        except zstandard.ZstdError as error:
            raise CorruptCapture(capture_id, url, str(error)) from error


def _compress(body: bytes, dictionary: zstandard.ZstdCompressionDict | None = None) -> bytes:
    return zstandard.ZstdCompressor(level=LEVEL, dict_data=dictionary).compress(body)
