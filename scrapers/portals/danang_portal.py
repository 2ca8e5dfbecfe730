"""Government portal of Đà Nẵng, in the system it had until about 2022 and on Liferay."""

import re

from scrapers.families import liferay, single
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="danang_portal",
    name="Cổng thông tin điện tử thành phố Đà Nẵng",
    kind="government",
    province="Đà Nẵng",
    home="https://danang.gov.vn",
    aliases=("www.danang.gov.vn",),
    family="liferay",
    listings=(Listing(path="/tin-tuc-su-kien", link=Select("a[href*='/web/dng/-/']", "many")),),
    layouts=(
        liferay.DA_NANG,
        single.layout_of_2020(
            "danang-2019",
            url=re.compile(r"^/(?:[^?]+/)?chi-tiet\?(?:.*&)?id=\d+"),
            root=".chi-tiet-main-content",
            published=".chi-tiet-publish-date",
            lead=".chi-tiet-sub-content",
        ),
    ),
    key_rewrites=(*liferay.KEY_REWRITES, (r"^/(?:[^?]+/)?chi-tiet\?(?:.*&)?id=(\d+).*$", r"/id/\1")),
    knowledge="declared",
    default=False,
)
