"""Tables inside articles: each cell with the heads of its row and column, and where it stands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.extraction import Extraction, extract
from transforms.tables import find_tables

POVERTY = """Kết quả rà soát hộ nghèo năm 2023

STT | Địa phương | Tổng số hộ | Số hộ nghèo | Tỷ lệ (%)

1 | Huyện Năm Căn | 15.120 | 431 | 2,85

2 | Thị xã Sông Đốc | 11.300 | 205 hộ | 1,81

Tổng | | 26.420 | 636 | 2,41

Các huyện tiếp tục giúp 120 hộ nghèo xây nhà."""

BUDGET = """Thu chi ngân sách

ĐVT: tỷ đồng

Chỉ tiêu | Năm 2021 | Năm 2022

Thu ngân sách nhà nước | 5.100 | 5.850

Chi ngân sách địa phương | 9.345,5 | 10.000"""

INDICATORS = """Chỉ tiêu kinh tế - xã hội năm 2022

Tên chỉ tiêu | Đơn vị tính | Thực hiện

Thu nhập bình quân đầu người | triệu đồng | 52,4

Số xã đạt chuẩn nông thôn mới | xã | 61

Tăng trưởng GRDP | % | -1,25"""


def _read(text: str) -> Extraction:
    return extract(text, published=date(2024, 1, 5), province="Cà Mau")


def _stated(found: Extraction) -> list[tuple[str, Decimal, str, str | None]]:
    return [(row.indicator, row.value, row.period, row.place) for row in found.observations]


def test_columns_say_what_and_rows_say_where() -> None:
    assert _stated(_read(POVERTY)) == [
        ("poor_households", Decimal(431), "2023", "huyện Năm Căn, Cà Mau"),
        ("poor_household_rate", Decimal("2.85"), "2023", "huyện Năm Căn, Cà Mau"),
        ("poor_households", Decimal(205), "2023", "thị xã Sông Đốc, Cà Mau"),
        ("poor_household_rate", Decimal("1.81"), "2023", "thị xã Sông Đốc, Cà Mau"),
        ("poor_households", Decimal(636), "2023", "Cà Mau"),
        ("poor_household_rate", Decimal("2.41"), "2023", "Cà Mau"),
        ("beneficiaries", Decimal(120), "2023", "Cà Mau"),
    ]


def test_columns_may_be_years_and_the_unit_may_stand_above() -> None:
    assert _stated(_read(BUDGET)) == [
        ("budget_revenue", Decimal(5_100_000_000_000), "2021", "Cà Mau"),
        ("budget_revenue", Decimal(5_850_000_000_000), "2022", "Cà Mau"),
        ("budget_expenditure", Decimal(9_345_500_000_000), "2021", "Cà Mau"),
        ("budget_expenditure", Decimal(10_000_000_000_000), "2022", "Cà Mau"),
    ]


def test_a_column_may_hold_the_units_and_a_minus_is_a_fall() -> None:
    assert _stated(_read(INDICATORS)) == [
        ("income_per_capita", Decimal(52_400_000), "2022", "Cà Mau"),
        ("new_rural_communes", Decimal(61), "2022", "Cà Mau"),
        ("grdp_growth", Decimal("-1.25"), "2022", "Cà Mau"),
    ]


@pytest.mark.parametrize("text", [POVERTY, BUDGET, INDICATORS])
def test_spans_point_into_the_cells_and_the_row_is_the_proof(text: str) -> None:
    found = _read(text)
    lines = text.splitlines()
    for quantity in found.quantities:
        assert text[quantity.start : quantity.end] == quantity.quote
        assert quantity.sentence in lines
    assert [quantity.start for quantity in found.quantities] == sorted(quantity.start for quantity in found.quantities)
    assert all(found.quantities[row.quantity].quote in row.sentence for row in found.observations)


def test_heads_and_numbers_of_rows_are_no_quantities() -> None:
    heads = {POVERTY[mask.start : mask.end] for mask in _read(POVERTY).masks if mask.kind == "table"}
    assert heads == {"1", "2"}


@pytest.mark.parametrize(
    "text",
    [
        "Ảnh: Lễ bàn giao 5 căn nhà | Tác giả cung cấp",  # one line alone is a caption, not a table
        "Trang chủ | Liên hệ\n\nGóc ảnh | Video",  # no figures
    ],
)
def test_bars_alone_make_no_figures(text: str) -> None:
    assert all(table.heads == len(table.rows) for table in find_tables(text))


@given(st.lists(st.text(alphabet="|1aệ ,.%()-\n", max_size=30), max_size=12))
def test_any_arrangement_of_bars_is_read_without_an_error(lines: list[str]) -> None:
    text = "\n\n".join(lines)
    found = extract(text, published=date(2024, 1, 5), province="Cà Mau")
    assert all(found.text[quantity.start : quantity.end] == quantity.quote for quantity in found.quantities)
