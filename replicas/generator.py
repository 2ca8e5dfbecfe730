"""Articles by rule, for volume: the same seed gives the same articles, and no two of them the same text.

Sentences and numbers come from articles/templates.toml; every number placed for an indicator becomes a fact of the article.
"""

from __future__ import annotations

import math
import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from hashlib import sha256
from typing import Any

from replicas.model import VIETNAM, Article, Block, Fact
from replicas.newsroom import FOLDER, slugify

_NUMBER = re.compile(r"\{([#,])([\d.]+?)\.\.([\d.]+)(?: (\w+) (\S+?)(?: e(\d+))?)?\}")
_CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
_END = datetime(2026, 1, 14, 17, tzinfo=VIETNAM)  # older than the written news, so that lists still open with that


@dataclass(frozen=True, slots=True)
class House:
    """How one portal prints: its places, sections, bylines, opening mark, which layout it used when, and its first id."""

    place: str
    sections: Sequence[str]
    bylines: Sequence[str]
    mark: str
    layouts: Sequence[tuple[int, str]]  # (first year, layout), ascending
    first_id: int = 0
    long_ids: bool = False
    end: datetime = _END


_HOUSES = {
    "angiang_portal": House(
        "An Giang", ("kinh-te/tong-hop", "van-hoa-xa-hoi/tong-hop", "xay-dung-chinh-quyen/tong-hop"),
        ("Hữu Trí", "Kim Ngân", "Thanh Tuyền"), "(Cổng TTĐT AG)- ", ((2018, "angiang-2018"),),
    ),
    "baodaklak": House(
        "Đắk Lắk", ("thoi-su", "xa-hoi", "kinh-te"), ("Khả Hân", "Lê Hương", "Minh Thuận"), "",
        ((2019, "baodaklak-2020"), (2024, "baodaklak-2024")), first_id=6000000, long_ids=True,
    ),
    "vinhlong_portal": House(
        "Vĩnh Long", ("22", "23"), ("P.T", "H.L", "T.N"), "(Vinhlong.gov.vn) – ", ((2016, "vinhlong-dnn"),), first_id=260000,
    ),
    "baoangiang": House(
        "An Giang", ("an-giang-24-gio", "xa-hoi"), ("GIA KHÁNH", "THU THẢO", "MINH HIỂN"), "",
        ((2019, "baoangiang-2020"), (2022, "baoangiang-2023")), first_id=500000,
    ),
    "baodongthap": House(
        "Đồng Tháp", ("chinh-tri", "kinh-te", "xa-hoi"), ("HOÀNG LỘC", "MỸ LÝ", "NGỌC HÂN"), "ĐTO - ",
        ((2015, "baodongthap-c1"), (2025, "baodongthap-c2"), (2026, "baodongthap-c3")), first_id=1100000,
    ),
}  # fmt: skip


@cache
def _templates() -> Mapping[str, Any]:
    with (FOLDER / "templates.toml").open("rb") as file:
        return tomllib.load(file)


@dataclass(slots=True)
class _Writer:
    """Writes one article: fills templates and keeps the facts it states."""

    dice: random.Random
    house: House
    published: datetime
    facts: list[Fact] = field(default_factory=list)

    def write(self, template: str) -> str:
        """A template with its choices made, its numbers drawn and its names filled in."""
        text = template
        while _CHOICE.search(text):
            text = _CHOICE.sub(lambda match: self.dice.choice(match[1].split("|")), text)
        text = _NUMBER.sub(self._number, text)
        return text.format(
            place=self.house.place,
            office=self.dice.choice(_templates()["offices"]),
            commune=self.dice.choice(_templates()["communes"]),
            year=self.year,
            past=self.year - 1,
            month=self.dice.randint(1, 12),
            day=f"ngày {self.published:%d/%m/%Y}",
        )

    @property
    def year(self) -> int:
        """The year the article is about: the one before it appeared."""
        return self.published.year - 1

    def _number(self, match: re.Match[str]) -> str:
        kind, low, high, indicator, unit, power = match.groups()
        if kind == "#":
            value = Decimal(self.dice.randint(int(low), int(high)))
            written = f"{value:,}".replace(",", ".")
        else:
            value = Decimal(self.dice.randint(int(float(low) * 100), int(float(high) * 100))) / 100
            written = str(value.normalize()).replace(".", ",")
        if indicator and indicator not in (fact.indicator for fact in self.facts):
            scaled = value * 10 ** int(power or 0)
            fact = Fact(indicator=indicator, value=scaled, unit=unit.replace("_", " "), period=str(self.year), quote=written)
            self.facts.append(fact)
        return written


