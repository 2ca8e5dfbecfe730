"""How the archive keeps bodies small: zstd, against a recent page of the same portal and kind where that helps.

A portal's pages share their frame, so one of them as dictionary makes the others about 20 times smaller instead of 5. The
dictionary is kept with the bodies that need it. When the layout changes, the ratio drops, and the page at hand becomes the
next one.
"""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

import zstandard
from sqlite_utils import Database

from db.errors import CorruptCapture
from db.timestamps import precise_stamp
from transforms.records import Page

LEVEL = 3
DICTIONARY_AGE = timedelta(days=30)
GOOD_RATIO = 10.0  # a dictionary that does this well is used without a second thought
WORTHWHILE = 1.5  # else it must be this much better than none
TRIED_DICTIONARIES = 4  # the newest of a portal and kind: layouts of different age stand side by side
SMALLEST_DICTIONARY = 2048  # bytes; less holds no template


class Packed(NamedTuple):
    data: bytes
    dictionary_id: int | None


class Packer:
    """Packs and unpacks bodies with the dictionaries of one archive. The archive holds its lock meanwhile."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._dictionaries: dict[int, zstandard.ZstdCompressionDict] = {}

    def forget(self) -> None:
        """After a transaction that failed: the numbers of dictionaries made in it will be given out again."""
        self._dictionaries.clear()

    def pack(self, page: Page) -> Packed:
        """Compressed against the first dictionary that serves; if none does, the page itself becomes one."""
        size = len(page.body)
        if size < SMALLEST_DICTIONARY:
            return Packed(compress(page.body), None)
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
                packed = compress(page.body, self._dictionary(dictionary_id))
            except zstandard.ZstdError:
                continue  # damaged on the disk: no reason to keep less from now on
            if len(packed) * GOOD_RATIO <= size:
                return Packed(packed, dictionary_id)
            alone = alone or compress(page.body)
            if len(packed) * WORTHWHILE <= len(alone):
                return Packed(packed, dictionary_id)
        made = self._keep_as_dictionary(page, alone or compress(page.body))
        return Packed(compress(page.body, self._dictionary(made)), made)

    def _keep_as_dictionary(self, page: Page, data: bytes) -> int:
        cursor = self._db.execute(
            "INSERT INTO dictionaries (portal, kind, data, made_at) VALUES (?, ?, ?, ?)",
            [page.portal, page.kind, data, precise_stamp(page.fetched_at)],
        )
        return int(cursor.lastrowid or 0)

    def _dictionary(self, dictionary_id: int) -> zstandard.ZstdCompressionDict:
        """Kept in memory once read: a portal has a handful of live ones."""
        if dictionary_id not in self._dictionaries:
            row = self._db.execute("SELECT data FROM dictionaries WHERE dictionary_id = ?", [dictionary_id]).fetchone()
            if row is None:
                raise zstandard.ZstdError(f"its dictionary {dictionary_id} is missing")
            if len(self._dictionaries) >= 64:
                self._dictionaries.clear()
            dictionary = zstandard.ZstdCompressionDict(
                zstandard.ZstdDecompressor().decompress(row[0]), dict_type=zstandard.DICT_TYPE_RAWCONTENT
            )
            dictionary.precompute_compress(level=LEVEL)  # once instead of for every page: four times faster
            self._dictionaries[dictionary_id] = dictionary
        return self._dictionaries[dictionary_id]

    def gives_back(self, body: bytes, data: bytes, dictionary_id: int | None) -> bool:
        """Whether a stored body is sound: what was damaged on the disk is mended when the portal sends it again."""
        try:
            dictionary = None if dictionary_id is None else self._dictionary(dictionary_id)
            return zstandard.ZstdDecompressor(dict_data=dictionary).decompress(data, max_output_size=len(body)) == body
        except zstandard.ZstdError:
            return False

    def unpack(self, capture_id: int, url: str, data: bytes | None, size: int, dictionary_id: int | None) -> bytes:
        if data is None:
            raise CorruptCapture(capture_id, url, "its body is missing")
        try:
            dictionary = None if dictionary_id is None else self._dictionary(dictionary_id)
            return zstandard.ZstdDecompressor(dict_data=dictionary).decompress(data, max_output_size=size)
        except zstandard.ZstdError as error:
            raise CorruptCapture(capture_id, url, str(error)) from error


def compress(body: bytes, dictionary: zstandard.ZstdCompressionDict | None = None) -> bytes:
    """The body packed, alone or against a dictionary."""
    return zstandard.ZstdCompressor(level=LEVEL, dict_data=dictionary).compress(body)
