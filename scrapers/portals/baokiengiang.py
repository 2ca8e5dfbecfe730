"""Báo Kiên Giang, of a province that became part of An Giang in 2025.

Only addresses of an article and of pictures of 2023 are known; they are those of baobaclieu.vn. The feed stands in a public
list of feeds, the front page is a guess at a listing.
"""

from scrapers.families import newscontent
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baokiengiang",
    name="Báo Kiên Giang",
    kind="newspaper",
    province="Kiên Giang",
    home="https://baokiengiang.vn",
    aliases=("www.baokiengiang.vn",),
    family="newscontent",
    listings=(Listing(path="/rss/home.rss", link=None), Listing(path="/", link=Select("a[href$='.html']", "many"))),
    layouts=(newscontent.UNDATED,),
    key_rewrites=newscontent.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
