"""The VNPT-made CMS with back end "sc_service": baodaklak.vn, its Phú Yên edition, baovinhlong.com.vn and others.

Marks: a hidden #page_info block, article addresses with year and month and the last 7 hex digits of the article's id. Papers
re-file articles under another section, so the key is month and id. Charset is declared beyond the first 1,024 bytes, and the
date exists only in the text: no canonical link, no JSON-LD.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from scrapers.families.headlines import by_headline, needing
from scrapers.spec import JsonpPaging, Select, SelectorLayout
from transforms.dates import ANY

ARTICLE_URL: Final = re.compile(r"^/(?:[a-z0-9-]+/){1,2}\d{6}/[^/]+-(?:[0-9a-f]{7}|\d{6,8})/?(?:\?|$)")
IMPORTED_URL: Final = re.compile(r"^/\d+/\d+/[^/]+/?$")  # baophuyen.vn's old articles: /95/64112/<slug>/
KEY_REWRITES: Final = ((r"^/(?:[a-z0-9-]+/)+(\d{6})/[^/]+-([0-9a-f]{7}|\d{6,8})(?:[/?].*)?$", r"/\1/\2"),)
LIST_SERVICE: Final = JsonpPaging(path="/sc_service/api/article/list", page_size=14)
JUNK: Final = (
    "ul.social",
    "div.bd02",
    "div.related",
    "table.rl",
    "div.tag_list",
    "#feedback",
    "div.news_other",
    "#mostread",
    ".section-post-detail-comment",
    ".section-post-detail-related",
)

DAKLAK_2024: Final = SelectorLayout(
    name="daklak-2024",
    url=ARTICLE_URL,
    root=Select("#content.content"),
    title=Select("#content > h1.media-heading"),
    published=Select("#content > div.date"),  # one of seven .date elements of a page
    published_pattern="clock, day",
    caption=("td.image_desc",),
    drop=("#content > h4.media-heading", *JUNK),
    section=Select("#page_info #cate_title", "any"),  # a.maincatetitle is the parent section
    tags=Select("div.tag_list a", "any"),
    source="baodaklak.vn page of 2024 (b56121a)",
)

DAKLAK_2020: Final = SelectorLayout(
    name="daklak-2020",
    url=ARTICLE_URL,
    root=Select(".content:not(#content)"),
    title=Select(".content h1"),
    published=Select(".content > .date"),
    published_pattern="clock, weekday, day",
    caption=("td.image_desc",),
    drop=JUNK,
    section=Select("#page_info #cate_title, a.maincatetitle", "any"),
    until=date(2023, 12, 31),
    source="public crawl configuration of 2019-20 and the text of a page of January 2020",
)

_PHUYEN_DATE: Final = Select(".detail-header-groups .group-time time.time")
PHUYEN_2026: Final = SelectorLayout(
    name="phuyen-2026",
    url=re.compile(f"{ARTICLE_URL.pattern}|{IMPORTED_URL.pattern}"),
    root=Select("#content.content-detail"),
    title=Select(".detail-main-title h1.title"),  # one of three h1
    published=_PHUYEN_DATE,
    published_pattern="clock, day",
    body=Select(".td-post-content"),
    lead=Select(".content-reply p.reply", "optional"),
    caption=("td.image_desc",),
    drop=(*JUNK, ".after-author", ".related2", ".image_related_1", ".image_related_2"),
    section=Select("#page_info #cate_title, ol.breadcrumb li.active a", "any"),
    tags=Select(".tags-box .tags", "any"),
    source="phuyen.baodaklak.vn pages of 2011 (64112) and 2014 in the skin of 2026",
)

# The same skin elsewhere. Only `.td-post-content` is told of other sites, so the rest of it must be there as well.
TD_POST: Final = replace(
    PHUYEN_2026,
    name="td-post",
    url=ARTICLE_URL,
    root=needing(".td-post-content", PHUYEN_2026.title.css, _PHUYEN_DATE.css),
    published_pattern=ANY,
    body=None,
    source="container in public crawl configurations of December 2025 and January 2026, the rest as on phuyen.baodaklak.vn",
)

THAI_NGUYEN_2026: Final = by_headline(
    "thainguyen-2026",
    url=ARTICLE_URL,
    root="div.content-detail",
    lead="h1 ~ div.desc, .content-detail > div.desc",
    drop=JUNK,
    source="public crawl configuration of January 2026",
)

QUANG_TRI_2026: Final = by_headline(
    "quangtri-2026",
    url=ARTICLE_URL,
    root="div#content",
    drop=JUNK,
    source="public crawl configuration of January 2026",
)
