"""Báo Tây Ninh. An article page in the skin of 2026 is saved; the list is known from a public crawl configuration of 2026.

Before, it had the system of baoangiang.com.vn: known from a public crawl configuration of 2019-20.
"""

from dataclasses import replace

from scrapers.families import fck, mediatech, single
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baotayninh",
    name="Báo Tây Ninh",
    kind="newspaper",
    province="Tây Ninh",
    home="https://baotayninh.vn",
    aliases=("www.baotayninh.vn",),
    family="mediatech",
    listings=(Listing(path="/thoi-su/", link=Select("a.title[href], a.news-title[href]", "many")),),
    layouts=(mediatech.CONTENT_DETAIL, replace(fck.FROBOTO, until=single.GONE_BY_2026)),
    key_rewrites=(*fck.KEY_REWRITES, *mediatech.KEY_REWRITES),
    knowledge="seen",
)
