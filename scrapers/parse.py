"""One article page to a RawArticle: picks the layout, or falls back to a generic reader and says so in `method`.

Takes text, returns a value: no session, clock or disk.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from scrapers.anchored import find_anchored, read_anchored
from scrapers.generic import read_generic
from scrapers.selected import matches, read_selected
from scrapers.spec import AnchorLayout, Layout, Portal
from scrapers.tree import read_tree
from transforms.records import RawArticle

PARSER_VERSION: Final = "2026.11-2"  # recorded with every article, so that a replay can tell what an older parser read


def parse_article(html: str, url: str, portal: Portal | None, *, captured_on: date | None = None) -> RawArticle:
    """Read an article page.

    `portal` None reads a page of a site nobody declared. `captured_on` is the day the page was fetched: layouts that had ended
    by then are tried last.

    Raises:
        LayoutChanged: a layout's container is there, but a part of it has another count than declared; or the page is nested
            beyond reason.
    """
    tree = read_tree(html, url)
    if portal is None:
        return read_generic(tree, url, "")
    for layout in candidates(portal, url, captured_on):
        if isinstance(layout, AnchorLayout):
            article = find_anchored(tree, layout)
            if article is not None:
                return read_anchored(article, layout, url, portal.slug)
        elif matches(tree, layout):
            return read_selected(tree, layout, url, portal.slug)
    return read_generic(tree, url, portal.slug)


def candidates(portal: Portal, url: str, captured_on: date | None) -> list[Layout]:
    """The layouts a page may be in, in the order in which they are tried."""
    return sorted(portal.layouts_for(url), key=lambda layout: bool(captured_on and layout.until and layout.until < captured_on))
