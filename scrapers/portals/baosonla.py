"""Báo Sơn La, known from a public crawl configuration of January 2026, which does not tell where the date stands."""

import re

from scrapers.families import single
from scrapers.spec import Listing, Portal, Select

# "…-51YnYvXDR.html" in 2026, a number before; /xa-hoi.html and /…/trang-2.html are lists.
_ARTICLE_URL = re.compile(r"^/[^/?]+/[^/?]+-[A-Za-z0-9]{5,12}\.html(?:\?|$)")

PORTAL = Portal(
    slug="baosonla",
    name="Báo Sơn La",
    kind="newspaper",
    province="Sơn La",
    home="https://baosonla.vn",
    aliases=("www.baosonla.vn", "baosonla.org.vn", "www.baosonla.org.vn"),
    family="single",
    listings=tuple(
        Listing(path=path, link=Select("a.cms-link[href$='.html']", "many"))
        for path in ("/kinh-te.html", "/xa-hoi.html", "/nong-nghiep.html")
    ),
    layouts=(
        single.layout_of_2026(
            "baosonla-2026",
            url=_ARTICLE_URL,
            root="#editor-detail",
            lead="div.fulltext > p.font-bold",
            drop=(".audio-article", ".select-accent-wrap"),
            section="ul.breadcrumb a.active, ul.breadcrumb a[href]",
        ),
    ),
    key_rewrites=((r"^/[^/]+/[^/]*-([A-Za-z0-9]{5,12})\.html.*$", r"/\1"),),
    knowledge="declared",
    default=False,
)
