"""How numbers were read: every ground, silence and source of a period is shown by a case, and no digit is left out."""

from __future__ import annotations

import json
from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.explanation import Explanation, explain, explained_json
from transforms.extraction import Extraction, extract, to_json
from transforms.grounds import GROUNDS, Silence
from transforms.observations import Reading
from transforms.records import Observation
from transforms.timeline import Origin, Turn

GROUND_CASES = {
    "subject_with_number": ("Năm 2020, tỉnh còn 820 hộ nghèo.", "820 hộ nghèo", "hộ nghèo"),
    "unit_alone": ("Năm 2020, tỉnh có 12 thủ tục hành chính.", "12 thủ tục hành chính", ""),
    "subject_in_clause": ("Năm 2020, tặng quà tại 12 ấp với 350 suất.", "350 suất", "tặng quà"),
    "subject_in_sentence": ("Năm 2020, tặng quà tại 12 ấp; sau đó có thêm 350 suất.", "350 suất", "tặng quà"),
    "part_of_whole": ("Năm 2020, có 30 cuộc đối thoại (huyện 10 cuộc, xã 20 cuộc).", "20 cuộc", "30 cuộc đối thoại"),
    "share_of_count": ("Năm 2020, còn 820 hộ nghèo (chiếm 2,63%).", "2,63%", "820 hộ nghèo"),
    "change_of_level": ("Năm 2020, xuất khẩu đạt 500 triệu USD, tăng 12%.", "12%", "500 triệu USD"),
    "list_goes_on": ("Năm 2020, có 95 cuộc đối thoại, cấp tỉnh 5 cuộc.", "5 cuộc", "95 cuộc đối thoại"),
}
SILENCE_CASES = {
    Silence.OPTIONAL: ("Trong 3 năm.", "3 năm"),
    Silence.NO_RULE_FOR_UNIT: ("Năm 2020, có 12 con trâu.", "12 con trâu"),
    Silence.REFERS_BACK: ("Năm 2020, trong số 90 đơn khiếu nại ấy.", "90 đơn khiếu nại"),
    Silence.COMPARISON: ("Năm 2020, tỷ lệ hộ nghèo cao hơn bình quân cả nước 2,1%.", "2,1%"),
    Silence.PRICE: ("Năm 2020, vận động xây 12 căn nhà (trị giá 600 triệu đồng).", "600 triệu đồng"),
    Silence.PART_OF_UNKNOWN: ("Năm 2020, có 40 đại biểu (trong đó 12 lao động).", "12 lao động"),
    Silence.COUNTED_ALREADY: ("Năm 2020, đã tiếp 310 lượt công dân với 402 người.", "402 người"),
    Silence.NO_RULE_FITS: ("Năm 2020, có 5 đoàn viên.", "5 đoàn viên"),
    Silence.NOT_AN_INDICATOR: ("Năm 2020, tiếp xúc cử tri 12 cuộc.", "12 cuộc"),
    Silence.NO_GROWTH_TOLD: ("Năm 2020, GRDP chiếm 25%.", "25%"),
    Silence.NO_PERIOD: ("Tỉnh còn 820 hộ nghèo.", "820 hộ nghèo"),
}
ORIGIN_CASES: dict[Origin, tuple[str, str]] = {
    "beside": ("GRDP tăng 4,5% năm 2021.", "2021"),
    "before": ("Năm 2021, còn 820 hộ nghèo.", "2021"),
    "behind": ("Tỉnh còn 820 hộ nghèo tính đến cuối năm 2021.", "2021"),
    "carried": ("Báo cáo năm 2021.\nTỉnh còn 820 hộ nghèo.", "2021"),
    "published": ("Tỉnh còn 820 hộ nghèo.", "2023"),
}
TURN_CASES: dict[Turn, tuple[str, str]] = {
    "as_named": ("Năm 2022, còn 500 hộ nghèo.", "2022"),
    "cumulated": ("Đến tháng 9/2021, lũy kế có 12 thủ tục hành chính.", "2021-01/2021-09"),
    "compared_with": ("Năm 2022, hộ nghèo giảm từ 500 hộ xuống 300 hộ so với năm 2020.", "2020"),
    "year_before": ("Năm 2022, hộ nghèo giảm từ 500 hộ xuống 300 hộ.", "2021"),
}
FRAGMENTS = (
    *("ngày 15/3/2022 ", "số 290/QĐ-TTg ", "còn 14.170 hộ nghèo ", "(chiếm 2,63%)", "1.2.3 ", "12 ", "QL91 ", "H5N1 ", "4.0 "),
    *(
        "7 giờ 30 ",
        "từ 10 đến 15 triệu đồng ",
        "118/131 vụ ",
        "0277 3851 123 ",
        "\n1. ",
        "\n",
        ". ",
        "; ",
        "năm 2019-2021 ",
        "5m2",
    ),
    *(
        "xếp thứ 5/63 ",
        "a@b.vn1 ",
        "www.x.vn/2020 ",
        "12,",
        "3",
        "٣٤ ",
        "e\u0301 ",
        "tăng ",
        "tỷ ",
        "thủ tục ",
        "6 tháng đầu năm ",
    ),
)
TEXTS = st.one_of(
    st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join),
    st.text(st.sampled_from("0123456789.,/-–:()% \nhộnghèoQĐtỷm²İ٣"), max_size=40),
)


