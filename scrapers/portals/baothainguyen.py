"""Báo Thái Nguyên. Known from public crawl configurations of 2019-20, before its present CMS, and of January 2026."""

from scrapers.families import sc_service, single
from scrapers.spec import Listing, Portal, Select

THAI_NGUYEN_2020 = single.layout_of_2020(
    "thainguyen-2020",
    url=single.NUMBERED,
    root="div.news_detail",
    published="span.date_up",
    lead="div.Summary",
    until=single.GONE_BY_2026,
)

PORTAL = Portal(
    slug="baothainguyen",
    name="Báo Thái Nguyên",
    kind="newspaper",
    province="Thái Nguyên",
    home="https://baothainguyen.vn",
    aliases=("www.baothainguyen.vn",),
    family="sc_service",
    listings=tuple(
        Listing(path=path, link=Select("a.title2[href]", "many"), paging=sc_service.LIST_SERVICE)
        for path in ("/thoi-su-thai-nguyen/", "/kinh-te/", "/xa-hoi/")
    ),
    layouts=(sc_service.THAI_NGUYEN_2026, THAI_NGUYEN_2020),
    key_rewrites=sc_service.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
