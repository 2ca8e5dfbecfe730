"""Báo Thừa Thiên Huế, followed by huengaynay.vn. Known from a public crawl configuration of 2019-20.

Its front page is a guess at a listing.
"""

from scrapers.families import fck
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baothuathienhue",
    name="Báo Thừa Thiên Huế",
    kind="newspaper",
    province="Thừa Thiên Huế",
    home="https://baothuathienhue.vn",
    aliases=("www.baothuathienhue.vn",),
    family="fck",
    listings=(Listing(path="/", link=Select("a[href*='-a'][href$='.html']", "many")),),
    layouts=(fck.FROBOTO,),
    key_rewrites=fck.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
