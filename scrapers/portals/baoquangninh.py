"""Báo Quảng Ninh. Known from public crawl configurations of 2019-20, under its former host, and of January 2026."""

from dataclasses import replace
from datetime import date

from scrapers.families import dataimages, mediatech
from scrapers.spec import Listing, Portal, Select

# Pictures of December 2020 stand under /dataimages/, those of July 2021 do not.
QUANG_NINH_2020 = replace(dataimages.DATE_CLASS, until=date(2021, 6, 30))

PORTAL = Portal(
    slug="baoquangninh",
    name="Báo Quảng Ninh",
    kind="newspaper",
    province="Quảng Ninh",
    home="https://baoquangninh.vn",
    aliases=("www.baoquangninh.vn", "baoquangninh.com.vn", "www.baoquangninh.com.vn"),
    family="mediatech",
    listings=tuple(
        Listing(path=path, link=Select("article.card a[href], .card-content a[href]", "many"))
        for path in ("/chinh-tri", "/kinh-te", "/xa-hoi")
    ),
    layouts=(mediatech.PSEUDONYM, QUANG_NINH_2020),
    key_rewrites=(*dataimages.KEY_REWRITES, *mediatech.KEY_REWRITES),
    knowledge="declared",
    default=False,
)
