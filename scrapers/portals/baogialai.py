"""Báo Gia Lai, known from public crawl configurations of December 2025 and January 2026."""

from scrapers.families import zce
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baogialai",
    name="Báo Gia Lai",
    kind="newspaper",
    province="Gia Lai",
    home="https://baogialai.com.vn",
    aliases=("www.baogialai.com.vn",),
    family="zce",
    listings=tuple(
        Listing(path=path, link=Select("article a[href]", "many")) for path in ("/kinh-te/", "/thoi-su-su-kien/", "/doi-song/")
    ),
    layouts=(zce.BODY,),
    key_rewrites=zce.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
