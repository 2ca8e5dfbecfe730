"""Báo Cà Mau. Known from public crawl configurations of 2019-20, under its former host, and of January 2026.

Its front page is a guess at a listing.
"""

from dataclasses import replace

from scrapers.families import newscontent, single
from scrapers.families.headlines import NUMBERED_URL, by_headline
from scrapers.spec import Listing, Portal, Select

CA_MAU_2026 = by_headline(
    "camau-2026",
    url=NUMBERED_URL,
    root=".post-content",
    source="public crawl configuration of January 2026",
)

PORTAL = Portal(
    slug="baocamau",
    name="Báo Cà Mau",
    kind="newspaper",
    province="Cà Mau",
    home="https://baocamau.vn",
    aliases=("www.baocamau.vn", "baocamau.com.vn", "www.baocamau.com.vn"),
    family="newscontent",
    listings=(Listing(path="/", link=Select("a[href$='.html']", "many")),),
    layouts=(CA_MAU_2026, replace(newscontent.CA_MAU, until=single.GONE_BY_2026)),
    # No key by number: nothing tells whether the two systems numbered articles alike.
    knowledge="declared",
    default=False,
)
