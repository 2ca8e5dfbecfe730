"""What can go wrong at the edge to the web, named by what the caller does about it."""

from __future__ import annotations

from transforms.records import Reason


class ScrapeError(Exception):
    """Base of every error raised here. Carries the URL it is about."""

    def __init__(self, url: str, detail: str) -> None:
        super().__init__(f"{detail}: {url}")
        self.url = url
        self.detail = detail


class FetchFailed(ScrapeError):
    """Not to be had this time, after all retries: time-out, connection, 5xx, 429, truncated body. Try again another night."""


class FetchRejected(ScrapeError):
    """Answered, and the answer will not do. `reason` is the counted rejection."""

    def __init__(self, url: str, reason: Reason, detail: str) -> None:
        super().__init__(url, detail)
        self.reason = reason


class PortalUnavailable(ScrapeError):
    """The portal as a whole cannot be worked with now; it stops: host down, long Retry-After, unreadable robots.txt."""


class LayoutChanged(ScrapeError):
    """A selector found another number of elements than its layout declares."""

    def __init__(self, url: str, selector: str, expected: str, found: int) -> None:
        super().__init__(url, f"selector {selector!r} expected {expected}, found {found}")
        self.selector = selector
        self.expected = expected
        self.found = found


class EmptyListing(ScrapeError):
    """A listing gave no items and the portal does not declare that it may."""
