"""The Phú Yên edition of Báo Đắk Lắk, formerly Báo Phú Yên. Article regions are saved; its lists were not seen."""

from scrapers.families import sc_service
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="phuyen_baodaklak",
    name="Báo Đắk Lắk (trang Phú Yên)",
    kind="newspaper",
    province="Phú Yên",
    home="https://phuyen.baodaklak.vn",
    aliases=("baophuyen.vn", "www.baophuyen.vn"),
    family="sc_service",
    listings=(Listing(path="/xa-hoi/", link=Select("a.title1, a.title2, a.title5", "many"), paging=sc_service.LIST_SERVICE),),
    layouts=(sc_service.PHUYEN_2026,),
    key_rewrites=sc_service.KEY_REWRITES,
    knowledge="seen",
    default=False,
)
