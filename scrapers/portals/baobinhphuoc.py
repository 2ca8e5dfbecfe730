"""Báo Bình Phước, known from a public crawl configuration of 2019-20 and a public crawler that read its sections and dates."""

from scrapers.families import single
from scrapers.spec import Listing, Portal, QueryPaging, Select

PORTAL = Portal(
    slug="baobinhphuoc",
    name="Báo Bình Phước",
    kind="newspaper",
    province="Bình Phước",
    home="https://baobinhphuoc.com.vn",
    aliases=("www.baobinhphuoc.com.vn",),
    family="single",
    listings=(
        Listing(
            path="/List/kinh-te",  # /List/<section> is known, the section's name is a guess
            link=Select(".row .col-md-12.sp-cate-sub-item a:first-child", "many"),
            paging=QueryPaging("page"),
        ),
    ),
    layouts=(
        single.layout_of_2020(
            "baobinhphuoc-2020",
            url=single.NUMBER_BEFORE,
            root="[class=news_body]",
            published=".toppn .time",  # "15:13 PM - 09/01/2020"
            lead="[class=sapo]",
            caption=("[class=hinh]",),
            drop=("[class=ilink]",),
        ),
    ),
    key_rewrites=(single.BY_NUMBER_BEFORE,),
    knowledge="declared",
    default=False,
)
