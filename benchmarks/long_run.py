"""A year of nights in one process, the same news every night: does anything grow that should not?

The replica portals stand in this process, the nights run in another one that lives all the year, as a serving process does.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

from replicas.server import ReplicaServer
from replicas.year import nights

NIGHTS: Final = 365
NEWS: Final = 4  # articles a night and portal
EDITS: Final = 1
AROUND: Final = 5  # nights before and after the one named that its figures are the median of
GOAL: Final = 1.3  # a late night against an early one
EARLY: Final = 10  # the first ten nights fill the look-back


def run() -> None:
    """The short form for `make bench`: 40 nights."""
    main(["--nights", "40"])


def main(arguments: Sequence[str]) -> int:
    """Print what nights took along the year; 1 if a late night takes more than `GOAL` times an early one."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks long_run", description=__doc__)
    parser.add_argument("--nights", type=int, default=NIGHTS, help="how many (default: %(default)s; 30 at least)")
    options = parser.parse_args(arguments)
    if options.nights < 30:
        parser.error("--nights: 30 at least, to compare a late night with an early one")
    with tempfile.TemporaryDirectory() as folder:
        seen = list(_live(Path(folder), options.nights))
    print(f"{options.nights} nights, 5 portals with {NEWS} new articles and {EDITS} edited one each")
    print(f"each figure is the median of {2 * AROUND + 1} nights")
    return _print_year(seen)


def _live(folder: Path, count: int) -> Iterator[dict[str, Any]]:
    with ReplicaServer(crawl_delay_s=0) as server:
        places = {slug: [server.home(slug), server.alias(slug)] for slug in server.portals}
        command = [sys.executable, "-m", "benchmarks.long_run_process", str(folder / "warehouse.db"), json.dumps(places)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            for world in islice(nights(NEWS, EDITS), count):
                server.set_world(world)
                print(world.now.isoformat(), file=process.stdin, flush=True)
                line = process.stdout.readline()
                if not line:
                    raise RuntimeError(f"the process ended in night {world.night}")
                yield json.loads(line)
            process.stdin.close()


def _print_year(seen: Sequence[dict[str, Any]]) -> int:
    marks = sorted({EARLY, len(seen) // 4, len(seen) // 2, 3 * len(seen) // 4, len(seen) - AROUND})
    fields = ("cpu_s", "requests", "inserted", "updated", "not_modified", "memory_mb", "files", "warehouse_mb", "archive_mb")
    print("night    " + "".join(f"{name:>14}" for name in fields))
    at = {mark: {name: _median(seen, mark, name) for name in fields} for mark in marks}
    for mark in marks:
        print(f"{mark:5}    " + "".join(f"{at[mark][name]:14.2f}" for name in fields))
    ratio = at[marks[-1]]["cpu_s"] / at[EARLY]["cpu_s"]
    states = {state: sum(night["state"] == state for night in seen) for state in sorted({night["state"] for night in seen})}
    print(f"night {marks[-1]} takes {ratio:.2f} x the CPU time of night {EARLY} (goal {GOAL}); nights by state: {states}")
    return int(ratio > GOAL)


def _median(seen: Sequence[dict[str, Any]], mark: int, name: str) -> float:
    return float(statistics.median(night[name] for night in seen[mark - AROUND - 1 : mark + AROUND]))
