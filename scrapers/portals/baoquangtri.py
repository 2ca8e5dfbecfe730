"""Báo Quảng Trị, since the merger with Quảng Bình on this CMS. Known from a public crawl configuration of January 2026.

Of its earlier addresses (/<slug>-<number>.htm) no layout is known.
"""

from scrapers.families import sc_service
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baoquangtri",
    name="Báo Quảng Trị",
    kind="newspaper",
    province="Quảng Trị",
    home="https://baoquangtri.vn",
    aliases=("www.baoquangtri.vn",),
    family="sc_service",
    listings=tuple(
        Listing(path=path, link=Select("a.h2[href], a.h3[href], a.card-img[href]", "many"), paging=sc_service.LIST_SERVICE)
        for path in ("/thoi-su/", "/kinh-te/", "/xa-hoi/")
    ),
    layouts=(sc_service.QUANG_TRI_2026,),
    key_rewrites=sc_service.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
