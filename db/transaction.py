"""The one way to write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database


@contextmanager
def writing(db: Database) -> Iterator[None]:
    """One transaction that holds the write lock from its start; inside another one, a savepoint.

    `Database.atomic()` begins as a reader, and a reader that turns writer after another process has written fails at once
    with "database is locked", without waiting for the busy timeout.
    """
    if db.conn.in_transaction:
        with db.atomic():
            yield
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.rollback()
        raise
    else:
        db.commit()
