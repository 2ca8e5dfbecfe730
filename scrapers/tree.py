"""Text of a page to a tree, unless its nesting would keep the parser busy for minutes."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from scrapers.errors import LayoutChanged

# HTML5 parsers look through the open elements at every block tag and repeat open formatting elements in every paragraph, so
# that time and memory grow with elements times depth. 100,000 open <div> took 60 s; saved pages reach 2,500 times 15.
_MOST_WORK: Final = 10_000_000
_LOOKED_THROUGH: Final = re.compile(
    r"<(/?)(a|article|b|blockquote|center|div|dl|em|font|form|h[1-6]|i|main|ol|section|small|strike|strong|table|u|ul)[\s/>]"
)


def read_tree(html: str, url: str) -> LexborHTMLParser:
    """The page's tree.

    Raises:
        LayoutChanged: elements are left open by the thousand. No portal prints such pages on purpose.
    """
    elements = html.count("<")
    if elements**2 > _MOST_WORK:  # else no nesting could be too deep
        deepest = _MOST_WORK // elements
        found = _depth(html)
        if found > deepest:
            raise LayoutChanged(url, "open elements", f"at most {deepest}", found)
    return LexborHTMLParser(html)


def _depth(html: str) -> int:
    """How many elements are open at once, at most. End tags close only their own kind; a parser may close more, never fewer."""
    still_open: Counter[str] = Counter()
    depth = deepest = 0
    for slash, name in _LOOKED_THROUGH.findall(html.lower()):
        if not slash:
            still_open[name] += 1
            depth += 1
            deepest = max(deepest, depth)
        elif still_open[name]:
            still_open[name] -= 1
            depth -= 1
    return deepest
