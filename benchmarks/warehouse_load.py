"""A warehouse of any size, built by the loader; and the same rows written by hand into a second file, batch by batch in turn.

By hand means: ready rows, one `executemany` per table, one transaction per batch, the same tables, keys, indexes, triggers and
pragmas, and the two search indexes kept by a row trigger, as most would keep them. The index of near-duplicates is written as
well, because its pages are most of a commit; nothing is looked up in it. The rows are read from the first file, so both hold
the same. The loader starts from what extraction gives, looks up what is known of each article, resolves places and periods,
and finds near-duplicates. Neither making the texts nor making pages known (`enqueue`) is timed.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from sqlite_utils import Database

import db.load
from benchmarks.warehouse_articles import DAYS, FIRST_DAY, PORTALS, Made, Newsroom
from db.article_rows import LoadItem
from db.connect import close, open_warehouse
from db.frontier import enqueue
from db.load import load_batch
from db.near_index import sketch, texts_of
from db.runs import PortalTally, finish_run, record_portal, start_run
from db.seeds import PortalRow, register_portals
from db.series import NEVER, SeriesPace, refresh_series
from db.transaction import writing
from db.write_plan import WritePlan
from transforms.folding import fold
from transforms.records import Article, Outcome, Reason, Rejection

BATCH: Final = 500  # articles of one transaction
WINDOW: Final = 5_000  # articles between two looks at the clocks
EDITED: Final = 50  # of how many articles one is edited later
REJECTED: Final = 20  # of how many articles one more page is refused
# table -> what tells its new rows from those of earlier batches, in the order in which they are written
_COPIED: Final = {
    "articles": "article_id",
    "article_versions": "version_id",
    "article_bodies": "version_id",
    "images": "version_id",
    "quantities": "quantity_id",
    "observations": "observation_id",
}
_PART_OF: Final = {"quantities": "numbers", "observations": "numbers", "article_bodies": "search", "near_passages": "near"}
_TRIGGER: Final = """
    CREATE TRIGGER text_added AFTER INSERT ON article_bodies BEGIN
        INSERT INTO articles_fts (rowid, title, lead, body)
        SELECT article_id, title, lead, new.body FROM articles WHERE version_id = new.version_id;
        INSERT INTO articles_fts_folded (rowid, title, lead, body)
        SELECT article_id, fold(title), fold(lead), fold(new.body) FROM articles WHERE version_id = new.version_id;
    END
