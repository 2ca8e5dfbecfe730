"""Báo Cần Thơ. Whole article and list pages are saved."""

from scrapers.families import fck
from scrapers.spec import Listing, Portal, QueryPaging, Select

PORTAL = Portal(
    slug="baocantho",
    name="Báo Cần Thơ",
    kind="newspaper",
    province="Cần Thơ",
    home="https://baocantho.com.vn",
    aliases=("www.baocantho.com.vn",),
    family="fck",
    listings=(
        Listing(
            path="/thoi-su/",
            link=Select("#colcate1 a[href*='-a'][href$='.html']", "many"),
            paging=QueryPaging("p", path="/thoi-su"),  # its pager links without the slash
        ),
    ),
    layouts=(fck.WITHOUT_LEAD,),
    key_rewrites=fck.KEY_REWRITES,
    knowledge="seen",
)
