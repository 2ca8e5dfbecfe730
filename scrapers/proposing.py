"""Selectors for a page of an unknown CMS, proposed from where a general reader's findings stand on it, for review."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scrapers.generic import general_reading
from scrapers.locating import Place, locate
from scrapers.outline import Outline, outline
from scrapers.recognising import Part
from scrapers.selection import text_of
from scrapers.spec import Listing, NoPaging, Paging, Portal, QueryPaging, Select, SelectorLayout
from scrapers.title_dates import date_near_title
from scrapers.tree import read_tree
from transforms.dates import ANY, PATTERNS, read_date
from transforms.urls import resolve

# Names that say how something looks, not what it is, or that are made anew for every page or build.
_POOR_NAME: Final = re.compile(
    r"\d{3}|^(?:col|row|d|p|m|px|py|pt|pb|mt|mb|text|font|float|w|h|flex|container|clearfix|left|right|active)(?:-|\d|$)"
)
_NAME: Final = re.compile(r"^-?[A-Za-z_][\w-]*$")
_NUMBERS: Final = re.compile(r"\d+")
_DIGITS: Final = r"\\d+"
_DEPTH: Final = 4  # elements around one that may help to name it
_LIST_DEPTH: Final = 8
_LEAST_LINKS: Final = 3
_WHOLE_PAGE: Final = 0.7  # of a page's links to articles: more are not one list, but all of its boxes


@dataclass(frozen=True, slots=True)
class Proposed:
    """A layout, and what each of its selectors finds on the page it was proposed from."""

    layout: SelectorLayout
    parts: tuple[Part, ...]


def propose_layout(html: str, url: str, name: str, source: str) -> Proposed | None:
    """A layout that finds title, date and body where the general reader does; None if it finds no such thing on the page."""
    tree = read_tree(html, url)
    _, paragraphs = general_reading(tree, url)
    page = outline(tree)
    place = locate(page, paragraphs, tree)
    dated = date_near_title(page, place) if place else None
    if place is None or place.title is None or dated is None:
        return None
    nodes: dict[str, LexborNode | None] = {
        "title": page.elements[page.lines[place.title].element].node,
        "published": page.elements[page.lines[dated.line].element].node,
        "lead": page.elements[page.lines[place.lead].element].node if place.lead is not None else None,
        "root": page.elements[place.body].node,
        "author": _author(page, place),
    }
    css = {field: css for field, node in nodes.items() if node is not None and (css := selector_of(tree, node))}
    if not {"title", "published", "root"} <= css.keys():
        return None
    layout = SelectorLayout(
        name=name,
        url=url_pattern(url),
        root=Select(css["root"]),
        title=Select(css["title"]),
        published=Select(css["published"]),
        published_pattern=_pattern_of(_shown(tree, css["published"])),
        lead=Select(css["lead"], "any") if "lead" in css else None,
        author=Select(css["author"], "any") if "author" in css else None,
        source=source,
    )
    return Proposed(layout, tuple(Part(field, found_by, _shown(tree, found_by)) for field, found_by in css.items()))


def selector_of(tree: LexborHTMLParser, node: LexborNode) -> str | None:
    """The shortest selector of names that finds this element and no other; None if there is none worth proposing."""
    tails: list[str] = [""]
    here: LexborNode | None = node
    for _ in range(_DEPTH):
        if here is None or here.tag in ("html", None):
            return None
        for own in _own_selectors(here):
            for tail in tails:
                css = f"{own} {tail}".strip()
                matches = tree.css(css)
                if len({match.mem_id for match in matches}) == 1 and matches[0].mem_id == node.mem_id:
                    return css
        if here.mem_id == node.mem_id:
            tails = [*_own_selectors(node), node.tag or "*"]
        here = here.parent
    return None


def _own_selectors(node: LexborNode) -> list[str]:
    attributes = node.attributes
    own = f"#{attributes['id']}" if _is_good(attributes.get("id") or "") else ""
    classes = [f"{node.tag}.{name}" for name in (attributes.get("class") or "").split() if _is_good(name)]
    return [*filter(None, [own]), *classes, *(["h1"] if node.tag == "h1" else [])]


def _is_good(name: str) -> bool:
    return bool(_NAME.match(name)) and not _POOR_NAME.search(name)


def _author(page: Outline, place: Place) -> LexborNode | None:
    """An element at the end of the body that is named for the author."""
    for number in range(place.last, min(place.last + 4, page.elements[place.body].end)):
        element = page.elements[page.lines[number].element]
        if re.search(r"author|tac-?gia|signature", element.names):
            return element.node
    return None


def _shown(tree: LexborHTMLParser, css: str) -> str:
    node = tree.css_first(css)
    return "" if node is None else text_of(node)


def _pattern_of(text: str) -> str:
    """The strictest notation that reads the date in the text."""
    wanted = read_date(text, ANY)
    strict = (name for name in PATTERNS if name not in (ANY, "day"))
    return next((name for name in strict if wanted is not None and read_date(text, name) == wanted), ANY)


def url_pattern(url: str) -> re.Pattern[str]:
    """The shape of an article's address: its last part with the number it ends in, in as many folders or more."""
    path = urlsplit(url).path
    *folders, last = path.strip("/").split("/")
    parents = "".join(rf"{_NUMBERS.sub(_DIGITS, folder)}/" if folder.isdigit() else "[^/?]+/" for folder in folders)
    number = re.fullmatch(r".*?((?:-[a-z]{0,6}|_)?)\d{3,}((?:\.\w+)?)", last)
    if hexadecimal := re.fullmatch(r".+-(?=[a-f]*\d+[a-f])([0-9a-f]{6,8})((?:\.\w+)?)", last):
        tail = rf"[^/?]+-[0-9a-f]{{{len(hexadecimal[1])}}}{re.escape(hexadecimal[2])}"
    elif number:
        tail = rf"[^/?]*{number[1]}\d+{re.escape(number[2])}"
    else:
        tail = r"[^/?]+" + (re.escape(last[last.rindex(".") :]) if "." in last else "")
    return re.compile(rf"^/{parents}{tail}{'/?' if path.endswith('/') else ''}(?:\?|$)")


