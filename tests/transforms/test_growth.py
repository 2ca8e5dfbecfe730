"""Text made to be slow: it is read, and the steps taken grow as the text does. Steps are counted, so no clock is needed."""

from __future__ import annotations

import sys
from datetime import date
from types import FrameType

import pytest

from benchmarks.extraction_growth import SHAPES, text_of
from transforms.extraction import Extraction, extract

pytestmark = pytest.mark.slow
SHORT, LONG = 2_500, 5_000  # both above the longest sentence, within which things may be looked at more than once
# Here a search within one pattern could go back and forth, which is no step that can be counted: what is quadratic meets the
# time limit of the suite.
WITHIN_PATTERNS = (
    *("one word", "one number", "one scale", "one unit", "years without blanks", "one list of years"),
    "blanks behind a date",
)


def _read(text: str) -> Extraction:
    return extract(text, published=date(2020, 3, 1), province="Đắk Lắk")


def _counted(text: str) -> tuple[int, Extraction]:
    """How many calls are made while a text is read, of Python's own functions and of those in C, and what is read."""
    steps = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal steps
        steps += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        result = _read(text)
    finally:
        sys.setprofile(before)
    return steps, result


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_text_takes_twice_the_steps(shape: str) -> None:
    short, _ = _counted(text_of(shape, SHORT))
    long, result = _counted(text_of(shape, LONG))
    assert long <= 2.2 * short + 500
    for quantity in result.quantities:
        assert result.text[quantity.start : quantity.end] == quantity.quote


@pytest.mark.parametrize("shape", WITHIN_PATTERNS)
def test_patterns_do_not_go_back_and_forth(shape: str) -> None:
    text = text_of(shape, 300_000)
    assert _read(text).text == text


@pytest.mark.parametrize("text", ["7" * 1_100_000 + " hộ", "1 " + "tỷ " * 120_000 + "đồng"], ids=["digits", "scale words"])
def test_a_number_beyond_all_numbers_is_none(text: str) -> None:
    assert extract(text).quantities == ()
