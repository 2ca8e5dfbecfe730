"""Liferay portals of provincial governments: Bắc Giang, Thái Nguyên, Quảng Ngãi, Quảng Trị, and Đà Nẵng since about 2023.

Marks: "/-/" in addresses, `portlet-asset-publisher`, `journal-content-article`. An article is shown by whatever page has a
publisher, so only its own name is a key. Lists page by a parameter that is named for each list (`…_INSTANCE_…_cur`): only their
first pages are read.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from scrapers.families.headlines import by_headline, needing
from scrapers.families.single import layout_of_2020
from scrapers.spec import Select, SelectorLayout
from transforms.dates import ANY

# quangngai.gov.vn names no publisher: /-/asset_publisher/Content/<slug>
_ASSET: Final = r"^/(?:[^?]+/)?-/asset_publisher/(?:[^/?]+/)?content/[^/?]+"
_FRIENDLY: Final = r"^/(?:[^?/]+/)?web/[^/?]+/-/[^/?]+"
_VIEW: Final = r"^/(?:[^?]+/)?-/view-article/\d+/\d+/\d+"
ARTICLE_URL: Final = re.compile(f"{_ASSET}|{_FRIENDLY}", re.IGNORECASE)
KEY_REWRITES: Final = (
    (r"^/(?:[^?]+/)?-/asset_publisher/(?:[^/?]+/)?content/([^/?]+).*$", r"/-/\1"),
    (r"^/(?:[^?]+/)?-/view-article/\d+/(\d+/\d+).*$", r"/view-article/\1"),
    (r"^/(?:[^?/]+/)?web/[^/?]+/-/([^/?]+).*$", r"/-/\1"),
)
PUBLISHED: Final = ".portlet-asset-publisher a[href*='/-/'], .portlet-asset-publisher a[href*='/content/']"  # links of a list

_HEADLINE: Final = "h1:not(.portlet-title)"

BAC_GIANG: Final = SelectorLayout(
    name="liferay-bacgiang",
    url=ARTICLE_URL,
    root=needing("div.journal-content-article", _HEADLINE, "span.meta-data-date"),
    title=Select(_HEADLINE),
    published=Select("span.meta-data-date", "many"),
    published_pattern=ANY,
    lead=Select(".article-summary", "any"),
    caption=("figcaption",),
    source="public crawl configuration of 2019-20; the headline from a later public crawler",
)

THAI_NGUYEN: Final = replace(
    BAC_GIANG,
    name="liferay-thainguyen",
    root=needing("div.journal-content-article", _HEADLINE, "p.date_post"),
    published=Select("p.date_post", "many"),
    lead=None,
    source="public crawl configuration of 2019-20 and a later public crawler; the headline as on bacgiang.gov.vn",
)

QUANG_NGAI: Final = layout_of_2020(
    "liferay-quangngai",
    # Since about 2025 addresses end in .html; what these pages look like nothing tells, the general reader reads them.
    url=re.compile(rf"{_ASSET}|^/tin-tuc/(?:[^/?]+/)*[^/?]+\.html(?:\?.*)?$", re.IGNORECASE),
    root=".asset-content",
    published=".date-post",
    caption=("p:has(img) + :has(span[style*='#0000FF' i])",),
)

QUANG_TRI: Final = layout_of_2020(
    "liferay-quangtri",
    # The second shape is that of 2026.
    url=re.compile(rf"{_VIEW}|^/tin-tuc/[^/?]+(?:\?.*)?$"),
    root="div.article_summary_detail",
    published=".time_detail_news",
    lead=".summary_detail_news",
)

DA_NANG: Final = by_headline(
    "liferay-danang",
    url=re.compile(_FRIENDLY),
    root=".journal-content-article",
    drop=(".tag-lib", ".rating", ".comment"),
    source="a public crawler of the portal as it was in about 2025",
)
