"""Báo Khánh Hòa. Known from public crawl configurations of 2019-20 and of December 2025.

Its front page is a guess at a listing.
"""

from scrapers.families import sc_service, single
from scrapers.spec import Listing, Portal, Select

KHANH_HOA_2020 = single.layout_of_2020(
    "khanhhoa-2020",
    url=sc_service.ARTICLE_URL,
    root="div.detail-news",
    published="div.date",
    until=single.GONE_BY_2026,
)

PORTAL = Portal(
    slug="baokhanhhoa",
    name="Báo Khánh Hòa",
    kind="newspaper",
    province="Khánh Hòa",
    home="https://baokhanhhoa.vn",
    aliases=("www.baokhanhhoa.vn",),
    family="sc_service",
    listings=(Listing(path="/", link=Select("a[href*='/20']", "many")),),
    layouts=(sc_service.TD_POST, KHANH_HOA_2020),
    key_rewrites=sc_service.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
