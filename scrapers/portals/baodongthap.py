"""Báo Đồng Tháp: one paper, three skins, two host names. Selectors from public crawlers, no page saved."""

from scrapers.families import dongthap
from scrapers.spec import Listing, Portal, QueryPaging, Select

PORTAL = Portal(
    slug="baodongthap",
    name="Báo Đồng Tháp",
    kind="newspaper",
    province="Đồng Tháp",
    home="https://baodongthap.vn",
    aliases=("www.baodongthap.vn", "baodongthap.com.vn", "www.baodongthap.com.vn"),
    family="dongthap",
    listings=tuple(
        Listing(path=path, link=Select("div#cate-content div.item a.title", "many"), paging=QueryPaging("page"))
        for path in ("/chinh-tri?cate=342", "/kinh-te?cate=343", "/xa-hoi?cate=344")
    ),
    layouts=(dongthap.SINGULAR, dongthap.APBAC, dongthap.ASPX),
    key_rewrites=dongthap.KEY_REWRITES,
    knowledge="declared",
)
