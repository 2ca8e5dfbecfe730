"""The Phú Yên edition of Báo Đắk Lắk, formerly Báo Phú Yên. Article regions are saved; its lists were not seen.

At baophuyen.com.vn it had another layout, known from a crawl configuration of 2019-20 and a public crawler. Articles kept
their numbers when they were brought over: /95/64112/<slug>.html is /95/64112/<slug>/ now.
"""

import re

from scrapers.families import sc_service, single
from scrapers.families.headlines import needing
from scrapers.spec import Listing, Portal, Select, SelectorLayout
from transforms.dates import ANY

_OLD_TITLE, _OLD_DATE = ".newsDetail > .title", ".newsDetail > .date"
PHU_YEN_2020 = SelectorLayout(
    name="phuyen-2020",
    url=re.compile(r"^/\d+/\d+/[^/?]+\.html(?:\?|$)"),
    root=needing(".newsDetail .text", _OLD_TITLE, _OLD_DATE),
    title=Select(_OLD_TITLE),
    published=Select(_OLD_DATE, "many"),
    published_pattern=ANY,
    caption=(".pic p",),
    drop=(".otherNews", ".commentDetail", ".share"),
    until=single.GONE_BY_2026,
    source="public crawl configuration of 2019-20 and a public crawler",
)

PORTAL = Portal(
    slug="phuyen_baodaklak",
    name="Báo Đắk Lắk (trang Phú Yên)",
    kind="newspaper",
    province="Phú Yên",
    home="https://phuyen.baodaklak.vn",
    aliases=("baophuyen.vn", "www.baophuyen.vn", "baophuyen.com.vn", "www.baophuyen.com.vn"),
    family="sc_service",
    listings=(Listing(path="/xa-hoi/", link=Select("a.title1, a.title2, a.title5", "many"), paging=sc_service.LIST_SERVICE),),
    layouts=(sc_service.PHUYEN_2026, PHU_YEN_2020),
    key_rewrites=(*sc_service.KEY_REWRITES, (r"^/\d+/(\d+)/[^/?]+(?:\?.*)?$", r"/imported/\1")),
    knowledge="seen",
)
