"""Báo Hải Phòng. An article page is saved; the list is known from a public crawl configuration of 2026.

Before, at baohaiphong.com.vn, it had a system of its own, known from a public crawl configuration of 2019-20.
"""

import re

from scrapers.families import onecms, single
from scrapers.families.headlines import needing
from scrapers.spec import Listing, Portal, Select, SelectorLayout

_OLD_TITLE, _OLD_DATE = "#newsContent [class=title]", "[class='row1 creatdate']"
HAI_PHONG_2020 = SelectorLayout(
    name="baohaiphong-2020",
    url=re.compile(r"^/baohp/vn/home/[^?]+\?(?:.*&)?\w*id=\d+", re.IGNORECASE),  # the parameter's name is a guess
    root=needing("#newsContent", _OLD_TITLE, _OLD_DATE),
    title=Select(_OLD_TITLE),
    published=Select(_OLD_DATE, "many"),
    published_pattern="day clock",
    lead=Select("[class=head]", "any"),
    drop=("[class=stitle]", "[class=row1]"),
    until=single.GONE_BY_2026,
    source="public crawl configuration of 2019-20; that the element it drops as title is the headline is a guess",
)

PORTAL = Portal(
    slug="baohaiphong",
    name="Báo Hải Phòng",
    kind="newspaper",
    province="Hải Phòng",
    home="https://baohaiphong.vn",
    aliases=("www.baohaiphong.vn", "baohaiphong.com.vn", "www.baohaiphong.com.vn"),
    family="onecms",
    listings=(Listing(path="/chinh-tri", link=Select("h3 a[href]", "many")),),
    layouts=(onecms.ENTRY, HAI_PHONG_2020),
    key_rewrites=(*onecms.KEY_REWRITES, (r"^/baohp/vn/home/[^?]+\?(?:.*&)?\w*id=(\d+)", r"/baohp/\1")),
    knowledge="seen",
)
