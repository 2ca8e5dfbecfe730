"""The portals' own specs, pointed at replica sites: same layouts, same listings, other hosts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from replicas.server import ReplicaServer
from scrapers.portals import BY_SLUG
from scrapers.spec import Politeness, Portal
from transforms.urls import host_of


class Place(NamedTuple):
    """Where a replica site answers: "http://127.0.0.1:8801", and its other name "localhost:8801"."""

    home: str
    alias: str


def portals_at(places: Mapping[str, Place], *, max_pages_per_listing: int = 20) -> tuple[Portal, ...]:
    """The specs of these portals at these places. They add no delay of their own: on loopback robots.txt sets the pace."""
    politeness = Politeness(delay_s=0.0, max_pages_per_listing=max_pages_per_listing)
    return tuple(BY_SLUG[slug].at(place.home, aliases=(place.alias,), politeness=politeness) for slug, place in places.items())


def replica_portals(server: ReplicaServer, *, max_pages_per_listing: int = 20) -> tuple[Portal, ...]:
    """One portal per site that a server in this process serves."""
    places = {slug: Place(server.home(slug), server.alias(slug)) for slug in server.portals}
    return portals_at(places, max_pages_per_listing=max_pages_per_listing)


def as_archived(portal: Portal, url: str) -> Portal:
    """The portal as it answered at this address: itself, or its replica if that was on this machine."""
    host = host_of(url)
    if not host.startswith(("127.0.0.1:", "localhost:")):
        return portal
    port = host.rpartition(":")[2]
    return portals_at({portal.slug: Place(f"http://127.0.0.1:{port}", f"localhost:{port}")})[0]
