"""Values that are made for every number of a text.

A frozen dataclass sets its fields by a call each, which makes it about four times as dear to build; with a dozen values for
each number that was a tenth of the time of an extraction. So these are frozen for the type checker alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True)
def value(cls: type[_T]) -> type[_T]:
    """A slotted dataclass that nobody may write to, so it has a hash: mypy says so, the running program does not check."""
    return dataclass(slots=True, unsafe_hash=True)(cls)
