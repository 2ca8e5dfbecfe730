"""Báo Đắk Lắk. A whole article page of 2024 is saved; `?paged=N` repeats page 1 of a list, only the list service pages."""

from scrapers.families import sc_service
from scrapers.spec import Listing, Portal, Select

_LINK = Select("div.item.row15 a.title1, a.title5", "many")

PORTAL = Portal(
    slug="baodaklak",
    name="Báo Đắk Lắk",
    kind="newspaper",
    province="Đắk Lắk",
    home="https://baodaklak.vn",
    aliases=("www.baodaklak.vn",),
    family="sc_service",
    listings=tuple(
        Listing(path=path, link=_LINK, paging=sc_service.LIST_SERVICE) for path in ("/thoi-su/", "/xa-hoi/", "/kinh-te/")
    ),
    layouts=(sc_service.DAKLAK_2024, sc_service.DAKLAK_2020),
    key_rewrites=sc_service.KEY_REWRITES,
    knowledge="seen",
)
