"""ASP.NET portals of provincial governments: Quảng Nam, Tây Ninh and Khánh Hòa, each with elements of its own.

They share the platform's habits: long generated ids, whose beginnings name places on the page and change with it; one form
around everything; lists that page by posting it back, by links that are page numbers, so that only first pages are read.
"""

from __future__ import annotations

import re
from typing import Final

from scrapers.families import untold
from scrapers.families.headlines import needing
from scrapers.families.single import layout_of_2020
from scrapers.spec import Select, SelectorLayout
from transforms.dates import ANY

_KHANH_HOA_HEADLINE: Final = ".title-article, body:not(:has(.title-article)) h1"

QUANG_NAM: Final = layout_of_2020(
    "aspnet-quangnam",
    # Addresses of two later systems have numbers as well: ?dDocName=PORTAL174180, /<slug>-60243.html
    url=untold.ARTICLE_URL,
    root="[id$=detail_ctl00_ctl00_lblNoiDung]",
    published="[id$=detail_ctl00_ctl00_lblNgayDang]",
    lead="[id$=detail_ctl00_ctl00_lblTomTat]",
)

TAY_NINH: Final = layout_of_2020(
    "aspnet-tayninh",
    url=untold.ARTICLE_URL,
    root=".de-newscont > span",
    published=".de-newsCent span[id*=DateTime]",
    lead=".de-sumcontent span",
)

KHANH_HOA: Final = SelectorLayout(
    name="aspnet-khanhhoa",
    url=re.compile(r"^/vi/[^/?]+/[^/?]+(?:\?.*)?$"),
    root=needing(".chitietbaiviet", _KHANH_HOA_HEADLINE, "#datearticle"),
    title=Select(_KHANH_HOA_HEADLINE),
    published=Select("#datearticle"),
    published_pattern=ANY,
    source="public crawl configuration of 2019-20; the headline from a later public crawler",
)
