"""The three skins of baodongthap.vn, told apart by the address of the article. Its skin of 2025 is that of baoapbac.vn."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from scrapers.spec import Select, SelectorLayout

KEY_REWRITES: Final = (
    (r"^/[^/]+/[^/]+-(\d+)\.aspx.*$", r"/\1.aspx"),
    (r"^/(?:[^/]+/)+\d{6}/[^/]+-(\d+)(?:[/?].*)?$", r"/\1"),
    (r"^/[^/]*-a(\d+)\.html.*$", r"/a\1"),
)
_AFTER_THE_ARTICLE: Final = r"^(?:<\s*Trở về trang trước|Gửi bình luận của bạn)"

ASPX: Final = SelectorLayout(
    name="dongthap-aspx",
    url=re.compile(r"^/[a-z0-9-]+/[a-z0-9-]+-\d+\.aspx"),
    root=Select(".contentView"),
    title=Select("div.news-details-content h1"),
    published=Select("#cphContent_ucNewsDetails_lblPostedDate"),
    published_pattern="day clock",
    drop=(".audio", "audio"),
    section=Select("div.box-breadcrumb a", "any"),
    stop=re.compile(_AFTER_THE_ARTICLE),
    until=date(2025, 6, 30),
    source="public crawl configuration of 2019-20 and the text of a page of February 2024",
)

APBAC: Final = SelectorLayout(
    name="dongthap-apbac",
    url=re.compile(r"^/(?:[a-z0-9-]+/){1,2}\d{6}/[^/]+-\d+/?$"),
    root=Select("div#content"),
    title=Select("h1#title"),
    published=Select("div#current-date"),
    published_pattern="clock, day",
    caption=("td.image_desc",),
    drop=("div.related", "table.rl"),
    section=Select("div#nav a.parent_cate", "any"),
    until=date(2025, 12, 31),
    source="public crawler of 2025",
)

SINGULAR: Final = SelectorLayout(
    name="dongthap-2026",
    url=re.compile(r"^/[^/]+-a\d+\.html"),
    root=Select("#contentNews"),
    title=Select("h1.title"),
    published=Select("div.date-detail .date"),
    published_pattern="weekday, day, clock",
    body=Select(".singular-content"),
    section=Select("div.breadcrumb-news-detail a", "any"),
    source="public crawl configuration of January 2026 and the text of a page",
)
