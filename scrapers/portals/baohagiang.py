"""Báo Hà Giang, of a province that became part of Tuyên Quang in 2025.

Known from a public crawl configuration of 2019-20 and addresses to 2025. From 2022 on pictures and addresses are those of the
new back end; its skin is a guess, as is the link selector.
"""

from scrapers.families import dataimages, sc_service
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baohagiang",
    name="Báo Hà Giang",
    kind="newspaper",
    province="Hà Giang",
    home="https://baohagiang.vn",
    aliases=("www.baohagiang.vn",),
    family="sc_service",
    listings=(Listing(path="/xa-hoi/", link=Select("a[href*='/20']", "many")),),
    layouts=(sc_service.TD_POST, dataimages.DATE_ID),
    key_rewrites=sc_service.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
