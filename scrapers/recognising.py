"""Which CMS a site is on: told by marks of its pages, and by the declared layouts that read them as a general reader does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from scrapers.errors import LayoutChanged
from scrapers.parse import parse_article
from scrapers.selected import matches
from scrapers.spec import AnchorLayout, Layout, Portal, Select, SelectorLayout
from scrapers.tree import read_tree
from transforms.records import RawArticle
from transforms.text import tidy_line

# By family: selectors that find something on its pages and those of few others. Families without are known by their layouts.
MARKS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "fck": ("base[href*='static/templates/version1/homepage']", "#newscontents", "[class^=content-fck]", "#txtnewsid"),
        "sc_service": ("#page_info #site_id", "#page_info #cate_url", "#page_info #article_id"),
        "onecms": (".sc-longform-header", ".b-maincontent", "[class^=onecms__]"),
        "zce": (".article__body", ".article__sapo", "a.cms-link"),
        "mediatech": ("section.page-info #article-id", "[href*='/themes/frontend/']", "#content-detail .sapo"),
        "dongthap": ("#contentNews .singular-content", "[id^=cphContent_]", ".contentView"),
        "dotnetnuke": ("[id^=dnn_ctr]", "form#Form"),
        "websphere": (".wpsPortletBody", "[href^='/wps/portal/']"),
        "sharepoint": (".ms-rtestate-field", "[class^=ms-]"),
        "liferay": (".journal-content-article", "[class^=portlet-]"),
        "newscontent": ("div.newscontent",),
    }
)
_ANY_URL: Final = re.compile("")
_ALIKE: Final = 0.6  # of the texts that layout and general reader find; captions, tables and related titles differ


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page: the selector it is found by, "" for a line of text, and what stands there."""

    name: str
    selector: str
    found: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """A declared layout that reads the page, of a portal whose spec a new one can follow."""

    portal: Portal
    layout: Layout
    marks: tuple[str, ...]
    url_fits: bool
    alike: float  # how much of its text is that of the general reader, 0 to 1
    parts: tuple[Part, ...]
    article: RawArticle


def recognise(html: str, url: str, portals: Sequence[Portal]) -> list[Recognised]:
    """The declared layouts that read this page, the best first; [] for a page of an unknown CMS.

    Raises:
        LayoutChanged: the page is nested beyond reason.
    """
    general = parse_article(html, url, None)
    tree = read_tree(html, url)  # only looked at; reading changes a tree, and makes its own
    layouts = [
        (portal, layout) for portal, layout in _distinct(portals) if isinstance(layout, AnchorLayout) or matches(tree, layout)
    ]
    read = (_read_by(html, url, tree, portal, layout, general) for portal, layout in layouts)
    found = [each for each in read if each is not None]
    return sorted(found, key=_rank, reverse=True)


def marks_of(tree: LexborHTMLParser, family: str) -> tuple[str, ...]:
    """The family's marks that the page has."""
    return tuple(css for css in MARKS.get(family, ()) if tree.css_first(css) is not None)


def _distinct(portals: Sequence[Portal]) -> Iterator[tuple[Portal, Layout]]:
    """Every layout once, with the portal whose present one it is, if any: another has it from its past, on another CMS.

    Those of saved pages come before those of public facts only.
    """
    every = [
        (portal.knowledge != "seen", age, portal, layout) for portal in portals for age, layout in enumerate(portal.layouts)
    ]
    seen: set[Layout] = set()
    for _, _, portal, layout in sorted(every, key=lambda told: told[:2]):
        if layout not in seen:
            seen.add(layout)
            yield portal, layout


def _read_by(
    html: str, url: str, tree: LexborHTMLParser, portal: Portal, layout: Layout, general: RawArticle
) -> Recognised | None:
    marks, parts = marks_of(tree, portal.family), _parts(tree, layout)
    url_fits = bool(replace(portal, layouts=(layout,)).layouts_for(url))
    anywhere = replace(layout, url=_ANY_URL, until=None)
    try:
        article = parse_article(html, url, replace(portal, layouts=(anywhere,)))
    except LayoutChanged:
        return None
    alike = SequenceMatcher(None, _words(article), _words(general), autojunk=False).ratio()
    if article.method != "layout" or not article.title or article.published_at is None or alike < _ALIKE:
        return None
    return Recognised(portal, layout, marks, url_fits, alike, parts, article)


def _words(article: RawArticle) -> list[str]:
    return " ".join((article.lead, *article.body)).split()[:2_000]


def _rank(found: Recognised) -> tuple[int, int, int, int, float]:
    texts = sum(bool(part.found) for part in found.parts)
    return len(found.marks), found.url_fits, isinstance(found.layout, SelectorLayout), texts, found.alike


def _parts(tree: LexborHTMLParser, layout: Layout) -> tuple[Part, ...]:
    if isinstance(layout, AnchorLayout):
        return (Part("published", "", layout.published.pattern), Part("body", "", layout.body.pattern))
    named = ("title", "published", "lead", "root", "body", "author", "section", "tags")
    selectors: dict[str, Select | None] = {name: getattr(layout, name) for name in named}
    return tuple(Part(name, select.css, _text(tree, select.css)) for name, select in selectors.items() if select is not None)


def _text(tree: LexborHTMLParser, css: str) -> str:
    node = tree.css_first(css)
    return "" if node is None else tidy_line(node.text(deep=True))
