"""Báo Hải Phòng. An article page is saved; the list is known from a public crawl configuration of 2026."""

from scrapers.families import onecms
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baohaiphong",
    name="Báo Hải Phòng",
    kind="newspaper",
    province="Hải Phòng",
    home="https://baohaiphong.vn",
    aliases=("www.baohaiphong.vn",),
    family="onecms",
    listings=(Listing(path="/chinh-tri", link=Select("h3 a[href]", "many")),),
    layouts=(onecms.ENTRY,),
    key_rewrites=onecms.KEY_REWRITES,
    knowledge="seen",
    default=False,
)
