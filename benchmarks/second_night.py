"""Night two against night one: requests, bytes, and whether anything that had not changed was sent again."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

from flows.clock import Clock
from flows.night import run_night
from flows.plan import NightPlan
from flows.replica_portals import replica_portals
from flows.settings import Settings
from replicas.server import ReplicaServer
from replicas.world import CHANGES

ARTICLES_PER_PORTAL = 200
FETCHED_KINDS = frozenset({"new", "reprint", "edited", "moved"})


def run() -> None:
    """Print the requests and bytes of both nights by kind of answer."""
    changed = sum(change.kind in FETCHED_KINDS for change in CHANGES)
    with tempfile.TemporaryDirectory() as folder, ReplicaServer(crawl_delay_s=0, articles=ARTICLES_PER_PORTAL) as server:
        settings = Settings(db=Path(folder) / "warehouse.db", archive=None, contact="benchmark@localhost")
        nights = {}
        for night in (1, 2):
            server.set_night(night)
            server.requests.clear()
            portals = replica_portals(server, max_pages_per_listing=1000)
            run_night(NightPlan(portals=portals, settings=settings, clock=Clock(server.now()), policy=settings.fetch_policy()))
            by_slug = {portal.slug: portal for portal in portals}
            kinds: Counter[str] = Counter()
            sent = 0
            for request in server.requests:
                portal = by_slug[request.portal]
                article = portal.layouts_for(portal.absolute(request.path))
                kinds[
                    "304"
                    if request.status == 304
                    else "article in full"
                    if article and request.status == 200
                    else "list or other"
                ] += 1
                sent += request.bytes_sent
            nights[night] = (kinds, sent)
    print(f"5 portals of {ARTICLES_PER_PORTAL} articles; between the nights {changed} are new, edited, moved or reprinted")
    for night, (kinds, sent) in nights.items():
        print(f"  night {night}: {sum(kinds.values()):5} requests {sent / 1e6:7.2f} MB   {dict(kinds)}")
    first, second = nights[1], nights[2]
    of_requests, of_bytes = sum(second[0].values()) / sum(first[0].values()), second[1] / first[1]
    print(f"  night two / night one: {of_requests:.3f} of the requests, {of_bytes:.3f} of the bytes")
    print(f"  articles sent in full on night two: {second[0]['article in full']} (changed: {changed})")
