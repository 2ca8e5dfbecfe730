"""Báo Quảng Nam until the province went into Đà Nẵng in July 2025, known from a public crawl configuration of 2019-20."""

from datetime import date

from scrapers.families import single
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baoquangnam",
    name="Báo Quảng Nam",
    kind="newspaper",
    province="Quảng Nam",
    home="https://baoquangnam.vn",
    aliases=("www.baoquangnam.vn",),
    family="single",
    listings=(Listing(path="/", link=Select("a[href$='.html']", "many")),),  # a guess: no list is known
    layouts=(
        single.layout_of_2020(
            "baoquangnam-2020",
            url=single.NUMBERED,
            root="div[class=body-content]",
            published="div.pull-right.date-time",
            lead="div.chapeau",
            until=date(2025, 6, 30),  # addresses had lost the section and numbers had jumped by then
        ),
    ),
    key_rewrites=(single.BY_NUMBER,),
    knowledge="declared",
    default=False,
)
