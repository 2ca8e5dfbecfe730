"""A portal under fault and a fetcher with short patience, for the tests of fetching."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from replicas.faults.answers import Fault
from replicas.faults.portal import FaultPortal
from scrapers.fetch import Fetcher, FetchPolicy
from scrapers.spec import Politeness, Portal, TlsException

NOW = datetime(2026, 1, 8, 2, 0, tzinfo=UTC)
POLICY = FetchPolicy(
    user_agent="vnportals/test (+mailto:editor@example.org)",
    connect_timeout_s=0.3,
    read_timeout_s=0.2,
    total_timeout_s=0.4,
    max_body_bytes=1024 * 1024,
    max_redirects=3,
    retries=1,
    backoff_s=0.01,
    max_retry_after_s=2.0,
)


def render_article(path: str) -> bytes:
    """A small article page; its text is about the path, so that no two are equal."""
    sentence = "Năm 2025, tỉnh giải quyết việc làm cho 33.000 lao động, tỷ lệ hộ nghèo còn 1,2%."
    return (
        '<!doctype html><html><head><meta charset="utf-8"><title>Đồng Tháp giảm nghèo</title></head><body>'
        f'<h1>Đồng Tháp giảm nghèo</h1><div class="date">08/01/2026 - 14:50</div><p>Bài {path}: {sentence}</p>'
        f"{'<p>' + sentence + '</p>'}</body></html>"
    ).encode()


def portal_at(home: str, *, delay_s: float = 0.0, aliases: tuple[str, ...] = ()) -> Portal:
    return Portal(
        slug="fault",
        name="Cổng thử lỗi",
        kind="newspaper",
        province="Đồng Tháp",
        home=home,
        aliases=aliases,
        family="fault",
        listings=(),
        layouts=(),
        politeness=Politeness(delay_s=delay_s),
        knowledge="declared",
        loopback=True,
    )


Serve = Callable[[Mapping[str, Fault]], FaultPortal]
Fetching = Callable[..., Fetcher]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts portals with the given faults; they end with the test."""
    with ExitStack() as running:
        yield lambda faults: running.enter_context(FaultPortal(render_article, faults))


@pytest.fixture
def fetching() -> Iterator[Fetching]:
    """Makes fetchers for a portal's home, with changes to POLICY by name; they end with the test."""
    with ExitStack() as running:

        def make(
            home: str,
            *,
            delay_s: float = 0.0,
            aliases: tuple[str, ...] = (),
            tls_exception: TlsException | None = None,
            sleep: Callable[[float], None] = time.sleep,
            **policy: Any,
        ) -> Fetcher:
            portal = replace(portal_at(home, delay_s=delay_s, aliases=aliases), tls_exception=tls_exception)
            changed = replace(POLICY, **policy)
            return running.enter_context(Fetcher(portal, changed, clock=lambda: NOW, sleep=sleep, chance=lambda: 0.5))

        yield make
