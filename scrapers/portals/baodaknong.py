"""Báo Đắk Nông, of a province that became part of Lâm Đồng in 2025.

Known from a public crawl configuration of 2019-20; addresses are not told. Its front page is a guess at a listing.
"""

from scrapers.families import newscontent
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baodaknong",
    name="Báo Đắk Nông",
    kind="newspaper",
    province="Đắk Nông",
    home="https://baodaknong.org.vn",
    aliases=("www.baodaknong.org.vn",),
    family="newscontent",
    listings=(Listing(path="/", link=Select("a[href]", "many")),),
    layouts=(newscontent.DAK_NONG,),
    key_rewrites=newscontent.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
