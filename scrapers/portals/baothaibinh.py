"""Báo Thái Bình, known from a public crawl configuration of 2019-20. Hưng Yên since July 2025."""

import re
from dataclasses import replace

from scrapers.families import single
from scrapers.spec import Listing, Portal, Select

_LAYOUT = single.layout_of_2020(
    "baothaibinh-2020",
    url=re.compile(r"^/tin-tuc/\d+/\d+/[^/?]+/?(?:\?|$)"),
    root="[class=news_content]",
    published="[class=date]",
    lead="[class=desc]",
    caption=(".caption",),
    drop=("[class=views]",),
)

PORTAL = Portal(
    slug="baothaibinh",
    name="Báo Thái Bình",
    kind="newspaper",
    province="Thái Bình",
    home="https://baothaibinh.com.vn",
    aliases=("www.baothaibinh.com.vn",),
    family="single",
    listings=(Listing(path="/", link=Select("a[href*='/tin-tuc/']", "many")),),  # a guess: no list is known
    layouts=(replace(_LAYOUT, body=Select(".fr-view", "many")),),
    key_rewrites=((r"^/tin-tuc/\d+/(\d+)/.*$", r"/\1"),),
    knowledge="declared",
    default=False,
)
