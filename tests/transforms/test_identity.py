"""The content hash: the same for the same text, another for any other."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.identity import content_hash

PARTS = ("Giảm nghèo", "Sa-pô.", "Đoạn một.\n\nĐoạn hai.", ["Ảnh: MK"])


def test_a_hash_is_64_hex_digits_and_stays_what_it_was() -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", content_hash(*PARTS))
    assert content_hash("", "", "", []) == "b8c9e440ead3ddaccf7cc7e879d512a263272270df2d5504c0c3d1f85d16f9d9"


def test_white_space_does_not_count() -> None:
    assert content_hash(" Giảm  nghèo\n", "Sa-pô.", "Đoạn một. \xa0 Đoạn\x1fhai.", ["Ảnh: MK"]) == content_hash(*PARTS)


@pytest.mark.parametrize(
    "other",
    [
        ("Giảm nghèo.", *PARTS[1:]),
        (PARTS[0], "", *PARTS[2:]),
        (*PARTS[:3], []),
        (*PARTS[:3], ["Ảnh:", "MK"]),
        (*PARTS[:3], ["Ảnh: MK", ""]),
        ("Giảm", "nghèo Sa-pô.", *PARTS[2:]),
        ("Sa-pô.", "Giảm nghèo", *PARTS[2:]),
    ],
    ids=["title", "no lead", "no caption", "two captions", "an empty caption", "moved words", "swapped"],
)
def test_other_text_has_another_hash(other: tuple[str, str, str, list[str]]) -> None:
    assert content_hash(*other) != content_hash(*PARTS)


WORDS = st.text("aă đ1.", max_size=12)
FIELDS = st.tuples(WORDS, WORDS, WORDS, st.lists(WORDS, max_size=3))


def folded(fields: tuple[str, str, str, list[str]]) -> list[str]:
    return [" ".join(part.split()) for part in (*fields[:3], *fields[3])]


@given(FIELDS, FIELDS)
def test_equal_hashes_mean_equal_text(one: tuple[str, str, str, list[str]], other: tuple[str, str, str, list[str]]) -> None:
    assert (content_hash(*one) == content_hash(*other)) == (folded(one) == folded(other))
