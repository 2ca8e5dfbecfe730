"""Báo Hà Tĩnh: the ZCE skin of public crawl configurations of 2025-26, Vietlong's of one of 2019-20 before."""

from scrapers.families import vietlong, zce
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baohatinh",
    name="Báo Hà Tĩnh",
    kind="newspaper",
    province="Hà Tĩnh",
    home="https://baohatinh.vn",
    aliases=("www.baohatinh.vn",),
    family="zce",
    listings=tuple(
        Listing(path=path, link=Select("a.cms-link[href]", "many")) for path in ("/kinh-te/", "/xa-hoi/", "/chinh-tri/")
    ),
    layouts=(zce.BODY, vietlong.MAIN_DETAIL),
    key_rewrites=(*zce.KEY_REWRITES, *vietlong.KEY_REWRITES),
    knowledge="declared",
    default=False,
)
