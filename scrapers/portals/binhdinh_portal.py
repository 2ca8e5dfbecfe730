"""Government portal of Bình Định, since July 2025 part of Gia Lai. Addresses are not known; a link to its list of news is."""

from scrapers.families import single, untold
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="binhdinh_portal",
    name="Cổng thông tin điện tử tỉnh Bình Định",
    kind="government",
    province="Bình Định",
    home="https://www.binhdinh.gov.vn",
    aliases=("binhdinh.gov.vn",),
    family="single",
    listings=(Listing(path="/tin-tuc", link=Select("a[href]", "many")),),
    layouts=(
        single.layout_of_2020(
            "binhdinh-portal-2019",
            url=untold.ARTICLE_URL,
            root="div:has(> p.content_summary)",
            published=".dtContentDate",
            lead="p.content_summary",
        ),
    ),
    key_rewrites=untold.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
