"""Government portal of Bắc Giang, since July 2025 part of Bắc Ninh. Sections are those of a public crawler."""

from scrapers.families import liferay
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="bacgiang_portal",
    name="Cổng thông tin điện tử tỉnh Bắc Giang",
    kind="government",
    province="Bắc Giang",
    home="https://bacgiang.gov.vn",
    aliases=("www.bacgiang.gov.vn",),
    family="liferay",
    listings=tuple(
        Listing(path=path, link=Select(f"{liferay.PUBLISHED}, .ul-abstract-ctn .news-title a", "many"))
        for path in ("/kinh-te", "/van-hoa-xa-hoi", "/chinh-tri")
    ),
    layouts=(liferay.BAC_GIANG,),
    key_rewrites=liferay.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
