"""Báo Lào Cai. A whole article page of 2025 was read for the selectors and is not kept; the list link is that of its CMS."""

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
