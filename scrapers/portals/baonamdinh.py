"""Báo Nam Định, of a province that became part of Ninh Bình in 2025.

Known from a public crawl configuration of 2019-20 and an address of 2020. Its link selector is a guess.
"""

from scrapers.families import dataimages
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baonamdinh",
    name="Báo Nam Định",
    kind="newspaper",
    province="Nam Định",
    home="https://baonamdinh.com.vn",
    aliases=("www.baonamdinh.com.vn",),
    family="dataimages",
    listings=(Listing(path="/channel/5090/", link=Select("a[href*='/20']", "many")),),
    layouts=(dataimages.DATE_CLASS,),
    key_rewrites=dataimages.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
