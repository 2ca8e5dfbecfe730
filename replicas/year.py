"""A long run of the replica world: every night as much news, as many edits and reprints as the night before.

Night one is the written world. What comes after is by rule: the same seed gives the same year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from replicas.generator import generate_article
from replicas.model import PORTALS, Article, Block
from replicas.world import NIGHTS, World, world

DAY: Final = timedelta(days=1)
FIRST_NUMBER: Final = 20_000  # of generated articles, above every number that worlds of one or two nights give out
_REPRINTERS: Final = {"baodongthap": "baoangiang", "baoangiang": "baodongthap"}  # portal -> whose news it reprints


def nights(news: int, edits: int, seed: int = 1) -> Iterator[World]:
    """World after world without end, the first being night one as written.

    In each later one every portal has `news` more articles of the day before, and `edits` of the night before are edited; two
    newspapers reprint each other's in turn.
    """
    if not 0 <= edits <= news:
        raise ValueError(f"edits={edits}: may be from 0 to news={news}")
    first = world(1)
    stock = {portal: list(first.articles[portal]) for portal in PORTALS}
    slugs = {portal: {article.slug for article in stock[portal]} for portal in PORTALS}
    yield first
    night = 1
    yesterday: dict[str, list[Article]] = {portal: [] for portal in PORTALS}
    while True:
        night += 1
        now = NIGHTS[1] + (night - 1) * DAY
        for portal in PORTALS:
            for article in yesterday[portal][:edits]:
                stock[portal][stock[portal].index(article)] = _edited(article, now)
        today = {portal: list(_news(portal, night, news, seed, now, slugs[portal])) for portal in PORTALS}
        for portal, of_portal in _REPRINTERS.items():
            if news and night % 2 == list(_REPRINTERS).index(portal):
                today[portal][-1] = _reprint(today[portal][-1], today[of_portal][0])
        for portal in PORTALS:
            stock[portal] = sorted(today[portal], key=lambda article: article.published, reverse=True) + stock[portal]
        yield World(night, now, {portal: tuple(stock[portal]) for portal in PORTALS})
        yesterday = today


def _news(portal: str, night: int, count: int, seed: int, now: datetime, slugs: set[str]) -> Iterator[Article]:
    """The articles of the day before, from six in the morning to ten at night. No two share an address."""
    for position in range(count):
        published = now - DAY + timedelta(hours=4) + position * timedelta(hours=16) / count
        number = FIRST_NUMBER + night * count + position
        attempt = 0
        article = generate_article(portal, number, published, f"{seed}.{attempt}")
        while article.slug in slugs:
            attempt += 1
            article = generate_article(portal, number, published, f"{seed}.{attempt}")
        slugs.add(article.slug)
        yield article


def _edited(article: Article, now: datetime) -> Article:
    """One more paragraph, of the evening before."""
    extra = Block("p", f"Bài viết được cập nhật thêm thông tin vào ngày {now - DAY:%d/%m/%Y}.")
    return replace(article, body=(*article.body, extra), updated=now - timedelta(hours=3))


def _reprint(place: Article, origin: Article) -> Article:
    """The other paper's article where this one's would have stood: its own address and byline, the other's text."""
    return replace(place, title=origin.title, body=origin.body, lead=place.lead, slug=place.slug, facts=origin.facts)
