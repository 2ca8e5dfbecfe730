"""The three skins of baodongthap.vn, told apart by the address of the article, and papers that share one of them.

Its skin of 2025 is that of baoapbac.vn, its skin of 2026 that of baobinhduong.vn; baohaugiang.com.vn names its body
as its oldest does.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from scrapers.families import newscontent
from scrapers.families.headlines import by_headline, needing
from scrapers.spec import Select, SelectorLayout
from transforms.dates import ANY

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

_APBAC_DATE: Final = Select("div#current-date")
APBAC: Final = SelectorLayout(
    name="dongthap-apbac",
    url=re.compile(r"^/(?:[a-z0-9-]+/){1,2}\d{6}/[^/]+-\d+/?(?:\?|$)"),
    root=Select("div#content"),
    title=Select("h1#title"),
    published=_APBAC_DATE,
    published_pattern="clock, day",
    caption=("td.image_desc",),
    drop=("div.related", "table.rl"),
    section=Select("div#nav a.parent_cate", "any"),
    until=date(2025, 12, 31),
    source="public crawler of 2025",
)

_SINGULAR_DATE: Final = Select("div.date-detail .date")
SINGULAR: Final = SelectorLayout(
    name="dongthap-2026",
    url=re.compile(r"^/[^/]+-a\d+\.html"),
    root=Select("#contentNews"),
    title=Select("h1.title"),
    published=_SINGULAR_DATE,
    published_pattern="weekday, day, clock",
    body=Select(".singular-content"),
    section=Select("div.breadcrumb-news-detail a", "any"),
    source="public crawl configuration of January 2026 and the text of a page",
)

AP_BAC: Final = replace(
    APBAC,
    name="apbac",
    root=needing("div#content", APBAC.title.css, _APBAC_DATE.css),
    published_pattern=ANY,
    until=None,
    source="public crawl configuration of 2019-20; headline as on baodongthap.vn in 2025",
)

BINH_DUONG: Final = replace(
    SINGULAR,
    name="binhduong-2026",
    root=needing("#contentNews", SINGULAR.title.css, _SINGULAR_DATE.css, ".singular-content"),
    published_pattern=ANY,
    source="public crawl configuration of January 2026; the date as on baodongthap.vn",
)

HAU_GIANG: Final = by_headline(
    "haugiang-2026",
    url=newscontent.ARTICLE_URL,
    root="div.news-details-content div.contentView",
    headline="div.news-details-content h1",
    drop=(".audio", "audio"),
    source="public crawl configuration of January 2026",
)
