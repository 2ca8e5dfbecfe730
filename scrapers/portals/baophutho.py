"""Báo Phú Thọ, known from a public crawl configuration of 2019-20 and addresses since. Trap: see vietlong."""

from scrapers.families import single, vietlong
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baophutho",
    name="Báo Phú Thọ",
    kind="newspaper",
    province="Phú Thọ",
    home="https://baophutho.vn",
    aliases=("www.baophutho.vn",),
    family="vietlong",
    listings=(Listing(path="/phutho24h", link=Select("a[href$='.htm']", "many")),),  # the link is a guess
    layouts=(
        single.layout_of_2020(
            "baophutho-2020", url=vietlong.ARTICLE_URL, root="div#content", published="div.pt-post-detail__time"
        ),
    ),
    key_rewrites=vietlong.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
