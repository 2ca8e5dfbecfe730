"""What a night is to do, and what it may know: the values handed to the crawls and the loader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from db.frontier import KnownPage
from flows.clock import Clock
from flows.settings import Settings
from scrapers.fetch import FetchPolicy
from scrapers.spec import Portal


@dataclass(frozen=True, slots=True)
class Memory:
    """What the warehouse knows of a portal, as far as a crawl needs it."""

    look_up: Callable[[list[str]], dict[str, KnownPage]]
    carried_over: Callable[[], list[KnownPage]]
    unloaded: Callable[[], list[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlPlan:
    now: datetime
    recent_since: datetime  # known articles younger than this are asked again
    trust_validators_since: datetime  # an older copy is asked for in full: a wrong ETag must not freeze a page for ever
    limit: int | None  # entries listed per portal
    batch_size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NightPlan:
    """One night. `since` overrides the look-back; `limit` caps the entries listed per portal."""

    portals: tuple[Portal, ...]
    settings: Settings
    clock: Clock
    policy: FetchPolicy
    since: datetime | None = None
    limit: int | None = None

    def crawl_plan(self) -> CrawlPlan:
        """The same as the crawls need it, counted back from the time now."""
        now = self.clock.now()
        return CrawlPlan(
            now=now,
            recent_since=self.since or now - self.settings.look_back,
            trust_validators_since=now - self.settings.trust_validators,
            limit=self.limit,
            batch_size=self.settings.batch_size,
        )
