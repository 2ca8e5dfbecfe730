"""`python -m benchmarks [NAME]…`: runs the named benchmarks, or all."""

from __future__ import annotations

import importlib
import sys

BENCHMARKS = (
    "parse_speed",
    "flow_overhead",
    "second_night",
    "politeness_bound",
    "extraction_quality",
    "extraction_speed",
    "extraction_growth",
    "near_duplicates",
)


def main(names: list[str]) -> int:
    if names[:1] == ["extraction_quality"]:  # it alone has options, and judges what it measures
        return int(importlib.import_module("benchmarks.extraction_quality").main(names[1:]))
    unknown = set(names) - set(BENCHMARKS)
    if unknown:
        print(f"no benchmark {', '.join(sorted(unknown))}; there are: {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    for name in names or BENCHMARKS:
        print(f"== {name}")
        importlib.import_module(f"benchmarks.{name}").run()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
