"""Pages of which a public source names the container, and not where the date stands: then it is what follows the headline.

A guess is part of what its layout is recognised by. Where the guess is wrong, the page is not in this layout and the general
reader reads it, instead of a layout that finds half of an article.
"""

from __future__ import annotations

import re
from typing import Final

from scrapers.spec import Select, SelectorLayout
from transforms.dates import ANY

_DATES: Final = ("time", ".time", ".date", "#date", ".date-time", ".pubdate")

# Addresses of sites whose shape no source tells: the last part ends in a number longer than a year.
NUMBERED_URL: Final = re.compile(r"^/(?:[^/?]+/)*[^/?]+-[a-z]?\d{5,9}(?:/|\.html?)?(?:\?|$)")


def needing(root: str, *parts: str) -> Select:
    """The container on pages that have each of the parts too. Of several the first counts.

    `root` is one selector; `parts` may be lists.
    """
    return Select("body" + "".join(f":has({part})" for part in parts) + f" {root}", "many")


def by_headline(
    name: str,
    *,
    url: re.Pattern[str],
    root: str,
    source: str,
    headline: str = "h1",
    lead: str | None = None,
    drop: tuple[str, ...] = (),
) -> SelectorLayout:
    """A layout of which `root`, perhaps `headline` and `lead`, are known, and the date is taken to follow the headline."""
    # Written out: the parser loses `:is()` in a list inside `:has()`.
    date_css = ", ".join(f"{headline} + {css}, {headline} + * {css}" for css in _DATES)
    return SelectorLayout(
        name=name,
        url=url,
        root=needing(root, date_css),
        title=Select(", ".join(f"{headline}:has(+ {css}), {headline}:has(+ * {css})" for css in _DATES)),
        published=Select(date_css, "many"),
        published_pattern=ANY,
        lead=Select(lead, "optional") if lead else None,
        drop=drop,
        source=source,
    )
