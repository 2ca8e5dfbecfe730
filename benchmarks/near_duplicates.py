"""What one more article costs the index of near-duplicates in a small and a large warehouse.

Texts are put together from phrases of the replicas' articles: every passage across two phrases is rare, as in real texts. Each
article holds one of 200 stock sentences, one in twenty is a bulletin on one of 20 forms with figures of its own, and one in
twenty is an earlier article, cut. Files of all sizes are measured in turn, batch by batch, so that what else the machine does
hits them alike. `python -m benchmarks.near_duplicates 10000 100000 1000000` takes a quarter of an hour.
"""

from __future__ import annotations

import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from db.connect import close, open_warehouse
from db.near_duplicates import link_near_duplicates
from db.near_index import add_passages, check_scheme
from db.runs import start_run
from db.seeds import PortalRow, register_portals
from db.transaction import writing
from replicas.model import PORTALS
from replicas.newsroom import written
from transforms.dates import VIETNAM
from transforms.shingles import Wording

SIZES = (10_000, 100_000)
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=VIETNAM)
BATCH, ROUNDS = 100, 15
CHUNK = 10_000
KEPT_TEXTS = 2_000  # of which copies are made


class Newsroom:
    """Bodies without end, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)
        words = " ".join(
            block.text for portal in PORTALS for article in written(portal, 1) for block in article.body if block.text
        ).split()
        self._phrases = [" ".join(words[start : start + 5]) for start in range(len(words) - 5)]
        fixed = random.Random(0)
        self._stock = [" ".join(fixed.choices(self._phrases, k=4)) for _ in range(200)]
        self._forms = [" {} ".join(fixed.choices(self._phrases, k=9)) for _ in range(20)]
        self._recent: list[str] = []

    def body(self) -> str:
        """The next one: a form letter (5 %), a reprint of an earlier body, shortened or whole (5 %), or news of its own."""
        dice, kind = self._dice, self._dice.random()
        if kind < 0.05:
            form = dice.choice(self._forms)
            return form.format(*(dice.randint(2, 9999) for _ in range(form.count("{}"))))
        if kind < 0.1 and self._recent:
            return self._copy(dice.choice(self._recent))
        text = ". ".join([*dice.choices(self._phrases, k=dice.randint(20, 40)), dice.choice(self._stock)])
        if len(self._recent) < KEPT_TEXTS:
            self._recent.append(text)
        else:
            self._recent[dice.randrange(KEPT_TEXTS)] = text
        return text

    def _copy(self, text: str) -> str:
        sentences = text.split(". ")
        return ". ".join(sentences[: max(5, round(len(sentences) * self._dice.uniform(0.5, 1)))])


def _add_articles(db: Database, first: int, bodies: Sequence[str]) -> None:
    """Rows as the loader writes them, but for numbers and search."""
    ids = range(first, first + len(bodies))
    many = db.conn.executemany
    many(
        "INSERT INTO pages (page_id, portal, url_key, url, first_seen_at, last_seen_at) VALUES (?1, 'bench', ?1, ?1, '', '')",
        ((article_id,) for article_id in ids),
    )
    many(
        """
        INSERT INTO articles (article_id, portal, page_id, url_key, url, title, lead, published_at, tags, method,
            parser_version, content_hash, first_seen_at, version_id)
        VALUES (?1, 'bench', ?1, ?1, ?1, '', '', ?1, '[]', 'layout', '1', ?1, '', ?1)
        """,
        ((article_id,) for article_id in ids),
    )
    many(
        """
        INSERT INTO article_versions (version_id, article_id, number, content_hash, title, lead, published_at, capture_id,
            run_id, seen_at, derived_hash)
        VALUES (?1, ?1, 1, ?1, '', '', ?1, ?1, 1, '', '')
        """,
        ((article_id,) for article_id in ids),
    )
    many("INSERT INTO article_bodies (version_id, body) VALUES (?, ?)", zip(ids, bodies, strict=True))


def _build(folder: Path, sizes: Sequence[int], newsroom: Newsroom) -> Iterator[tuple[int, Path]]:
    """A file of each size; every one is a copy of the one before, grown."""
    growing = folder / "growing.db"
    db = open_warehouse(growing)
    register_portals(db, [PortalRow("bench", "bench", "newspaper", "An Giang", "https://bench.example")])
    start_run(db, "run", {}, NOW)
    with writing(db):
        check_scheme(db)
    count = 0
    for size in sizes:
        while count < size:
            bodies = [newsroom.body() for _ in range(min(CHUNK, size - count))]
            with writing(db):
                _add_articles(db, count + 1, bodies)
                add_passages(db, {count + 1 + place: Wording("", "", body) for place, body in enumerate(bodies)})
            count += len(bodies)
        close(db)
        path = folder / f"{size}.db"
        shutil.copy(growing, path)
        yield size, path
        db = open_warehouse(growing)
    close(db)


def run(sizes: Sequence[int] = SIZES) -> None:
    """Print the cost of one more article at each size, and the ratio to the smallest."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        files = dict(_build(Path(folder), sorted(sizes), Newsroom(1)))
        print(f"built in {time.perf_counter() - began:.0f} s")
        databases = {size: open_warehouse(path) for size, path in files.items()}
        index_mb = {size: _index_mb(db) for size, db in databases.items()}
        seconds = _measure(databases)
        for db in databases.values():
            close(db)
    smallest = min(seconds)
    print(f"batches of {BATCH} in one transaction each, {ROUNDS} rounds, medians; the write-ahead log copied back included")
    print("  articles  CPU ms/article  ratio  wall ms/article  ratio  index MB  links")
    for size, (cpu, wall, links) in seconds.items():
        print(
            f"{size:>10} {cpu * 1e3:>15.3f} {cpu / seconds[smallest][0]:>6.2f} {wall * 1e3:>16.3f} "
            f"{wall / seconds[smallest][1]:>6.2f} {index_mb[size]:>9.1f} {links:>6}"
        )
    print("goal: the ratio from 10,000 to 1,000,000 at most 1.5")


def _measure(databases: dict[int, Database]) -> dict[int, tuple[float, float, int]]:
    """Size -> (CPU seconds, wall seconds, both of one article; links found)."""
    times: dict[int, list[tuple[float, float]]] = {size: [] for size in databases}
    newsrooms = {size: Newsroom(2) for size in databases}
    for round_number in range(ROUNDS + 1):
        for size, db in databases.items():
            bodies = [newsrooms[size].body() for _ in range(BATCH)]
            first = 1 + db.execute("SELECT max(article_id) FROM articles").fetchone()[0]
            with writing(db):
                _add_articles(db, first, bodies)
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cpu, wall = time.process_time(), time.perf_counter()
            with writing(db):
                link_near_duplicates(db, range(first, first + BATCH), changed=(), run_id=1, now=NOW)
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if round_number:
                times[size].append((time.process_time() - cpu, time.perf_counter() - wall))
    return {
        size: (
            statistics.median(cpu for cpu, _ in rounds) / BATCH,
            statistics.median(wall for _, wall in rounds) / BATCH,
            databases[size].execute("SELECT count(*) FROM duplicates").fetchone()[0],
        )
        for size, rounds in times.items()
    }


def _index_mb(db: Database) -> float:
    pages = db.execute("SELECT sum(pgsize) FROM dbstat WHERE name = 'near_passages'").fetchone()[0]
    return float(pages) / 1e6


if __name__ == "__main__":
    run([int(size) for size in sys.argv[1:]] or SIZES)
