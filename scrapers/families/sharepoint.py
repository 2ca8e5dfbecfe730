"""SharePoint portals of provincial governments: two news web parts, and Quảng Ninh's own pages.

One web part (`ArticleContent`, `PostDate`) stands on binhthuan.gov.vn, caobang.gov.vn and laocai.gov.vn; the other marks its
elements `tandan-` (dienbien.gov.vn) and files pages by day: /portal/Pages/2020-5-29/<slug>.aspx. Lists page by postback or
script, so only their first pages are read.
"""

from __future__ import annotations

import re
from typing import Final

from scrapers.families.headlines import needing
from scrapers.families.single import layout_of_2020
from scrapers.spec import Select, SelectorLayout
from transforms.dates import ANY

# caobang.gov.vn ends addresses of articles with -<number>; a sister site of binhthuan.gov.vn does so too.
NUMBERED_URL: Final = re.compile(r"^/(?:[^/?]+/)*[^/?]+-\d{3,}/?(?:\?.*)?$")
NUMBERED_KEYS: Final = ((r"^/(?:[^/?]+/)*[^/?]+-(\d{3,})(?:\?.*)?$", r"/\1"),)

# "Pages" is written with and without a capital.
DATED_URL: Final = re.compile(r"^/portal/pages/\d{4}(?:-\d{1,2}-\d{1,2})?/[^/?]+\.aspx", re.IGNORECASE)
DATED_KEYS: Final = ((r"^/portal/pages/(\d{4}(?:-\d{1,2}-\d{1,2})?/[^/?]+)\.aspx.*$", r"/\1"),)

# Sub-sites of departments and communes count their articles themselves, so the directory is part of the key.
NID_URL: Final = re.compile(r"^/(?:[^?]+/)?trang/chitiettintuc\.aspx\?(?:.*&)?nid=\d+", re.IGNORECASE)
NID_KEYS: Final = ((r"^(/(?:[^?]+/)?)trang/chitiettintuc\.aspx\?(?:.*&)?nid=(\d+).*$", r"\1nid/\2"),)

_HEADLINE: Final = ".ArticleHeader, body:not(:has(.ArticleHeader)) h1"
_TAN_DAN_HEADLINE: Final = ".tandan-p-article-news-title:not(:has(a))"  # with a link it is one of a list

ARTICLE_CONTENT: Final = SelectorLayout(
    name="sharepoint-article-content",
    url=NUMBERED_URL,
    root=needing("div.ArticleContent", _HEADLINE, "div.PostDate"),
    title=Select(_HEADLINE),
    published=Select("div.PostDate", "many"),
    published_pattern=ANY,
    lead=Select("div.ArticleSummary", "any"),
    source="public crawl configurations of 2019-20, three sites alike; the headline from a later public crawler",
)

TAN_DAN: Final = SelectorLayout(
    name="sharepoint-tandan",
    url=DATED_URL,
    root=needing(".ms-rtestate-field", _TAN_DAN_HEADLINE, ".tandan-span-date-publish"),
    title=Select(_TAN_DAN_HEADLINE),
    published=Select(".tandan-span-date-publish", "many"),
    published_pattern=ANY,
    lead=Select(".tandan-p-article-news-summary", "any"),
    drop=(".tandan-div-article-other", ".social-share"),
    tags=Select(".td-tags a", "any"),
    source="public crawl configuration of 2019-20; the headline from a later public crawler",
)

QUANG_NINH: Final = layout_of_2020(
    "sharepoint-quangninh",
    url=NID_URL,
    root="div.noi-dung-trang",
    published="[id^=noidungtrang] .publish-date",
)
