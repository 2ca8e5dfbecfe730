"""Báo Hậu Giang, of a province that became part of Cần Thơ in 2025.

Known from a public crawl configuration of January 2026. Its link selector is a guess.
"""

from scrapers.families import dongthap, newscontent
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baohaugiang",
    name="Báo Hậu Giang",
    kind="newspaper",
    province="Hậu Giang",
    home="https://baohaugiang.com.vn",
    aliases=("www.baohaugiang.com.vn",),
    family="dongthap",
    listings=(Listing(path="/thoi-su-215.html", link=Select("a[href$='.html']", "many")),),
    layouts=(dongthap.HAU_GIANG,),
    key_rewrites=newscontent.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
