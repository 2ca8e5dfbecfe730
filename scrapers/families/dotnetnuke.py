"""DotNetNuke portals of Vĩnh Long: only addresses and the text of pages are known, so articles are read by their lines."""

from __future__ import annotations

import re
from typing import Final

from scrapers.spec import AnchorLayout, PostbackPaging

# One id space over all sub-sites; the old form and the new one name the same article.
KEY_REWRITES: Final = (
    (r"^/(?:[a-z0-9-]+/)?xem-chi-tiet-tin-tuc/id/(\d+).*$", r"/id/\1"),
    (r"^/Default\.aspx\?(?:.*&)?ID=(\d+).*$", r"/id/\1"),
)
PAGING: Final = PostbackPaging(pager="a[href*=__doPostBack]", next_text="Tiếp")

VINHLONG: Final = AnchorLayout(
    name="vinhlong-2016",
    url=re.compile(
        r"^/(?:[a-z0-9-]+/)?xem-chi-tiet-tin-tuc/id/\d+|^/Default\.aspx\?(?=.*tabid=\d+)(?=.*\bID=\d+)", re.IGNORECASE
    ),
    root=("div[id^=dnn_ctr]",),
    # The page's clock ("Chủ Nhật, 17/12/2017 9:31:53 SA") stands first; the article's own date says "Ngày".
    published=re.compile(r"^\s*Ngày\s+\d{1,2}/\d{1,2}/\d{4}\s+\d{1,2}:\d{2}:\d{2}", re.MULTILINE),
    published_pattern="day clock",
    title="after_date",
    body=re.compile(r"^\s*\(Vinhlong\.gov\.vn\)", re.MULTILINE | re.IGNORECASE),
    body_starts="at",
    stop=re.compile(r"^\s*Các tin khác"),
    skip=re.compile(r"^(?:Chủ Nhật|Thứ \w+), \d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d{2}:\d{2} (?:SA|CH)$"),
    caption=re.compile(r"^Ảnh\s*:"),
    source="text of a page of December 2016",
)
