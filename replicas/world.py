"""The replica world on night one and night two, and exactly what changes between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from replicas.generator import generate_articles
from replicas.model import PORTALS, VIETNAM, Article, Change, ChangeKind
from replicas.newsroom import local_time, night_two, parse_fact, written
from replicas.sites import SITES

NIGHTS = {1: datetime(2026, 1, 20, 2, tzinfo=VIETNAM), 2: datetime(2026, 1, 21, 2, tzinfo=VIETNAM)}


@dataclass(frozen=True, slots=True)
class World:
    """All portals on one night: their articles, newest first."""

    night: int
    now: datetime
    articles: Mapping[str, tuple[Article, ...]]

    def article(self, portal: str, article_id: str) -> Article:
        """The article of that id; KeyError names portal and id."""
        for article in self.articles[portal]:
            if article.id == article_id:
                return article
        raise KeyError(f"{portal} has no article {article_id} on night {self.night}")


@cache
def world(night: int = 1, *, articles: int | None = None) -> World:
    """The world on that night. `articles` fills every portal up to that many on night one, with generated ones."""
    if night not in NIGHTS:
        raise ValueError(f"night is {' or '.join(map(str, NIGHTS))}, not {night}")
    stock = {portal: _night_one(portal, articles) for portal in PORTALS}
    if night == 2:
        _turn_the_page(stock)
    newest_first = {
        portal: tuple(sorted(there, key=lambda article: article.published, reverse=True)) for portal, there in stock.items()
    }
    return World(night, NIGHTS[night], newest_first)


def _night_one(portal: str, articles: int | None) -> list[Article]:
    stock = list(written(portal, 1))
    if articles is not None:
        if articles < len(stock):
            raise ValueError(f"articles={articles}: {portal} has {len(stock)} written ones already")
        stock += generate_articles(portal, articles - len(stock), seed=1)
    return stock


def _turn_the_page(stock: dict[str, list[Article]]) -> None:
    """Make night two of night one's articles, in place."""
    changes = night_two()
    for entry in changes["reprint"]:
        origin = _find(stock, entry["of_portal"], entry["of"])
        stock[entry["portal"]].append(_reprint(origin, entry))
    for portal in PORTALS:
        stock[portal] += written(portal, 2)
    for entry in changes["edit"]:
        _swap(stock, entry, _edited)
    for entry in changes["remove"]:
        _swap(stock, entry, lambda article, _: replace(article, gone=True))
    for entry in changes["move"]:
        _swap(stock, entry, _moved)
    for entry in changes["variant"]:
        _swap(stock, entry, lambda article, entry: replace(article, listed_as=tuple(entry["listed_as"])))


def _find(stock: Mapping[str, list[Article]], portal: str, article_id: str) -> Article:
    return next(article for article in stock[portal] if article.id == article_id)


def _swap(
    stock: Mapping[str, list[Article]], entry: Mapping[str, Any], change: Callable[[Article, Mapping[str, Any]], Article]
) -> None:
    articles = stock[entry["portal"]]
    place = articles.index(_find(stock, entry["portal"], entry["id"]))
    articles[place] = change(articles[place], entry)


def _moved(article: Article, entry: Mapping[str, Any]) -> Article:
    return replace(article, moved_from=article.sections[0], sections=(entry["section"], *article.sections[1:]))


def _edited(article: Article, entry: Mapping[str, Any]) -> Article:
    facts = tuple(parse_fact(line) for line in entry.get("facts", ()))
    changed = {(fact.indicator, fact.period) for fact in facts}
    kept = tuple(fact for fact in article.facts if (fact.indicator, fact.period) not in changed)
    return replace(_reworded(article, entry["replace"]), updated=local_time(entry["updated"]), facts=kept + facts)


def _reprint(origin: Article, entry: Mapping[str, Any]) -> Article:
    """The same news on another portal: its own address, time, opening and byline, and small edits."""
    copy = _reworded(origin, entry["replace"])
    return replace(
        copy,
        portal=entry["portal"],
        layout=entry["layout"],
        id=entry["id"],
        sections=tuple(entry["sections"]),
        published=local_time(entry["published"]),
        updated=None,
        author=entry["author"],
        byline=entry["author"],
        listed_as=(),
    )


def _reworded(article: Article, pairs: list[list[str]]) -> Article:
    """The article with each old wording replaced; every pair must be found, or the data is wrong."""

    def reword(text: str) -> str:
        for old, new in pairs:
            text = text.replace(old, new)
        return text

    whole = "\n".join((article.title, article.lead, *(block.text for block in article.body)))
    for old, _ in pairs:
        if old not in whole:
            raise ValueError(f"{article.portal} {article.id}: nothing to replace for {old!r}")
    return replace(
        article,
        title=reword(article.title),
        lead=reword(article.lead),
        body=tuple(
            replace(block, text=reword(block.text), rows=tuple(tuple(map(reword, row)) for row in block.rows))
            for block in article.body
        ),
        facts=tuple(replace(fact, quote=reword(fact.quote)) for fact in article.facts),
    )


def _changes() -> tuple[Change, ...]:
    """What night two changes, told from its own data, so that the list cannot differ from the world."""
    night = world(2)
    changes: list[Change] = []

    def add(kind: ChangeKind, article: Article, **more: Any) -> None:
        target = more.pop("target", SITES[article.portal].path(article))
        changes.append(Change(kind=kind, portal=article.portal, article=article.id, target=target, **more))

    data = night_two()
    for portal in PORTALS:
        for article in written(portal, 2):
            add("new", article)
    for entry in data["reprint"]:
        add("reprint", night.article(entry["portal"], entry["id"]), of=(entry["of_portal"], entry["of"]))
    for entry in data["edit"]:
        add("edited", night.article(entry["portal"], entry["id"]), note=entry["note"])
    for entry in data["remove"]:
        add("removed", night.article(entry["portal"], entry["id"]))
    for entry in data["move"]:
        article = night.article(entry["portal"], entry["id"])
        add("moved", article, was=SITES[article.portal].former_path(article))
    for entry in data["variant"]:
        article = night.article(entry["portal"], entry["id"])
        for spelling in article.listed_as:
            add("variant", article, spelling=spelling, target=SITES[article.portal].spelling(article, spelling))
    return tuple(changes)


CHANGES = _changes()
