"""Days on which little is published in Vietnam because of the New Year (Tết), so that nobody takes them for a fault."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

# The first day of each lunar year in Vietnam. Its calendar is reckoned for 105° east, so that 2030 begins a day before China's.
NEW_YEARS: Final = (
    date(2015, 2, 19), date(2016, 2, 8), date(2017, 1, 28), date(2018, 2, 16), date(2019, 2, 5),
    date(2020, 1, 25), date(2021, 2, 12), date(2022, 2, 1), date(2023, 1, 22), date(2024, 2, 10),
    date(2025, 1, 29), date(2026, 2, 17), date(2027, 2, 6), date(2028, 1, 26), date(2029, 2, 13),
    date(2030, 2, 2), date(2031, 1, 23), date(2032, 2, 11), date(2033, 1, 31), date(2034, 2, 19),
    date(2035, 2, 8), date(2036, 1, 28), date(2037, 2, 15), date(2038, 2, 4), date(2039, 1, 24),
    date(2040, 2, 12),
)  # fmt: skip
BEFORE, AFTER = timedelta(days=5), timedelta(days=9)  # offices close for 7 to 9 days; newsrooms slow down before


def is_quiet(day: date) -> bool:
    """Whether the day is around the New Year."""
    return any(first - BEFORE <= day <= first + AFTER for first in NEW_YEARS)
