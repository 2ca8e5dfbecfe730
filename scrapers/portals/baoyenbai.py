"""Báo Yên Bái, known from a public crawl configuration of 2019-20 and texts of pages. Lào Cai since July 2025.

Pages of a section are /215/page/<n>/<name>.aspx: numbered in the path, which no paging here follows, so the newest is read.
"""

from scrapers.families import single
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baoyenbai",
    name="Báo Yên Bái",
    kind="newspaper",
    province="Yên Bái",
    home="https://baoyenbai.com.vn",
    aliases=("www.baoyenbai.com.vn",),
    family="single",
    listings=(
        Listing(path="/rss/11.rss", link=None),
        Listing(path="/215/page/1/Phong-su.aspx", link=Select("a[href$='.aspx']", "many")),  # the link is a guess
    ),
    layouts=(
        single.layout_of_2020(
            "baoyenbai-2020",
            url=single.NUMBER_BEFORE,
            root="[class=singlepage]",
            published="div.grid-header ul span",  # "Cập nhật: Thứ sáu, 26/10/2012 | 9:55:29 AM"
        ),
    ),
    key_rewrites=(single.BY_NUMBER_BEFORE,),
    knowledge="declared",
    default=False,
)
