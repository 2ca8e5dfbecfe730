"""The values of the replica world: articles with what a human reads on them, and what night two changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Literal

BlockKind = Literal["p", "heading", "image", "table"]
Spelling = Literal["utm", "alias", "print", "old_form"]
ChangeKind = Literal["new", "reprint", "edited", "removed", "moved", "variant"]

VIETNAM = timezone(timedelta(hours=7))
PORTALS = ("angiang_portal", "baodaklak", "vinhlong_portal", "baoangiang", "baodongthap")


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of an article's body. A line break in `text` is a `<br>` on the page.

    `text` is the paragraph, the heading or, for an image, its caption (empty: none). `picture` is the picture's file name.
    """

    kind: BlockKind
    text: str = ""
    picture: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """An indicator a human reads in the article. `quote` is the number as it is written there, `value` in base units."""

    indicator: str
    value: Decimal
    unit: str
    period: str
    quote: str
    role: Literal["level", "delta", "target"] = "level"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article as its author wrote it, with all a portal needs to print it.

    `sections` are the lists it stands on, its own first; `id` is whatever the portal keys articles by; `lead` holds the
    agency's mark where the portal prints one. The last four fields are the article's lot in the replica world.
    """

    portal: str
    layout: str
    id: str
    slug: str
    sections: tuple[str, ...]
    published: datetime
    title: str
    lead: str
    body: tuple[Block, ...]
    author: str
    byline: str  # the author's line as printed: "Tin, ảnh: P.V"
    tags: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    updated: datetime | None = None
    forbidden: bool = False  # robots.txt forbids it, a list links to it all the same
    gone: bool = False  # answers 410, a list links to it all the same
    moved_from: str = ""  # the section whose address now redirects to this one
    listed_as: tuple[Spelling, ...] = ()  # further addresses under which lists link to it

    @property
    def modified(self) -> datetime:
        """When the portal last touched it: what Last-Modified says."""
        return self.updated or self.published


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a reader takes from an article's page: the truth a parser is held against.

    `body` has the lead first where the page prints it as the first paragraph, headings as paragraphs, and one entry per
    table row (cells joined by " | "); captions and the author's line are not in it.
    """

    title: str
    lead: str
    body: tuple[str, ...]
    captions: tuple[str, ...]
    author: str
    published: str  # ISO 8601 with +07:00, as exact as the page
    section: str | None  # None: the page does not tell
    tags: tuple[str, ...]  # the article's own, without those the site adds to every page


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing night two changes.

    `target` is the address concerned on night two, relative to the portal's home (an alias variant: to its alias); `was` the
    former address of a moved article, `of` the (portal, id) of the original of a reprint.
    """

    kind: ChangeKind
    portal: str
    article: str
    target: str
    was: str = ""
    of: tuple[str, str] | None = None
    spelling: Spelling | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """What a layout prints of an article, beside the markup: how exact the date is, and which fields it has at all."""

    clock: Literal["day", "minute", "second"]
    lead_in_body: bool = True
    captions: bool = True
    section: bool = True
    tags: bool = False


LAYOUTS = {
    "angiang-2018": Layout("day", captions=False, section=False),
    "baodaklak-2020": Layout("minute"),
    "baodaklak-2024": Layout("minute", tags=True),
    "vinhlong-dnn": Layout("second", section=False),
    "baoangiang-2020": Layout("minute", lead_in_body=False, tags=True),
    "baoangiang-2023": Layout("minute", lead_in_body=False, tags=True),
    "baodongthap-c1": Layout("second"),
    "baodongthap-c2": Layout("minute"),
    "baodongthap-c3": Layout("minute"),
}

# Section names as the pages print them; a path's last part decides.
SECTION_NAMES = {
    "thoi-su": "Thời sự",
    "xa-hoi": "Xã hội",
    "kinh-te": "Kinh tế",
    "chinh-tri": "Chính trị",
    "chinh-sach-xa-hoi": "Chính sách xã hội",
    "an-giang-24-gio": "An Giang 24 giờ",
}


def section_name(section: str) -> str:
    """The printed name of a section path such as "xa-hoi/chinh-sach-xa-hoi"."""
    last = section.rsplit("/", 1)[-1]
    return SECTION_NAMES.get(last, last.replace("-", " ").capitalize())


def body_lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The paragraphs a reader counts as body text, in order."""
    for block in blocks:
        if block.kind == "table":
            yield from (" | ".join(row) for row in block.rows)
        elif block.kind != "image":
            yield block.text


def expected_fields(article: Article, layout: Layout | None = None) -> Expected:
    """What a reader takes from the page of this article, in the layout it is printed in: one of LAYOUTS, or the one given."""
    layout = layout or LAYOUTS[article.layout]
    shown = {
        "day": article.published.replace(hour=0, minute=0, second=0),
        "minute": article.published.replace(second=0),
        "second": article.published,
    }[layout.clock]
    captions = tuple(block.text for block in article.body if block.kind == "image" and block.text)
    return Expected(
        title=article.title,
        lead=article.lead,
        body=((article.lead,) if layout.lead_in_body else ()) + tuple(body_lines(article.body)),
        captions=captions if layout.captions else (),
        author=article.author,
        published=shown.isoformat(),
        section=section_name(article.sections[0]) if layout.section else None,
        tags=article.tags if layout.tags else (),
    )
