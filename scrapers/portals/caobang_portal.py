"""Government portal of Cao Bằng. Sections and the shape of addresses are those of a public crawler."""

from scrapers.families import sharepoint
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="caobang_portal",
    name="Cổng thông tin điện tử tỉnh Cao Bằng",
    kind="government",
    province="Cao Bằng",
    home="https://caobang.gov.vn",
    aliases=("www.caobang.gov.vn",),
    family="sharepoint",
    listings=tuple(
        Listing(path=path, link=Select("a[href]", "many"))  # in no known container; articles are told by their addresses
        for path in ("/chuyen-muc-tin-tuc", "/chinh-tri", "/kinh-te")
    ),
    layouts=(sharepoint.ARTICLE_CONTENT,),
    key_rewrites=sharepoint.NUMBERED_KEYS,
    knowledge="declared",
    default=False,
)
