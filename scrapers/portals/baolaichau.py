"""Báo Lai Châu. Addresses had no number for years, only the title's words, often with their marks ("/xã-hội/…", encoded).

Trap: the first date of a page of 2025-26 is the clock in its header ("Thứ hai, 05/01/2026 - 08:27").
"""

import re

from scrapers.families import single
from scrapers.spec import Listing, Portal, Select

# A number at the end, or a slug of four words or more: no section has so many.
_ARTICLE_URL = re.compile(r"^/[^/?]+/(?:[^/?]*-\d+(?:\.html)?|[^/?-]+(?:-[^/?-]+){3,})/?(?:\?|$)")

PORTAL = Portal(
    slug="baolaichau",
    name="Báo Lai Châu",
    kind="newspaper",
    province="Lai Châu",
    home="https://baolaichau.vn",
    aliases=("www.baolaichau.vn",),
    family="single",
    listings=tuple(
        Listing(path=path, link=Select("a.blc-post__link[href]", "many")) for path in ("/chinh-tri", "/kinh-te", "/xa-hoi")
    ),
    layouts=(
        single.layout_of_2026(
            "baolaichau-2026",
            url=_ARTICLE_URL,
            root="#post-content .post-detail .post-info .body",
            title="#post-content .post-detail .post-info .title",
            lead="#post-content .post-detail .post-info .sapo",
        ),
        single.layout_of_2020(
            "baolaichau-2020",
            url=_ARTICLE_URL,
            root="[class='desc body']",
            published="[class=text-muted]",
            lead="[class='desc sapo']",
            until=single.GONE_BY_2026,
        ),
    ),
    knowledge="declared",
    default=False,
)
