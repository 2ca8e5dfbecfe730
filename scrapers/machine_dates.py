"""Dates a page declares as data (meta elements, JSON-LD). Never dates that merely stand on it."""

from __future__ import annotations

import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser

_PUBLISHED: Final = (
    'meta[property="article:published_time"]',
    'meta[name="article:published_time"]',  # OneCMS
    'meta[itemprop="datePublished"]',
    'meta[name="DC.date.issued"]',
)
_UPDATED: Final = ('meta[property="article:modified_time"]', 'meta[itemprop="dateModified"]')


def declared_published(tree: LexborHTMLParser) -> str:
    """The page's own machine date of publication as written; "" if it declares none."""
    return _declared(tree, _PUBLISHED, "datePublished")


def declared_updated(tree: LexborHTMLParser) -> str:
    """The page's own machine date of its last change as written; "" if it declares none."""
    return _declared(tree, _UPDATED, "dateModified")


def _declared(tree: LexborHTMLParser, selectors: tuple[str, ...], ld_property: str) -> str:
    for css in selectors:
        node = tree.css_first(css)
        content = (node.attributes.get("content") or "").strip() if node is not None else ""
        if content:
            return content
    for node in tree.css('script[type="application/ld+json"]'):
        # A pattern, not a JSON parser: hand-made JSON-LD of these sites is often not valid JSON.
        match = re.search(rf'"{ld_property}"\s*:\s*"([^"]+)"', node.text())
        if match:
            return match[1]
    return ""
