"""Government portal of Điện Biên. Sections, link classes and addresses are those of public crawlers."""

from scrapers.families import sharepoint
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="dienbien_portal",
    name="Cổng thông tin điện tử tỉnh Điện Biên",
    kind="government",
    province="Điện Biên",
    home="https://www.dienbien.gov.vn",
    aliases=("dienbien.gov.vn",),
    family="sharepoint",
    listings=tuple(
        Listing(
            path=f"/portal/Pages/{page}.aspx",
            link=Select(".channel-news-title a, .tandan-p-article-news-title a, .title-news a", "many"),
        )
        for page in ("Tin-tuc-su-kien", "Thong-tin-trong-tinh", "Chuyen-muc-Kinh-te-Xa-hoi")
    ),
    layouts=(sharepoint.TAN_DAN,),
    key_rewrites=sharepoint.DATED_KEYS,
    knowledge="declared",
    default=False,
)
