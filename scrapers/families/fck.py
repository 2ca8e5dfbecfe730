"""The "-a<id>.html" CMS with FCK editor classes: baoangiang.com.vn, baocantho.com.vn and other papers of the Mekong delta.

The id is the identity: the slug is cut at about 100 characters and changes with the title. A print version stands at /print/.
"""

from __future__ import annotations

import re
from typing import Final

from scrapers.families.headlines import needing
from scrapers.spec import Select, SelectorLayout
from transforms.dates import ANY

ARTICLE_URL: Final = re.compile(r"^/(?:print/)?[^/]+-a\d+\.html")
KEY_REWRITES: Final = ((r"^/(?:print/)?[^/]*-a(\d+)\.html.*$", r"/a\1"),)
JUNK: Final = (".detail-related", ".detail-tag", ".detail-sharelike", ".boxpayk", ".related-list", "[class^=AMN_res_]")

WITH_LEAD: Final = SelectorLayout(
    name="fck-lead",
    url=ARTICLE_URL,
    root=Select("#newscontents"),
    title=Select("div.detail-title h1"),
    published=Select("div.pubdate"),
    published_pattern="day - clock",
    # The lead block carries the body's class too: without #newscontents the two would mix.
    body=Select(".content-fck-font-size"),
    lead=Select("div.detail-desc p", "any"),
    author=Select("#newscontents p.author", "any"),
    caption=("p.note",),
    drop=JUNK,
    section=Select("ul.breadcrumb li:not(.start) a", "any"),
    tags=Select("div.detail-tag a.tag_item", "any"),
    source="baoangiang.com.vn pages of 2023 (a367201, a375340)",
)

WITHOUT_LEAD: Final = SelectorLayout(
    name="fck-no-lead",
    url=ARTICLE_URL,
    root=Select("#newscontents"),
    # The first h1 of the page is the breadcrumb.
    title=Select("h1.fw700, h1.margintopbot10"),
    published=Select("span.pubdate"),
    published_pattern="day - clock",
    body=Select(".content-fck"),
    drop=JUNK,
    section=Select("div.titlecate h1 a", "any"),
    source="baocantho.com.vn pages of 2026 and 2014 (a196670, a80443)",
)

SLIDER: Final = SelectorLayout(
    name="fck-slider",
    url=ARTICLE_URL,
    root=Select("#newscontents"),
    title=Select("h1"),
    published=Select("div.pubdate"),
    published_pattern="day - clock",
    body=Select(".content-fck"),
    lead=Select("div.detail-desc p, div.detail-desc:not(:has(p))", "any"),
    author=Select("#newscontents p.author", "any"),  # as on baoangiang.com.vn, like the captions
    caption=("p.note",),
    drop=JUNK,
    section=Select("h2.catename-h1 a", "any"),
    source="baodongkhoi.vn: public crawl configurations of 2019-20 and of January 2026 agree",
)

# baothuathienhue.vn, and baotayninh.vn before it changed its CMS.
FROBOTO: Final = SelectorLayout(
    name="fck-2020",
    url=ARTICLE_URL,
    root=needing("#newscontents", "h1", ".pubdate"),
    title=Select("h1:not(.titlecate h1)"),
    published=Select(".pubdate", "many"),
    published_pattern=ANY,
    lead=Select(".fontd.fw600.justify", "any"),
    author=Select("#newscontents p.author", "any"),
    caption=("p.note",),
    drop=JUNK,
    source="public crawl configurations of 2019-20; the headline as at other papers of this CMS",
)
