"""Báo Bắc Giang until the province went into Bắc Ninh in July 2025, known from a public crawl configuration of 2019-20."""

import re

from scrapers.families import single
from scrapers.spec import Listing, Portal, Select

_ARTICLE_URL = re.compile(r"^/bg/[^/?]+/\d+/[^/?]+\.html(?:\?|$)|^/(?:[^/?]+/)*[^/?]+-postid\d+\.bbg(?:\?|$)")

PORTAL = Portal(
    slug="baobacgiang",
    name="Báo Bắc Giang",
    kind="newspaper",
    province="Bắc Giang",
    home="https://baobacgiang.vn",
    aliases=("www.baobacgiang.vn", "baobacgiang.com.vn", "www.baobacgiang.com.vn"),
    family="single",
    listings=(Listing(path="/", link=Select("a[href*='/bg/'], a[href$='.bbg']", "many")),),  # a guess: no list is known
    layouts=(
        single.layout_of_2020(
            "baobacgiang-2020",
            url=_ARTICLE_URL,
            root="div.ArticleContent:not(:has(p.alead))",  # the lead stands in another block of this class
            published="p.datetimes-detail-articlecontent",
            lead="p.alead",
        ),
    ),
    key_rewrites=((r"^/bg/[^/]+/(\d+)/.*$", r"/bg/\1"), (r"^/(?:[^/]+/)*[^/]*-postid(\d+)\.bbg.*$", r"/postid/\1")),
    knowledge="declared",
    default=False,
)
