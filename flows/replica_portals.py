"""The portals' own specs, pointed at the replica server: same layouts, same listings, other hosts."""

from __future__ import annotations

from replicas.server import ReplicaServer
from scrapers.portals import BY_SLUG
from scrapers.spec import Politeness, Portal

FASTEST_S = 0.02  # on loopback the replicas' robots.txt sets the pace


def replica_portals(server: ReplicaServer) -> tuple[Portal, ...]:
    """One portal per replica site that is being served."""
    return tuple(
        BY_SLUG[slug].at(
            server.home(slug),
            aliases=(server.alias(slug),),
            politeness=Politeness(delay_s=FASTEST_S, max_pages_per_listing=BY_SLUG[slug].politeness.max_pages_per_listing),
        )
        for slug in server.portals
    )
