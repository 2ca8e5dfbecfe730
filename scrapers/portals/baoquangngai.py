"""Báo Quảng Ngãi. Known from public crawl configurations of 2019-20 and of January 2026."""

import re
from dataclasses import replace

from scrapers.families import dataimages, single
from scrapers.families.headlines import by_headline
from scrapers.spec import Listing, Portal, Select

QUANG_NGAI_2026 = by_headline(
    "quangngai-2026",
    url=re.compile(r"^/(?:[^/?]+/)*[^/?]+-\d+\.htm(?:\?|$)"),
    root="#content",  # filled in by a script on some pages: those have no article to read
    headline="h1.title",
    lead="p.sapo",
    drop=(".same",),
    source="public crawl configuration of January 2026",
)

PORTAL = Portal(
    slug="baoquangngai",
    name="Báo Quảng Ngãi",
    kind="newspaper",
    province="Quảng Ngãi",
    home="https://baoquangngai.vn",
    aliases=("www.baoquangngai.vn",),
    family="dataimages",
    listings=tuple(
        Listing(path=path, link=Select("article a[href$='.htm']", "many")) for path in ("/thoi-su", "/kinh-te", "/xa-hoi")
    ),
    layouts=(QUANG_NGAI_2026, replace(dataimages.DATE_CLASS, until=single.GONE_BY_2026)),
    key_rewrites=(*dataimages.KEY_REWRITES, (r"^/(?:[^/?]+/)*[^/?]*-(\d+)\.htm(?:\?.*)?$", r"/\1.htm")),
    knowledge="declared",
    default=False,
)
