"""A piece of HTML as the blocks a reader sees: paragraphs, pictures, table rows, in reading order.

Works on any nesting the portals produce: paragraphs as `<p>`, as bare `<div>`, or as loose text after a table inside a `<p>`
(a baocantho.com.vn page of 2014). Inline text is joined without blanks, because drop capitals sit in a span of their own.
The walk keeps its own stack: broken pages nest deeper than Python calls may.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from transforms.text import tidy, tidy_line

CAPTION_MARK: Final = "data-vnportals-caption"  # an attribute set on elements that a layout names as captions

# fmt: off
BLOCK_TAGS: Final = frozenset([
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p",
    "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
])
SKIPPED_TAGS: Final = frozenset([
    "audio", "button", "head", "iframe", "input", "link", "meta", "noscript", "object", "option", "script", "select", "style",
    "svg", "template", "textarea", "video",
])
# fmt: on
_BOLD: Final = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"})
_ITALIC: Final = frozenset({"i", "em"})
_NOT_INHERITED: Final = frozenset({"hr", "table"})  # their `align` places the thing itself, not the text in it
_UNITS: Final = "%‰"  # signs that say something alone, in a table's column of units
_LONGEST_CAPTION: Final = 500  # letters, in a table that frames pictures; old pages lay out whole articles in tables
_DEEPEST_TABLE: Final = 8  # tables nested deeper only arrange things; looking into each again would take quadratic time


@dataclass(frozen=True, slots=True)
class Block:
    """What stands between two block boundaries. Text or pictures, or both; `pictures` are addresses as written in the page."""

    text: str
    pictures: tuple[str, ...] = ()
    align: str = ""  # left, right, center, justify; "" if nothing says so
    bold: bool = False  # all of the text, as with the next two
    italic: bool = False
    caption: bool = False  # in a `figcaption`, an element marked as caption, or a table that frames pictures
    row: bool = False  # of a table of figures


class _Style(NamedTuple):
    """What an element hands down to what stands in it."""

    align: str = ""
    bold: bool = False
    italic: bool = False
    caption: bool = False
    tables: int = 0  # how many it stands in


@dataclass(slots=True)
class _Run:
    """Inline content since the last block boundary. `bold`, `italic`, `caption` count the letters that are."""

    pieces: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    align: str = ""
    letters: int = 0
    bold: int = 0
    italic: int = 0
    caption: int = 0

    def add_text(self, text: str, style: _Style) -> None:
        self.pieces.append(text.replace("\n", " "))  # a line break in the source is a blank; only <br> breaks a line
        self.align = style.align
        letters = len(text.strip())
        self.letters += letters
        self.bold += style.bold * letters
        self.italic += style.italic * letters
        self.caption += style.caption * letters

    def add_picture(self, tag: Tag, style: _Style) -> None:
        for name in ("data-src", "src"):  # pages that load pictures late put a placeholder into src
            address = tag.get(name)
            if isinstance(address, str) and address.strip():
                self.pictures.append(address.strip())
                self.align = style.align
                return

    def block(self) -> Block | None:
        text = tidy("".join(self.pieces)) if self.letters else ""
        if not any(character.isalnum() or character in _UNITS for character in text):
            text = ""  # a lone "." or "," stands on some baodaklak.vn pages
        if not text and not self.pictures:
            return None
        bold, italic, caption = (bool(text) and part >= self.letters for part in (self.bold, self.italic, self.caption))
        return Block(text, tuple(self.pictures), self.align, bold, italic, caption)


def read_blocks(html: str) -> list[Block]:
    """The blocks of an HTML fragment or page; empty ones are left out."""
    soup = BeautifulSoup(html, "lxml", multi_valued_attributes=None)
    return list(_blocks(soup.body or soup))


def _blocks(root: Tag) -> Iterator[Block]:
    run = _Run()
    waiting: list[tuple[PageElement | None, _Style]] = [(root, _Style())]  # what comes next is last; None ends a block
    while waiting:
        node, style = waiting.pop()
        if isinstance(node, Tag):
            name = node.name
            if name in SKIPPED_TAGS:
                continue
            if name == "br":
                run.pieces.append("\n")
            elif name == "img":
                run.add_picture(node, style)
            elif name in BLOCK_TAGS:
                waiting.append((None, style))  # the boundary at its end
                yield from _ended(run)
                run = _Run()
                if name == "table" and _holds_figures(node, style):
                    yield from _rows(node)
                else:
                    _push(waiting, node, _handed_down(node, style))
            else:
                _push(waiting, node, _handed_down(node, style))
        elif node is None:
            yield from _ended(run)
            run = _Run()
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):  # no comments
            run.add_text(node, style)
    yield from _ended(run)


def _push(waiting: list[tuple[PageElement | None, _Style]], node: Tag, style: _Style) -> None:
    waiting.extend((child, style) for child in reversed(node.contents))


def _ended(run: _Run) -> Iterator[Block]:
    block = run.block()
    if block is not None:
        yield block


def _handed_down(tag: Tag, style: _Style) -> _Style:
    name = tag.name
    caption = style.caption or name == "figcaption" or CAPTION_MARK in tag.attrs
    tables = style.tables
    if name == "table":
        caption = caption or (tables < _DEEPEST_TABLE and _frames_pictures(tag))
        tables += 1
    align = _own_align(tag) if name in BLOCK_TAGS and name not in _NOT_INHERITED else ""
    return _Style(align or style.align, style.bold or name in _BOLD, style.italic or name in _ITALIC, caption, tables)


def _own_align(tag: Tag) -> str:
    style = tag.get("style")
    if isinstance(style, str):
        for declaration in style.lower().split(";"):
            name, _, value = declaration.partition(":")
            if name.strip() == "text-align":
                return value.replace("!important", "").strip()
    attribute = tag.get("align")
    if isinstance(attribute, str):
        return attribute.strip().lower()
    return "center" if tag.name == "center" else ""


def _frames_pictures(table: Tag) -> bool:
    pictures = len(table.find_all("img"))
    if not pictures or len(table.get_text()) > pictures * _LONGEST_CAPTION:
        return False
    return all(len(cell.get_text()) <= _LONGEST_CAPTION for cell in table.find_all(["td", "th"]))


def _holds_figures(table: Tag, style: _Style) -> bool:
    """Is it a table to be read row by row? One that frames a picture or only arranges things is not."""
    if style.caption or style.tables >= _DEEPEST_TABLE or table.find(["img", "table"]) is not None:
        return False
    return sum(len(_cells(row)) > 1 for row in table.find_all("tr")) > 1


def _rows(table: Tag) -> Iterator[Block]:
    heading = table.find("caption")
    if heading is not None:
        yield from _blocks(heading)
    for row in table.find_all("tr"):
        text = tidy_line(" | ".join(" ".join(block.text for block in _blocks(cell)) for cell in _cells(row)))
        if text.strip(" |"):
            yield Block(text, row=True)


def _cells(row: Tag) -> list[Tag]:
    return row.find_all(["td", "th"], recursive=False)
