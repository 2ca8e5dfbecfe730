"""A warehouse of any size: how fast it is filled, how large it is, and how long its questions take.

`python -m benchmarks warehouse_scale --articles 1000000 --observations 5000000 --by-hand 200000 --keep DIR` takes hours; with
`--reuse DIR` the questions are asked again of what stands there, with `--flat DIR` more is loaded into it. Without options it
is small, and its ratios say little.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from benchmarks.warehouse_load import WINDOW, Build, Spent, Window
from benchmarks.warehouse_queries import export, print_queries, print_searches
from benchmarks.warehouse_sizes import print_sizes
from db.connect import close, open_warehouse

ARTICLES, OBSERVATIONS = 20_000, 100_000
_TOLD: Final = frozenset(step * 10**power for power in range(3, 8) for step in (1, 2, 5))  # sizes at which a line is printed
_ROUNDS, _SMALL = 7, 10_000  # of the comparison of a small warehouse with a large one; articles in the small one
_PARTS: Final = ("rows", "search", "commit", "numbers", "near")
_HEAD: Final = """\
CPU ms an article, in the last 5,000 articles up to that number; one transaction of 500 articles each
  rows: articles, versions, bodies, images, pages; search: both indexes; numbers: quantities and observations
  near: the index of near-duplicates; the loader also finds them
  by hand: ready rows by executemany, the same tables, indexes, pragmas and transactions, search indexes by a row trigger
            loader                                              by hand
  articles     rows   search   commit  numbers     near           rows   search   commit  numbers     near"""


def main(given: Sequence[str]) -> int:
    """The benchmark with its options."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks warehouse_scale", description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--observations", type=int, default=OBSERVATIONS)
    parser.add_argument("--by-hand", type=int, help="articles that are written by hand as well; all unless told")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="build there, and leave the warehouse")
    parser.add_argument("--flat", type=Path, metavar="DIR", help="load more into the warehouse of --keep, and into a small one")
    parser.add_argument("--reuse", type=Path, metavar="DIR", help="build nothing, ask the warehouse of an earlier --keep")
    options = parser.parse_args(given)
    if options.flat:
        print_flatness(options.flat)
        return 0
    if options.reuse:
        _ask(options.reuse)
        return 0
    by_hand = options.articles if options.by_hand is None else options.by_hand
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
        _build_and_ask(options.keep, options.articles, options.observations, by_hand)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        _build_and_ask(Path(folder), options.articles, options.observations, by_hand)
    return 0


def run() -> None:
    """Print all tables for a small warehouse."""
    main([])


def _build_and_ask(folder: Path, articles: int, observations: int, by_hand: int) -> None:
    print(f"SQLite {sqlite3.sqlite_version}")
    build = Build(folder / "warehouse.db", articles, observations, by_hand=by_hand)
    print(_HEAD)
    build.run(_tell)
    print_rates(build)
    build.hand_path.unlink(missing_ok=True)
    _ask(folder)


def _ask(folder: Path) -> None:
    path, parquet = folder / "warehouse.db", folder / "export"
    close(open_warehouse(path))  # one that was kept may be of an earlier schema
    print_sizes(path)
    print_searches(path)
    print(f"\nexported to Parquet in {export(path, parquet):.0f} s")
    print_queries(path, parquet)


def print_flatness(folder: Path) -> None:
    """What an article costs in the large warehouse and in one of 10,000, loaded in turn; both grow a little."""
    large_path, small_path = folder / "warehouse.db", folder / "small.db"
    small_path.unlink(missing_ok=True)
    db = open_warehouse(large_path)
    articles, observations = (
        db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("articles", "observations")
    )
    close(db)
    each = observations / articles
    small = Build(small_path, _SMALL, round(each * _SMALL))
    small.run(lambda window: None)
    builds = [
        Build(path, articles, observations, seed=articles, standing=standing)  # new texts, also the second time
        for path, standing in ((small_path, _SMALL), (large_path, articles))
    ]
    windows = [[build.more(WINDOW // 5) for build in builds] for _ in range(_ROUNDS)]
    print(f"CPU ms an article, {_ROUNDS} windows of {WINDOW // 5:,} articles in turn; medians, also of the ratios of a turn")
    print(f"  part           {_SMALL:>9,} articles {articles:>9,} articles   ratio")
    for part in _PARTS:
        costs = [[_cost(window, part) for window in pair] for pair in windows]
        low, high = (statistics.median(column) for column in zip(*costs, strict=True))
        ratio = statistics.median(pair[1] / pair[0] for pair in costs)
        print(f"  {part:14} {low:18.3f} {high:18.3f} {ratio:7.2f}")
    for build in builds:
        build.close()
    small_path.unlink()


def _cost(window: Window, part: str) -> float:
    spent = window.by_loader
    return (rest(spent) if part == "rows" else spent.cpu[part]) / window.loaded * 1e3


def rest(spent: Spent) -> float:
    """CPU seconds of the part that is not timed by itself."""
    return spent.cpu["all"] - sum(spent.cpu[part] for part in _PARTS if part != "rows")


def _tell(window: Window) -> None:
    if window.articles in _TOLD:
        print(f"{window.articles:>10} {_line(window.by_loader, window, _PARTS)}", end="")
        print(f"      {_line(window.by_hand, window, _PARTS)}" if window.by_hand else "", flush=True)


def _line(spent: Spent, window: Window, parts: Sequence[str]) -> str:
    seconds = {part: spent.cpu[part] for part in parts} | {"rows": rest(spent)}
    return " ".join(f"{seconds[part] / window.loaded * 1e3:8.3f}" for part in parts)


def print_rates(build: Build) -> None:
    """Loader against hand over all windows in which both wrote."""
    windows = [window for window in build.windows if window.by_hand]
    articles, numbers = sum(window.loaded for window in windows), sum(window.numbers for window in windows)
    if not articles:
        return
    print(f"\nrates over {articles:,} articles with {numbers:,} rows of numbers, by CPU time (by the clock on the wall)")
    print("                                              loader/s             by hand/s      ratio         goal")
    without_numbers = ("all", "-numbers", "-near")
    _rate("articles: rows, search, commit", windows, articles, without_numbers, "1.5")
    _rate("rows of numbers", windows, numbers, ("numbers",), "0.6")
    _rate("articles with their numbers", windows, articles, ("all", "-near"), "")
    _rate("the same, near-duplicates found as well", windows, articles, ("all",), "")
    series = build.series.cpu["series"]
    print(f"series, worked out at the end: {series:.0f} s, {series / build.total * 1e3:.3f} ms an article")


def _rate(what: str, windows: Sequence[Window], count: int, parts: Sequence[str], goal: str) -> None:
    def seconds(clock: Callable[[Spent], dict[str, float]], *, hand: bool) -> float:
        spent = [clock(window.by_hand or Spent()) if hand else clock(window.by_loader) for window in windows]
        return sum((-1 if part[0] == "-" else 1) * one[part.lstrip("-")] for one in spent for part in parts)

    cpu = [seconds(lambda spent: spent.cpu, hand=hand) for hand in (False, True)]
    wall = [seconds(lambda spent: spent.wall, hand=hand) for hand in (False, True)]
    rates = " ".join(f"{count / a:9,.0f} ({count / b:9,.0f})" for a, b in zip(cpu, wall, strict=True))
    print(f"  {what:40} {rates}   {cpu[1] / cpu[0]:5.2f} ({wall[1] / wall[0]:.2f})   {goal}")
