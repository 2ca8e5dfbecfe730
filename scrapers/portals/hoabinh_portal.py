"""Government portal of Hòa Bình, since July 2025 part of Phú Thọ. Neither addresses nor lists are known."""

from scrapers.families import single, untold
from scrapers.spec import Portal

PORTAL = Portal(
    slug="hoabinh_portal",
    name="Cổng thông tin điện tử tỉnh Hòa Bình",
    kind="government",
    province="Hòa Bình",
    home="https://www.hoabinh.gov.vn",
    aliases=("hoabinh.gov.vn",),
    family="single",
    listings=(untold.FRONT_PAGE,),
    layouts=(
        single.layout_of_2020(
            "hoabinh-portal-2019",
            url=untold.ARTICLE_URL,
            root="div.textdetail",
            published=".date_time",
            lead=".summary",
        ),
    ),
    key_rewrites=untold.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
