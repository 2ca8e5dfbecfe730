"""Government portal of Khánh Hòa. Sections and addresses are those of a public crawler. Its lists page by postback."""

from scrapers.families import aspnet
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="khanhhoa_portal",
    name="Cổng thông tin điện tử tỉnh Khánh Hòa",
    kind="government",
    province="Khánh Hòa",
    home="https://khanhhoa.gov.vn",
    aliases=("www.khanhhoa.gov.vn",),
    family="aspnet",
    listings=tuple(
        Listing(path=path, link=Select("a[href*='/vi/']", "many"))
        for path in ("/vi/tin-hoat-dong-cua-lanh-dao-tinh", "/vi/tin-hoat-dong-so-nganh-dia-phuong")
    ),
    layouts=(aspnet.KHANH_HOA,),
    knowledge="declared",
    default=False,
)