def generate_articles(portal: str, count: int, seed: int, house: House | None = None) -> list[Article]:
    """That many articles of a portal, newest first, over the years of its layouts. No two share an address.

    `house` is asked of every portal but the five.
    """
    house = house or _HOUSES[portal]
    articles: list[Article] = []
    slugs: set[str] = set()
    for number in range(count):
        dice = random.Random(f"{portal}/{seed}/{number}")  # noqa: S311 - news, not secrets
        article = _article(portal, house, dice, number, _date(house, dice, number, count))
        while article.slug in slugs:
            article = _article(portal, house, dice, number, article.published)
        slugs.add(article.slug)
        articles.append(article)
    return articles


def generate_article(portal: str, number: int, published: datetime, seed: str) -> Article:
    """One article of a portal, published then, in the layout of that time. Its number decides its address."""
    dice = random.Random(f"{portal}/{seed}/{number}")  # noqa: S311 - news, not secrets
    return _article(portal, _HOUSES[portal], dice, number, published)


def _date(house: House, dice: random.Random, number: int, count: int) -> datetime:
    """From the end back to the year of the portal's first layout, the newer the denser."""
    span = house.end - datetime(house.layouts[0][0], 2, 1, tzinfo=VIETNAM)
    moment = house.end - span * math.pow(number / count, 1.5)
    return moment.replace(microsecond=0) - timedelta(seconds=dice.randint(0, 59))


def _layout(house: House, published: datetime) -> str:
    return [name for first, name in house.layouts if first <= published.year][-1]


def _article(portal: str, house: House, dice: random.Random, number: int, published: datetime) -> Article:
    theme = dice.choice(_templates()["theme"])
    writer = _Writer(dice, house, published)
    layout = _layout(house, published)
    title = writer.write(dice.choice(theme["titles"]))
    paragraphs = dice.sample(theme["paragraphs"], dice.randint(4, 5)) + dice.sample(_templates()["general"], dice.randint(3, 5))
    body = [Block("p", writer.write(template)) for template in paragraphs]
    picture = Block("image", "" if portal == "angiang_portal" else _caption(portal, writer), picture=f"anh-{number}")
    body.insert(dice.randint(0, 2), picture)
    byline = dice.choice(house.bylines)
    return Article(
        portal=portal,
        layout=layout,
        id=_id(portal, layout, house, number),
        slug=slugify(title),
        sections=(house.sections[number % len(house.sections)],),
        published=published,
        title=title,
        lead=_mark(house, layout) + writer.write(dice.choice(theme["leads"])),
        body=tuple(body),
        author=byline,
        byline=byline,
        tags=("số liệu", "kinh tế - xã hội"),
        facts=tuple(writer.facts),
    )


def _caption(portal: str, writer: _Writer) -> str:
    mark = "Ảnh: " if portal == "vinhlong_portal" else ""
    return mark + writer.write("[Quang cảnh|Đại biểu tham dự] [hội nghị|buổi làm việc] tại {commune}")


def _mark(house: House, layout: str) -> str:
    return {"baodongthap-c1": "ĐTO - ", "baodongthap-c2": "", "baodongthap-c3": "(ĐTO) ", "baoangiang-2020": " - "}.get(
        layout, house.mark
    )


def _id(portal: str, layout: str, house: House, number: int) -> str:
    """An id no written article has; long ones end in 7 hex digits of which one at least is a letter."""
    if house.long_ids and layout.endswith("2024"):
        return f"8a10c0e3{sha256(f'{portal}{number}'.encode()).hexdigest()[:17]}a{number:06x}"
    if portal == "angiang_portal":
        return f"ag-{number}"
    return str(house.first_id + number)
