"""A piece of HTML as the blocks a reader sees: paragraphs, pictures, table rows, in reading order.

Works on any nesting the portals produce: paragraphs as `<p>`, as bare `<div>`, or as loose text after a table that stands inside
a `<p>` (a baocantho.com.vn page of 2014). Inline text is joined without blanks, because drop capitals sit in a span of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from transforms.text import tidy, tidy_line

BLOCK_TAGS: Final = frozenset(
    ["address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"]
)
SKIPPED_TAGS: Final = frozenset(
    ["audio", "button", "head", "iframe", "input", "link", "meta", "noscript", "object", "option", "script", "select", "style", "svg", "template", "textarea", "video"]
)
_BOLD: Final = frozenset({"b", "strong"})
_ITALIC: Final = frozenset({"i", "em"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class Block:
    """What stands between two block boundaries. `pictures` are the (raw) src of its images; `element` is the tag around it."""

    text: str
    element: Tag
    pictures: tuple[str, ...] = ()
    bold: bool = False  # all of the text
    italic: bool = False
    in_picture_table: bool = False  # a cell of a table that frames a picture
    is_row: bool = False

    @property
    def align(self) -> str:
        """left, right, center, justify or "": from the element itself, or from a parent that holds nothing else."""
        return _alignment(self.element)


@dataclass(slots=True)
class _Run:
    """Inline text being collected until the next block boundary."""

    element: Tag
    in_picture_table: bool
    pieces: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    letters: int = 0
    bold: int = 0
    italic: int = 0


def read_blocks(html: str) -> list[Block]:
    """The blocks of an HTML fragment or page; empty ones are left out."""
    soup = BeautifulSoup(html, "lxml")
    return list(_walk(soup.body or soup, in_picture_table=False))


def _walk(element: Tag, *, in_picture_table: bool) -> Iterator[Block]:
    run = _Run(element, in_picture_table)
    yield from _children(element, run, bold=element.name in _HEADINGS, italic=False)
    yield from _finish(run)


def _children(node: Tag, run: _Run, *, bold: bool, italic: bool) -> Iterator[Block]:
    for child in node.children:
        if isinstance(child, Tag):
            yield from _tag(child, run, bold=bold, italic=italic)
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            _add_text(run, str(child), bold=bold, italic=italic)


def _tag(tag: Tag, run: _Run, *, bold: bool, italic: bool) -> Iterator[Block]:
    name = tag.name
    if name in SKIPPED_TAGS:
        return
    if name == "br":
        run.pieces.append("\n")
    elif name == "img":
        source = tag.get("src") or tag.get("data-src")
        if isinstance(source, str) and source.strip():
            run.pictures.append(source.strip())
    elif name == "table":
        yield from _finish(run)
        yield from _table(tag, in_picture_table=run.in_picture_table)
    elif name in BLOCK_TAGS:
        yield from _finish(run)
        yield from _walk(tag, in_picture_table=run.in_picture_table)
    else:
        yield from _children(tag, run, bold=bold or name in _BOLD, italic=italic or name in _ITALIC)


def _add_text(run: _Run, text: str, *, bold: bool, italic: bool) -> None:
    run.pieces.append(text.replace("\n", " "))  # a line break in the source is a blank; only <br> breaks a line
    size = len(text) - text.count(" ") - text.count("\n") - text.count("\xa0")
    run.letters += size
    run.bold += size if bold else 0
    run.italic += size if italic else 0


def _finish(run: _Run) -> Iterator[Block]:
    text = tidy("".join(run.pieces))
    if not any(map(str.isalnum, text)):
        text = ""  # a lone "." or "," stands on some baodaklak.vn pages
    if text or run.pictures:
        yield Block(
            text,
            run.element,
            tuple(run.pictures),
            bold=bool(text) and run.bold >= run.letters,
            italic=bool(text) and run.italic >= run.letters,
            in_picture_table=run.in_picture_table,
        )
    run.pieces, run.pictures, run.letters, run.bold, run.italic = [], [], 0, 0, 0


def _table(table: Tag, *, in_picture_table: bool) -> Iterator[Block]:
    """Rows of a table of figures, each one block; a table that only arranges things is read as if it were not there."""
    framing = in_picture_table or table.find("img") is not None
    rows = [[cell for cell in row.find_all(["td", "th"], recursive=False)] for row in table.find_all("tr")]
    of_figures = not framing and table.find("table") is None and sum(len(row) > 1 for row in rows) > 1
    if not of_figures:
        yield from _walk(table, in_picture_table=framing)
        return
    for row in rows:
        text = " | ".join(tidy_line(cell.get_text()) for cell in row)
        if text.strip(" |"):
            yield Block(text, table, is_row=True)


def _alignment(element: Tag) -> str:
    attribute = element.get("align")
    if isinstance(attribute, str):
        return attribute.strip().lower()
    style = element.get("style")
    if isinstance(style, str):
        for declaration in style.lower().split(";"):
            name, _, value = declaration.partition(":")
            if name.strip() == "text-align":
                return value.strip()
    return "center" if element.name == "center" else ""
