"""WARC files that this program wrote, back into a page archive: bytes, headers and times as they were.

Files of others are a matter of `backfill`, which reads articles from them instead of trusting them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from db.archive import Archive
from db.errors import StorageError
from db.warc_records import ANSWERS, CAPTURE, SHA256, page_of
from transforms.records import Page

Tell = Callable[[Path, int], None]


class UnreadableWarc(StorageError):
    """A file that is no WARC file, is cut off, or was not written by `archive export`."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(f"{path}: {detail}. What came before is imported; import it again when it is whole.")


@dataclass(slots=True)
class WarcImport:
    """What became of the records: put in, or known already."""

    imported: int = 0
    known: int = 0


def import_warc(archive: Archive, paths: Iterable[Path], tell: Tell = lambda path, done: None) -> WarcImport:
    """Take every answer of the files into the archive that it does not have yet. An empty archive gives them the ids they had.

    Each answer is committed by itself: an import that was stopped is started again. Raises UnreadableWarc.
    """
    done = WarcImport()
    with_ids = not archive.ids()
    for path in paths:
        for capture_id, page in _answers(path, archive):
            if archive.find(page) is not None:
                done.known += 1
            else:
                archive.store(page, as_id=capture_id if with_ids else None)
                done.imported += 1
            tell(path, done.imported + done.known)
    return done


def _answers(path: Path, archive: Archive) -> Iterator[tuple[int, Page]]:
    """(capture id, answer) of every record. A revisit has its body from the archive: the record it repeats comes before it."""
    answers, closed = 0, False
    kinds = WarcRecordType.response | WarcRecordType.revisit | WarcRecordType.metadata
    try:
        for record in ArchiveIterator(str(path), record_types=kinds, fsspec_args=False):
            if record.record_type == WarcRecordType.metadata:
                closed = int(record.headers[ANSWERS]) == answers
            else:
                answers += 1
                yield int(record.headers[CAPTURE]), page_of(record, _body(record, path, archive))
    except KeyError as error:
        raise UnreadableWarc(path, f"a record without {error}: not written by `archive export`; `backfill` reads it") from error
    except (OSError, ValueError) as error:
        raise UnreadableWarc(path, f"cannot be read ({error})") from error
    if not closed:
        raise UnreadableWarc(path, f"ends after {answers} answers without the record that closes a file: it is cut off")


def _body(record: WarcRecord, path: Path, archive: Archive) -> bytes:
    wanted = record.headers[SHA256]
    if record.record_type == WarcRecordType.revisit:
        body = archive.body(wanted)
        if body is None:
            raise UnreadableWarc(path, "a revisit comes before the answer it repeats: give all files of the export, in order")
        return body
    body = record.reader.read()
    if sha256(body).hexdigest() != wanted:
        raise UnreadableWarc(path, f"the body of {record.headers['WARC-Target-URI']} has another hash than when it was written")
    return body
