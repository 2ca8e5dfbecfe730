"""Báo Lạng Sơn, known from a public crawl configuration of 2019-20. Its robots.txt was said in 2026 to close it to crawlers."""

from scrapers.families import single
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baolangson",
    name="Báo Lạng Sơn",
    kind="newspaper",
    province="Lạng Sơn",
    home="https://baolangson.vn",
    aliases=("www.baolangson.vn",),
    family="single",
    listings=(Listing(path="/", link=Select("a[href$='.html']", "many")),),  # a guess: no list is known
    layouts=(
        single.layout_of_2020(
            "baolangson-2020", url=single.NUMBERED, root="div[class=content]", published="p.post-date", caption=("p > em",)
        ),
    ),
    key_rewrites=(single.BY_NUMBER,),
    knowledge="declared",
    default=False,
)
