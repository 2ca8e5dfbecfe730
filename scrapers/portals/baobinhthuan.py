"""Báo Bình Thuận. Trap: the date element is called "today" and may prove to be the page's clock."""

from scrapers.families import single
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baobinhthuan",
    name="Báo Bình Thuận",
    kind="newspaper",
    province="Bình Thuận",
    home="https://baobinhthuan.com.vn",
    aliases=("www.baobinhthuan.com.vn",),
    family="single",
    listings=(Listing(path="/tin-tuc-binh-thuan-moi-nhat", link=Select("a[href$='.html']", "many")),),  # the link is a guess
    layouts=(
        single.layout_of_2020(
            "baobinhthuan-2020",
            url=single.NUMBERED,
            root="#info_g",
            published="#today",
            lead="#info_g > p:nth-of-type(2)",
        ),
    ),
    key_rewrites=(single.BY_NUMBER,),
    knowledge="declared",
    default=False,
)
