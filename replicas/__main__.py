"""`python -m replicas`: serves the replica portals in the foreground until interrupted.

Night two comes with SIGUSR1, or with `night=2` posted to /__replica__/night of any portal.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from replicas.model import PORTALS
from replicas.server import ReplicaServer
from replicas.world import world


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until SIGINT or SIGTERM. Homes go to standard output, one "slug<TAB>home" a line."""
    parser = argparse.ArgumentParser(prog="python -m replicas", description="Serve the replica portals on loopback.")
    parser.add_argument("--portal", action="append", choices=PORTALS, help="serve only this portal (may be repeated)")
    parser.add_argument("--night", type=int, choices=(1, 2), default=1)
    parser.add_argument("--articles", type=int, metavar="N", help="fill every portal up to N articles")
    parser.add_argument("--page-size", type=int, metavar="N", help="entries of a list page, instead of the portal's own")
    parser.add_argument("--crawl-delay", type=float, default=0.1, metavar="S", help="Crawl-delay in robots.txt")
    parser.add_argument("--ports-file", type=Path, metavar="FILE", help="write slug -> home and alias there as JSON")
    options = parser.parse_args(arguments)
    try:
        world(options.night, articles=options.articles)
    except ValueError as error:
        parser.error(str(error))
    wanted = (signal.SIGINT, signal.SIGTERM, signal.SIGUSR1)
    signal.pthread_sigmask(signal.SIG_BLOCK, wanted)  # before any thread starts: they come to sigwait below and nowhere else
    with ReplicaServer(
        portals=options.portal or PORTALS,
        night=options.night,
        crawl_delay_s=options.crawl_delay,
        articles=options.articles,
        page_size=options.page_size,
    ) as server:
        homes = {slug: {"home": server.home(slug), "alias": server.alias(slug)} for slug in server.portals}
        if options.ports_file:
            options.ports_file.write_text(json.dumps(homes, indent=2) + "\n", encoding="utf-8")
        for slug, places in homes.items():
            sys.stdout.write(f"{slug}\t{places['home']}\n")
        sys.stdout.flush()
        while signal.sigwait(wanted) == signal.SIGUSR1:
            server.set_night(2)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
