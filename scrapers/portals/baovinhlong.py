"""Báo Vĩnh Long. Addresses to 2026 are known, selectors from a public crawl configuration of 2019-20.

The skin of today is a guess, as is the link selector.
"""

from dataclasses import replace

from scrapers.families import dataimages, sc_service
from scrapers.spec import Listing, Portal, Select

_PAGING = replace(sc_service.LIST_SERVICE, from_start=True)  # the link selector takes links beside the list

PORTAL = Portal(
    slug="baovinhlong",
    name="Báo Vĩnh Long",
    kind="newspaper",
    province="Vĩnh Long",
    home="https://baovinhlong.com.vn",
    aliases=("www.baovinhlong.com.vn",),
    family="sc_service",
    listings=tuple(
        Listing(path=path, link=Select("a[href*='/20']", "many"), paging=_PAGING) for path in ("/xa-hoi/", "/xa-hoi/du-lich/")
    ),
    layouts=(sc_service.TD_POST, dataimages.DATE_CLASS),
    key_rewrites=sc_service.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
