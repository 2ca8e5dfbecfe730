"""IBM WebSphere portals of An Giang (2018-19): only the text of a page is known, so articles are read by their lines."""

from __future__ import annotations

import re
from typing import Final

from scrapers.spec import AnchorLayout

# "/wps/portal/!ut/p/…" addresses hold session state and are no keys; articles are linked by readable paths.
ARTICLE_URL: Final = re.compile(r"^/wps/portal/(?!!ut).*/tin-chi-tiet/")

ANGIANG: Final = AnchorLayout(
    name="angiang-2019",
    url=ARTICLE_URL,
    root=("div.wpsPortletBody",),
    published=re.compile(r"Ngày đăng\s*:\s*\d{1,2}/\d{1,2}/\d{4}"),
    published_pattern="day",
    title="before_date",
    body=re.compile(r"Xem với c[ởỡ] chữ"),
    body_starts="after",
    stop=re.compile(r"^\s*(?:Các tin khác|Tin liên quan|Tin cùng chuyên mục)"),
    skip=re.compile(
        r"^\s*(?:Responsive image|Chào mừng bạn đến với Cổng thông tin điện tử.*|cổng thông tin điện tử tỉnh.*)$", re.IGNORECASE
    ),
    source="text of a page of March 2019",
)
