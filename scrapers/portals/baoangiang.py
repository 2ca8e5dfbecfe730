"""Báo An Giang. Article regions of 2023 are saved; selectors stable from 2019 to 2026 by public configurations."""

from dataclasses import replace

from scrapers.families import fck
from scrapers.spec import Listing, Portal, QueryPaging, Select

_LINK = Select("ul.cate-content-list-item > li.item div.b-content a[href], ul.cate-content-list-item > li.item a.b-img", "many")

PORTAL = Portal(
    slug="baoangiang",
    name="Báo An Giang",
    kind="newspaper",
    province="An Giang",
    home="https://baoangiang.com.vn",
    aliases=("www.baoangiang.com.vn",),
    family="fck",
    listings=(
        Listing(path="/rss/home.rss", link=None),
        Listing(path="/an-giang-24-gio/", link=_LINK, paging=QueryPaging("p")),
        Listing(path="/xa-hoi/", link=_LINK, paging=QueryPaging("p")),
    ),
    layouts=(replace(fck.WITH_LEAD, site_tags=frozenset({"An Giang", "Báo An Giang", "APEC 2027"})),),
    key_rewrites=fck.KEY_REWRITES,
    knowledge="seen",
)
