"""OneCMS (pictures on *.1cdn.vn): baohaiphong.vn, baonghean.vn, baodanang.vn, hanoimoi.vn.

The article's header stands inside its container. The page's meta dates are month first ("4/26/2022 11:05:00 AM").
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from scrapers.spec import Select, SelectorLayout

ARTICLE_URL: Final = re.compile(r"^/[^/]+-\d{5,9}\.html(?:\?|$)")
KEY_REWRITES: Final = ((r"^/[^/]*-(\d{5,9})\.html.*$", r"/\1"),)

ENTRY: Final = SelectorLayout(
    name="onecms",
    url=ARTICLE_URL,
    root=Select("div.c-news-detail div.b-maincontent .entry"),
    title=Select("h1.block-sc-title"),
    published=Select("span.block-sc-publish-time"),
    published_pattern="day clock",
    lead=Select("p.block-sc-sapo"),
    author=Select("span.block-sc-author"),
    caption=("td.image_desc", "figcaption"),
    drop=(
        ".sc-longform-header",
        ".sc-empty-layer",
        ".sc-related-articles",
        ".c-box",
        ".c-banner-inpage",
        ".c-comments",
        ".c-share-detail",
        ".c-article-reaction",
        ".c-header-sticky",
        ".c-news-readmore",
        ".vtranslate-author-translate",
    ),
    tags=Select(".onecms__tags a", "any"),
    source="baohaiphong.vn page of 2022 (472928), baonghean.vn page of 2021 (10230827)",
)

# The configuration names no .entry within: the header, not the container, says that it is this CMS.
MAIN_CONTENT: Final = replace(
    ENTRY,
    name="onecms-maincontent",
    root=Select("body:has(.block-sc-title) div.b-maincontent", "many"),
    source="public crawl configuration of January 2026; header and date as on other sites of this CMS",
)
