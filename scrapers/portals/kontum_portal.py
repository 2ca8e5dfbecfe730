"""Government portal of Kon Tum, since July 2025 part of Quảng Ngãi. The shape of addresses is that of an article of 2024."""

import re

from scrapers.families import single
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="kontum_portal",
    name="Cổng thông tin điện tử tỉnh Kon Tum",
    kind="government",
    province="Kon Tum",
    home="https://www.kontum.gov.vn",
    aliases=("kontum.gov.vn",),
    family="single",
    listings=(Listing(path="/", link=Select("a[href*='/pages/detail/']", "many")),),
    layouts=(
        single.layout_of_2020(
            "kontum-portal-2019",
            url=re.compile(r"^/pages/detail/\d+/"),
            root="div[class=noidung]",
            published="div.thongke-ngay",
            lead="div.noidung.sapo",
        ),
    ),
    key_rewrites=((r"^/pages/detail/(\d+)/.*$", r"/\1"),),
    knowledge="declared",
    default=False,
)
