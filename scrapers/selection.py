"""CSS selection with a stated number of elements: a count the layout does not expect is a LayoutChanged, never just nothing."""

from __future__ import annotations

from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scrapers.errors import LayoutChanged
from scrapers.spec import Count, Select
from transforms.text import tidy_line
from transforms.urls import resolve

_EXPECTED: Final[dict[Count, tuple[str, int, int | None]]] = {
    "one": ("exactly 1", 1, 1),
    "optional": ("0 or 1", 0, 1),
    "many": ("1 or more", 1, None),
    "any": ("0 or more", 0, None),
}


def select(node: LexborHTMLParser | LexborNode, selector: Select, url: str) -> list[LexborNode]:
    """The elements the selector finds, in page order.

    Raises:
        LayoutChanged: their number is not the one the selector declares.
    """
    found = list({match.mem_id: match for match in node.css(selector.css)}.values())  # "a, b" lists what matches both twice
    if not fits(selector, len(found)):
        raise LayoutChanged(url, selector.css, expected_count(selector), len(found))
    return found


def fits(selector: Select, found: int) -> bool:
    """Is this a number of elements that the selector declares?"""
    _, least, most = _EXPECTED[selector.count]
    return found >= least and (most is None or found <= most)


def expected_count(selector: Select) -> str:
    """The declared number in words: "exactly 1"."""
    return _EXPECTED[selector.count][0]


def select_text(node: LexborHTMLParser | LexborNode, selector: Select | None, url: str) -> str:
    """The text of the first element found, on one line; "" without a selector or an element. Raises like `select`."""
    if selector is None:
        return ""
    found = select(node, selector, url)
    return text_of(found[0]) if found else ""


def text_of(node: LexborNode) -> str:
    """All text of an element on one line, inline parts joined without blanks."""
    return tidy_line(node.text(deep=True, separator="", strip=False))


def base_url(tree: LexborHTMLParser, url: str) -> str:
    """What relative addresses on the page at `url` are relative to: its `<base href>`, or itself."""
    base = tree.css_first("base[href]")
    return (resolve(url, base.attributes.get("href") or "") if base is not None else "") or url