"""


@dataclass(slots=True)
class Spent:
    """Seconds by part of the work: of the processor, and by the clock on the wall."""

    cpu: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    wall: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    @contextmanager
    def on(self, part: str) -> Iterator[None]:
        cpu, wall = time.process_time(), time.perf_counter()
        yield
        self.cpu[part] += time.process_time() - cpu
        self.wall[part] += time.perf_counter() - wall

    def timed(self, part: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def timed_call(*given: Any, **named: Any) -> Any:
            with self.on(part):
                return call(*given, **named)

        return timed_call


@contextmanager
def parted(db_: Database, spent: Spent) -> Iterator[None]:
    """Times the parts of `load_batch` while the block runs. They do not overlap; "all" is the whole."""
    parts = {
        "search": ("add_texts", "remove_texts"),
        "near": ("link_near_duplicates", "remove_passages"),
        "numbers": ("quantity_rows", "observation_rows", "derived_hash"),
    }
    with ExitStack() as patches:
        for part, names in parts.items():
            for name in names:
                patches.enter_context(patch.object(db.load, name, spent.timed(part, getattr(db.load, name))))
        numbers = spent.timed("numbers", WritePlan._write_numbers)
        patches.enter_context(patch.object(WritePlan, "_write_numbers", numbers))
        patches.enter_context(patch.object(db_, "commit", spent.timed("commit", db_.commit)))
        yield


class ByHand:
    """The second file."""

    def __init__(self, path: Path) -> None:
        self.db = _new_file(path)
        self.db.conn.create_function("fold", 1, fold, deterministic=True)
        self.db.execute(_TRIGGER)
        self.spent = Spent()

    def begin(self, now: datetime, spent: Spent) -> None:
        """A run, so that both files have the same, and where the time of what follows is noted."""
        start_run(self.db, "run", {}, now)
        self.spent = spent

    def write(self, rows: dict[str, list[tuple[Any, ...]]], pages: list[tuple[Any, ...]]) -> None:
        """One batch: rows by table, and what becomes of pages, which are made known first."""
        with writing(self.db):
            self.db.conn.executemany(
                "INSERT INTO pages (page_id, portal, url_key, url, first_seen_at, last_seen_at) VALUES (?, ?, ?, ?, ?, ?)",
                [page[:6] for page in pages],
            )
        inserts = {
            name: f"INSERT INTO {name} VALUES ({', '.join('?' * len(table[0]))})" for name, table in rows.items() if table
        }
        many, loaded = self.db.conn.executemany, [(*page[6:], page[0]) for page in pages]
        with self.spent.on("all"):
            self.db.execute("BEGIN IMMEDIATE")
            for name, insert in inserts.items():
                with self.spent.on(_PART_OF.get(name, "rows")):
                    many(insert, rows[name])
            many("UPDATE pages SET state = ?, article_id = ?, capture_id = ?, last_fetched_at = ? WHERE page_id = ?", loaded)
            with self.spent.on("commit"):
                self.db.commit()


@dataclass(slots=True)
class Window:
    """What some articles cost, loaded when there were `articles` in all."""

    articles: int
    loaded: int
    numbers: int  # rows of quantities and observations
    by_loader: Spent
    by_hand: Spent | None


class Build:
    """One warehouse, and the file written by hand as far as `by_hand` articles. `standing`: articles that are in it already."""

    def __init__(
        self, path: Path, articles: int, observations: int, *, by_hand: int = 0, seed: int = 1, standing: int = 0
    ) -> None:
        self.path = path
        self.total = articles
        self._newsroom = Newsroom(seed, articles, observations / articles)
        self._by_hand_until = by_hand
        self._hand: ByHand | None = None
        self._db = _new_file(path)
        self._loaded = standing
        self._captures = 2 * standing  # edited and refused pages have captures, too
        self.windows: list[Window] = []
        self.series = Spent()

    def run(self, tell: Callable[[Window], None]) -> None:
        """Loads everything, then works out the series; `tell` hears of every window."""
        while self._loaded < self.total:
            self.windows.append(self.more(min(WINDOW, self.total - self._loaded)))
            tell(self.windows[-1])
        if self._hand:
            close(self._hand.db)
        with self.series.on("series"):
            refresh_series(self._db)
        close(self._db)

    def more(self, count: int) -> Window:
        """Loads so many articles after those that stand there; the series are left to be worked out."""
        window = self._window(self._loaded, count)
        self._loaded += count
        return window

    def close(self) -> None:
        """Closes the warehouse, its series worked out or not."""
        close(self._db)

    @property
    def hand_path(self) -> Path:
        return self.path.with_name("by_hand.db")

    def _window(self, first: int, count: int) -> Window:
        now = FIRST_DAY + timedelta(days=DAYS * (first + count) / self.total + 4)
        loader, hand = Spent(), Spent()
        writes_by_hand = first < self._by_hand_until
        if writes_by_hand:
            self._hand = self._hand or ByHand(self.hand_path)
            self._hand.begin(now, hand)
        run_id = start_run(self._db, "run", {}, now)
        numbers = 0
        later: list[tuple[PortalRow, Sequence[Made], dict[str, int]]] = []
        for start in range(first, first + count, BATCH):
            portal = PORTALS[start // BATCH % len(PORTALS)]
            made = list(self._newsroom.articles(start, min(BATCH, first + count - start), portal))
            numbers += sum(len(one.quantities) + len(one.observations) for one in made)
            pages = self._load(run_id, portal, made, now, loader, hand=writes_by_hand)
            self._refuse(run_id, portal, made[::REJECTED], now)
            later.append((portal, made[::EDITED], pages))
        for portal, edited, pages in later:
            self._edit(run_id, portal, edited, pages, now + timedelta(days=1))
        finish_run(self._db, run_id, "done", now, None)
        return Window(first + count, count, numbers, loader, hand if writes_by_hand else None)

    def _load(
        self, run_id: int, portal: PortalRow, made: Sequence[Made], now: datetime, spent: Spent, *, hand: bool
    ) -> dict[str, int]:
        keys = [(one.article.url_key, one.article.url) for one in made]
        pages = enqueue(self._db, portal.portal, keys, now)
        items = [self._item(one.article, pages, one) for one in made]
        before = _last_keys(self._db)
        with parted(self._db, spent), spent.on("all"):
            outcomes = self._batch(run_id, portal, items, now)
        tally = PortalTally(
            portal=portal.portal,
            state="done",
            listed=len(items),
            outcomes={outcome: outcomes.count(outcome) for outcome in Outcome},
            requests=len(items),
        )
        record_portal(self._db, run_id, tally)
        if hand and self._hand:
            self._hand.write(*_new_rows(self._db, before))
        return pages

    def _batch(self, run_id: int, portal: PortalRow, items: Sequence[LoadItem], now: datetime) -> list[Outcome]:
        return load_batch(
            self._db,
            run_id=run_id,
            portal=portal.portal,
            items=items,
            province=portal.province,
            parser_version="1",
            now=now,
            series=SeriesPace(NEVER),
        )

    def _item(self, article: Article, pages: dict[str, int], made: Made) -> LoadItem:
        self._captures += 1
        return LoadItem(
            page_id=pages[article.url_key],
            url_key=article.url_key,
            capture_id=self._captures,
            article=article,
            quantities=made.quantities,
            observations=made.observations,
        )

    def _edit(self, run_id: int, portal: PortalRow, made: Sequence[Made], pages: dict[str, int], now: datetime) -> None:
        """Not timed: some articles get a second version."""
        items = [self._item(self._newsroom.edited(one), pages, one) for one in made]
        self._batch(run_id, portal, items, now)

    def _refuse(self, run_id: int, portal: PortalRow, made: Sequence[Made], now: datetime) -> None:
        """Not timed: some pages hold no article."""
        keys = [(f"{one.article.url_key}-khac", f"{one.article.url}-khac") for one in made]
        pages = enqueue(self._db, portal.portal, keys, now)
        items = []
        for key, url in keys:
            self._captures += 1
            refused = Rejection("parse", Reason.NO_DATE, url, "no date on the page")
            items.append(LoadItem(page_id=pages[key], url_key=key, capture_id=self._captures, article=None, rejection=refused))
        self._batch(run_id, portal, items, now)


def _new_file(path: Path) -> Database:
    db_ = open_warehouse(path)
    register_portals(db_, PORTALS)
    return db_


def _last_keys(db_: Database) -> dict[str, int]:
    return {name: db_.execute(f"SELECT coalesce(max({key}), 0) FROM {name}").fetchone()[0] for name, key in _COPIED.items()}


def _new_rows(db_: Database, before: dict[str, int]) -> tuple[dict[str, list[tuple[Any, ...]]], list[tuple[Any, ...]]]:
    rows = {
        name: db_.execute(f"SELECT * FROM {name} WHERE {key} > ? ORDER BY {key}", [before[name]]).fetchall()
        for name, key in _COPIED.items()
    }
    pages = db_.execute(
        """
        SELECT p.page_id, p.portal, p.url_key, p.url, p.first_seen_at, p.last_seen_at, p.state, p.article_id, p.capture_id,
            p.last_fetched_at
        FROM pages AS p JOIN articles AS a ON a.page_id = p.page_id WHERE a.article_id > ?
        """,
        [before["articles"]],
    ).fetchall()
    latest = [article_id for (article_id, *_) in rows["articles"]]
    sketches = {article_id: sketch(text) for article_id, text in texts_of(db_, latest).items()}
    rows["near_passages"] = sorted((hash_, article_id) for article_id, hashes in sketches.items() for hash_ in hashes)
    return rows, pages
