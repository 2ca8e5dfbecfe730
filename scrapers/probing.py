"""What each selector of a layout finds on a page, all of them, where parsing stops at the first that does not keep its word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scrapers.anchored import find_anchored
from scrapers.parse import candidates
from scrapers.selected import matches
from scrapers.selection import expected_count, fits
from scrapers.spec import AnchorLayout, Layout, Portal, Select, SelectorLayout
from scrapers.tree import read_tree


@dataclass(frozen=True, slots=True)
class Probed:
    """One selector of a layout: how many elements it should find, how many it found."""

    field: str
    css: str
    expected: str
    found: int
    fits: bool


def layout_on(html: str, url: str, portal: Portal, captured_on: date | None) -> Layout | None:
    """The layout that parsing takes for this page, whether the rest of it reads or not. Raises LayoutChanged like read_tree."""
    tree = read_tree(html, url)
    for layout in candidates(portal, url, captured_on):
        if isinstance(layout, AnchorLayout):
            if find_anchored(tree, layout) is not None:
                return layout
        elif matches(tree, layout):
            return layout
    return None


def probe(html: str, url: str, layout: SelectorLayout) -> tuple[Probed, ...]:
    """Every selector of the layout in the order in which an article is read. Raises LayoutChanged like read_tree."""
    tree = read_tree(html, url)
    root = tree.css_first(layout.root.css)
    fields = ("root", "title", "published", "lead", "author", "section", "body", "tags")
    probed = []
    for field in fields:
        selector: Select | None = getattr(layout, field)
        if selector is None:
            continue
        node = root if field == "body" and root is not None else tree
        found = len({match.mem_id for match in node.css(selector.css)})
        probed.append(Probed(field, selector.css, expected_count(selector), found, fits(selector, found)))
    return tuple(probed)
