"""Báo Đồng Khởi of Bến Tre, since the merger of the provinces a part of Báo Vĩnh Long: articles moved with their ids.

Known from public crawl configurations of 2019-20 and of January 2026; paging is that of baocantho.com.vn.
"""

from scrapers.families import fck
from scrapers.spec import Listing, Portal, QueryPaging, Select

PORTAL = Portal(
    slug="baodongkhoi",
    name="Báo Đồng Khởi",
    kind="newspaper",
    province="Bến Tre",
    home="https://dongkhoi.baovinhlong.vn",
    aliases=("baodongkhoi.vn", "www.baodongkhoi.vn"),
    family="fck",
    listings=tuple(
        Listing(path=path, link=Select("a[href*='-a'][href$='.html']", "many"), paging=QueryPaging("p"))
        for path in ("/thoi-su/", "/kinh-te/", "/xa-hoi/")
    ),
    layouts=(fck.SLIDER,),
    key_rewrites=fck.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
