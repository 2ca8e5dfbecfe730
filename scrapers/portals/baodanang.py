"""Báo Đà Nẵng. List and container are known from a public crawl configuration of 2026; header and date are those of its CMS."""

from scrapers.families import onecms
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baodanang",
    name="Báo Đà Nẵng",
    kind="newspaper",
    province="Đà Nẵng",
    home="https://baodanang.vn",
    aliases=("www.baodanang.vn",),
    family="onecms",
    listings=tuple(Listing(path=path, link=Select("h3.b-grid__title a[href]", "many")) for path in ("/chinh-tri", "/kinh-te")),
    layouts=(onecms.ENTRY,),
    key_rewrites=onecms.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
