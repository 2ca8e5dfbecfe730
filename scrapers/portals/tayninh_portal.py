"""Government portal of Tây Ninh. Neither addresses nor lists are known."""

from scrapers.families import aspnet, untold
from scrapers.spec import Portal

PORTAL = Portal(
    slug="tayninh_portal",
    name="Cổng thông tin điện tử tỉnh Tây Ninh",
    kind="government",
    province="Tây Ninh",
    home="https://tayninh.gov.vn",
    aliases=("www.tayninh.gov.vn",),
    family="aspnet",
    listings=(untold.FRONT_PAGE,),
    layouts=(aspnet.TAY_NINH,),
    key_rewrites=untold.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
