"""Loading: our loader against dlt, pandas and plain sqlite3, the same articles and numbers, twice.

Ours takes what extraction gives and writes the warehouse: versions, places and periods, links of near-duplicates, two search
indexes, series. The others get flat rows of articles, quantities and observations with ready keys. All write SQLite. CPU time;
neither making the articles nor an empty warehouse is in it.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pandas as pd  # type: ignore[import-untyped]

from benchmarks.peers_crawl import PEERS
from benchmarks.peers_load_rows import TABLES, Batch, Rows, flat_rows
from benchmarks.warehouse_articles import DAYS, FIRST_DAY, PORTALS, Made, Newsroom
from benchmarks.warehouse_load import BATCH, ByHand, Spent, parted
from db.article_rows import LoadItem
from db.connect import close, open_warehouse
from db.frontier import enqueue
from db.load import load_batch
from db.runs import finish_run, start_run
from db.seeds import register_portals
from db.series import NEVER, SeriesPace, refresh_series

ARTICLES: Final = 2_000
ROUNDS: Final = 3
GOAL: Final = 2.0
_DLT: Final = Path(__file__).with_name("peers_dlt_load.py")
_NOW: Final = FIRST_DAY + timedelta(days=DAYS + 4)
_OURS: Final = "vnportals"
_FLOOR: Final = "sqlite3, the warehouse's tables"
# What each does with the same rows; the order is that of the table.
_DOES: Final = {
    _OURS: "versions, near-duplicates, search, series",
    _FLOOR: "search; ready rows and keys",
    "sqlite3, flat tables": "ready rows and keys",
    "pandas, to_sql": "no keys",
    "dlt, merge": "merges on the key, keeps a state of loads",
}
# The warehouse's tables of an article, in the order in which they are written, with what tells a row's place.
_COPIED: Final = {
    "articles": "article_id",
    "article_versions": "article_id",
    "article_bodies": "version_id",
    "images": "version_id",
    "quantities": "version_id",
    "observations": "article_id",
}


@dataclass(frozen=True, slots=True)
class Load:
    """One load of all rows: CPU seconds, and how many rows of articles and numbers there are after it. -1: it was refused."""

    cpu_s: float
    rows: int


Twice = tuple[Load, Load]


def run() -> None:
    """The short form for `make bench`."""
    main(["--rounds", "1"])


def main(arguments: Sequence[str]) -> int:
    """Print rows a second of all; 1 if ours takes more than GOAL times plain sqlite3 for the same tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks peers_load", description=__doc__)
    parser.add_argument("--articles", type=int, default=ARTICLES, help="to load (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of all in turn (default: %(default)s)")
    parser.add_argument("--python", type=Path, default=PEERS, help="of an environment with dlt (default: %(default)s)")
    options = parser.parse_args(arguments)
    if not options.python.is_file():
        print(f"{options.python}: no such program; `make bench` makes it, or --python names another one with dlt")
        return 2
    newsroom = Newsroom(1, options.articles, 5.0)
    batches: list[Batch] = []
    for start in range(0, options.articles, BATCH):
        portal = PORTALS[start // BATCH % len(PORTALS)]
        batches.append((portal, list(newsroom.articles(start, min(BATCH, options.articles - start), portal))))
    rows = flat_rows(batches)
    seen: dict[str, list[Twice]] = {name: [] for name in _DOES}
    parts: list[Spent] = []
    for _ in range(options.rounds):
        with tempfile.TemporaryDirectory() as folder:
            for name, load in _round(batches, rows, Path(folder), options.python, parts).items():
                seen[name].append(load)
    count = sum(len(batch) for name in TABLES for batch in rows[name])
    print(f"{options.articles:,} articles, {count:,} rows with their quantities and observations, rounds: {options.rounds}")
    return _print(seen, parts, count)


def _round(batches: list[Batch], rows: Rows, folder: Path, python: Path, parts: list[Spent]) -> dict[str, Twice]:
    ours, floor, spent = _ours(batches, folder)
    parts.append(spent)
    return {
        _OURS: ours,
        _FLOOR: floor,
        "sqlite3, flat tables": twice(lambda: load_plainly(rows, folder / "plain.db"), folder / "plain.db"),
        "pandas, to_sql": twice(lambda: load_with_pandas(rows, folder / "pandas.db"), folder / "pandas.db"),
        "dlt, merge": _dlt(rows, folder, python),
    }


def _ours(batches: list[Batch], folder: Path) -> tuple[Twice, Twice, Spent]:
    """Our loader twice; after the first load its rows are written by hand into another file. Parts: those of the first."""
    path = folder / "warehouse.db"
    db = open_warehouse(path)
    register_portals(db, PORTALS)
    captures = 0
    loads: list[Load] = []
    spents: list[Spent] = []
    floor = Load(0.0, 0)
    for _ in range(2):
        spent, began = Spent(), time.process_time()
        run_id = start_run(db, "run", {}, _NOW)
        for portal, made in batches:
            pages = enqueue(db, portal.portal, [(one.article.url_key, one.article.url) for one in made], _NOW)
            items = _items(made, pages, captures)
            captures += len(items)
            with parted(db, spent), spent.on("all"):
                load_batch(
                    db,
                    run_id=run_id,
                    portal=portal.portal,
                    items=items,
                    province=portal.province,
                    parser_version="1",
                    now=_NOW,
                    series=SeriesPace(NEVER),
                )
        with spent.on("series"):
            refresh_series(db)
        finish_run(db, run_id, "done", _NOW, None)
        loads.append(Load(time.process_time() - began, _count(path)))
        spents.append(spent)
        floor = floor if floor.rows else _by_hand(path, folder / "by_hand.db")
    close(db)
    return (loads[0], loads[1]), (floor, Load(0.0, -1)), spents[0]


def _items(made: Sequence[Made], pages: dict[str, int], captures: int) -> list[LoadItem]:
    return [
        LoadItem(
            page_id=pages[one.article.url_key],
            url_key=one.article.url_key,
            capture_id=number,
            article=one.article,
            quantities=one.quantities,
            observations=one.observations,
        )
        for number, one in enumerate(made, captures + 1)
    ]


def _by_hand(warehouse: Path, path: Path) -> Load:
    """The rows of that warehouse by executemany, the same tables, indexes and pragmas, search by a trigger."""
    hand = ByHand(path)
    spent = Spent()
    hand.begin(_NOW, spent)
    with closing(sqlite3.connect(warehouse)) as read:
        versions = read.execute("SELECT article_id, version_id FROM article_versions ORDER BY 1").fetchall()
        for start in range(0, len(versions), BATCH):
            (first_article, first_version), (last_article, last_version) = versions[start], versions[start : start + BATCH][-1]
            span = {"article_id": (first_article, last_article), "version_id": (first_version, last_version)}
            rows = {
                name: read.execute(f"SELECT * FROM {name} WHERE {key} BETWEEN ? AND ?", span[key]).fetchall()
                for name, key in _COPIED.items()
            }
            pages = read.execute(
                """
                SELECT p.page_id, p.portal, p.url_key, p.url, p.first_seen_at, p.last_seen_at,
                    p.state, p.article_id, p.capture_id, p.last_fetched_at
                FROM pages AS p JOIN articles AS a ON a.page_id = p.page_id WHERE a.article_id BETWEEN ? AND ?
                """,
                span["article_id"],
            ).fetchall()
            hand.write(rows, pages)
    close(hand.db)
    return Load(spent.cpu["all"], _count(path))


def twice(load: Callable[[], None], path: Path) -> Twice:
    loads = []
    for _ in range(2):
        began = time.process_time()
        load()
        loads.append(Load(time.process_time() - began, _count(path)))
    return loads[0], loads[1]


def _count(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        return sum(db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in TABLES)


def load_plainly(rows: Rows, path: Path) -> None:
    """Inserted or, where the key is there, updated; a transaction for each batch."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        for name in TABLES:
            columns = list(rows[name][0][0])
            db.execute(f"CREATE TABLE IF NOT EXISTS {name} (key TEXT PRIMARY KEY, {', '.join(columns[1:])})")
            changed = ", ".join(f"{column} = excluded.{column}" for column in columns[1:])
            insert = f"INSERT INTO {name} VALUES ({', '.join(f':{column}' for column in columns)}) "
            for batch in rows[name]:
                db.executemany(f"{insert} ON CONFLICT (key) DO UPDATE SET {changed}", batch)
                db.commit()


def load_with_pandas(rows: Rows, path: Path) -> None:
    """Appended, as most do it; the frames are made from the same rows."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        for name in TABLES:
            frame = pd.DataFrame([row for batch in rows[name] for row in batch])
            frame.to_sql(name, db, if_exists="append", index=False)


def _dlt(rows: Rows, folder: Path, python: Path) -> Twice:
    given = folder / "rows.jsonl"
    with given.open("w", encoding="utf-8") as file:
        for name in TABLES:
            file.writelines(json.dumps([name, batch]) + "\n" for batch in rows[name])
    done = subprocess.run([python, _DLT, given, folder], capture_output=True, text=True, check=False, cwd=folder)
    if done.returncode:
        raise RuntimeError(f"dlt ended with status {done.returncode}: {done.stderr[-2000:]}")
    told = json.loads(done.stdout.splitlines()[-1])
    first, second = (Load(load["cpu_s"], sum(load["rows"].values())) for load in told)
    return first, second


def _print(seen: dict[str, list[Twice]], parts: Sequence[Spent], count: int) -> int:
    print("  loader                              rows/s   CPU time  second load  rows after it   does")
    floor = statistics.median(first.cpu_s for first, _ in seen[_FLOOR])
    for name, loads in seen.items():
        first, second = (statistics.median(load[number].cpu_s for load in loads) for number in (0, 1))
        after: Any = loads[0][1].rows
        again = "refused" if after < 0 else f"{second / first:.2f} x"
        told = "-" if after < 0 else f"{after / loads[0][0].rows:.2f} x"
        print(f"  {name:32} {count / first:9,.0f} {first / floor:8.2f} x {again:>12} {told:>14}   {_DOES[name]}")
    of_it = {
        name: statistics.median(spent.cpu[name] for spent in parts) for name in ("search", "numbers", "near", "series", "all")
    }
    same = of_it["all"] - of_it["near"]
    print(f"  of ours: {', '.join(f'{name} {seconds:.2f} s' for name, seconds in of_it.items())} (all: without series)")
    print(f"against {_FLOOR}, without near-duplicates and series, which it has not: {same / floor:.2f} x (goal {GOAL})")
    return int(same / floor > GOAL)
