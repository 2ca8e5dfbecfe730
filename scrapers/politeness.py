"""How hard a portal may be asked: the limits of one night, the pace of requests, and how long to wait after trouble."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_AGENT = re.compile(r"[A-Za-z_-]+(?:[/ ][\x20-\x7e]*)?")  # RFC 9309, 2.2.1: the product is letters, "_" and "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchPolicy:
    """The limits that hold for every portal; the delay between requests is the portal's own.

    `user_agent` is "product/version (contact)": robots.txt is read for the product, the contact is for whoever runs the portal.
    """

    user_agent: str
    connect_timeout_s: float = 10.0  # per address of the host
    read_timeout_s: float = 30.0  # between two pieces of an answer
    total_timeout_s: float = 120.0  # for one answer, first byte asked to last byte read, however steadily it drips
    max_body_bytes: int = 10 * 1024 * 1024  # as sent, and again once unpacked
    max_redirects: int = 5
    retries: int = 3  # after the first try
    backoff_s: float = 1.0  # before the first retry; doubles
    max_retry_after_s: float = 120.0
    max_crawl_delay_s: float = 60.0
    down_after: int = 3  # items in a row to which the portal gave no answer of its own: it counts as down

    def __post_init__(self) -> None:
        if not _AGENT.fullmatch(self.user_agent):
            raise ValueError(f"user_agent must read 'product/version (contact)', is {self.user_agent!r}")

    @property
    def product(self) -> str:
        """The product token, by which robots.txt addresses us."""
        return re.split(r"[/ ]", self.user_agent, maxsplit=1)[0]


class Pacer:
    """Keeps the starts of requests apart. The time spent on an answer counts: only what is left of the delay is slept."""

    def __init__(self, sleep: Callable[[float], None], monotonic: Callable[[], float]) -> None:
        self._sleep = sleep
        self._monotonic = monotonic
        self._last_start: float | None = None
        self.waited_s = 0.0

    def start(self, delay_s: float) -> None:
        """Returns when the next request may start, at least `delay_s` after the last one started."""
        if self._last_start is not None:
            self.pause(self._last_start + delay_s - self._monotonic())
        self._last_start = self._monotonic()

    def pause(self, seconds: float) -> None:
        """Waits, and counts it; not at all for none or less."""
        if seconds > 0:
            self._sleep(seconds)
            self.waited_s += seconds


def backoff_s(first_s: float, attempt: int, chance: float) -> float:
    """The wait after failed attempt 0, 1, 2…: doubling, and spread by `chance` (0 to 1) over half to one and a half of that.

    The spread keeps portals that share a sick server from coming back to it at the same instant.
    """
    return first_s * float(2**attempt) * (0.5 + chance)


def retry_after_s(value: str | None, *, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for: a number, or an HTTP date seen from `now`. None if absent or unreadable."""
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text)
    then = http_date(text)
    return None if then is None else max((then - now).total_seconds(), 0.0)


def http_date(value: str | None) -> datetime | None:
    """An HTTP date header as an aware datetime, None if absent or unreadable."""
    if not value:
        return None
    try:
        then = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return then if then.tzinfo else then.replace(tzinfo=UTC)
