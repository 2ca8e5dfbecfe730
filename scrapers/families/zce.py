"""The ZCE editor's CMS: baolaocai.vn, baogialai.com.vn, baohatinh.vn. Marks: article__… and cms-… classes, "-post<id>.html".

Paragraphs of the body may be bare `div`. What is bold or right-aligned says so by classes (.t1, .t2), which mean what the
`<style>` at the beginning of that body says.
"""

from __future__ import annotations

import re
from typing import Final

from scrapers.spec import Select, SelectorLayout

ARTICLE_URL: Final = re.compile(r"^/(?:[^/?]+/)*[^/?]+-post\d+\.html(?:\?|$)")
KEY_REWRITES: Final = ((r"^/(?:[^/?]+/)*[^/?]*-post(\d+)\.html.*$", r"/post\1"),)

# The last paragraph, or the last but a place for an advertisement, if the style sheet in the body aligns it right.
_SIGNATURE: Final = ", ".join(
    f'div.article__body:has(> style:lexbor-contains(".t{n} {{ text-align: right")) > .t{n}:nth-last-child(-n+2)'
    for n in (1, 2, 3)
)

BODY: Final = SelectorLayout(
    name="zce",
    url=ARTICLE_URL,
    root=Select("div.article__body"),
    title=Select("h1.article__title"),
    published=Select(".article__meta time.time"),  # the other time.time of the page are other articles'
    published_pattern="day clock",
    lead=Select("div.article__sapo"),
    author=Select(_SIGNATURE, "any"),
    drop=(".sda_middle", ".rennab", ".ads_middle", "[id^=adsWeb_]", ".related-news"),
    section=Select("div.breadcrumbs .main a", "any"),
    source="baolaocai.vn page of 2025 (post404649), not kept here; public crawl configurations of 2025-26",
)
