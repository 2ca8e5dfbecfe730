"""Báo Bà Rịa - Vũng Tàu, of a province that became part of Hồ Chí Minh City in 2025.

Only its picture addresses are known, those of the family. Its front page is a guess at a listing."""

from scrapers.families import dataimages
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baobariavungtau",
    name="Báo Bà Rịa - Vũng Tàu",
    kind="newspaper",
    province="Bà Rịa - Vũng Tàu",
    home="https://baobariavungtau.com.vn",
    aliases=("www.baobariavungtau.com.vn",),
    family="dataimages",
    listings=(Listing(path="/", link=Select("a[href*='/20']", "many")),),
    layouts=(dataimages.DATE_ID, dataimages.DATE_CLASS),
    key_rewrites=dataimages.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
