"""Báo Ấp Bắc of Tiền Giang, which became part of Đồng Tháp in 2025; baodongthap.vn then had its skin.

Known from a public crawl configuration of 2019-20. Its link selector is a guess.
"""

from scrapers.families import dongthap, sc_service
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baoapbac",
    name="Báo Ấp Bắc",
    kind="newspaper",
    province="Tiền Giang",
    home="https://baoapbac.vn",
    aliases=("www.baoapbac.vn",),
    family="dongthap",
    listings=(Listing(path="/xa-hoi/", link=Select("a[href*='/20']", "many")),),
    layouts=(dongthap.AP_BAC,),
    key_rewrites=sc_service.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
