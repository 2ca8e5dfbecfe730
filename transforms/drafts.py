"""A quantity while it is being read: the number is known, its unit may still stand elsewhere in the sentence."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from transforms.numerals import Amount
from transforms.units import READINGS, UnitKind, UnitMatch


@dataclass(slots=True)
class Draft:
    """Mutable on purpose: units and scales wander between the members of a list before any value is computed."""

    amount: Amount
    end: int  # behind the unit, or the number
    unit: str = ""
    kind: UnitKind | None = None
    high: Amount | None = None
    of: Amount | None = None
    shared_scale: Decimal | None = None
    sized_group: bool = False  # "nhóm 5 tỉnh": the size of a ranking group

    @property
    def start(self) -> int:
        return self.amount.start

    def take(self, match: UnitMatch | None) -> None:
        """Give the draft its unit, and the text up to the unit's end."""
        if match is not None:
            self.unit, self.kind, self.end = match.unit, match.kind, max(self.end, match.end)

    def borrow(self, other: Draft, *, scale: bool) -> None:
        """The unit, and perhaps the scale word, that another member of the list carries."""
        self.unit, self.kind = other.unit, other.kind
        if scale and self.amount.scale is None:
            self.shared_scale = other.amount.scale or other.shared_scale

    def read(self, amount: Amount | None) -> Decimal | None:
        """The value of one of the draft's amounts, read as its unit demands."""
        if amount is None:
            return None
        reading = READINGS.get(self.kind, "measure") if self.kind else "count"
        return amount.value(reading, self.shared_scale)
