"""The CMS with `div.newscontent` of papers of the Mekong delta and Đắk Nông, 2019-23.

Marks: addresses /<section>/<slug>-<number>.html, pictures under /uploads/image/<YYYY>/<MM>/<DD>/. Public crawl configurations
of 2019-20 tell the container, the date and the lead of four of them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from scrapers.families.headlines import NUMBERED_URL, by_headline, needing
from scrapers.spec import Select, SelectorLayout
from transforms.dates import ANY

ARTICLE_URL: Final = re.compile(r"^/(?:[^/?]+/)+[^/?]+-\d+\.html(?:\?|$)")
# One directory at least: /thoi-su-215.html is a section of such a site.
KEY_REWRITES: Final = ((r"^/(?:[^/?]+/)+[^/?]*-(\d+)\.html.*$", r"/\1.html"),)


def _dated_by(date_css: str, name: str, lead: str | None = None) -> SelectorLayout:
    return SelectorLayout(
        name=name,
        url=ARTICLE_URL,
        root=needing("div.newscontent", "h1", date_css),
        title=Select("h1"),
        published=Select(date_css, "many"),
        published_pattern=ANY,
        lead=Select(lead, "optional") if lead else None,
        source="public crawl configuration of 2019-20; that there is one h1 is a guess",
    )


BAC_LIEU: Final = _dated_by("div.date", "newscontent-baclieu")
SOC_TRANG: Final = _dated_by("ul.list-unstyled li:nth-child(2)", "newscontent-soctrang", "article > p:first-of-type")
CA_MAU: Final = _dated_by(".date-time", "newscontent-camau", ".title-italic")
# Its addresses are not told: any that ends in a number.
DAK_NONG: Final = replace(_dated_by("div.date", "newscontent-daknong", "p.text-intro"), url=NUMBERED_URL)
UNDATED: Final = by_headline(
    "newscontent-headline",
    url=ARTICLE_URL,
    root="div.newscontent",
    source="addresses and pictures as those of baobaclieu.vn; the container is that of the family, unproved here",
)
