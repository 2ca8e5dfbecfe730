"""Portal of the provincial government of An Giang. No page of it is saved: articles are read by the text of one of 2019."""

from scrapers.families import websphere
from scrapers.spec import Listing, Portal, QueryPaging, Select

PORTAL = Portal(
    slug="angiang_portal",
    name="Cổng thông tin điện tử tỉnh An Giang",
    kind="government",
    province="An Giang",
    home="https://angiang.gov.vn",
    aliases=("www.angiang.gov.vn",),
    family="websphere",
    listings=(
        Listing(
            path="/wps/portal/Home/2018/home/tin-tuc",
            link=Select("div.wpsPortletBody ul.news-list li a[href*='/tin-chi-tiet/']", "many"),
            paging=QueryPaging("page"),
        ),
    ),
    layouts=(websphere.ANGIANG,),
    knowledge="declared",
)
