"""Hànộimới: OneCMS in 2026, a system of its own at hanoimoi.com.vn before. Its article numbers began anew with the move."""

import re

from scrapers.families import onecms, single
from scrapers.spec import Listing, Portal, Select

_OLD_URL = re.compile(r"^/tin-tuc/[^/?]+/\d+/[^/?]+/?(?:\?|$)", re.IGNORECASE)

PORTAL = Portal(
    slug="hanoimoi",
    name="Hànộimới",
    kind="newspaper",
    province="Hà Nội",
    home="https://hanoimoi.vn",
    aliases=("www.hanoimoi.vn", "hanoimoi.com.vn", "www.hanoimoi.com.vn"),
    family="onecms",
    listings=(
        Listing(path="/rss/trang-chu", link=None),
        Listing(path="/kinh-te", link=Select(".b-grid__title a[href]", "many")),  # the link is that of the CMS's other sites
    ),
    layouts=(
        onecms.MAIN_CONTENT,
        single.layout_of_2020(
            "hanoimoi-2020",
            url=_OLD_URL,
            root="[class=article]",
            published="[class=period]",
            lead="[class=article] > p:first-of-type, [class=summary]",
            until=single.GONE_BY_2026,
        ),
    ),
    key_rewrites=(*onecms.KEY_REWRITES, (r"^/tin-tuc/[^/]+/(\d+)/.*$", r"/tin-tuc/\1")),
    knowledge="declared",
    default=False,
)
