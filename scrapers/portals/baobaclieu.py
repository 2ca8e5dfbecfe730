"""Báo Bạc Liêu, of a province that became part of Cà Mau in 2025.

Known from a public crawl configuration of 2019-20 and an address of 2021. Its front page is a guess at a listing.
"""

from scrapers.families import newscontent
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baobaclieu",
    name="Báo Bạc Liêu",
    kind="newspaper",
    province="Bạc Liêu",
    home="https://baobaclieu.vn",
    aliases=("www.baobaclieu.vn",),
    family="newscontent",
    listings=(Listing(path="/", link=Select("a[href$='.html']", "many")),),
    layouts=(newscontent.BAC_LIEU,),
    key_rewrites=newscontent.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
