"""Article pages whose parts have selectors.

A fast parser finds the container and the single fields; BeautifulSoup reads only the container (a whole tree of a 150 kB page
would cost six times as much).
"""

from __future__ import annotations

from itertools import takewhile
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scrapers.blocks import CAPTION_MARK, Block, read_blocks
from scrapers.captions import split_captions
from scrapers.machine_dates import declared_published, declared_updated
from scrapers.selection import base_url, select, select_text, text_of
from scrapers.signature import split_signature
from scrapers.spec import Select, SelectorLayout
from transforms.dates import read_date, read_machine_date
from transforms.records import RawArticle
from transforms.text import byline, tidy_line

# Word processors leave spans by the dozen; BeautifulSoup makes an object of each.
_SAYS_NOTHING: Final = f"span:not([{CAPTION_MARK}]), font:not([{CAPTION_MARK}])"


def matches(tree: LexborHTMLParser, layout: SelectorLayout) -> bool:
    """A layout is recognised by its container; everything else in it must then keep its word."""
    return tree.css_first(layout.root.css) is not None


def read_selected(tree: LexborHTMLParser, layout: SelectorLayout, url: str, portal: str) -> RawArticle:
    """The article of a page in this layout. Changes the tree (furniture is taken out).

    Raises:
        LayoutChanged: an element count differs from the layout's.
    """
    root = select(tree, layout.root, url)[0]
    title = text_of(select(tree, layout.title, url)[0])
    if layout.published is None:
        published_text = declared_published(tree)
        published_at = read_machine_date(published_text)
    else:
        published_text = select_text(tree, layout.published, url)
        published_at = read_date(published_text, layout.published_pattern)
    lead = "\n".join(filter(None, map(text_of, select(tree, layout.lead, url)))) if layout.lead else ""
    author = byline(_last_text(tree, layout.author, url))
    section = _last_text(tree, layout.section, url).strip(" /") or None
    tags = [text_of(tag) for tag in select(tree, layout.tags, url)] if layout.tags else []

    blocks = _body_blocks(select(root, layout.body, url)[0] if layout.body else root, layout)
    blocks, images = split_captions(blocks, base_url(tree, url))
    if author is None:
        blocks, author = split_signature(blocks)
    body = [block.text for block in blocks]
    if layout.lead is None:
        lead = body[0] if body else ""
    elif body and tidy_line(body[0]) == tidy_line(lead):
        body = body[1:]  # phuyen.baodaklak.vn prints the lead again as the first bold paragraph
    return RawArticle(
        portal=portal,
        url=url,
        title=title,
        lead=lead,
        body=tuple(body),
        author=author,
        published_at=published_at,
        published_text=published_text,
        updated_at=read_machine_date(declared_updated(tree)),
        images=images,
        section=section,
        tags=tuple(dict.fromkeys(tag for tag in tags if tag and tag not in layout.site_tags)),
        method="layout",
        layout=layout.name,
    )


def _last_text(tree: LexborHTMLParser, selector: Select | None, url: str) -> str:
    """The text of the last element found: breadcrumbs end with the section itself, articles with their author."""
    found = select(tree, selector, url) if selector else []
    return text_of(found[-1]) if found else ""


def _body_blocks(container: LexborNode, layout: SelectorLayout) -> list[Block]:
    parts = (layout.title, layout.published, layout.lead, layout.author)
    for css in (*layout.drop, *(part.css for part in parts if part is not None)):
        for node in _inside(container, css):
            node.decompose()
    for css in layout.caption:
        for node in container.css(css):
            node.attrs[CAPTION_MARK] = ""
    for node in _inside(container, _SAYS_NOTHING):
        node.unwrap()
    blocks = read_blocks(container.html or "")
    stop = layout.stop
    if stop is None:
        return blocks
    return list(takewhile(lambda block: not stop.search(block.text), blocks))


def _inside(container: LexborNode, css: str) -> list[LexborNode]:
    """What the selector finds below the container; `css` alone counts the container as well."""
    return [node for node in container.css(css) if node.mem_id != container.mem_id]
