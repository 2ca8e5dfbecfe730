"""Báo Lào Cai. Its selectors were read off a whole article page of 2025; the list link is that of its CMS.

That page is not kept, so no test parses it and the portal is declared, not seen.
"""

from scrapers.families import zce
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baolaocai",
    name="Báo Lào Cai",
    kind="newspaper",
    province="Lào Cai",
    home="https://baolaocai.vn",
    aliases=("www.baolaocai.vn",),
    family="zce",
    listings=(Listing(path="/kinh-te/", link=Select("article a[href], a.cms-link[href]", "many")),),
    layouts=(zce.BODY,),
    key_rewrites=zce.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
