"""Báo Sóc Trăng, of a province that became part of Cần Thơ in 2025.

Known from a public crawl configuration of 2019-20 and addresses of 2024. Those are of the "sc_service" CMS; which of its skins
it had is a guess, as is the link selector.
"""

from scrapers.families import newscontent, sc_service
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baosoctrang",
    name="Báo Sóc Trăng",
    kind="newspaper",
    province="Sóc Trăng",
    home="https://baosoctrang.org.vn",
    aliases=("www.baosoctrang.org.vn",),
    family="newscontent",
    listings=(Listing(path="/van-hoa-the-thao-du-lich/", link=Select("a[href*='/20']", "many")),),
    layouts=(sc_service.TD_POST, newscontent.SOC_TRANG),
    key_rewrites=(*sc_service.KEY_REWRITES, *newscontent.KEY_REWRITES),
    knowledge="declared",
    default=False,
)
