"""Government portal of Quảng Nam, since July 2025 part of Đà Nẵng. Addresses of three systems since 2019 have numbers."""

from scrapers.families import aspnet, untold
from scrapers.spec import Portal

PORTAL = Portal(
    slug="quangnam_portal",
    name="Cổng thông tin điện tử tỉnh Quảng Nam",
    kind="government",
    province="Quảng Nam",
    home="https://quangnam.gov.vn",
    aliases=("www.quangnam.gov.vn",),
    family="aspnet",
    listings=(untold.FRONT_PAGE,),
    layouts=(aspnet.QUANG_NAM,),
    key_rewrites=untold.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
