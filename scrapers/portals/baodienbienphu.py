"""Báo Điện Biên Phủ. Its sections are filled by script, its front page is not; former hosts ended in .info.vn and .com.vn."""

import re

from scrapers.families import single
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baodienbienphu",
    name="Báo Điện Biên Phủ",
    kind="newspaper",
    province="Điện Biên",
    home="https://baodienbienphu.vn",
    aliases=(
        "www.baodienbienphu.vn",
        "baodienbienphu.com.vn",
        "www.baodienbienphu.com.vn",
        "baodienbienphu.info.vn",
        "www.baodienbienphu.info.vn",
    ),
    family="single",
    listings=(Listing(path="/", link=Select("a[href*='/tin-bai/']", "many")),),
    layouts=(
        single.layout_of_2026(
            "baodienbienphu-2026",
            url=re.compile(r"^/tin-bai/[^/?]+/[^/?]+/?(?:\?|$)"),
            root="div.editor-content",
            section="#detail-news a[href*='/tin-tuc/']",
        ),
        single.layout_of_2020(
            "baodienbienphu-2020",
            url=re.compile(f"{single.NUMBERED.pattern}|{single.NUMBER_BEFORE.pattern}"),  # not told
            root="[class=newsLeft]",
            published="[class=time]",
            lead="[class=sapo]",
            until=single.GONE_BY_2026,
        ),
    ),
    knowledge="declared",
    default=False,
)
