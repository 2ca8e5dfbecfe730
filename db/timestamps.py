"""One spelling of a moment: ISO 8601 in +07:00, so that text order is time order."""

from __future__ import annotations

from datetime import datetime

from transforms.dates import VIETNAM


def stamp(moment: datetime) -> str:
    """An aware moment to the second: "2026-11-22T02:00:00+07:00"."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment without offset says no time: {moment!r}")
    return moment.astimezone(VIETNAM).isoformat(timespec="seconds")


def precise_stamp(moment: datetime) -> str:
    """The same to the microsecond: what the archive keeps."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment without offset says no time: {moment!r}")
    return moment.astimezone(VIETNAM).isoformat(timespec="microseconds")


def stamp_or_none(moment: datetime | None) -> str | None:
    return None if moment is None else stamp(moment)


def moment_or_none(text: str | None) -> datetime | None:
    """Back from either spelling."""
    return None if text is None else datetime.fromisoformat(text)