def _explained(text: str, published: date | None = None) -> tuple[Extraction, Explanation]:
    found = extract(text, published=published, province="An Giang")
    return found, explain(found)


def _reading(text: str, quote: str, published: date | None = None) -> Reading:
    found, explanation = _explained(text, published)
    (index,) = [index for index, quantity in enumerate(found.quantities) if quantity.quote == quote]
    reading = explanation.readings[index]
    assert reading is not None
    return reading


@given(TEXTS)
def test_every_digit_is_accounted_for_once(text: str) -> None:
    found, explanation = _explained(text)
    quantities = {at for quantity in found.quantities for at in range(quantity.start, quantity.end)}
    rejected = {at for mask in explanation.rejected for at in range(mask.start, mask.end)}
    unread = [at for piece in explanation.unread for at in range(piece.start, piece.end)]
    digits = {at for at, letter in enumerate(found.text) if letter.isdecimal()}
    assert digits <= quantities | rejected | set(unread)
    assert len(unread) == len(set(unread))
    assert not set(unread) & (quantities | rejected)
    assert all(set(range(mask.start, mask.end)) & digits - quantities for mask in explanation.rejected)
    assert all(set(range(piece.start, piece.end)) & digits for piece in explanation.unread)


@given(TEXTS, st.sampled_from((None, date(2022, 5, 1))))
def test_the_readings_come_to_what_was_found(text: str, published: date | None) -> None:
    found, explanation = _explained(text, published)
    assert [reading.quantity for reading in explanation.readings if reading] == list(range(len(found.quantities)))
    outcomes = [reading.outcome for reading in explanation.readings if reading]
    assert tuple(outcome for outcome in outcomes if isinstance(outcome, Observation)) == found.observations


def test_every_ground_silence_and_source_has_a_case() -> None:
    assert set(GROUND_CASES) == {ground.name for ground in GROUNDS}
    assert set(SILENCE_CASES) == set(Silence)
    assert set(ORIGIN_CASES) == set(get_args(Origin))
    assert set(TURN_CASES) == set(get_args(Turn))


@pytest.mark.parametrize("name", GROUND_CASES)
def test_ground(name: str) -> None:
    text, quote, words = GROUND_CASES[name]
    reading = _reading(text, quote)
    statement = reading.statement
    assert isinstance(reading.outcome, Observation)
    assert statement is not None
    assert statement.ground is not None
    assert statement.ground.name == name
    assert reading.outcome.confidence == statement.ground.certainty
    pointed = statement.subject or statement.source
    assert (text[pointed.start : pointed.end] if pointed else "") == words
    assert (statement.source is not None) == statement.ground.inherited


