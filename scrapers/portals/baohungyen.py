"""Báo Hưng Yên: MediaTech's CMS in a public crawl configuration of January 2026. The list link is that of its sister papers.

In 2017 its addresses were those of the "/dataimages/" CMS (/chinh-tri/201704/<slug>-734792/); nothing tells its layout then.
"""

from scrapers.families import mediatech
from scrapers.spec import Listing, Portal, Select

_LINK = Select("article a[href], h3 a[href], h2 a[href], .card-title a[href]", "many")

PORTAL = Portal(
    slug="baohungyen",
    name="Báo Hưng Yên",
    kind="newspaper",
    province="Hưng Yên",
    home="https://baohungyen.vn",
    aliases=("www.baohungyen.vn",),
    family="mediatech",
    listings=tuple(Listing(path=path, link=_LINK) for path in ("/chinh-tri", "/kinh-te", "/xa-hoi")),
    layouts=(mediatech.PSEUDONYM,),
    key_rewrites=mediatech.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
