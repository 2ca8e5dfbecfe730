"""Báo Bắc Kạn, of a province that became part of Thái Nguyên in 2025.

Known from a public crawl configuration of 2019-20, which used a browser. Its front page is a guess at a listing.
"""

from scrapers.families import dataimages
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baobackan",
    name="Báo Bắc Kạn",
    kind="newspaper",
    province="Bắc Kạn",
    home="https://baobackan.org.vn",
    aliases=("www.baobackan.org.vn",),
    family="dataimages",
    listings=(Listing(path="/", link=Select("a[href*='/20']", "many")),),
    layouts=(dataimages.DATE_ID,),
    key_rewrites=dataimages.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
