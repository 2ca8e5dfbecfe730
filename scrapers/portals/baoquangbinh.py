"""Báo Quảng Bình, of a province that became part of Quảng Trị in 2025.

Known from a public crawl configuration of 2019-20, a crawler of 2022 and addresses to 2025. Its link selector is a guess.
"""

from scrapers.families import dataimages
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baoquangbinh",
    name="Báo Quảng Bình",
    kind="newspaper",
    province="Quảng Bình",
    home="https://baoquangbinh.vn",
    aliases=("www.baoquangbinh.vn",),
    family="dataimages",
    listings=tuple(Listing(path=path, link=Select("a[href*='/20']", "many")) for path in ("/kinh-te/", "/chinh-tri/")),
    layouts=(dataimages.QUANG_BINH_2022, dataimages.DATE_CLASS),
    key_rewrites=dataimages.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
