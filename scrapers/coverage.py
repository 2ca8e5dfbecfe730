"""Which provinces the registry has a portal for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from scrapers.spec import Portal
from transforms.folding import fold_key
from transforms.provinces import PROVINCES, Province, unit_at

_NOW: Final = date.max  # the units of today are those that have no end yet
_BEFORE: Final = date(2025, 6, 30)  # the last day of the 63


@dataclass(frozen=True, slots=True)
class Covered:
    """A province of today with the portals that speak for it, or spoke for a unit that went into it."""

    province: Province
    portals: tuple[Portal, ...]
    parts: tuple[str, ...]  # names of the units it was made of, its own first; its own alone where it did not change
    without: tuple[str, ...]  # those of the parts that no portal spoke for

    @property
    def seen(self) -> int:
        """How many of the portals are known by a saved page."""
        return sum(portal.knowledge == "seen" for portal in self.portals)


def province_of(portal: Portal) -> Province:
    """The province of today that the portal speaks for.

    Raises:
        ValueError: no unit of any time has the name that the portal declares.
    """
    unit = unit_at(portal.province, _NOW)
    if unit is None:
        raise ValueError(f"{portal.slug} speaks for {portal.province!r}, which no province is or was called")
    return unit


def coverage(portals: Iterable[Portal]) -> list[Covered]:
    """Every province of today, by name, those without a portal included. Portals stand in the order of the registry."""
    of_today: dict[Province, list[Portal]] = {row: [] for row in PROVINCES if row.valid_to is None}
    for portal in portals:
        of_today[province_of(portal)].append(portal)
    return [_covered(row, tuple(found)) for row, found in sorted(of_today.items(), key=lambda item: by_name(item[0].name))]


def by_name(name: str) -> tuple[str, str]:
    """For sorting as a reader looks names up: marks count only where letters are the same."""
    return fold_key(name), name


def _covered(province: Province, portals: tuple[Portal, ...]) -> Covered:
    spoken_for = {unit_at(portal.province, _BEFORE) for portal in portals}
    parts = [
        row
        for row in PROVINCES
        if row.valid_from <= _BEFORE
        and (row.valid_to is None or row.valid_to >= _BEFORE)
        and unit_at(row.name, _NOW) == province
    ]
    parts.sort(key=lambda row: (row.name != province.name, by_name(row.name)))
    without = tuple(row.name for row in parts if row not in spoken_for)
    return Covered(province, portals, tuple(row.name for row in parts), without)
