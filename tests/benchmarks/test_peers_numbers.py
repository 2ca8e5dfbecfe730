"""Comparing readers of numbers: what counts as found, for readers that know no Vietnamese too."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks import peers_numbers, peers_ours, peers_readers
from benchmarks.extraction_corpora import Article
from benchmarks.extraction_scoring import total
from benchmarks.measure import Timing
from benchmarks.peers_driver import Reader, Result
from benchmarks.peers_numbers import found, quote_spans, scored, times

TEXT = "Thu 1.900 tỷ đồng, tăng 3,4% so với năm 2019; xử lý 5/63 hồ sơ, từ 10 đến 15 hồ sơ mỗi xã."
GOLD: tuple[dict[str, Any], ...] = (
    {"quote": "1.900 tỷ đồng", "value": 1.9e12, "unit": "VND"},
    {"quote": "3,4%", "value": 3.4, "unit": "%"},
    {"quote": "5/63 hồ sơ", "value": 5, "of": 63, "unit": "hồ sơ"},
    {"quote": "từ 10 đến 15 hồ sơ", "value": 10, "value_high": 15, "unit": "hồ sơ"},
)
ARTICLE = Article("a", TEXT, None, None, GOLD, None)


def _row(written: str, value: float, **more: Any) -> dict[str, Any]:
    start = TEXT.index(written)
    return {"start": start, "end": start + len(written), "value": value, **more}


@pytest.mark.parametrize(
    ("kind", "row", "right", "extra"),
    [
        ("places", _row("1.900", 1.9), 1, 0),
        ("places", _row("2019", 2019), 0, 1),
        ("values", _row("1.900", 1900), 0, 1),
        ("values, scales lent", _row("1.900", 1900), 1, 0),
        ("values", _row("1.900 tỷ", 1.9e12), 1, 0),
        ("values, scales lent", _row("1.900 tỷ", 1.9e12), 1, 0),
        ("values", _row("15", 15), 0, 0),
        ("values", _row("63", 63), 0, 0),
        ("quantities", _row("3,4%", 3.4, unit="%"), 1, 0),
        ("quantities", _row("3,4", 3.4, unit=None), 0, 1),
        ("quantities", _row("5", 5, unit="hồ sơ"), 0, 1),
    ],
    ids=[
        *("its place", "a year", "without its scale", "a scale is lent", "with its scale", "no scale is lent twice"),
        *("end of a range", "the whole", "with its unit", "without its unit", "without its whole"),
    ],
)
def test_what_is_right(kind: str, row: dict[str, Any], right: int, extra: int) -> None:
    counts = total(scored([ARTICLE], [[row]], kind))
    assert (counts.right, counts.extra, counts.missed) == (right, extra, len(GOLD) - right)


def test_two_finds_in_one_quote_are_one_place() -> None:
    counts = total(scored([ARTICLE], [[_row("3,", 3), _row("4%", 4)]], "places"))
    assert (counts.right, counts.extra) == (1, 0)


def test_quotes_are_looked_for_in_order() -> None:
    assert quote_spans("5 xã, 5 hộ, 2 xã", [{"quote": "5"}, {"quote": "5"}, {"quote": "2 xã"}]) == [(0, 1), (6, 7), (12, 16)]
    assert quote_spans("5 xã, 2 hộ", [{"quote": "2 hộ"}, {"quote": "5 xã"}]) == [(6, 10), (0, 4)]
    with pytest.raises(ValueError, match="'7 xã' does not stand in its text"):
        quote_spans("5 xã", [{"quote": "7 xã"}])


def test_both_of_ours_read_the_text() -> None:
    job = {"text": TEXT, "published": "2020-01", "province": None}
    ours, simple = peers_ours.quantities()(job), peers_ours.regular_expression()(job)
    assert total(scored([ARTICLE], [ours], "quantities")).f1 == 1
    assert [(row["value"], row["unit"]) for row in simple] == [
        *((1.9e12, "VND"), (3.4, "%"), (2019, None), (5, None), (10, "đến"), (15, "hồ")),
    ]


@pytest.mark.parametrize("reader", [*peers_numbers.READERS.values()], ids=[*peers_numbers.READERS])
def test_every_reader_is_there(reader: Reader) -> None:
    assert callable(getattr(peers_readers if reader.of_peers else peers_ours, reader.make.partition(":")[2]))


@pytest.mark.parametrize(("told", "value"), [("3.4", 3.4), ("3,4", 3.4), ("12345678", 12345678), ("", None), ("1/3", None)])
def test_resolutions_as_numbers(told: str, value: float | None) -> None:
    assert peers_readers.resolved(told) == value


def test_tables() -> None:
    rows = [{**row, "start": TEXT.index(row["quote"]), "end": TEXT.index(row["quote"]) + len(row["quote"])} for row in GOLD]
    table = found([ARTICLE], {"good": [rows], "broken": [{"error": "ValueError: no"}]})
    assert table.splitlines()[2:] == [
        "| good | 1.000 | 1.000 | 1.000 (1.000–1.000) | 1.000 | 1.000 | 1.000 (1.000–1.000) |  |",
        "| broken | 0.000 | 0.000 | 0.000 (0.000–0.000) | 1.000 | 0.000 | 0.000 (0.000–0.000) | 1 |",
    ]
    results = {peers_numbers.OURS: Result([], Timing((0.5,))), "slow": Result([], Timing((2.0,)))}
    assert times(1000, results).splitlines()[2:] == ["| vnportals, extract | 2000 | 1.00 | 0% |", "| slow | 500 | 4.00 | 0% |"]
