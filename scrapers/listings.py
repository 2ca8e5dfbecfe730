"""Listing pages, feeds and list services to ListingItems, and the request for the page after.

Takes text, returns values; the walk over pages belongs to the caller, which knows what the warehouse knows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from xml.etree.ElementTree import Element  # the type only: defusedxml reads

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from selectolax.lexbor import LexborHTMLParser

from scrapers.errors import LayoutChanged
from scrapers.selection import base_url, text_of
from scrapers.spec import JsonpPaging, Listing, Portal, PostbackPaging, QueryPaging, Select
from scrapers.tree import read_tree
from transforms.records import ListingItem
from transforms.text import tidy_line
from transforms.urls import resolve

_CALLBACK: Final = "vnportals"
_CALL: Final = re.compile(r"[\w.$]+")
_POSTBACK: Final = re.compile(r"__doPostBack\('([^']*)',\s*'([^']*)'\)")
_ATOM_LINK: Final = "{http://www.w3.org/2005/Atom}link"


@dataclass(frozen=True, slots=True)
class ListingRequest:
    """What to ask for to get a page of a listing; with `form`, by POST."""

    url: str
    form: Mapping[str, str] | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class ListingPage:
    """The items of one page in page order, each address once, and the request for the next page if there may be one."""

    items: tuple[ListingItem, ...]
    next: ListingRequest | None


def first_request(portal: Portal, listing: Listing) -> ListingRequest:
    """What to ask for the listing's newest items."""
    return ListingRequest(portal.absolute(listing.path))


def parse_listing(text: str, request: ListingRequest, portal: Portal, listing: Listing) -> ListingPage:
    """Read one page of a listing.

    An empty page is no error here: whether it may be is for the walk to say, by its number.

    Raises:
        LayoutChanged: a feed or list service that cannot be read, or a page that lacks what its paging needs or is nested
            beyond reason.
    """
    if listing.link is None:
        return ListingPage(_distinct(_feed_items(text, request.url)), None)
    if isinstance(listing.paging, JsonpPaging) and urlsplit(request.url).path == listing.paging.path:
        return _service_page(text, request, portal, listing.paging)
    tree = read_tree(text, request.url)
    items = _distinct(_links(tree, listing.link, request.url))
    match listing.paging:
        case QueryPaging() as paging:
            following = _next_by_query(request, paging) if items else None
        case JsonpPaging() as paging:
            following = _first_of_service(tree, request, portal, paging, len(items))
        case PostbackPaging() as paging:
            following = _next_by_postback(tree, request, paging)
        case _:
            following = None
    return ListingPage(items, following)


def _distinct(items: list[ListingItem]) -> tuple[ListingItem, ...]:
    """Each address once, with the first title it has: pages link a picture and a headline to the same article."""
    titles: dict[str, str] = {}
    for item in items:
        titles[item.url] = titles.get(item.url) or item.title
    return tuple(ListingItem(url, title) for url, title in titles.items())


def _links(tree: LexborHTMLParser, link: Select, url: str) -> list[ListingItem]:
    base = base_url(tree, url)
    found = (
        (node.attributes.get("href") or "", text_of(node) or tidy_line(node.attributes.get("title") or ""))
        for node in tree.css(link.css)
    )
    return _items(base, found)


def _items(base: str, found: Iterable[tuple[str, str]]) -> list[ListingItem]:
    """Items of (address, title) pairs. A link without an address or to a script is a button and no item; one to another site,
    a mail address or a broken host is an item like any other, to be counted and refused.
    """
    return [
        ListingItem(resolve(base, address) or tidy_line(address), title)
        for address, title in found
        if address.strip() and not address.strip().lower().startswith("javascript:")
    ]


def _feed_items(text: str, url: str) -> list[ListingItem]:
    """Entries of an RSS or Atom feed. Entities are not expanded: a feed that declares any is refused."""
    try:
        # Text, not bytes: the declared encoding was that of the bytes. PHP sites put blank lines before the declaration.
        root = ElementTree.fromstring(text.lstrip("\ufeff \t\r\n"))
    except (ElementTree.ParseError, DefusedXmlException, ValueError) as error:
        raise LayoutChanged(url, "feed", f"RSS or Atom ({error})", 0) from error
    entries = (entry for entry in root.iter() if entry.tag.rpartition("}")[2] in ("item", "entry"))
    return _items(url, map(_feed_entry, entries))


