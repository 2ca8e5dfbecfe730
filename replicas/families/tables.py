"""Reads the tables of families: TOML files beside this module, each with the skins and the sites of one family.

A skin is the markup of an article page, with $placeholders; a site says where it stands, how its lists look and page, and
which skin its articles of which year are in. A skin is named as the layout is that reads it;
one that says `like` differs from another of its file only in what it says.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from replicas.model import Layout

FOLDER = Path(__file__).parent
Printed = Literal["lead", "section", "tags"]

# How pictures and their captions stand in a body: the notations that several systems share.
PICTURES = {
    "figure": '<figure class="image"><img src="$source" alt=""><figcaption>$caption</figcaption></figure>',
    "table": (
        '<div><table class="image center" align="center"><tbody><tr><td><img src="$source" alt=""></td></tr>'
        '<tr><td class="image_desc">$caption</td></tr></tbody></table></div>'
    ),
    "italic": '<p style="text-align: center;"><img src="$source" alt=""></p>\n<p><em>$caption</em></p>',
    "centred": '<p style="text-align: center;"><img src="$source" alt=""></p>\n<p style="text-align: center;">$caption</p>',
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Skin:
    """How an article is printed.

    `prints` names what stands on the page beside headline, date, body and author: a lead apart from the body, section, tags.
    Without a lead of its own `opening` puts it at the head of the body; `signature`, if not empty, puts the author at its end.
    """

    page: str
    address: str = ""
    date: str = ""  # strftime, with $weekday ("Thứ Ba") and $number ("Thứ 3"); empty: only declared as data
    prints: tuple[Printed, ...] = ()
    picture: str = PICTURES["figure"]
    paragraph: str = '<p style="text-align: justify;">$text</p>'
    opening: str = "<p><strong>$text</strong></p>"
    signature: str = '<p style="text-align: right;"><strong>$text</strong></p>'
    junk: str = ""  # what stands at the end of the body and is not the article; a file's own where a skin says nothing
    frame: str = ""  # the page around it, where it is not the ordinary one

    @property
    def layout(self) -> Layout:
        """What the skin prints, as the model says it."""
        clock: Literal["day", "minute", "second"] = "second" if "%S" in self.date or not self.date else "minute"
        if self.date and "%M" not in self.date:
            clock = "day"
        return Layout(
            clock, lead_in_body="lead" not in self.prints, section="section" in self.prints, tags="tags" in self.prints
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A site's skin from a year on, the shape of its addresses then, and whether its lists still lead to such articles."""

    since: int
    skin: str
    address: str
    listed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyTable:
    """A site of a family. `lists` are paths, each with the section it lists ("" for all)."""

    slug: str
    place: str
    lists: Mapping[str, str]
    periods: tuple[Period, ...]
    sections: Sequence[str]
    first_id: int = 100000
    mark: str = ""  # how the first sentence opens
    item: str = (
        '<div class="item"><a href="$href"><img src="/anh/$n.jpg" alt=""></a><h3><a href="$href">$title</a></h3>'
        '<span class="item-time">$date</span></div>\n'
    )
    around: str = '<div class="list">$items</div>'
    feeds: Sequence[str] = ()
    paging: str = ""  # the query parameter of pages after the first, or "service": by script from a list service
    paging_path: str = ""  # where pages after the first stand, if not at the list's path
    end: int = 0  # the last year with articles, of a site that has ended
    skins: Mapping[str, Skin] = field(default_factory=dict)


@cache
def tables() -> Mapping[str, FamilyTable]:
    """All sites by slug."""
    return {site.slug: site for path in sorted(FOLDER.glob("*.toml")) for site in _read(path)}


def _read(path: Path) -> list[FamilyTable]:
    with path.open("rb") as file:
        data = tomllib.load(file)
    return [_site(slug, fields) for slug, fields in data["site"].items()]


@cache
def skins() -> Mapping[str, Skin]:
    """All skins by name; sites may use those of other families, as the originals did before they changed their system."""
    found: dict[str, Skin] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        with path.open("rb") as file:
            table = tomllib.load(file)
        for name, fields in table["skin"].items():
            found[name] = _skin({"junk": table.get("junk", "")} | table["skin"].get(fields.get("like"), {}) | fields)
    return found


def _skin(fields: Mapping[str, Any]) -> Skin:
    picture = fields.get("picture", "figure")
    told = {name: value for name, value in fields.items() if name != "like"}
    return Skin(**{**told, "prints": tuple(fields.get("prints", ())), "picture": PICTURES.get(picture, picture)})


def _site(slug: str, fields: Mapping[str, Any]) -> FamilyTable:
    lists: Mapping[str, str] = fields["lists"]
    periods = tuple(Period(**({"address": skins()[year["skin"]].address} | year)) for year in fields["periods"])
    told = {
        "sections": tuple(filter(None, lists.values())) or ("thoi-su", "xa-hoi"),
        **fields,
        "periods": periods,
        "skins": {period.skin: skins()[period.skin] for period in periods},
    }
    return FamilyTable(slug=slug, **told)
