"""Government portal of Thái Nguyên. Sections are those of a public crawler."""

from scrapers.families import liferay
from scrapers.spec import Listing, Portal, Select

PORTAL = Portal(
    slug="thainguyen_portal",
    name="Cổng thông tin điện tử tỉnh Thái Nguyên",
    kind="government",
    province="Thái Nguyên",
    home="https://thainguyen.gov.vn",
    aliases=("www.thainguyen.gov.vn",),
    family="liferay",
    listings=tuple(
        Listing(path=f"/vi_VN/{section}", link=Select(liferay.PUBLISHED, "many"))
        for section in ("thoi-su", "tin-hoat-dong-cua-tinh")
    ),
    layouts=(liferay.THAI_NGUYEN,),
    key_rewrites=liferay.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
