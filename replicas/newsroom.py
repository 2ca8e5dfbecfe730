"""Reads the written articles: one TOML file per portal beside this module, in a notation made for people.

In `body` a blank line ends a paragraph and a single line break is a `<br>`. A paragraph that starts with `## ` is a heading,
`[ảnh NAME] caption` a picture, and lines of `| a | b |` are a table.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from replicas.model import VIETNAM, Article, Block, Fact

FOLDER = Path(__file__).parent / "articles"

_FOLD = str.maketrans({"đ": "d", "Đ": "D"})


def slugify(text: str) -> str:
    """A title as these portals put it into an address: no marks, lower case, hyphens, cut near 100 characters."""
    plain = unicodedata.normalize("NFD", text.translate(_FOLD))
    letters = "".join(ch if ch.isascii() and ch.isalnum() else " " for ch in plain if not unicodedata.combining(ch))
    return "-".join(letters.lower().split())[:100].rstrip("-")


def parse_body(text: str) -> tuple[Block, ...]:
    """The blocks of an article's body from its notation."""
    return tuple(_block(piece) for piece in text.strip().split("\n\n"))


def _block(piece: str) -> Block:
    piece = piece.strip()
    if piece.startswith("## "):
        return Block("heading", piece.removeprefix("## "))
    if piece.startswith("[ảnh "):
        name, _, caption = piece.removeprefix("[ảnh ").partition("]")
        return Block("image", caption.strip(), picture=name)
    if piece.startswith("|"):
        rows = tuple(tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in piece.splitlines())
        return Block("table", rows=rows)
    return Block("p", piece)


def parse_fact(line: str) -> Fact:
    """A fact from its line: "indicator | value | unit | period | quote" and, if not a level, "| role"."""
    indicator, value, unit, period, quote, *role = (part.strip() for part in line.split("|"))
    if role and role[0] not in ("level", "delta", "target"):
        raise ValueError(f"fact of {indicator}: role is level, delta or target, not {role[0]!r}")
    return Fact(
        indicator=indicator,
        value=Decimal(value),
        unit=unit,
        period=period,
        quote=quote,
        role=role[0] if role else "level",  # type: ignore[arg-type]  # checked above
    )


def local_time(value: datetime) -> datetime:
    """A TOML local time is Vietnam's."""
    return value.replace(tzinfo=VIETNAM)


def _article(portal: str, entry: Mapping[str, Any]) -> Article:
    updated = entry.get("updated")
    return Article(
        portal=portal,
        layout=entry["layout"],
        id=str(entry["id"]),
        slug=entry.get("slug") or slugify(entry["title"]),
        sections=tuple(entry["sections"]),
        published=local_time(entry["published"]),
        title=entry["title"],
        lead=entry["lead"],
        body=parse_body(entry["body"]),
        author=entry["author"],
        byline=entry.get("byline", entry["author"]),
        tags=tuple(entry.get("tags", ())),
        facts=tuple(parse_fact(line) for line in entry.get("facts", ())),
        updated=local_time(updated) if updated else None,
        forbidden=entry.get("forbidden", False),
        listed_as=tuple(entry.get("listed_as", ())),
    )


@cache
def written(portal: str, night: int) -> tuple[Article, ...]:
    """The articles written for a portal that first appear on that night."""
    with (FOLDER / f"{portal}.toml").open("rb") as file:
        entries: Sequence[Mapping[str, Any]] = tomllib.load(file)["article"]
    return tuple(_article(portal, entry) for entry in entries if entry.get("night", 1) == night)


@cache
def night_two() -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """What night two does to articles that exist: lists of edit, remove, move, reprint, variant."""
    with (FOLDER / "night_two.toml").open("rb") as file:
        return tomllib.load(file)
