"""The reading half of a replay: what archived answers come to, in this process or in several, in the order of the pages.

Nine tenths of a replay are reading, which nobody has to take turns for. Only bytes of the archive are read here, by each
process for itself, and nothing is written; what is read goes to the one writer.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from pathlib import Path
from typing import Final

from db.archive import Archive
from db.article_rows import LoadItem
from db.histories import History
from flows.reading import Unread, read_history
from scrapers.spec import Portal

Read = tuple[History, list[LoadItem | Unread]]

_ANSWERS_PER_PROCESS: Final = 300  # fewer are read sooner than another process has started
_AHEAD: Final = 2  # batches per process that are read, or waiting to be, before the writer has come so far


class ReaderDied(Exception):
    """A reading process ended by itself. What was stored before stays."""

    def __init__(self) -> None:
        super().__init__(
            "a reading process was killed or ran out of memory; `vnportals replay` again does the whole, with --resume "
            "and the same options the rest; use fewer --workers if there is too little memory"
        )


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def worthwhile(answers: int) -> int:
    """How many processes to read so many answers with, where nobody has said."""
    return max(1, min(cores(), answers // _ANSWERS_PER_PROCESS))


def batches_of(histories: Iterable[History], size: int) -> Iterator[list[History]]:
    """Whole pages, at least `size` answers together, but for the last."""
    batch: list[History] = []
    answers = 0
    for history in histories:
        batch.append(history)
        answers += len(history.answers)
        if answers >= size:
            yield batch
            batch, answers = [], 0
    if batch:
        yield batch


def read_here(archive: Archive, batches: Iterable[list[History]], portals: Mapping[str, Portal]) -> Iterator[list[Read]]:
    """Each batch, read when it is asked for."""
    for batch in batches:
        yield _read(archive, batch, portals)


def read_in_processes(
    path: Path, batches: Iterable[list[History]], portals: Mapping[str, Portal], workers: int
) -> Generator[list[Read]]:
    """The same from so many processes, which read some batches ahead. Raises ReaderDied.

    To be closed: the processes end then. They also end when this one is killed.
    """
    context = multiprocessing.get_context("spawn")  # a fork would share the open files of SQLite
    pool = ProcessPoolExecutor(workers, context, _prepare, (path, dict(portals)))
    waiting: deque[Future[list[Read]]] = deque()
    try:
        for batch in batches:
            waiting.append(pool.submit(_read_there, batch))
            if len(waiting) > workers * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise ReaderDied from error
    finally:
        pool.shutdown(cancel_futures=True)


def _read(archive: Archive, batch: Iterable[History], portals: Mapping[str, Portal]) -> list[Read]:
    return [(history, read_history(archive, history.answers, portals[history.portal])) for history in batch]


class _Reader:
    """What one reading process has open."""

    archive: Archive
    portals: Mapping[str, Portal]


def _prepare(path: Path, portals: Mapping[str, Portal]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; the writer decides when they end
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _Reader.archive, _Reader.portals = Archive(path), portals


def _end_with_parent() -> None:
    """A parent that was killed tells nobody: its pool would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _read_there(batch: list[History]) -> list[Read]:
    return _read(_Reader.archive, batch, _Reader.portals)
