"""A whole page as lines of text in reading order, each with the element it stands in: what is needed to find an article's parts
on a page of unknown layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scrapers.blocks import BLOCK_TAGS, SKIPPED_TAGS
from transforms.text import tidy_line

# A field of its own in the line of author, place and date, though it is inline for a browser.
_FIELDS: Final = frozenset({"time"})
_ENDS_LINE: Final = BLOCK_TAGS | _FIELDS | {"br"}


@dataclass(frozen=True, slots=True)
class Element:
    """An element, by its number in page order. `first` and `end` are the lines it holds, as in a slice."""

    node: LexborNode
    name: str
    parent: int  # -1: the root
    depth: int
    first: int
    end: int

    @property
    def names(self) -> str:
        """Its class names and id, lower case, with blanks around each."""
        attributes = self.node.attributes
        return f" {attributes.get('class') or ''} {attributes.get('id') or ''} ".lower()


@dataclass(frozen=True, slots=True)
class Line:
    """The text between two line ends; `element` is the innermost element that holds all of it."""

    text: str
    element: int
    linked: int  # how many letters stand in links

    @property
    def is_link(self) -> bool:
        """Mostly a link: a headline of another article, a menu."""
        return 2 * self.linked > len(self.text)


@dataclass(frozen=True)
class Outline:
    """The lines of a page and its elements, both in page order."""

    elements: tuple[Element, ...]
    lines: tuple[Line, ...]

    def ancestors(self, element: int) -> Iterator[int]:
        """The element itself and all that it stands in, inner ones first."""
        while element >= 0:
            yield element
            element = self.elements[element].parent

    def holds(self, element: int, line: int) -> bool:
        return self.elements[element].first <= line < self.elements[element].end

    def common(self, first: int, second: int) -> int:
        """The innermost element that holds both lines."""
        return next(n for n in self.ancestors(self.lines[first].element) if self.holds(n, second))

    @cached_property
    def _letters(self) -> list[int]:
        return list(accumulate((len(line.text) for line in self.lines), initial=0))

    @cached_property
    def _linked(self) -> list[int]:
        return list(accumulate((line.linked for line in self.lines), initial=0))

    def letters(self, element: int) -> int:
        """How many letters the element holds."""
        return self._letters[self.elements[element].end] - self._letters[self.elements[element].first]

    def linked(self, element: int) -> int:
        """How many of its letters stand in links."""
        return self._linked[self.elements[element].end] - self._linked[self.elements[element].first]


@dataclass(slots=True)
class _Walk:
    nodes: list[tuple[LexborNode, str, int, int, int]] = field(default_factory=list)  # node, name, parent, depth, first line
    ends: list[int] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    holders: list[int] = field(default_factory=list)
    linked: int = 0

    def end_line(self) -> None:
        text = tidy_line("".join(self.pieces))
        if text:
            # One inline element around the whole text is what the text stands in: <p><span class="date">…</span></p>.
            inner = self.holders[0] if len(set(self.holders)) == 1 else self._shared()
            self.lines.append(Line(text, inner, min(self.linked, len(text))))
        self.pieces.clear()
        self.holders.clear()
        self.linked = 0

    def _shared(self) -> int:
        inner = min(self.holders, key=lambda holder: self.nodes[holder][3])
        while self.nodes[inner][1] not in BLOCK_TAGS and self.nodes[inner][2] >= 0:
            inner = self.nodes[inner][2]
        return inner


def _is_hidden(node: LexborNode) -> bool:
    style = node.attributes.get("style")
    return bool(style) and "display:none" in (style or "").lower().replace(" ", "")


def outline(tree: LexborHTMLParser) -> Outline:
    """The lines of a page. What a style sheet hides is among them: only the page's own styles are known."""
    walk = _Walk()
    root = tree.root
    waiting: list[tuple[LexborNode | None, int, bool]] = [] if root is None else [(root, -1, False)]
    while waiting:
        node, number, in_link = waiting.pop()
        if node is None:  # the end of element `number`
            if walk.nodes[number][1] in _ENDS_LINE:
                walk.end_line()
            walk.ends[number] = len(walk.lines) + bool(walk.holders)  # an inline element ends within a line
        elif node.is_text_node:
            text = node.text_content or ""
            if number >= 0 and text:
                walk.pieces.append(text)
                if not text.isspace():
                    walk.holders.append(number)
                    walk.linked += in_link * len(tidy_line(text))
        elif node.is_element_node and (name := node.tag or "") not in SKIPPED_TAGS and not _is_hidden(node):
            if name in _ENDS_LINE:
                walk.end_line()
            own = len(walk.nodes)
            walk.nodes.append((node, name, number, walk.nodes[number][3] + 1 if number >= 0 else 0, len(walk.lines)))
            walk.ends.append(0)
            waiting.append((None, own, False))
            children = []
            child = node.first_child
            while child is not None:
                children.append((child, own, in_link or name == "a"))
                child = child.next
            waiting.extend(reversed(children))
    walk.end_line()
    elements = (Element(*told, end) for told, end in zip(walk.nodes, walk.ends, strict=True))
    return Outline(tuple(elements), tuple(walk.lines))
