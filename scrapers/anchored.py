"""Article pages of which only the text is known: read by their lines, wherever these stand in the HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from scrapers.blocks import Block, read_blocks
from scrapers.captions import split_captions
from scrapers.signature import split_signature
from scrapers.spec import AnchorLayout
from transforms.dates import read_date
from transforms.records import RawArticle
from transforms.text import tidy_line


def find_anchored(tree: LexborHTMLParser, layout: AnchorLayout) -> list[Block] | None:
    """The lines of the innermost declared container with both the article's date line and its body, else of the whole page.

    None: the page has no such date line, so it is not in this layout.
    """
    for css in (*layout.root, "body"):
        for node in reversed(tree.css(css)):
            text = node.text(deep=True, separator="\n")
            if layout.published.search(text) and (layout.body.search(text) or css == "body"):
                return read_blocks(node.html or "")
    return None


def read_anchored(blocks: Sequence[Block], layout: AnchorLayout, url: str, portal: str) -> RawArticle:
    """The article between the layout's anchors. What an anchor fails to find is empty, and the clean step rejects it."""
    lines = [replace(block, text="") if layout.skip.search(block.text) else block for block in blocks]
    dates = ((i, found[0]) for i, block in enumerate(lines) if (found := layout.published.search(block.text)))
    day, published_text = next(dates, (len(lines), ""))
    end = next((i for i in range(day, len(lines)) if layout.stop.search(lines[i].text)), len(lines))
    start = next((i for i in range(day, end) if layout.body.search(lines[i].text)), end)
    beside = reversed(lines[:day]) if layout.title == "before_date" else lines[day + 1 : end]
    title = next((block.text for block in beside if block.text), "")
    inside = lines[start + (layout.body_starts == "after") : end]
    inside, images = split_captions(inside, url, layout.caption)
    inside, author = split_signature(inside, plain=True)
    body = tuple(block.text for block in inside)
    return RawArticle(
        portal=portal,
        url=url,
        title=tidy_line(title),
        lead=body[0] if body else "",
        body=body,
        author=author,
        published_at=read_date(published_text, layout.published_pattern),
        published_text=published_text,
        updated_at=None,
        images=images,
        section=None,
        tags=(),
        method="layout",
        layout=layout.name,
    )
