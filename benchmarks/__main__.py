"""`python -m benchmarks [NAME]…`: runs the named benchmarks, or all."""

from __future__ import annotations

import importlib
import sys

BENCHMARKS = (
    "parse_speed",
    "generic_path",
    "flow_overhead",
    "second_night",
    "politeness_bound",
    "extraction_quality",
    "extraction_speed",
    "extraction_growth",
    "near_duplicates",
    "warehouse_scale",
    "peers_extraction",
    "peers_numbers",
    "archive_bytes",
    "backfill_speed",
    "peers_crawl",
    "peers_load",
    "dask_speedup",
    "replay_scale",
)

# Named alone they take options, and exit by what they found.
JUDGED = (
    "archive_bytes",
    "backfill_speed",
    "dask_speedup",
    "extraction_quality",
    "fuzz",
    "long_run",
    "nights_under_fire",
    "peers_crawl",
    "peers_extraction",
    "peers_load",
    "peers_numbers",
    "replay_scale",
    "serving_year",
    "warehouse_scale",
)


def main(names: list[str]) -> int:
    """The exit status. A benchmark of JUDGED that is named first takes the other words as its options."""
    if names and names[0] in JUDGED:
        return int(importlib.import_module(f"benchmarks.{names[0]}").main(names[1:]))
    unknown = set(names) - set(BENCHMARKS)
    if unknown:
        there = ", ".join(dict.fromkeys((*BENCHMARKS, *JUDGED)))
        print(f"no benchmark {', '.join(sorted(unknown))}; there are: {there}", file=sys.stderr)
        return 2
    for name in names or BENCHMARKS:
        print(f"== {name}")
        importlib.import_module(f"benchmarks.{name}").run()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
