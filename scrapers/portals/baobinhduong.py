"""Báo Bình Dương, of a province that became part of Hồ Chí Minh City in 2025.

Known from a public crawl configuration of January 2026."""

from scrapers.families import dongthap, fck
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baobinhduong",
    name="Báo Bình Dương",
    kind="newspaper",
    province="Bình Dương",
    home="https://baobinhduong.vn",
    aliases=("www.baobinhduong.vn",),
    family="dongthap",
    listings=tuple(
        Listing(path=path, link=Select(".article-item a[href], h3 a[href], h2 a[href]", "many"))
        for path in ("/chinh-tri", "/kinh-te", "/xa-hoi")
    ),
    layouts=(dongthap.BINH_DUONG,),
    key_rewrites=fck.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
