"""The index by which near-duplicates are found. It stands in the warehouse, changes with it, and keeps its cost as it grows.

Of all passages of an article (six words in a row) the index holds the few with the smallest hashes. Two texts that share a
part J of their passages share that part of these, too, whatever else stands in them: a bottom-k sketch, a form of MinHash
(Broder 1997) in which one passage is rare enough to stand for a whole band. A phrase that stands in thousands of articles
costs no more than any other, because only the newest that hold it are looked at.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sqlite_utils import Database
from xxhash import xxh3_64_intdigest

from transforms.shingles import Wording, passages

SCHEME: Final = "xxh3-64/6 words/20"  # changed with whatever decides which hashes a text has
KEPT: Final = 20  # passages of an article
NEWEST: Final = 8  # articles looked at per passage
CANDIDATES: Final = 6  # articles compared in full

_ENOUGH: Final = 3  # passages in common that are worth a look
_SIGNED: Final = 1  # SQLite's integers are signed: one bit less


def sketch(text: Wording) -> list[int]:
    """The hashes of a text that stand in the index, ascending; none of a text too short to be judged."""
    if not text.judged:
        return []
    return sorted({xxh3_64_intdigest(passage.encode()) >> _SIGNED for passage in passages(text)})[:KEPT]


def texts_of(db: Database, article_ids: Iterable[int]) -> dict[int, Wording]:
    """The latest texts of articles, taken apart."""
    rows = db.execute(
        "SELECT article_id, title, lead, body FROM article_texts WHERE article_id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(article_ids))],
    ).fetchall()
    return {article_id: Wording(title, lead, body) for article_id, title, lead, body in rows}


def remove_passages(db: Database, article_ids: Sequence[int]) -> None:
    """Takes articles out of the index. Call it before their texts change, which tell what is in it."""
    if article_ids:
        rows = [(hash_, article_id) for article_id, text in texts_of(db, article_ids).items() for hash_ in sketch(text)]
        db.conn.executemany("DELETE FROM near_passages WHERE hash = ? AND article_id = ?", rows)


def add_passages(db: Database, texts: dict[int, Wording]) -> dict[int, list[int]]:
    """Puts articles into the index, and returns the hashes of each."""
    sketches = {article_id: sketch(text) for article_id, text in texts.items()}
    rows = sorted((hash_, article_id) for article_id, hashes in sketches.items() for hash_ in hashes)
    db.conn.executemany("INSERT INTO near_passages (hash, article_id) VALUES (?, ?) ON CONFLICT DO NOTHING", rows)
    return sketches


def holders_of(db: Database, hashes: Iterable[int]) -> dict[int, list[int]]:
    """Hash -> the newest articles that hold it, newest first; one more than are looked at, for the one that asks is among them.

    Asked for a whole batch at once and in the order of the index, which is read as it lies.
    """
    newest = "SELECT article_id FROM near_passages WHERE hash = ? ORDER BY article_id DESC LIMIT ?"
    return {
        hash_: [article_id for (article_id,) in db.conn.execute(newest, (hash_, NEWEST + 1))] for hash_ in sorted(set(hashes))
    }


def candidates(article_id: int, hashes: Sequence[int], holders: Mapping[int, Sequence[int]]) -> list[int]:
    """The articles that share most passages with one, at most CANDIDATES of them, most likely first.

    One passage in common, or two, say nothing in a large file, and of three that many hold each may be a stock phrase. A third
    of an article shares about seven of twenty with the whole.
    """
    shared: Counter[int] = Counter()
    likely: set[int] = set()
    for hash_ in hashes:
        others = [other for other in holders[hash_] if other != article_id][:NEWEST]
        shared.update(others)
        if len(others) < NEWEST:
            likely.update(others)
    enough = min(_ENOUGH, len(hashes))
    worth = [other for other, count in shared.items() if count >= enough and (other in likely or count > enough)]
    return sorted(worth, key=lambda other: (-shared[other], other))[:CANDIDATES]


def check_scheme(db: Database) -> None:
    """Empties an index that was filled by another rule and puts every article on the list of those to be put into it."""
    if db.execute("SELECT scheme FROM near_index").fetchall() == [(SCHEME,)]:
        return
    db.execute("DELETE FROM near_passages")
    db.execute("INSERT INTO near_backlog (article_id) SELECT article_id FROM articles WHERE true ON CONFLICT DO NOTHING")
    db.execute("DELETE FROM near_index")
    db.execute("INSERT INTO near_index (scheme) VALUES (?)", [SCHEME])
