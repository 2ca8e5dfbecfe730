"""Báo Tuyên Quang, known from a public crawl configuration of 2019-20.

Since 2024 its addresses are those of the "sc_service" CMS; in which of its skins, no source tells.
"""

import re

from scrapers.families import sc_service, single
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baotuyenquang",
    name="Báo Tuyên Quang",
    kind="newspaper",
    province="Tuyên Quang",
    home="https://baotuyenquang.com.vn",
    aliases=("www.baotuyenquang.com.vn", "m.baotuyenquang.com.vn"),
    family="single",
    listings=(Listing(path="/", link=Select("h2 a[href], h3 a[href]", "many")),),  # a guess: no list is known
    layouts=(
        single.layout_of_2020(
            "baotuyenquang-2020",
            url=re.compile(f"{sc_service.ARTICLE_URL.pattern}|{single.NUMBERED.pattern}"),
            root="[itemprop=articleBody]",
            published="time",
            lead=".summary",
        ),
    ),
    key_rewrites=(*sc_service.KEY_REWRITES, single.BY_NUMBER),
    knowledge="declared",
    default=False,
)
