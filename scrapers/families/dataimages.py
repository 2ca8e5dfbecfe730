"""The predecessor of the "sc_service" CMS, about 2010 to 2023: pictures under /dataimages/<YYYYMM>/original/images<id>_….

Addresses were /channel/<section>/<YYYYMM>/<slug>-<number>/, later with the section's name; those that moved to the new back end
kept them. Public crawl configurations of 2019-20 tell the container and the date of ten papers, not the headline; two
crawlers of 2022 and 2025 name it #title.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from scrapers.families import sc_service
from scrapers.families.headlines import NUMBERED_URL, needing
from scrapers.spec import Select, SelectorLayout
from transforms.dates import ANY

ARTICLE_URL: Final = sc_service.ARTICLE_URL
KEY_REWRITES: Final = sc_service.KEY_REWRITES
_TITLE: Final = "#title, body:not(:has(#title)) h1"


def _dated_by(date_css: str, name: str, url: re.Pattern[str] = ARTICLE_URL) -> SelectorLayout:
    """The layout whose date is the first element `date_css` finds: lists beside the article have dates of the same class."""
    return SelectorLayout(
        name=name,
        url=url,
        root=needing("#content", "#title, h1", date_css),  # baonamdinh.com.vn has two #content, the article's is first
        title=Select(_TITLE),
        published=Select(date_css, "many"),
        published_pattern=ANY,
        caption=("td.image_desc",),
        drop=(*sc_service.JUNK, ".quote"),
        section=Select("#page_info #cate_title", "any"),
        source="public crawl configurations of 2019-20; the headline is a guess",
    )


# The class and nothing else: "date row10" is that of list entries.
DATE_CLASS: Final = _dated_by("[class=date]", "dataimages-class")
DATE_ID: Final = _dated_by("div#date", "dataimages-id")
KON_TUM: Final = _dated_by("div.date-contentL", "dataimages-kontum", NUMBERED_URL)
QUANG_BINH_2022: Final = replace(
    _dated_by(".page-detail-meta li.list-inline-item", "quangbinh-2022"),
    source="public crawler of 2022; container as in the configuration of 2019-20",
)
