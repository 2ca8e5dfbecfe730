"""Báo Vĩnh Phúc, known from a public crawl configuration of 2019-20, which tells no address. Phú Thọ since July 2025."""

import re

from scrapers.families import single
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baovinhphuc",
    name="Báo Vĩnh Phúc",
    kind="newspaper",
    province="Vĩnh Phúc",
    home="https://baovinhphuc.com.vn",
    aliases=("www.baovinhphuc.com.vn",),
    family="single",
    listings=(Listing(path="/", link=Select("h2 a[href], h3 a[href], h4 a[href]", "many")),),  # a guess: no list is known
    layouts=(
        single.layout_of_2020(
            "baovinhphuc-2020",
            url=re.compile(r"^/[^?]*\d{4,}"),  # any with a number of four digits
            root="div.content-about-baiviet",
            published=".titleDdtail",
            caption=(".articleimg_caption",),
        ),
    ),
    knowledge="declared",
    default=False,
)
