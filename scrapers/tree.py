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
# They also compare every attribute of a tag with all before it: 32,000 in one tag, 300 kB, took 6 s. Real tags have a dozen;
# what looks like a tag in a script may have hundreds.
_MOST_COMPARED: Final = 300_000_000  # the squares of the numbers of attributes, over all tags: about a second
_UNHARMED: Final = 50_000  # characters, which hold too few attributes to matter: most pages cost nothing here
_SHORT: Final = 2_000  # characters in a tag, whose attributes are too few to count
# Nearly every tag of a page has at most 64 attributes in the plainest of notations, which no parser can read differently: those
# are passed over by one expression, in a quarter of the time that a look at each takes.
_PLAIN_VALUE: Final = r"""(?:=(?:"[^"]*+"|'[^']*+'|[^ \t\n\r\f"'<>]++))?+"""
_PLAIN: Final = rf"[a-zA-Z0-9]++(?:[ \t\n/]++[a-zA-Z0-9:_.-]++{_PLAIN_VALUE}){{0,64}}+[ \t\n/]*+>"
_TAG: Final = re.compile(rf"<(?!{_PLAIN})[a-zA-Z]")
_NAME: Final = r"[^\s/>][^\s/>=]*+"
_VALUE: Final = r"""(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
_ATTRIBUTE: Final = re.compile(rf"[\s/]*+({_NAME}){_VALUE}")
_ATTRIBUTES: Final = re.compile(rf"[^\s/>]*+((?:[\s/]*+{_NAME}{_VALUE})*+)")
# What begins in a script or in quotes may be a tag or none, so parts of a page are read more than once: the scripts of
# real pages have had 500 kB read five times.
_LOOKS: Final = 4
_MOST_READ: Final = 10_000_000  # characters, a quarter of a second; of larger pages as many times their length as _LOOKS says
_PER_NAME: Final = 20  # characters that are read in the time it takes to count one attribute


def read_tree(html: str, url: str) -> LexborHTMLParser:
    """The page's tree.

    Raises:
        LayoutChanged: elements are left open, or have attributes, by the thousand. No portal prints such pages on purpose.
    """
    if len(html) > _UNHARMED:
        _refuse_crowded(html, url)
    elements = html.count("<")
    deepest = _MOST_WORK // max(elements, 1)
    if elements > deepest and elements - html.count("</") > deepest:  # else no nesting could be too deep
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


def _refuse_crowded(html: str, url: str) -> None:
    """Raises LayoutChanged where attributes would keep the parser busy, or where it takes too long to tell.

    What begins within a script, a comment or another tag's quotes is looked at as well: if it is a tag, only the parser knows.
    """
    to_read, compared = max(_LOOKS * len(html), _MOST_READ), 0
    for tag in _TAG.finditer(html):
        found = _ATTRIBUTES.match(html, tag.end())
        if found is None:
            continue
        length = found.end() - found.start()
        to_read -= length
        if length >= _SHORT and to_read >= 0:
            names = _ATTRIBUTE.findall(found[1])
            to_read -= length + _PER_NAME * len(names)
            different = len(set(map(str.lower, names)))  # of one name only the first counts
            compared += different**2
            if compared > _MOST_COMPARED:
                raise LayoutChanged(url, "attributes", "so few that a parser can compare them", different)
        if to_read < 0:
            raise LayoutChanged(url, "attributes", "tags that end", 0)