def _feed_entry(entry: Element) -> tuple[str, str]:
    href, title = "", ""
    for part in entry:
        name = part.tag.rpartition("}")[2]
        if name == "title" and not title:
            title = tidy_line("".join(part.itertext()))
        elif part.tag == _ATOM_LINK:
            if part.get("rel", "alternate") == "alternate":
                href = href or part.get("href", "")
        elif name == "link":
            href = href or part.text or ""
    return href, title


def _next_by_query(request: ListingRequest, paging: QueryPaging) -> ListingRequest:
    parts = urlsplit(request.url)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name != paging.parameter]
    page = request.page + 1
    query.append((paging.parameter, str(page)))
    url = urlunsplit(parts._replace(path=paging.path or parts.path, query=urlencode(query)))
    return ListingRequest(url, page=page)


def _first_of_service(
    tree: LexborHTMLParser, request: ListingRequest, portal: Portal, paging: JsonpPaging, shown: int
) -> ListingRequest:
    """The list service's page after the items the HTML shows, or its first, page 1 again; its keys are the page's own."""
    keys = []
    for css in ("#page_info #site_id", "#page_info #cate_id"):
        node = tree.css_first(css)
        if node is None or not text_of(node):
            raise LayoutChanged(request.url, css, "exactly 1, not empty", 0)
        keys.append(text_of(node))
    first, page = (0, request.page) if paging.from_start else (shown, request.page + 1)
    return _service_request(portal, paging, site=keys[0], section=keys[1], first=first, page=page)


def _service_request(portal: Portal, paging: JsonpPaging, *, site: str, section: str, first: int, page: int) -> ListingRequest:
    query = {
        "scUnitMapId": site,
        "saArticleCateId": section,
        "first": first,
        "pageSize": paging.page_size,
        "jsonCallback": _CALLBACK,
    }
    return ListingRequest(f"{portal.absolute(paging.path)}?{urlencode(query)}", page=page)


def _service_page(text: str, request: ListingRequest, portal: Portal, paging: JsonpPaging) -> ListingPage:
    answer = _jsonp(text, request.url)
    entries = answer.get("response")
    if not isinstance(entries, list):
        raise LayoutChanged(request.url, "response[]", "a list", 0)
    items = _distinct(_items(portal.home + "/", map(_service_entry, entries)))
    if entries and not items:
        raise LayoutChanged(request.url, "response[].pageUrl", "1 or more addresses", 0)
    following = _next_of_service(request, portal, paging, len(entries), answer.get("total")) if items else None
    return ListingPage(items, following)


def _service_entry(entry: object) -> tuple[str, str]:
    address, title = (entry.get("pageUrl"), entry.get("title")) if isinstance(entry, dict) else (None, None)
    return (address if isinstance(address, str) else "", tidy_line(title) if isinstance(title, str) else "")


def _next_of_service(
    request: ListingRequest, portal: Portal, paging: JsonpPaging, shown: int, total: object
) -> ListingRequest | None:
    query = dict(parse_qsl(urlsplit(request.url).query))
    try:
        site, section, first = query["scUnitMapId"], query["saArticleCateId"], int(query["first"]) + shown
    except (KeyError, ValueError) as error:
        raise LayoutChanged(request.url, "query of the list service", "scUnitMapId, saArticleCateId and first", 0) from error
    if isinstance(total, int) and first >= total:
        return None
    return _service_request(portal, paging, site=site, section=section, first=first, page=request.page + 1)


def _jsonp(text: str, url: str) -> dict[str, Any]:
    # Cut at the brackets, not matched by one pattern: that goes back and forth in a million blanks for hours.
    name, _, rest = text.partition("(")
    inside, _, behind = rest.rpartition(")")
    is_call = _CALL.fullmatch(name.strip().removeprefix("/**/").strip()) and behind.strip() in ("", ";")
    try:
        answer = json.loads(inside) if is_call else None
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict):
        raise LayoutChanged(url, "JSONP answer", "name({...})", 0)
    return answer


def _next_by_postback(tree: LexborHTMLParser, request: ListingRequest, paging: PostbackPaging) -> ListingRequest | None:
    """The page's own form with its hidden fields and the event target of the link marked as next; None on the last page."""
    for node in tree.css(paging.pager):
        event = _POSTBACK.search(node.attributes.get("href") or "")
        if event and text_of(node).startswith(paging.next_text):
            form = {
                name: field.attributes.get("value") or ""
                for field in tree.css("form input[type=hidden]")
                if (name := field.attributes.get("name"))
            }
            form["__EVENTTARGET"], form["__EVENTARGUMENT"] = event[1], event[2]
            return ListingRequest(request.url, form, request.page + 1)
    return None