@pytest.mark.parametrize("silence", SILENCE_CASES)
def test_silence(silence: Silence) -> None:
    assert _reading(*SILENCE_CASES[silence]).outcome is silence


@pytest.mark.parametrize("origin", ORIGIN_CASES)
def test_where_the_period_came_from(origin: Origin) -> None:
    text, iso = ORIGIN_CASES[origin]
    found, explanation = _explained(text, date(2023, 5, 1))
    reading = explanation.readings[0]
    assert reading is not None
    period = reading.period
    assert period is not None
    assert (period.origin, period.iso, period.inferred) == (origin, iso, origin == "published")
    assert (period.mention is None) == period.inferred
    assert period.mention is None or found.text[period.mention.start : period.mention.end] == iso


@pytest.mark.parametrize("turn", TURN_CASES)
def test_what_was_done_to_the_period(turn: Turn) -> None:
    text, iso = TURN_CASES[turn]
    reading = explain(extract(text)).readings[0]
    assert reading is not None
    assert reading.period is not None
    assert (reading.period.turn, reading.period.iso) == (turn, iso)


@pytest.mark.parametrize(
    ("text", "quote", "reason"),
    [("Có 12, và thôi.", "12", "no_unit"), ("Dài 1.2.3 hộ.", "1.2.3", "no_number"), ("Khoảng 5 triệu.", "5", "no_unit")],
)
def test_digits_that_nothing_claims(text: str, quote: str, reason: str) -> None:
    found, explanation = _explained(text)
    assert [(found.text[piece.start : piece.end], piece.reason) for piece in explanation.unread] == [(quote, reason)]


def test_an_observation_that_is_not_retraced_is_not_explained_away() -> None:
    """One that came about otherwise, as those of table cells do, keeps its row and has no steps."""
    found = extract("Năm 2020, tỉnh còn 820 hộ nghèo.")
    without = Extraction(found.text, found.quantities, (), found.masks, None, None)
    assert explain(without).readings == (None,)
    assert explained_json(without, explain(without))["quantities"][0]["explain"] == {}


def test_json_is_that_of_the_extraction_with_explain_added() -> None:
    text = "Năm 2021, theo Quyết định 290, huyện Tháp Mười còn 820 hộ nghèo, có 12 con trâu. Khoảng 47."
    found, explanation = _explained(text)
    rows = explained_json(found, explanation)
    json.dumps(rows)
    (metric,) = rows["metrics"]
    metric["explain"].pop("act", None)  # whatever the vocabulary makes of "còn"
    assert metric["explain"] == {
        "rule": metric["explain"]["rule"],
        "ground": "subject_with_number",
        "certainty": 0.9,
        "subject": {"quote": "hộ nghèo", "start": text.index("hộ nghèo"), "end": text.index("hộ nghèo") + 8},
        "period": {"origin": "before", "turn": "as_named", "quote": "2021", "start": 4, "end": 8},
        "place": {"origin": "named", "quote": "huyện Tháp Mười", "start": 31, "end": 46},
    }
    assert metric["explain"]["rule"]["name"] == metric["rule"].rpartition("/")[2]
    assert [row["explain"] for row in rows["quantities"]] == [{"metric": 0}, {"silence": "no_rule_for_unit"}]
    assert [(row["quote"], row["kind"]) for row in rows["explain"]["rejected"]] == [("2021", "period"), ("290", "document")]
    assert [(row["quote"], row["reason"]) for row in rows["explain"]["unread"]] == [("47", "no_unit")]
    plain = {key: [{k: v for k, v in row.items() if k != "explain"} for row in rows[key]] for key in ("quantities", "metrics")}
    assert plain == to_json(found)
