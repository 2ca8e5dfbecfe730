"""MediaTech's CMS: baotayninh.vn since 2026, baocaobang.vn, baohungyen.vn, baoquangninh.vn.

Its pages close </html> before <head> and hold a second document in the body. Date and font-size letters share an element.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from scrapers.spec import Select, SelectorLayout

ARTICLE_URL: Final = re.compile(r"^/[^/?]+-\d+\.html(?:\?|$)")
KEY_REWRITES: Final = ((r"^/[^/]*-(\d+)\.html.*$", r"/\1"),)

CONTENT_DETAIL: Final = SelectorLayout(
    name="mediatech",
    url=ARTICLE_URL,
    root=Select("#content-detail"),
    title=Select("div.content-article h1.name"),
    published=Select("div.content-article > div.date"),  # the first date of the page is the clock in div.title-time
    published_pattern="weekday, day, clock",
    lead=Select("#content-detail p.sapo"),  # the div.sapo before it is a cut-off dump of lead and body
    author=Select("#content-detail div.author", "any"),
    caption=(".wp-caption-text",),
    drop=("div.sapo", "ins.ads-zone-group", ".box-comments", ".block-content[data-nosnippet]", ".topics", ".relates"),
    section=Select("#cate-title", "any"),
    source="baotayninh.vn page of 2021 in the skin of 2026 (88701)",
)

# Other papers of this CMS: no p.sapo, the lead is the first paragraph; the author is div.pseudonym.
PSEUDONYM: Final = replace(
    CONTENT_DETAIL,
    name="mediatech-pseudonym",
    root=Select("body:has(h1.name):has(div.date) #content-detail", "many"),
    title=Select("h1.name"),
    published=Select("div.date", "many"),
    lead=None,
    author=Select("#content-detail div.pseudonym", "any"),
    drop=(*CONTENT_DETAIL.drop, "div.social", "div.print_page", "div.block-news-list", ".related-news"),
    section=Select(".breadcrumbs ol.breadcrumb li a", "any"),
    source="public crawler of baocaobang.vn of 2025-26, public crawl configuration of January 2026",
)
