"""Government portal of Quảng Ngãi. Its front page is a guess at a listing."""

from scrapers.families import liferay
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="quangngai_portal",
    name="Cổng thông tin điện tử tỉnh Quảng Ngãi",
    kind="government",
    province="Quảng Ngãi",
    home="https://quangngai.gov.vn",
    aliases=("www.quangngai.gov.vn",),
    family="liferay",
    listings=(Listing(path="/", link=Select("a[href*='/asset_publisher/'], a[href*='/tin-tuc/']", "many")),),
    layouts=(liferay.QUANG_NGAI,),
    key_rewrites=liferay.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
