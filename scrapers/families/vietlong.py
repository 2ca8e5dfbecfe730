"""Vietlong's CMS (pictures on cdn.vietlong.org, *.dhcn.vn): baothanhhoa.vn, baophutho.vn, and baohatinh.vn until it took ZCE.

The number at the end is the identity. It was a part of its own (/<section>/<slug>/<id>.htm) until 2021 at least, and ends the
slug since. Trap: of many articles only the lead is sent readable; the body comes scrambled, and a script of the page puts it
right. Such an article is refused as not Vietnamese, never stored as it comes.
"""

from __future__ import annotations

import re
from typing import Final

from scrapers.families.single import GONE_BY_2026, layout_of_2020

ARTICLE_URL: Final = re.compile(r"^/(?!print/)(?:[^/?]+/)*(?:[^/?]+-|[^/?]+/)\d+\.htm(?:\?|$)")
KEY_REWRITES: Final = ((r"^/(?:[^/?]+/)*(?:[^/?]*-)?(\d+)\.htm.*$", r"/\1"),)

MAIN_DETAIL: Final = layout_of_2020(
    "vietlong-2020",
    url=ARTICLE_URL,
    root="#main-detail",
    published=".date_news",
    lead=".sapo_detail",
    caption=(".pCaption", ".iCaption", ".pCenter i"),
    drop=(".drelated", ".pHead"),
    until=GONE_BY_2026,
)
