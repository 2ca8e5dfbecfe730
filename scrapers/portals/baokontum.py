"""Báo Kon Tum, of a province that became part of Quảng Ngãi in 2025.

Known from a public crawl configuration of 2019-20; addresses of articles are not told. Pictures stand under /uploads/Image/,
not where others of this family have them. Its front page is a guess at a listing.
"""

from scrapers.families import dataimages
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baokontum",
    name="Báo Kon Tum",
    kind="newspaper",
    province="Kon Tum",
    home="https://baokontum.com.vn",
    aliases=("www.baokontum.com.vn",),
    family="dataimages",
    listings=(Listing(path="/", link=Select("a[href]", "many")),),
    layouts=(dataimages.KON_TUM,),
    key_rewrites=(),
    knowledge="declared",
    default=False,
)
