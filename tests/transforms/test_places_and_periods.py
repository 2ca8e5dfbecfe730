"""The province table through its mergers, spellings, and the periods of sentences."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from benchmarks.extraction_corpora import read_cases
from transforms.extraction import extract, published_date
from transforms.folding import fold, fold_key
from transforms.lowering import lowered
from transforms.masks import find_masks
from transforms.period_terms import cumulated, months_iso
from transforms.periods import find_periods
from transforms.provinces import MERGERS, PROVINCES, is_province, province_at
from transforms.sentences import MAX_SENTENCE, split_sentences

PERIODS, PLACES = read_cases("periods"), read_cases("places")
TODAY = date(2020, 7, 30)  # on which the sentences of the cases of periods are published


@pytest.mark.parametrize(
    ("day", "count"), [(date(2008, 8, 1), 63), (date(2025, 6, 30), 63), (date(2026, 1, 1), 34), (date(2026, 5, 1), 34)]
)
def test_number_of_units_on_a_day(day: date, count: int) -> None:
    valid = [row for row in PROVINCES if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)]
    assert len(valid) == count
    assert len({row.code for row in valid}) == count


def test_municipalities_grow_by_dong_nai() -> None:
    for day, count in ((date(2024, 6, 1), 5), (date(2025, 3, 1), 6), (date(2025, 8, 1), 6), (date(2026, 5, 1), 7)):
        names = {row.name for row in PROVINCES}
        valid = [found for name in names if (found := province_at(name, day)) is not None]
        assert len({row.code for row in valid if row.kind == "municipality"}) == count


def test_every_merged_unit_goes_where_a_row_begins() -> None:
    keys = {(row.code, row.valid_from): row for row in PROVINCES}
    assert len(MERGERS) == 52
    for merger in MERGERS:
        old, new = keys[merger.old_code, merger.old_valid_from], keys[merger.new_code, merger.new_valid_from]
        assert new.valid_from == merger.on
        if old.code != "46":
            assert old.valid_to is not None
            assert (merger.on - old.valid_to).days == 1


@pytest.mark.parametrize(
    ("name", "day", "code"),
    [
        ("Gia Lai", date(2024, 5, 1), "64"),
        ("Gia Lai", date(2026, 5, 1), "52"),
        ("Khánh Hoà", date(2024, 5, 1), "56"),
        ("Đăk Lăk", date(2024, 5, 1), "66"),
        ("Đắc Lắc", date(2024, 5, 1), "66"),
        ("TP.HCM", date(2024, 5, 1), "79"),
        ("TP Hồ Chí Minh", date(2026, 5, 1), "79"),
        ("Bà Rịa-Vũng Tàu", date(2024, 5, 1), "77"),
        ("Bà Rịa – Vũng Tàu", date(2024, 5, 1), "77"),
        ("tỉnh Long An", date(2024, 5, 1), "80"),
        ("Long An", date(2026, 5, 1), None),
        ("Huế", date(2019, 5, 1), "46"),
        ("Thừa Thiên Huế", date(2025, 2, 1), "46"),
        ("AN GIANG", date(1999, 5, 1), "89"),
        ("Atlantis", date(2024, 5, 1), None),
    ],
)
def test_province_by_any_spelling_on_a_day(name: str, day: date, code: str | None) -> None:
    found = province_at(name, day)
    assert (found.code if found else None) == code


def test_names_in_any_time() -> None:
    assert is_province("Hậu Giang")
    assert not is_province("Cái Bè")


@pytest.mark.parametrize(("written", "folded"), [("Đắk Lắk", "dak lak"), ("Hoà", "hoa"), ("Hòa", "hoa"), ("NGHÈO", "ngheo")])
def test_folding(written: str, folded: str) -> None:
    assert fold(written) == folded
    assert fold_key(f" {written}  –  x ") == f"{folded} x"


@pytest.mark.parametrize("case", PERIODS, ids=[case["id"] for case in PERIODS])
def test_periods_that_a_sentence_covers(case: dict[str, Any]) -> None:
    text = case["text"]
    found = find_periods(lowered(text), 0, len(text), find_masks(text), year=TODAY.year, published=TODAY)
    assert [mention.iso for mention in found if mention.kind == "covers"] == case["covers"]


@pytest.mark.parametrize("case", PLACES, ids=[case["id"] for case in PLACES])
def test_places_that_statements_hold_for(case: dict[str, Any]) -> None:
    found = extract(case["text"], published=published_date(case["published"]), province=case["province"]).observations
    assert [row.place for row in found] == case["expect"]


@pytest.mark.parametrize(
    ("first", "last", "iso"),
    [(1, 12, "2019"), (7, 12, "2019-H2"), (4, 6, "2019-Q2"), (2, 4, "2019-02/2019-04"), (5, 5, "2019-05")],
)
def test_months_take_their_shortest_form(first: int, last: int, iso: str) -> None:
    assert months_iso(2019, first, last) == iso


@pytest.mark.parametrize(
    ("iso", "total"), [("2019-03", "2019-Q1"), ("2019-06", "2019-H1"), ("2019-12", "2019"), ("2019", "2019")]
)
def test_accumulated_months(iso: str, total: str) -> None:
    assert cumulated(iso) == total


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Một. Hai! Ba?", ["Một.", "Hai!", "Ba?"]),
        ("Tại TP. Huế có mưa. Sau đó tạnh.", ["Tại TP. Huế có mưa.", "Sau đó tạnh."]),
        ("Tựa đề\n\n Thân bài; vẫn vậy.", ["Tựa đề", "Thân bài; vẫn vậy."]),
        ("Đạt 1.250 hộ. 30 hộ thoát nghèo.", ["Đạt 1.250 hộ.", "30 hộ thoát nghèo."]),
        ("", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[span.start : span.end] for span in split_sentences(text)] == sentences


def test_no_sentence_is_longer_than_the_limit() -> None:
    assert all(span.end - span.start <= MAX_SENTENCE for span in split_sentences("chữ " * 3_000 + "x" * 5_000))
