"""Portal of the provincial government of Vĩnh Long. Addresses and texts are known, no page is saved."""

from scrapers.families import dotnetnuke
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="vinhlong_portal",
    name="Cổng thông tin điện tử tỉnh Vĩnh Long",
    kind="government",
    province="Vĩnh Long",
    home="https://vinhlong.gov.vn",
    aliases=("www.vinhlong.gov.vn", "tintuc.vinhlong.gov.vn"),
    family="dotnetnuke",
    listings=tuple(
        Listing(path=f"/chuyen-muc-tin-tuc/id/{section}", link=Select("li h3 > a[href]", "many"), paging=dotnetnuke.PAGING)
        for section in (22, 23)
    ),
    layouts=(dotnetnuke.VINHLONG,),
    key_query=("tabid", "id"),
    key_rewrites=dotnetnuke.KEY_REWRITES,
    knowledge="declared",
)
