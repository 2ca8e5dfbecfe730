"""What a night is to do, and what it may know: the values handed to the crawls and the loader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from db.frontier import KnownPage
from flows.clock import Clock
from flows.settings import Settings
from scrapers.fetch import FetchPolicy
from scrapers.spec import Portal

_NEVER: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Memory:
    """What the warehouse knows of a portal, as far as a crawl needs it."""

    look_up: Callable[[list[str]], dict[str, KnownPage]]
    carried_over: Callable[[], list[KnownPage]]
    unloaded: Callable[[], list[int]]
    unfinished: Callable[[], Mapping[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlPlan:
    now: datetime
    recent_since: datetime  # known articles younger than this are asked again
    trust_validators_since: datetime  # an older copy is asked for in full: a wrong ETag must not freeze a page for ever
    limit: int | None  # entries listed per portal
    batch_size: int
    urls: tuple[str, ...] | None = None  # ask for these, and walk no listing


@dataclass(frozen=True, slots=True, kw_only=True)
class NightPlan:
    """One night. `since` overrides the look-back; `limit` caps the entries listed per portal; `refetch` asks for every page
    in full, also where the portal could answer that it has not changed. `flow_run_id` is Prefect's number of it. With `urls`
    no listing is walked: each portal is asked for those of its own."""

    portals: tuple[Portal, ...]
    settings: Settings
    clock: Clock
    policy: FetchPolicy
    since: datetime | None = None
    limit: int | None = None
    refetch: bool = False
    flow_run_id: str | None = None
    urls: tuple[str, ...] | None = None

    @property
    def kind(self) -> str:
        """What the run book calls it."""
        return "run" if self.urls is None else "backfill"

    def parameters(self) -> dict[str, object]:
        """What the run book keeps of it."""
        return {
            "portals": [portal.slug for portal in self.portals],
            "since": self.since,
            "limit": self.limit,
            "refetch": self.refetch,
            "flow_run_id": self.flow_run_id,
        }

    def crawl_plan(self) -> CrawlPlan:
        """The same as the crawls need it, counted back from the time now."""
        now = self.clock.now()
        return CrawlPlan(
            now=now,
            recent_since=self.since or now - self.settings.look_back,
            trust_validators_since=_NEVER if self.refetch else now - self.settings.trust_validators,
            limit=self.limit,
            batch_size=self.settings.batch_size,
            urls=self.urls,
        )
