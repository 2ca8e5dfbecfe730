"""Báo Tây Ninh. An article page in the skin of 2026 is saved; the list is known from a public crawl configuration of 2026."""

from scrapers.families import mediatech
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
    layouts=(mediatech.CONTENT_DETAIL,),
    key_rewrites=mediatech.KEY_REWRITES,
    knowledge="seen",
    default=False,
)
