"""The television of Điện Biên, which writes as well. Only its picture addresses are known, those of the family.

Its front page is a guess at a listing.
"""

from scrapers.families import dataimages
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="dienbientv",
    name="Báo và phát thanh, truyền hình Điện Biên (dienbientv.vn)",
    kind="newspaper",
    province="Điện Biên",
    home="https://dienbientv.vn",
    aliases=("www.dienbientv.vn",),
    family="dataimages",
    listings=(Listing(path="/", link=Select("a[href*='/20']", "many")),),
    layouts=(dataimages.DATE_ID, dataimages.DATE_CLASS),
    key_rewrites=dataimages.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
