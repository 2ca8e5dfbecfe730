"""Government portals on a system of their own, of which a public configuration tells the selectors and nothing the addresses.

Their front page is taken as the listing, since the configuration began there, and any address with an article's number in it,
in path or query, as an article; a page without the layout's container is then no article of it.
"""

from __future__ import annotations

import re
from typing import Final

from scrapers.spec import Listing, Select

# A number of four digits or more, or a page's file: sections have neither.
ARTICLE_URL: Final = re.compile(r"^/(?!$)(?:.*\d{4}|[^?]*[^/?]\.html?(?:\?.*)?$)")
KEY_REWRITES: Final = (
    (r"^(/[^?]*\d{4}[^?]*)(?:\?.*)?$", r"\1"),
    (r"^(/[^?]*\?.*\d{4}.*)$", r"\1"),  # the number is in the query, whatever its name
)
FRONT_PAGE: Final = Listing(path="/", link=Select("a[href]", "many"))
