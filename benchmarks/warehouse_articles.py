"""Articles without end for a warehouse of any size: made by rule from seeded dice, with their numbers already read.

Texts are phrases of the replicas' articles, five words each, put together anew; sentences that state numbers stand between.
What they state is drawn as it is in real news: a few indicators make up most of it, half of it is about the year of publication
and 60 percent about the portal's own province, most articles agree on a value and one in ten has another. One article in
twenty is a reprint of an earlier one, in full or cut. An article states numbers or none (two in five).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from itertools import accumulate
from typing import Final

from db.seeds import PortalRow
from replicas.model import PORTALS as REPLICAS
from replicas.newsroom import written
from transforms.analysed_text import FieldSpan, PlacedQuantity
from transforms.dates import VIETNAM
from transforms.folding import fold_key
from transforms.indicators import INDICATORS
from transforms.provinces import PROVINCES
from transforms.records import Article, Image, Observation, Qualifier, Quantity, Role

UNITS: Final = [unit.name for unit in PROVINCES if unit.valid_to is None]
PORTALS: Final = [
    PortalRow(slug := f"bao{fold_key(name).replace(' ', '')}", name, "newspaper", name, f"https://{slug}.example")
    for name in UNITS
]
FIRST_DAY: Final = datetime(2011, 1, 1, 6, 0, tzinfo=VIETNAM)
DAYS: Final = 5_800  # to November 2026: numbers of articles are spread over them in order
_STATING: Final = 0.6  # the share of articles that state numbers
_NO_INDICATOR: Final = 0.6  # numbers that state no indicator, per one that does
_REPRINTS: Final = 0.05
_KEPT: Final = 2_000  # articles of which reprints are made
_ROLES: Final[Sequence[Role]] = ("level", "delta", "target")
_QUALIFIERS: Final[Sequence[Qualifier]] = ("exact", "about", "over")
_PARTS: Final = ("commune", "district", "province", "urban", "rural")


@dataclass(frozen=True, slots=True)
class Made:
    """An article and what was read from it, as a LoadItem takes it."""

    article: Article
    quantities: Sequence[PlacedQuantity]
    observations: Sequence[Observation]


@dataclass(frozen=True, slots=True)
class _Story:
    """What an article says, whoever prints it. A fact stands at the end of a paragraph."""

    title: str
    lead: str
    paragraphs: tuple[str, ...]
    facts: tuple[_Fact, ...]  # one per paragraph, those after the last fact have none


@dataclass(frozen=True, slots=True)
class _Fact:
    before: str  # the sentence up to the number
    quote: str
    value: Decimal
    unit: str
    qualifier: Qualifier
    indicator: str | None
    role: Role
    period: str
    place: str | None
    breakdown: str | None
    confidence: float

    @property
    def sentence(self) -> str:
        return f"{self.before} {self.quote}."


class Newsroom:
    """Articles, the same for the same seed; each states `observations` of an indicator in the mean."""

    def __init__(self, seed: int, total: int, observations: float) -> None:
        self._dice = random.Random(seed)
        self._total = total
        self._mean = 1.04 * observations / _STATING  # reprints that were cut state fewer
        text = " ".join(
            block.text for portal in REPLICAS for article in written(portal, 1) for block in article.body if block.text
        )
        words = text.split()
        self._phrases = [" ".join(words[start : start + 5]) for start in range(len(words) - 5)]
        self._weights = list(accumulate(1 / rank for rank in range(1, len(INDICATORS) + 1)))
        self._indicators = random.Random(0).sample(INDICATORS, len(INDICATORS))
        self._recent: list[_Story] = []

    def articles(self, first: int, count: int, portal: PortalRow) -> Iterator[Made]:
        """Articles of one portal, numbered from `first` on; the number says when it was published."""
        for number in range(first, first + count):
            days = DAYS * number / self._total + self._dice.random() * 3
            yield self._printed(self._story(portal, days), number, portal, FIRST_DAY + timedelta(days=days))

    def edited(self, made: Made) -> Article:
        """The same article with one more paragraph at its end: its numbers stand where they stood."""
        body = f"{made.article.body}\n\n{self._text(8)}."
        return _with_body(made.article, body)

    def _story(self, portal: PortalRow, days: float) -> _Story:
        dice = self._dice
        if self._recent and dice.random() < _REPRINTS:
            story = dice.choice(self._recent)
            return story if dice.random() < 0.5 else _cut(story)
        stating = dice.random() < _STATING
        count = min(40, round(dice.expovariate(1 / self._mean))) if stating else 0
        year = (FIRST_DAY + timedelta(days=days)).year
        facts = tuple(
            fact
            for _ in range(count)
            for fact in (self._fact(portal.province, year), *(self._aside() for _ in range(dice.random() < _NO_INDICATOR)))
        )
        paragraphs = tuple(self._text(dice.randint(1, 3)) for _ in range(max(len(facts), dice.randint(7, 14))))
        story = _Story(self._text(2), self._text(5), paragraphs, facts)
        self._keep(story)
        return story

    def _keep(self, story: _Story) -> None:
        if len(self._recent) < _KEPT:
            self._recent.append(story)
        else:
            self._recent[self._dice.randrange(_KEPT)] = story

    def _text(self, phrases: int) -> str:
        return " ".join(self._dice.choices(self._phrases, k=phrases))

    def _fact(self, province: str, year: int) -> _Fact:
        dice = self._dice
        indicator = dice.choices(self._indicators, cum_weights=self._weights)[0]
        place = self._place(province)
        period = _period(year - (dice.random() < 0.3), dice)
        role = dice.choices(_ROLES, (85, 7, 8))[0]
        breakdown = dice.choice(_PARTS) if dice.random() < 0.1 else None
        agreed = int(sha256(f"{indicator.code} {place} {period} {role} {breakdown}".encode()).hexdigest()[:8], 16) % 90_000
        number = 1 + (agreed if dice.random() < 0.9 else dice.randrange(90_000))
        value = Decimal(number) / 1_000 if indicator.unit in ("%", "point") else Decimal(number)
        return _Fact(
            before=f"{self._text(1)}, {indicator.label_vi} của {place or 'cả nước'} trong kỳ {period} là",
            quote=f"{value} {indicator.unit}",
            value=value,
            unit=indicator.unit,
            qualifier=dice.choices(_QUALIFIERS, (80, 10, 10))[0],
            indicator=indicator.code,
            role=role,
            period=period,
            place=place,
            breakdown=breakdown,
            confidence=dice.choice((0.95, 0.95, 0.9, 0.8, 0.7)),
        )

    def _aside(self) -> _Fact:
        number = self._dice.randrange(2, 5_000)
        return _Fact(self._text(2), f"{number} km", Decimal(number), "km", "exact", None, "level", "", None, None, 1.0)

    def _place(self, province: str) -> str | None:
        draw = self._dice.random()
        if draw < 0.6:
            return province
        if draw < 0.75:
            return self._dice.choice(UNITS)
        return f"huyện {self._dice.randrange(1, 13)}, {province}" if draw < 0.97 else None

    def _printed(self, story: _Story, number: int, portal: PortalRow, day: datetime) -> Made:
        key = f"{portal.portal}.example/bai-{number}"
        offset = len(story.title) + len(story.lead) + 4  # of the body in the text that numbers are read from
        pieces: list[str] = []
        quantities: list[PlacedQuantity] = []
        observations: list[Observation] = []
        length = 0
        for place, paragraph in enumerate(story.paragraphs):
            fact = story.facts[place] if place < len(story.facts) else None
            piece = f"{paragraph}. {fact.sentence}" if fact else f"{paragraph}."
            if fact:
                end = length + len(piece) - 1
                quantities.append(_placed(fact, end - len(fact.quote), end, offset))
                if fact.indicator:
                    observations.append(_observation(fact, len(quantities) - 1))
            pieces.append(piece)
            length += len(piece) + 2
        article = Article(
            portal=portal.portal,
            url=f"https://{key}",
            url_key=key,
            title=story.title,
            lead=story.lead,
            body="",
            author="P. V.",
            published_at=day.replace(microsecond=0),
            updated_at=None,
            images=(Image(f"https://{key}.jpg", story.title),),
            section="Xã hội",
            tags=(),
            method="layout",
            layout="2023",
            content_hash="",
        )
        return Made(_with_body(article, "\n\n".join(pieces)), quantities, observations)


def _period(year: int, dice: random.Random) -> str:
    draw = dice.random()
    if draw < 0.7:
        return str(year)
    if draw < 0.8:
        return f"{year}-H1"
    return f"{year}-Q{dice.randint(1, 4)}" if draw < 0.9 else f"{year}-{dice.randint(1, 12):02}"


def _cut(story: _Story) -> _Story:
    """What a paper with less room prints: the first two thirds."""
    left = max(2, round(len(story.paragraphs) * 2 / 3))
    return _Story(story.title, story.lead, story.paragraphs[:left], story.facts[:left])


def _placed(fact: _Fact, start: int, end: int, offset: int) -> PlacedQuantity:
    quantity = Quantity(
        quote=fact.quote,
        start=offset + start,
        end=offset + end,
        value=fact.value,
        unit=fact.unit,
        qualifier=fact.qualifier,
        sentence=fact.sentence,
    )
    return PlacedQuantity(FieldSpan("body", start, end), quantity)


def _observation(fact: _Fact, quantity: int) -> Observation:
    return Observation(
        indicator=fact.indicator or "",
        quantity=quantity,
        value=fact.value,
        unit=fact.unit,
        role=fact.role,
        period=fact.period,
        period_inferred=False,
        place=fact.place,
        breakdown=fact.breakdown,
        sentence=fact.sentence,
        rule="1",
        confidence=fact.confidence,
    )


def _with_body(article: Article, body: str) -> Article:
    told = f"{article.title}\n{article.lead}\n{body}"
    return replace(article, body=body, content_hash=sha256(told.encode()).hexdigest())
