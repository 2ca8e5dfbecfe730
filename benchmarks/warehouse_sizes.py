"""What a warehouse takes on the disk, by table; a table with its indexes, a search index with its own tables."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Final

from db.connect import open_readonly

_SHOWN: Final = 0.005  # of the whole; smaller tables are summed up
_SIZES: Final = """
    SELECT coalesce(m.tbl_name, s.name), m.type IS NOT 'index', s.pgsize
    FROM dbstat AS s LEFT JOIN sqlite_master AS m ON m.name = s.name WHERE s.aggregate = TRUE
"""


def sizes(path: Path) -> dict[str, tuple[int, int]]:
    """Table -> bytes of its rows, bytes of its indexes; largest first."""
    rows: Counter[str] = Counter()
    indexes: Counter[str] = Counter()
    with closing(open_readonly(path)) as db:
        for table, is_table, size in db.execute(_SIZES).fetchall():
            is_search = table.startswith("articles_fts")
            name = table.rpartition("_")[0] if is_search and table not in ("articles_fts", "articles_fts_folded") else table
            (rows if is_table else indexes)[name] += size
    return {name: (rows[name], indexes[name]) for name in sorted(rows, key=lambda name: -rows[name] - indexes[name])}


def print_sizes(path: Path) -> None:
    """The larger tables, and the whole; bytes an article are of all articles, those without numbers as well."""
    with closing(open_readonly(path)) as db:
        counts = {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("articles", "observations")}
    found = sizes(path)
    whole = sum(sum(pair) for pair in found.values())
    articles = counts["articles"]
    print(f"\nsize on the disk: {articles:,} articles, {counts['observations']:,} observations")
    print("  table                       rows MB  indexes MB  bytes an article")
    small_rows, small_indexes = 0, 0
    for name, (rows, indexes) in found.items():
        if rows + indexes < _SHOWN * whole:
            small_rows, small_indexes = small_rows + rows, small_indexes + indexes
        else:
            _line(name, rows, indexes, articles)
    _line("other tables", small_rows, small_indexes, articles)
    _line("all", sum(rows for rows, _ in found.values()), sum(indexes for _, indexes in found.values()), articles)


def _line(name: str, rows: int, indexes: int, articles: int) -> None:
    print(f"  {name:24} {rows / 1e6:10.1f} {indexes / 1e6:11.1f} {(rows + indexes) / articles:17,.0f}")
