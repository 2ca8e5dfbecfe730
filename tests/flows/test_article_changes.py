from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.article_changes import Change, NumberChange, StatedNumber, number_changes, text_changes


def marked(change: Change) -> tuple[str, str]:
    """Both paragraphs with the words that differ in brackets."""

    def mark(text: str | None, spans: tuple[tuple[int, int], ...]) -> str:
        shown, place = "", 0
        for start, end in spans:
            shown += f"{(text or '')[place:start]}[{(text or '')[start:end]}]"
            place = end
        return shown + (text or "")[place:]

    return mark(change.before, change.removed), mark(change.after, change.added)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Có 96 xã đạt chuẩn.", "Có 98 xã đạt chuẩn.", [("Có [96] xã đạt chuẩn.", "Có [98] xã đạt chuẩn.")]),
        ("a b\n\nc", "a b\n\nd e\n\nc", [("", "d e")]),
        ("a b\n\nc\n\nd", "a b\n\nd", [("c", "")]),
        ("một hai ba", "một ba bốn", [("một [hai] ba", "một ba [bốn]")]),
        ("a", "a", []),
        ("", "x", [("", "x")]),
        ("a\n\nb", "a\n\n\n\nb", []),
    ],
)
def test_paragraphs_and_words_that_differ(before: str, after: str, expected: list[tuple[str, str]]) -> None:
    assert [marked(change) for change in text_changes("body", before, after)] == expected


def test_a_huge_paragraph_is_shown_as_a_whole() -> None:
    (change,) = text_changes("body", "a " * 10_000, "b " * 10_000)
    assert (change.removed, change.added) == ((), ())


TEXTS = st.lists(st.sampled_from(["một hai", "ba", "một ba", "bốn năm sáu"]), max_size=5).map("\n\n".join)


@given(before=TEXTS, after=TEXTS)
def test_no_change_no_difference_and_marked_words_are_all_that_differs(before: str, after: str) -> None:
    changes = text_changes("body", before, after)
    assert (not changes) == (before == after)
    for change in changes:
        if change.before is not None and change.after is not None:
            assert without(change.before, change.removed) == without(change.after, change.added)


def without(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return text.split()


def number(value: str, *of: str) -> StatedNumber:
    return StatedNumber(of, f"{value} hộ", f"{value} hộ")


def test_numbers_that_changed_are_told_with_what_they_are_of() -> None:
    before = [number("120", "Số hộ nghèo", "2024"), number("7"), number("3", "Số hộ nghèo", "2023")]
    after = [number("150", "Số hộ nghèo", "2024"), number("7"), number("3", "Số hộ nghèo", "2023"), number("9")]
    assert number_changes(before, after) == [
        NumberChange(("Số hộ nghèo", "2024"), ("120 hộ",), ("150 hộ",)),
        NumberChange((), (), ("9 hộ",)),
    ]
    assert number_changes(before, before) == []
