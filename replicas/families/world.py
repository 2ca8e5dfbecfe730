"""What there is on the sites of families: generated articles, the same every time, and a server for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache

from replicas.families.site import FamilySite
from replicas.families.tables import FamilyTable, skins, tables
from replicas.generator import House, generate_articles
from replicas.model import VIETNAM, Article, Block, Expected, expected_fields
from replicas.server import ReplicaServer
from replicas.world import NIGHTS, World

ARTICLES = 8  # per site
_BYLINES = ("Minh Khang", "Thu Hà", "Ngọc Lam")

FAMILY_SITES = {slug: FamilySite(table) for slug, table in tables().items()}


def family_world(night: int = 1) -> World:
    """The sites of all families. They are the same on every night."""
    return World(night, NIGHTS[night], _all_articles())


def family_expected(article: Article) -> Expected:
    """What a reader takes from the page of an article of these sites."""
    return expected_fields(article, skins()[article.layout].layout)


def family_server(portals: Sequence[str] | None = None) -> ReplicaServer:
    """A server of these sites, or of some of them: the same as that of the five, with one port for each."""
    slugs = tuple(FAMILY_SITES) if portals is None else portals
    return ReplicaServer(slugs, crawl_delay_s=0, sites=FAMILY_SITES, worlds=family_world)


@cache
def _all_articles() -> Mapping[str, tuple[Article, ...]]:
    return {slug: tuple(_articles(site.table)) for slug, site in FAMILY_SITES.items()}


def _articles(table: FamilyTable) -> list[Article]:
    house = House(
        table.place,
        table.sections,
        _BYLINES,
        table.mark,
        tuple((period.since, period.skin) for period in table.periods),
        first_id=table.first_id,
    )
    if table.end:
        house = replace(house, end=datetime(table.end, 12, 20, 17, tzinfo=VIETNAM))
    return [
        _with_figures(article) if number % 3 == 0 else article
        for number, article in enumerate(generate_articles(table.slug, ARTICLES, 7, house))
    ]


def _with_figures(article: Article) -> Article:
    """The article with a table of its figures under a heading, at the end but one."""
    rows = (("Năm", "Số liệu", "Đơn vị"), *((fact.period, fact.quote, fact.unit) for fact in article.facts))
    figures = (Block("heading", "Số liệu trong bài"), Block("table", rows=rows))
    return replace(article, body=(*article.body[:-1], *figures, article.body[-1])) if article.facts else article
