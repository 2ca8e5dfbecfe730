"""Government portal of Bình Thuận, since July 2025 part of Lâm Đồng. Its front page is a guess at a listing."""

from scrapers.families import sharepoint
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="binhthuan_portal",
    name="Cổng thông tin điện tử tỉnh Bình Thuận",
    kind="government",
    province="Bình Thuận",
    home="https://binhthuan.gov.vn",
    aliases=("www.binhthuan.gov.vn",),
    family="sharepoint",
    listings=(Listing(path="/", link=Select("a[href]", "many")),),
    layouts=(sharepoint.ARTICLE_CONTENT,),
    key_rewrites=sharepoint.NUMBERED_KEYS,
    knowledge="declared",
    default=False,
)
