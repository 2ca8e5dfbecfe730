"""Government portal of Lào Cai. Neither addresses nor lists are known."""

from dataclasses import replace

from scrapers.families import sharepoint, untold
from scrapers.spec import Portal

PORTAL = Portal(
    slug="laocai_portal",
    name="Cổng thông tin điện tử tỉnh Lào Cai",
    kind="government",
    province="Lào Cai",
    home="https://www.laocai.gov.vn",
    aliases=("laocai.gov.vn",),
    family="sharepoint",
    listings=(untold.FRONT_PAGE,),
    layouts=(replace(sharepoint.ARTICLE_CONTENT, url=untold.ARTICLE_URL),),
    key_rewrites=untold.KEY_REWRITES,
    knowledge="declared",
    default=False,
)
