"""What a crawl tells the loader, in order: Resumed, Listed, then Fetched batches, then Finished. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from db.article_rows import LoadItem
from transforms.records import Rejection


@dataclass(frozen=True, slots=True)
class Archived:
    """An answer whose bytes are in the page archive. `final_key` differs from `url_key` where the portal redirected."""

    url_key: str
    final_key: str
    final_url: str
    capture_id: int


@dataclass(frozen=True, slots=True)
class NotModified:
    url_key: str


@dataclass(frozen=True, slots=True)
class Refused:
    url_key: str
    rejection: Rejection


@dataclass(frozen=True, slots=True)
class Failed:
    """Not to be had. `attempted` False: the portal had stopped before its turn came."""

    url_key: str
    url: str
    detail: str
    attempted: bool = True


ItemResult = Archived | NotModified | Refused | Failed


@dataclass(frozen=True, slots=True)
class Resumed:
    """Pages that an earlier run archived and did not come to load."""

    portal: str
    capture_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """What the listings offered. `queue` are the (key, URL) to fetch: `listed` of tonight and `carried` from earlier nights."""

    portal: str
    listed: int
    known: int
    repeated: int  # entries whose article another entry of this night already names
    rejections: tuple[Rejection, ...]  # entries that are not fetched at all
    queue: tuple[tuple[str, str], ...]
    carried: int
    problems: tuple[str, ...]  # listings that could not be read
    paged: int = 0  # listings whose second page was asked for
    repeating: tuple[str, ...] = ()  # second pages that repeat the first
    walks: Mapping[str, int | None] = field(default_factory=dict)  # by listing: None, or the page at which its walk broke off


@dataclass(frozen=True, slots=True)
class Brought:
    """Answers that came by another way than a crawl: from a WARC file. Those in `capture_ids` are in the archive now.

    What is in `readings`, by capture, was read elsewhere already; its `page_id` and `capture_id` are those of nothing yet.
    """

    portal: str
    capture_ids: tuple[int, ...]
    known: int  # that the archive had already
    rejections: tuple[Rejection, ...]
    readings: Mapping[int, LoadItem] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fetched:
    portal: str
    results: tuple[ItemResult, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    portal: str
    problem: str | None  # why the portal stopped early
    requests: int
    bytes_received: int


Event = Resumed | Listed | Brought | Fetched | Finished
