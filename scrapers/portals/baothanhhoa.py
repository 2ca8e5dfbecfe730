"""Báo Thanh Hóa, known from a public crawl configuration of 2019-20 and addresses since. Trap: see vietlong.

Its skin of 2026 has the lead in div.article__sapo; no source names the body.
"""

from scrapers.families import vietlong
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="baothanhhoa",
    name="Báo Thanh Hóa",
    kind="newspaper",
    province="Thanh Hóa",
    home="https://baothanhhoa.vn",
    aliases=("www.baothanhhoa.vn",),
    family="vietlong",
    listings=(
        Listing(path="/rss/thoi-su.xml", link=None),
        Listing(path="/thoi-su", link=Select("a[href$='.htm']", "many")),  # the link is a guess
    ),
    layouts=(vietlong.MAIN_DETAIL,),
    key_rewrites=vietlong.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
