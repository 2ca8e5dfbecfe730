"""Báo Bắc Ninh, in the system of the former Báo Bắc Giang (".bbg"), by a public crawl configuration of January 2026."""

import re

from scrapers.families import single
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baobacninhtv",
    name="Báo Bắc Ninh",
    kind="newspaper",
    province="Bắc Ninh",
    home="https://baobacninhtv.vn",
    aliases=("www.baobacninhtv.vn",),
    family="single",
    listings=tuple(
        Listing(path=path, link=Select("a.font-tin-doc[href]", "many")) for path in ("/moi-nhat", "/kinh-te", "/xa-hoi")
    ),
    layouts=(
        single.layout_of_2026(
            "baobacninhtv-2026",
            url=re.compile(r"^/(?:[^/?]+/)*[^/?]+-postid\d+\.bbg(?:\?|$)"),
            root=".news-details__content.link_content",
            lead="div.news_detail_sapo",
            drop=(".news-related__list",),
            section="a.post-meta[href]",
        ),
    ),
    key_rewrites=((r"^/(?:[^/]+/)*[^/]*-postid(\d+)\.bbg.*$", r"/postid/\1"),),
    knowledge="declared",
    default=False,
)
