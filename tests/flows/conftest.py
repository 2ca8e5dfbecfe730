"""Nights without Prefect: on the replica portals, and on a portal under fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from flows.clock import Clock
from flows.night import run_night
from flows.plan import NightPlan
from flows.replica_portals import replica_portals
from flows.report import RunReport
from flows.settings import Settings
from replicas.faults.answers import Fault
from replicas.faults.portal import FaultPortal
from replicas.server import ReplicaServer
from replicas.world import NIGHTS
from scrapers.fetch import FetchPolicy
from scrapers.portals import BY_SLUG
from scrapers.spec import Listing, NoPaging, Politeness, Portal, Select

IMPATIENT = FetchPolicy(
    user_agent="vnportals/test (+mailto:editor@example.org)",
    connect_timeout_s=0.5,
    read_timeout_s=0.3,
    total_timeout_s=1.0,
    max_body_bytes=1024 * 1024,
    max_redirects=3,
    retries=1,
    backoff_s=0.01,
    max_retry_after_s=1.0,
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(db=tmp_path / "warehouse.db", archive=None, contact="editor@example.org", batch_size=4)


@pytest.fixture(scope="module")
def replicas() -> Iterator[ReplicaServer]:
    with ReplicaServer(crawl_delay_s=0) as server:
        yield server


@pytest.fixture
def live(replicas: ReplicaServer, settings: Settings) -> Callable[..., RunReport]:
    """Lives through a night on the replicas; options are NightPlan's."""

    def night(number: int, **options: Any) -> RunReport:
        replicas.set_night(number)
        replicas.requests.clear()
        plan = {"portals": replica_portals(replicas), "settings": settings, "clock": Clock(NIGHTS[number]), "policy": IMPATIENT}
        return run_night(NightPlan(**{**plan, **options}))

    return night


def article_page(title: str, *, date: str = "19/01/2026 - 08:30", body: str | None = None) -> bytes:
    """A page in the layout of baoangiang.com.vn, small."""
    text = (
        body
        if body is not None
        else f"<p>{title}: toàn tỉnh còn 14.170 hộ nghèo, chiếm 2,63% tổng số hộ dân. Đó là kết quả rà soát cuối năm.</p>"
    )
    return f"""<!DOCTYPE html><html lang="vi"><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8"/></head><body>
<ul class="breadcrumb left"><li class="start"><a href="/">Trang chủ</a></li><li><a href="/xa-hoi/">Xã hội</a></li></ul>
<div class="detail-title"><h1>{title}</h1></div><div class="pubdate fleft">{date}</div>
<div class="detail-desc"><div class="content-fck"><div class="content-fck-font-size"><p>Tin về {title}.</p></div></div></div>
<div id="newscontents"><div class="content-fck"><div class="content-fck-font-size">{text}
<p class="author ignore">PV</p></div></div></div>
</body></html>""".encode()


def listing_page(links: Sequence[str]) -> bytes:
    items = "".join(
        f'<li class="item"><div class="b-content"><a href="{link}">Tin số {n}</a></div></li>' for n, link in enumerate(links)
    )
    return f'<!DOCTYPE html><html><body><ul class="cate-content-list-item">{items}</ul></body></html>'.encode()


class FaultyNight:
    """A night over one portal that misbehaves: baoangiang's layout, one listing, the given faults by path."""

    def __init__(self, settings: Settings, faults: Mapping[str, Fault]) -> None:
        self.settings = settings
        self.server = FaultPortal(lambda path: article_page(f"Bài {path}"), faults, render_listing=listing_page)

    def portal(self) -> Portal:
        link = Select("ul.cate-content-list-item > li.item div.b-content a[href]", "many")
        spec = replace(
            BY_SLUG["baoangiang"], listings=(Listing(path="/xa-hoi/", link=link, paging=NoPaging()),), rejection_budget=1.0
        )
        return spec.at(self.server.home, aliases=(), politeness=Politeness(delay_s=0.0))

    def run(self, now: datetime = NIGHTS[1], **options: Any) -> RunReport:
        plan = {"portals": (self.portal(),), "settings": self.settings, "clock": Clock(now), "policy": IMPATIENT}
        return run_night(NightPlan(**{**plan, **options}))


@pytest.fixture
def faulty(settings: Settings) -> Iterator[Callable[[Mapping[str, Fault]], FaultyNight]]:
    running: list[FaultyNight] = []

    def start(faults: Mapping[str, Fault]) -> FaultyNight:
        night = FaultyNight(settings, faults)
        night.server.__enter__()
        running.append(night)
        return night

    yield start
    for night in running:
        night.server.__exit__()
