"""How well copies are found among articles that only look like them, by way of the warehouse itself."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

import pytest
from sqlite_utils import Database

from db.article_rows import LoadItem
from db.connect import close, open_warehouse
from db.frontier import enqueue
from db.load import load_batch
from db.runs import start_run
from db.seeds import PortalRow, register_portals
from replicas.model import PORTALS
from tests.db.near_duplicates.labelled import FORMS, Labelled, bulletins, copies, forms, originals, volume
from transforms.dates import VIETNAM
from transforms.records import Article

pytestmark = pytest.mark.slow
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=VIETNAM)


def _item(db: Database, entry: Labelled, number: int) -> LoadItem:
    key = f"{entry.portal}.example/{number}"
    article = Article(
        portal=entry.portal,
        url=f"https://{key}",
        url_key=key,
        title=entry.title,
        lead=entry.lead,
        body=entry.body,
        author=None,
        published_at=entry.published_at,
        updated_at=None,
        images=(),
        section=None,
        tags=(),
        method="layout",
        layout=None,
        content_hash=sha256(f"{entry.title}\n{entry.lead}\n{entry.body}".encode()).hexdigest(),
    )
    page_id = enqueue(db, entry.portal, [(key, article.url)], NOW)[key]
    return LoadItem(page_id=page_id, url_key=key, capture_id=number, article=article)


def _load(db: Database, run_id: int, entries: Iterable[Labelled]) -> dict[str, Labelled]:
    """URL key -> what was loaded under it, in batches of one portal as a night brings them."""
    loaded: dict[str, Labelled] = {}
    batches: dict[str, list[LoadItem]] = {portal: [] for portal in PORTALS}
    for number, entry in enumerate(entries, start=1):
        item = _item(db, entry, number)
        loaded[item.url_key] = entry
        batches[entry.portal].append(item)
    for portal, items in batches.items():
        for start in range(0, len(items), 25):
            batch = items[start : start + 25]
            load_batch(db, run_id=run_id, portal=portal, items=batch, province="An Giang", parser_version="1", now=NOW)
    return loaded


@pytest.fixture(scope="module")
def links(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Labelled, Labelled | None]]:
    """(every article of the set, loaded in an order that has nothing to do with time, what it was linked to)."""
    db = open_warehouse(tmp_path_factory.mktemp("labelled") / "warehouse.db")
    register_portals(db, [PortalRow(slug, slug, "newspaper", "An Giang", f"https://{slug}.example") for slug in PORTALS])
    entries = [*originals(), *copies(), *forms(), *bulletins(), *volume()]
    random.Random(4).shuffle(entries)
    loaded = _load(db, start_run(db, "run", {}, NOW), entries)
    rows = db.execute("""
        SELECT a.url_key, c.url_key FROM articles AS a
        LEFT JOIN duplicates AS d ON d.article_id = a.article_id
        LEFT JOIN articles AS c ON c.article_id = d.canonical_article_id
    """).fetchall()
    chained = db.execute("""
        SELECT count(*) FROM duplicates AS d JOIN duplicates AS e ON e.article_id = d.canonical_article_id
    """).fetchone()
    assert chained == (0,)
    close(db)
    assert len(rows) == len(entries)  # none is linked twice
    return [(loaded[own], loaded.get(canonical)) for own, canonical in rows]


def test_copies_are_linked_to_their_originals_and_nothing_else_is(links: list[tuple[Labelled, Labelled | None]]) -> None:
    linked = [(own, other) for own, other in links if other]
    right = [own for own, other in linked if own.family == other.family]
    copied = [own for own, _ in links if own.edit not in ("", FORMS)]
    found = [own for own, other in links if own.edit not in ("", FORMS) and other and own.family == other.family]
    missed = Counter(own.edit for own in copied) - Counter(own.edit for own in found)
    precision, recall = len(right) / len(linked), len(found) / len(copied)
    print(  # noqa: T201 what `pytest -s` is for
        f"\n{len(links)} articles, {len(copied)} of them copies: precision {precision:.4f} ({len(linked)} links), "
        f"recall {recall:.4f}; missed: {dict(missed)}"
    )
    assert precision >= 0.99, [(own.family, other.family) for own, other in linked if own.family != other.family]
    assert recall >= 0.95


def test_one_form_with_other_figures_is_another_article(links: list[tuple[Labelled, Labelled | None]]) -> None:
    on_forms = [(own, other) for own, other in links if own.edit == FORMS]
    wrong = [(own.family, other.family) for own, other in on_forms if other]
    print(f"\n{len(on_forms)} articles on the form of another: {len(wrong)} linked")  # noqa: T201
    assert len(on_forms) > 300
    assert wrong == []


def test_the_earliest_is_what_the_others_are_linked_to(links: list[tuple[Labelled, Labelled | None]]) -> None:
    for own, other in links:
        if other:
            assert other.published_at <= own.published_at
    roots = {own.family for own, other in links if own.edit == "" and other is None}
    assert len(roots) >= 650
