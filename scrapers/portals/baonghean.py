"""Báo Nghệ An. An article page is saved; the list is known from a public crawl configuration of 2026."""

from scrapers.families import onecms
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baonghean",
    name="Báo Nghệ An",
    kind="newspaper",
    province="Nghệ An",
    home="https://baonghean.vn",
    aliases=("www.baonghean.vn",),
    family="onecms",
    listings=(Listing(path="/chinh-tri", link=Select(".b-grid__title a[href]", "many")),),
    layouts=(onecms.ENTRY,),
    key_rewrites=onecms.KEY_REWRITES,
    knowledge="seen",
)
