"""Government portal of Quảng Trị. The list and its addresses are known from 2026, the selectors from 2019-20."""

from scrapers.families import liferay
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="quangtri_portal",
    name="Cổng thông tin điện tử tỉnh Quảng Trị",
    kind="government",
    province="Quảng Trị",
    home="https://www.quangtri.gov.vn",
    aliases=("quangtri.gov.vn",),
    family="liferay",
    listings=(Listing(path="/tin-tuc", link=Select("a[href*='/tin-tuc/'], a[href*='/view-article/']", "many")),),
    layouts=(liferay.QUANG_TRI,),
    key_rewrites=liferay.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