def propose_listing(html: str, url: str, portal: Portal, like: Sequence[Listing] = ()) -> Listing | None:
    """The list of articles on a page: links that are addresses of the portal's layouts; None where hardly any are.

    `like` are the listings of a portal on the same CMS: where a selector of theirs finds articles, it is taken.
    """
    tree = read_tree(html, url)
    furniture = {link.mem_id for link in tree.css("nav a, header a, footer a, aside a")}
    articles = [link for link in _articles(tree, "a[href]", url, portal) if link.mem_id not in furniture]
    everything = _targets(articles, url)
    known = [listing.link.css for listing in like if listing.link is not None]
    css = next((css for css in known if len(_targets(_articles(tree, css, url, portal), url)) >= _LEAST_LINKS), "")
    if not css:
        counted = {each: len(_targets(_articles(tree, each, url, portal), url)) for each in _containers(tree, articles)}
        parts = {each: count for each, count in counted.items() if count <= _WHOLE_PAGE * len(everything)} or counted
        css = max(parts, key=parts.__getitem__, default="")
    if not css or len(_targets(_articles(tree, css, url, portal), url)) < _LEAST_LINKS:
        return None
    return Listing(path=urlsplit(url).path or "/", link=Select(css, "many"), paging=_paging(tree, url))


def _articles(tree: LexborHTMLParser, css: str, url: str, portal: Portal) -> list[LexborNode]:
    return [link for link in tree.css(css) if _is_article(link, url, portal)]


def _targets(links: Iterable[LexborNode], url: str) -> set[str]:
    return {resolve(url, link.attributes.get("href") or "") for link in links}


def _is_article(link: LexborNode, url: str, portal: Portal) -> bool:
    target = resolve(url, link.attributes.get("href") or "")
    return bool(target) and portal.declares(target) and bool(portal.layouts_for(target))


def _containers(tree: LexborHTMLParser, links: Iterable[LexborNode]) -> Iterator[str]:
    """Selectors of the links in an element that the page has once: the list, or what the list stands in."""
    seen: set[int] = set()
    for link in links:
        around = link.parent
        for _ in range(_LIST_DEPTH):
            if around is None or around.mem_id in seen:
                break
            seen.add(around.mem_id)
            yield from (f"{css} a[href]" for css in _own_selectors(around)[:2] if len(tree.css(css)) == 1)
            around = around.parent


def _paging(tree: LexborHTMLParser, url: str) -> Paging:
    """How the page links to that after it: by a number in the query, as far as can be seen."""
    here = urlsplit(url)
    for link in tree.css("a[href*='=2']"):
        target = urlsplit(resolve(url, link.attributes.get("href") or ""))
        if target.netloc == here.netloc and target.path.rstrip("/") == here.path.rstrip("/"):
            for name, value in parse_qsl(target.query):
                if value == "2":
                    return QueryPaging(name, path=None if target.path == here.path else target.path)
    return NoPaging()
