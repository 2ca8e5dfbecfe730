"""Government portal of Quảng Ninh. The list and its addresses are known from 2026, the selectors from 2019-20."""

from scrapers.families import sharepoint
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="quangninh_portal",
    name="Cổng thông tin điện tử tỉnh Quảng Ninh",
    kind="government",
    province="Quảng Ninh",
    home="https://www.quangninh.gov.vn",
    aliases=("quangninh.gov.vn",),
    family="sharepoint",
    listings=(Listing(path="/Trang/tin-tuc-su-kien.aspx", link=Select("a[href*='ChiTietTinTuc.aspx?nid=' i]", "many")),),
    layouts=(sharepoint.QUANG_NINH,),
    key_rewrites=sharepoint.NID_KEYS,
    knowledge="declared",
    default=False,
)
