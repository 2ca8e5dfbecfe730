"""Search: what people type finds what they mean, with the place shown, and no input is an error."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from db.search import MOST_TERMS, Filters, match_expression, parse, search
from db.snippets import excerpt
from tests.db.samples import OTHER, article, item, load
from transforms.dates import VIETNAM
from transforms.folding import fold


@pytest.fixture
def filled(db: Database, run_id: int) -> Database:
    load(
        db,
        run_id,
        item(db, article("bai-1", title="Đồng Tháp giảm hộ nghèo")),
        item(db, article("bai-2", title="Ông Nam đi chợ", body="Gặp ở tỉnh Hà Nam, chợ Đông Hà."), capture_id=2),
    )
    later = article("bai-3", portal=OTHER, title="Chợ nổi", body="Một câu khác.")
    load(db, run_id, item(db, later, capture_id=3), portal=OTHER)
    return db


def found(db: Database, text: str, **options: object) -> list[int]:
    return sorted(hit.article_id for hit in search(db, text, **options))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "exact", "folded", "by_marks"),
    [
        ("Đồng Tháp", [1], [1], [1]),
        ("dong thap", [], [1], [1]),
        ("ĐỒNG THÁP", [1], [1], [1]),
        (unicodedata.normalize("NFD", "Đồng Tháp"), [1], [1], [1]),
        ("ho ngheo", [], [1], [1]),
        ("năm", [1], [1, 2], [1]),  # folded, "năm" and "Nam" are one word
        ("nam", [2], [1, 2], [1, 2]),
        ("Đồng chợ", [], [2], [2]),  # with these marks nothing is found: without them Đông is
        ('"hộ nghèo"', [1], [1], [1]),
        ('"nghèo hộ"', [], [], []),
        ("nghèo hộ", [1], [1], [1]),
        ("chợ -Hà", [3], [3], [3]),
        ('chợ -"Hà Nam"', [3], [3], [3]),
        ('chợ -"Nam Hà"', [2, 3], [2, 3], [2, 3]),
        ("1.250", [1], [1], [1]),
        ("-chợ", [], [], []),
        ('"hộ nghèo', [1], [1], [1]),
        ("", [], [], []),
        ('"', [], [], []),
        ("* ( ) : ^ + -", [], [], []),
        ("chợ AND Nam", [], [], []),  # no operators but quotes and minus: "and" is a word
        ("title:chợ", [], [], []),
    ],
)
def test_what_is_found(filled: Database, text: str, exact: list[int], folded: list[int], by_marks: list[int]) -> None:
    assert found(filled, text, folded=False) == exact
    assert found(filled, text, folded=True) == folded
    assert found(filled, text) == by_marks


def test_a_hit_tells_whether_marks_were_meant(filled: Database) -> None:
    assert [hit.exact for hit in search(filled, "Tháp")] == [True]
    assert [hit.exact for hit in search(filled, "thap")] == [False]
    assert [hit.exact for hit in search(filled, "Đồng chợ")] == [False]


def test_words_in_the_title_count_most(filled: Database) -> None:
    assert [hit.article_id for hit in search(filled, "cho")] == [3, 2]
    assert [hit.article_id for hit in search(filled, "cho", limit=1)] == [3]
    assert search(filled, "cho", limit=0) == []


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(portal=OTHER), [3]),
        (Filters(province="Đồng Tháp"), [1, 2, 3]),
        (Filters(province="An Giang"), []),
        (Filters(since="2025-03-01", until="2025-03-01"), [1, 2, 3]),
        (Filters(since="2025-03-02"), []),
        (Filters(until="2025-02-28"), []),
        (Filters(portal=OTHER, until="2025-03-01", province="Đồng Tháp"), [3]),
    ],
)
def test_filters(filled: Database, filters: Filters, expected: list[int]) -> None:
    assert found(filled, "ghi nhan", filters=filters) == expected


def test_of_very_many_matches_the_newest_are_ranked(filled: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.search.RANKED", 2)
    assert found(filled, "ghi nhan") == [2, 3]


@pytest.mark.parametrize(
    ("text", "snippet"),
    [
        ("Hà Nam", "Gặp ở tỉnh [Hà] [Nam], chợ Đông [Hà]."),
        ("ha nam", "Gặp ở tỉnh [Hà] [Nam], chợ Đông [Hà]."),
        ('"ha nam"', "Gặp ở tỉnh [Hà Nam], chợ Đông Hà."),
        ("ong", "[Ông] Nam đi chợ"),
    ],
)
def test_the_snippet_shows_the_original_text(filled: Database, text: str, snippet: str) -> None:
    assert [hit.snippet for hit in search(filled, text) if hit.article_id == 2] == [snippet]


def test_the_snippet_is_where_most_words_stand_together() -> None:
    filler = " ".join(f"chữ{n}" for n in range(60))
    text = f"Nghèo. {filler} Hộ nghèo ở đây.\n\n{filler}"
    pieces = excerpt([text], [["ho"], ["ngheo"]], fold)
    shown = "".join(piece for piece, _ in pieces)
    assert shown.startswith("… chữ52 ")
    assert " Hộ nghèo ở đây. chữ0 " in shown
    assert shown.endswith(" …")
    assert [piece for piece, marked in pieces if marked] == ["Hộ", "nghèo"]


WORDS = st.text(alphabet='aăâđĐeéơNnGg -,.1\n"“', max_size=60)


@given(text=WORDS, wanted=st.lists(st.sampled_from(["a", "ă", "đ", "n g", "1"]), min_size=1, max_size=3))
def test_a_snippet_is_a_stretch_of_the_text(text: str, wanted: list[str]) -> None:
    pieces = excerpt([text], [[fold(word) for word in phrase.split()] for phrase in wanted], fold)
    plain = "".join(piece for piece, _ in pieces).removeprefix("… ").removesuffix(" …")
    assert plain in " ".join(text.split("\n\n"))
    words = {word for phrase in wanted for word in fold(phrase).split()}
    assert all(set(fold(piece).split(None)) <= words for piece, marked in pieces if marked and piece.isalpha())


@given(text=st.text(max_size=60), folded=st.sampled_from([True, False, None]))
@example(text='a" OR title:b* NOT (c AND {d}) ^e - + ,', folded=True)
@example(text="\0", folded=False)
@example(text='"\0a"', folded=None)
@example(text="NEAR(a b, 2)", folded=False)
@example(text="İ ß ﬁ Σς \u0301 \ue000 ²", folded=None)
@example(text='-- - "" -"" a', folded=None)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_safe(filled: Database, text: str, folded: bool | None) -> None:
    for hit in search(filled, text, folded=folded):
        assert hit.article_id in (1, 2, 3)


@pytest.mark.slow
def test_very_long_input_is_cut(filled: Database) -> None:
    words = " ".join(f"w{n}" for n in range(100_000))
    assert len(parse(words).phrases) == MOST_TERMS
    assert search(filled, words) == []
    assert search(filled, '"' + "chợ " * 5_000) == []
    assert search(filled, "-" + " -".join(words.split()) + " chợ")


def test_halves_of_pairs_are_no_words(filled: Database) -> None:
    assert search(filled, "\ud800 chợ") == search(filled, "chợ")


def test_the_expression_for_datasette_is_the_same() -> None:
    assert match_expression("Hộ nghèo -x", folded=True) == '("ho" AND "ngheo") NOT ("x")'
    assert match_expression("", folded=True) == '""'


def test_published_in_vietnam(filled: Database, run_id: int) -> None:
    from datetime import datetime

    late = article("bai-4", title="Khuya", published_at=datetime(2025, 6, 1, 0, 30, tzinfo=VIETNAM))
    load(filled, run_id, item(filled, late, capture_id=4))
    assert found(filled, "khuya", filters=Filters(since="2025-06-01")) == [4]
