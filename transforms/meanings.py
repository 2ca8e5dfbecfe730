"""What a quantity was taken to state: the rule that fits, what it makes of the number, and on which ground."""

from __future__ import annotations

from transforms.cues import Hit
from transforms.grounds import Ground
from transforms.indicator_rules import Rule
from transforms.records import Quantity, Role
from transforms.roles import Change
from transforms.values import value


@value
class Deed:
    """What was done to the things counted; `own`: it is said with this number and not taken from another."""

    act: str
    own: bool


@value
class Choice:
    """A rule for a quantity; `indicator` is that of the rule but for a share that goes with a count."""

    rule: Rule
    indicator: str | None
    ground: Ground
    subject: Hit | None = None  # the words that name the subject, where it is the number's own
    source: Quantity | None = None  # whose meaning was taken over
    change: Change | None = None  # taken over, too
    aimed_at: bool = False  # the number is the plan that the statement before is measured by


@value
class Statement:
    """What was made of one quantity; `indicator` is None where nothing fits or a row says that it is no indicator."""

    quantity: Quantity
    home: int  # number of its sentence
    reach: int
    rule: Rule | None
    indicator: str | None
    act: str
    change: Change | None
    role: Role
    ground: Ground | None
    subject: Hit | None = None
    source: Quantity | None = None
    measured_by: bool = False  # the plan that the statement before is measured by, reached or not

    @property
    def falls(self) -> bool:
        """Is the value to be negative: a fall, stated as a change or as (negative) growth?"""
        changes = self.role != "level" or (self.rule is not None and self.rule.growth)
        return changes and self.change is not None and self.change.by and self.change.sign < 0


def same_head(one: Quantity, other: Quantity) -> bool:
    """Do both count the same kind of thing ("hộ nghèo" and "hộ")?"""
    return one.unit.split()[0] == other.unit.split()[0]
