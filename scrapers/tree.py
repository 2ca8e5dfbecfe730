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
# They also compare every attribute of a tag with all before it: 32,000 in one tag, 300 kB, took 6 s. Real tags have a dozen.
_MOST_ATTRIBUTES: Final = 1_000  # of different names; of one name only the first counts
_UNHARMED: Final = 50_000  # characters, which hold too few attributes to matter: most pages cost nothing here
_TAG: Final = re.compile(r"<[a-zA-Z]")
_NAME: Final = r"[^\s/>][^\s/>=]*+"
_VALUE: Final = r"""(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
_ATTRIBUTE: Final = re.compile(rf"[\s/]*+({_NAME}){_VALUE}")
_ATTRIBUTES: Final = re.compile(rf"[^\s/>]*+((?:[\s/]*+{_NAME}{_VALUE})*+)")
_LOOKS: Final = 4  # times that a page is read for this: what begins in quotes may be a tag or none


def read_tree(html: str, url: str) -> LexborHTMLParser:
    """The page's tree.

    Raises:
        LayoutChanged: elements are left open, or have attributes, by the thousand. No portal prints such pages on purpose.
    """
    if len(html) > _UNHARMED and _is_crowded(html):
        raise LayoutChanged(url, "attributes", f"fewer than {_MOST_ATTRIBUTES} a tag", _MOST_ATTRIBUTES)
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


def _is_crowded(html: str) -> bool:
    """Has a tag too many attributes?

    What begins within another tag's quotes is looked at as well: whether it is a tag, only the parser knows. A page that has
    us read it over and over in this way is crowded, too.
    """
    left = _LOOKS * len(html)
    for tag in _TAG.finditer(html):
        found = _ATTRIBUTES.match(html, tag.end())
        if found is None:
            continue
        length = found.end() - found.start()
        left -= length
        if length >= 2 * _MOST_ATTRIBUTES and left >= 0:
            left -= length
            if len(set(map(str.lower, _ATTRIBUTE.findall(found[1])))) >= _MOST_ATTRIBUTES:
                return True
        if left < 0:
            return True
    return False
