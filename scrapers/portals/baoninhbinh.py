"""Báo Ninh Bình: container and headline are known from a public crawl configuration of December 2025, the date is not.

The number in an address is a moment, to the millisecond: /<slug>/d20220607082731436.htm, /<slug>-20180104031946780p3c24.htm.
"""

import re

from scrapers.families import single
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baoninhbinh",
    name="Báo Ninh Bình",
    kind="newspaper",
    province="Ninh Bình",
    home="https://baoninhbinh.org.vn",
    aliases=("www.baoninhbinh.org.vn",),
    family="single",
    listings=(Listing(path="/", link=Select("a[href$='.htm']", "many")),),  # a guess: no list is known
    layouts=(
        single.layout_of_2026(
            "baoninhbinh-2025",
            url=re.compile(r"^/(?:[^/?]+/d\d{17}|[^/?]+-\d{17}p\d+c\d+)\.htm(?:\?|$)"),
            root="#content_detail",
            title=".header-title",
            source="public crawl configuration of December 2025",
        ),
    ),
    key_rewrites=((r"^/(?:[^/]+/d|[^/]*-)(\d{17})(?:p\d+c\d+)?\.htm.*$", r"/\1"),),
    knowledge="declared",
    default=False,
)
