"""Báo Đồng Nai. Known from a public crawl configuration of January 2026. Its front page is a guess at a listing."""

from scrapers.families import sc_service
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baodongnai",
    name="Báo Đồng Nai",
    kind="newspaper",
    province="Đồng Nai",
    home="https://baodongnai.com.vn",
    aliases=("www.baodongnai.com.vn",),
    family="sc_service",
    listings=(Listing(path="/", link=Select("a.title1[href], a.title3[href]", "many")),),
    layouts=(sc_service.TD_POST,),
    key_rewrites=sc_service.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
