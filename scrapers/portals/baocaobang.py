"""Báo Cao Bằng: MediaTech's CMS in a public crawler of 2025-26, a system of its own in a crawl configuration of 2019-20.

Its sections fill by script from /list-post-by-category (JSON); what their HTML links to at first is all that is read.
"""

from scrapers.families import mediatech, single
from scrapers.spec import Listing, Portal, Select

_LINK = Select("article a[href], h3 a[href], h2 a[href], .card-title a[href]", "many")

PORTAL = Portal(
    slug="baocaobang",
    name="Báo Cao Bằng",
    kind="newspaper",
    province="Cao Bằng",
    home="https://baocaobang.vn",
    aliases=("www.baocaobang.vn",),
    family="mediatech",
    listings=tuple(Listing(path=path, link=_LINK) for path in ("/Thoi-su", "/kinh-te", "/xa-hoi")),
    layouts=(
        mediatech.PSEUDONYM,
        single.layout_of_2020(
            "baocaobang-2020",
            url=single.NUMBERED,
            root="[class=text]",
            published="[class=time]",
            lead="[class=sapo]",
            until=single.GONE_BY_2026,
        ),
    ),
    key_rewrites=(*mediatech.KEY_REWRITES, single.BY_NUMBER),
    knowledge="declared",
    default=False,
)
