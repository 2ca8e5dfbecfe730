"""A year of nights through `vnportals serve`: what grows in a serving process and in the Prefect server it starts?

    python -m benchmarks serving_year --nights 365

The real command, its real server, a process of Prefect's runner for each night, on the replica portals with the same news
every night. A night is triggered as soon as the one before has ended; then Prefect's database becomes a day older, so that what
it keeps for 30 and for 7 days is kept for as many nights. SIGTERM or Ctrl-C ends it with the figures so far. Linux only.
"""

from __future__ import annotations

import argparse
import itertools
import shutil
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

from benchmarks.serving_year_process import TABLES, Serving
from replicas.server import ReplicaServer
from replicas.year import nights

NIGHTS: Final = 365
NEWS: Final = 4  # articles a night and portal
EDITS: Final = 1
EVERY: Final = 10  # nights between two lines
WARM: Final = 40  # nights, until Prefect's database has been through its 30 days once
BY_A_NIGHT: Final = (
    "seconds", "serve_mb", "server_mb", "serve_files", "server_files", "prefect_mb", "home_mb", "warehouse_mb", "archive_mb",
)  # fmt: skip

Sample = dict[str, Any]


class _Enough(BaseException):
    """Somebody does not want to wait for the rest."""


def main(arguments: Sequence[str]) -> int:
    """Prints a line for every tenth night and what grew by the night in the end; 1 if a night did not complete."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks serving_year", description=__doc__.partition("\n")[0])
    parser.add_argument("--nights", type=int, default=NIGHTS, help="how many (default: %(default)s)")
    parser.add_argument("--keep", type=Path, help="a folder to leave the files of the last night in")
    options = parser.parse_args(arguments)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _enough)
    print("night" + "".join(f"{name:>14}" for name in (*BY_A_NIGHT, "flow_run", "log", "events")), flush=True)
    samples: list[Sample] = []
    with tempfile.TemporaryDirectory() as name:
        try:
            for sample in _live(Path(name), options.nights):
                samples.append(sample)
                if len(samples) % EVERY == 0:
                    _print_line(len(samples), sample)
        except _Enough:
            print(f"ended by a signal after {len(samples)} of {options.nights} nights")
        if options.keep:
            shutil.copytree(name, options.keep)
    return _print_end(samples)


def _enough(number: int, _frame: object) -> None:
    signal.signal(number, signal.SIG_IGN)
    raise _Enough


def _live(folder: Path, count: int) -> Iterator[Sample]:
    with ReplicaServer(crawl_delay_s=0) as replicas, Serving(folder, replicas) as serving:
        for world in islice(nights(NEWS, EDITS), count):
            replicas.set_world(world)
            replicas.requests.clear()
            serving.time.write_text(world.now.isoformat())
            began = time.monotonic()
            end = serving.night()
            seconds = time.monotonic() - began
            yield {"state": end["state_name"], "seconds": seconds, **serving.measure()}
            serving.grow_older()


def _print_line(night: int, sample: Sample) -> None:
    print(f"{night:5}" + "".join(f"{sample[name]:14,.1f}" for name in BY_A_NIGHT), end="")
    print("".join(f"{sample[name]:14,}" for name in ("flow_run", "log", "events")), flush=True)


def _print_end(samples: Sequence[Sample]) -> int:
    states = Counter(sample["state"] for sample in samples)
    print(f"{len(samples)} nights, 5 portals with {NEWS} new articles and {EDITS} edited one each; by state: {dict(states)}")
    warm = samples[WARM:]
    if len(warm) > EVERY:
        print(f"from night {WARM + 1} on    least    median      most   growth by a night")
        for name in (*BY_A_NIGHT, "prefect_free_mb", *TABLES):
            values = [float(sample[name]) for sample in warm]
            print(f"{name:20}{min(values):9,.1f} {statistics.median(values):9,.1f} {max(values):9,.1f} {slope(values):16,.4f}")
    return int(set(states) != {"Completed"})


def slope(values: Sequence[float]) -> float:
    """The median of the slopes between all pairs of nights: one odd night moves nothing."""
    pairs = itertools.combinations(enumerate(values), 2)
    return statistics.median((later - earlier) / (j - i) for (i, earlier), (j, later) in pairs)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
