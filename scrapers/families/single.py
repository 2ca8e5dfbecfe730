"""Provincial papers on a system of their own, of which a public crawl configuration tells the container and the date.

No two are alike, so a paper's selectors stand in its own module; here is what is the same about all of them: which facts there
are, which are guesses, and shapes of addresses. Where the configuration compared whole class attributes, so do the selectors
([class=text]): words like "text" and "time" are on many other elements of such pages.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from scrapers.families.headlines import needing
from scrapers.spec import Select, SelectorLayout
from transforms.dates import ANY

SOURCE_2020: Final = "public crawl configuration of 2019-20; that the headline is the one h1 is a guess"
SOURCE_2026: Final = "public crawl configuration of January 2026"
GONE_BY_2026: Final = date(2025, 12, 31)  # the day before the configuration of another layout; the true day is earlier

# Shapes of addresses. The last part ends in an article's number, of five digits at least: sections have years in their names.
NUMBERED: Final = re.compile(r"^/(?:[^/?]+/)*[^/?]*\d{5}(?:\.[a-z]{3,5})?/?(?:\?|$)")
# The number is a part of its own before the slug: /news/200/99817/<slug>, /11/193923/<slug>.aspx
NUMBER_BEFORE: Final = re.compile(r"^/(?:[^/?]+/){1,2}\d{4,}/[^/?]+/?(?:\?|$)")
BY_NUMBER: Final = (r"^/(?:[^/?]+/)*(?:[^/?]*[^/?\d])?(\d{5,})(?:\.[a-z]{3,5})?(?:\?.*)?$", r"/\1")
BY_NUMBER_BEFORE: Final = (r"^/(?:[^/?]+/){1,2}(\d{4,})/[^/?]+(?:\?.*)?$", r"/\1")


def layout_of_2020(
    name: str,
    *,
    url: re.Pattern[str],
    root: str,
    published: str,
    lead: str | None = None,
    caption: tuple[str, ...] = (),
    drop: tuple[str, ...] = (),
    until: date | None = None,
) -> SelectorLayout:
    """A layout whose `root` and `published` are known; of several elements the first counts, as for the configuration.

    A page without a headline or a date where they are looked for is not in this layout: the general reader reads it.
    """
    return SelectorLayout(
        name=name,
        url=url,
        root=needing(root, "h1", published),
        title=Select("h1"),
        published=Select(published, "many"),
        published_pattern=ANY,
        lead=Select(lead, "any") if lead else None,
        caption=caption,
        drop=drop,
        until=until,
        source=SOURCE_2020,
    )


def layout_of_2026(
    name: str,
    *,
    url: re.Pattern[str],
    root: str,
    title: str = "h1",
    lead: str | None = None,
    drop: tuple[str, ...] = (),
    section: str | None = None,
    source: str = SOURCE_2026,
) -> SelectorLayout:
    """A layout of which nothing tells where the date stands: it is what the page declares as data, or there is none."""
    return SelectorLayout(
        name=name,
        url=url,
        root=needing(root, title),
        title=Select(title),
        published=None,
        published_pattern=ANY,
        lead=Select(lead, "any") if lead else None,
        drop=drop,
        section=Select(section, "any") if section else None,
        source=source,
    )
