"""Numbers as Vietnamese texts write them: 14.170 hộ, 2,63 %, 238 tỷ đồng, hạng 5."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from transforms.indicator_rules import BASE_UNITS
from transforms.records import Observation, Qualifier, Quantity

_SCALES: Final = ((Decimal(10**9), "tỷ "), (Decimal(10**6), "triệu "))
_MONEY: Final = ("VND", "USD", "EUR", "JPY")
_HEDGES: Final[dict[Qualifier, str]] = {
    "exact": "",
    "about": "khoảng ",
    "over": "trên ",
    "under": "dưới ",
    "nearly": "gần ",
}
_SWAPPED: Final = str.maketrans(",.", ".,")


def readable(value: Decimal | float, unit: str) -> str:
    """A number with its unit; money in tỷ or triệu where it fills one."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    scale, name = _scale(exact, unit)
    return _with_unit(_digits(exact / scale), unit, name)


def readable_quantity(quantity: Quantity) -> str:
    """A quantity with its hedge, the upper end of a range, and the whole it is a part of."""
    return _spelled(quantity, quantity.value, quantity.unit, Decimal(1), signed=False)


def readable_observation(observation: Observation, quantity: Quantity) -> str:
    """The value of an observation, in the unit of its series; a change with its sign."""
    factor = BASE_UNITS.get(observation.indicator, {}).get(quantity.unit, (quantity.unit, Decimal(1)))[1]
    return _spelled(quantity, observation.value, observation.unit, factor, signed=observation.role == "delta")


def _spelled(quantity: Quantity, value: Decimal, unit: str, factor: Decimal, *, signed: bool) -> str:
    """`value` is the quantity's own times `factor`, and negative for a fall; the upper end and the whole go the same way."""
    scale, name = _scale(value, unit)
    sign = "+" if signed and value > 0 else ""
    number = sign + _digits(value / scale)
    if quantity.value_high is not None:
        high = quantity.value_high * factor * (-1 if value < 0 else 1)
        number += f" đến {sign}{_digits(high / scale)}"
    if quantity.of is not None:
        number += f"/{_digits(quantity.of * factor)}"
    return _HEDGES[quantity.qualifier] + _with_unit(number, unit, name)


def _scale(value: Decimal, unit: str) -> tuple[Decimal, str]:
    if unit.startswith(_MONEY):
        return next(((scale, name) for scale, name in _SCALES if abs(value) >= scale), (Decimal(1), ""))
    return Decimal(1), ""


def _digits(value: Decimal) -> str:
    """Every digit there is, grouped by points, behind a decimal comma."""
    return f"{value.normalize():,f}".translate(_SWAPPED)


def _with_unit(number: str, unit: str, scale: str) -> str:
    if unit == "rank":
        return f"hạng {number}"
    return f"{number} {scale}{unit.replace('VND', 'đồng') if unit != 'point' else 'điểm'}"
