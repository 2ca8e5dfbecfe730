"""Báo Hòa Bình, known from a public crawl configuration of 2019-20. Phú Thọ since July 2025.

Pages of a section are /220/page/<n>/<name>.htm: numbered in the path, which no paging here follows, so the newest is read.
"""

from scrapers.families import single
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baohoabinh",
    name="Báo Hòa Bình",
    kind="newspaper",
    province="Hòa Bình",
    home="https://baohoabinh.com.vn",
    aliases=("www.baohoabinh.com.vn",),
    family="single",
    listings=(Listing(path="/220/page/1/KY-PHONG-SU.htm", link=Select("a[href$='.htm']", "many")),),  # the link is a guess
    layouts=(
        single.layout_of_2020(
            "baohoabinh-2020",
            url=single.NUMBER_BEFORE,  # as at baoyenbai.com.vn, whose lists and picture host have the same shape
            root="[class='post clearfix']",
            published="span.meta",
            lead=".summary",
            drop=(".related-post", "[class='post margin-top-20 clearfix']"),
        ),
    ),
    key_rewrites=(single.BY_NUMBER_BEFORE,),
    knowledge="declared",
    default=False,
)
