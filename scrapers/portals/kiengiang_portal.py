"""Government portal of Kiên Giang, since July 2025 part of An Giang. Neither addresses nor lists are known."""

from scrapers.families import single, untold
from scrapers.spec import Portal

PORTAL = Portal(
    slug="kiengiang_portal",
    name="Cổng thông tin điện tử tỉnh Kiên Giang",
    kind="government",
    province="Kiên Giang",
    home="https://www.kiengiang.gov.vn",
    aliases=("kiengiang.gov.vn",),
    family="single",
    listings=(untold.FRONT_PAGE,),
    layouts=(
        single.layout_of_2020(
            "kiengiang-portal-2019",
            url=untold.ARTICLE_URL,
            root="div.textbody",
            published=".block_tin .date_pst",
            lead="p.mota + p",
        ),
    ),
    key_rewrites=untold.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
