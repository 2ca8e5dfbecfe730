"""Báo Ninh Thuận, known from a public crawl configuration of 2019-20. Khánh Hòa since July 2025."""

import re

from scrapers.families import single
from scrapers.spec import Listing, Portal, QueryPaging, Select

PORTAL = Portal(
    slug="baoninhthuan",
    name="Báo Ninh Thuận",
    kind="newspaper",
    province="Ninh Thuận",
    home="https://baoninhthuan.com.vn",
    aliases=("www.baoninhthuan.com.vn",),
    family="single",
    # A public crawler of 2026 pages by ?page=N; which path it began at is not told.
    listings=(Listing(path="/", link=Select("a[href$='.htm'], a[href$='.html']", "many"), paging=QueryPaging("page")),),
    layouts=(
        single.layout_of_2020(
            "baoninhthuan-2020",
            url=re.compile(r"^/[^/?]+/\d+p\d+c\d+/[^/?]+\.html?(?:\?|$)"),
            root="[class=content]",
            published="#details > label",
            lead="[class=sapo]",
            caption=("p:has(img) + div",),
        ),
    ),
    key_rewrites=((r"^/[^/]+/(\d+p\d+c\d+)/.*$", r"/\1"),),
    knowledge="declared",
    default=False,
)
