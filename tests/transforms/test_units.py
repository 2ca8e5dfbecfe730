"""Which unit somebody speaks for who spoke for one that is no more."""

from __future__ import annotations

from datetime import date

import pytest

from transforms.provinces import MERGERS, PROVINCES, province_at, unit_at

LAST_OLD_DAY, MERGED, LATER = date(2025, 6, 30), date(2025, 7, 1), date(2026, 11, 22)


@pytest.mark.parametrize(
    ("name", "day", "code", "unit"),
    [
        ("Phú Yên", LAST_OLD_DAY, "54", "Phú Yên"),
        ("Phú Yên", MERGED, "66", "Đắk Lắk"),
        ("tỉnh Long An", LATER, "80", "Tây Ninh"),
        ("Bắc Kạn", LATER, "19", "Thái Nguyên"),
        ("Kontum", LATER, "51", "Quảng Ngãi"),
        ("Bà Rịa – Vũng Tàu", LATER, "79", "Thành phố Hồ Chí Minh"),
        ("An Giang", LAST_OLD_DAY, "89", "An Giang"),
        ("An Giang", MERGED, "91", "An Giang"),
        ("Thừa Thiên Huế", LATER, "46", "Huế"),
        ("Bình Phước", date(2026, 1, 1), "75", "Đồng Nai"),
    ],
)
def test_the_unit_of_the_day(name: str, day: date, code: str, unit: str) -> None:
    found = unit_at(name, day)
    assert found is not None
    assert (found.code, found.name) == (code, unit)
    assert found.valid_from <= day
    assert found.valid_to is None or day <= found.valid_to


def test_a_municipality_made_later_is_the_unit_from_then_on() -> None:
    before, after = unit_at("Bình Phước", date(2026, 4, 29)), unit_at("Bình Phước", date(2026, 4, 30))
    assert before is not None
    assert after is not None
    assert (before.kind, after.kind) == ("province", "municipality")


def test_an_unknown_name_is_no_unit() -> None:
    assert unit_at("Sài Thành", LATER) is None


@pytest.mark.parametrize("day", [date(2010, 1, 1), LAST_OLD_DAY, MERGED, LATER])
def test_every_name_of_any_time_leads_somewhere(day: date) -> None:
    """And where there is a unit of the name, to that one."""
    for row in PROVINCES:
        assert unit_at(row.name, day) is not None
        if province_at(row.name, day) is not None:
            assert unit_at(row.name, day) == province_at(row.name, day)
    assert len({unit_at(row.name, LATER) for row in PROVINCES}) == 34
    assert len(MERGERS) == 52
