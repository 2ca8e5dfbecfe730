"""What numbers state: invented sentences for every indicator, and for roles, lists and periods."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from benchmarks.extraction_corpora import HOME, read_cases
from transforms.acts import ACT_FAMILIES, ACTS, AIMS
from transforms.concepts import RIVALS, SUBJECTS
from transforms.extraction import Extraction, extract, published_date, to_json
from transforms.grounds import GROUNDS, Silence
from transforms.indicator_rules import COMPANION_RATES, RULE_VERSION, RULES
from transforms.indicators import INDICATORS, INDICATORS_BY_CODE
from transforms.observations import Reading, read_quantities
from transforms.records import Observation
from transforms.topics import TOPICS

CASES = read_cases("indicators")
CASES_BY_NAME = {case["id"]: case for case in CASES}
FEWEST_FOR, FEWEST_AGAINST = 3, 1  # fewer cases do not hold a rule in place


@cache
def extraction(name: str) -> Extraction:
    case = CASES_BY_NAME[name]
    return extract(case["text"], published=published_date(case.get("published")), province=HOME)


@cache
def readings() -> dict[str, tuple[Reading, ...]]:
    """How each case came to what it states, by its name."""
    found = {case["id"]: extraction(case["id"]) for case in CASES}
    return {
        name: tuple(read_quantities(one.text, one.quantities, published=one.published, province=HOME, masks=one.masks))
        for name, one in found.items()
    }


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_states(case: dict[str, Any]) -> None:
    found = extraction(case["id"]).observations
    assert [(row.indicator, row.value, row.role, row.period) for row in found] == [
        (indicator, Decimal(str(value)), role, period) for indicator, value, role, period, *_ in case["expect"]
    ]
    for row, (_, _, _, _, *extras) in zip(found, case["expect"], strict=True):
        for field, value in (extras[0] if extras else {}).items():
            assert getattr(row, field) == value


@pytest.mark.parametrize("code", INDICATORS_BY_CODE)
def test_an_indicator_has_cases_for_and_against_it(code: str) -> None:
    stating = [case["id"] for case in CASES if any(row[0] == code for row in case["expect"])]
    against = [case["id"] for case in CASES if code in case.get("not", ())]
    assert len(stating) >= FEWEST_FOR, f"{code} is stated by {stating} only"
    assert len(against) >= FEWEST_AGAINST, f"no case gives what might be taken for {code}"


@pytest.mark.parametrize("rule", [rule.name for rule in RULES if rule.indicator is not None])
def test_a_rule_states_a_row_of_a_case(rule: str) -> None:
    assert any(row.rule == f"{RULE_VERSION}/{rule}" for case in CASES for row in extraction(case["id"]).observations), (
        f"no case needs {rule}: write one, or take the row out"
    )


@pytest.mark.parametrize("rule", [rule.name for rule in RULES if rule.indicator is None])
def test_a_rule_for_no_indicator_keeps_a_case_from_one(rule: str) -> None:
    kept = {
        name
        for name, read in readings().items()
        for reading in read
        if reading.statement is not None and reading.statement.rule is not None and reading.statement.rule.name == rule
    }
    assert any(CASES_BY_NAME[name].get("not") for name in kept), f"no case is against what {rule} rules out"


@pytest.mark.parametrize("silence", Silence)
def test_a_reason_to_state_nothing_has_a_case(silence: Silence) -> None:
    assert any(reading.outcome is silence for read in readings().values() for reading in read)


@pytest.mark.parametrize("ground", GROUNDS, ids=[ground.name for ground in GROUNDS])
def test_a_ground_has_a_case(ground: object) -> None:
    stated = [reading.statement for read in readings().values() for reading in read if isinstance(reading.outcome, Observation)]
    assert any(statement is not None and statement.ground is ground for statement in stated)


@pytest.mark.parametrize("theme", ["quantities", "masks", "indicators", "periods", "places"])
def test_cases_have_names_of_their_own(theme: str) -> None:
    names = [case["id"] for case in read_cases(theme)]
    assert names
    assert len(set(names)) == len(names)


def test_what_a_case_is_against_it_does_not_expect() -> None:
    for case in CASES:
        assert set(case.get("not", ())) <= set(INDICATORS_BY_CODE), case["id"]
        assert not set(case.get("not", ())) & {row[0] for row in case["expect"]}, case["id"]


def test_rules_name_what_exists() -> None:
    codes = {rule.indicator for rule in RULES} - {None} | set(COMPANION_RATES) | set(COMPANION_RATES.values())
    assert codes <= set(INDICATORS_BY_CODE)
    assert {row.code for row in INDICATORS} <= codes
    near = {concept for rule in RULES for concept in (*rule.subjects, *rule.beside, *rule.not_beside, *rule.unless)}
    around = {concept for rule in RULES for concept in (*rule.also, *rule.not_about)}
    assert near <= set(SUBJECTS)
    assert around <= set(SUBJECTS) | set(TOPICS)
    assert {act for rule in RULES for act in rule.acts} - {""} <= set(ACTS)
    assert {name for rule in RULES for name in (*rule.after, rule.growth_rule)} - {""} <= {rule.name for rule in RULES}
    assert set(AIMS) == {"aim", "reached"}
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_vocabulary_is_asked_for() -> None:
    asked = {
        concept for rule in RULES for concept in (*rule.subjects, *rule.beside, *rule.not_beside, *rule.unless, *rule.also)
    }
    asked |= {concept for rule in RULES for concept in rule.not_about} | {concept for rivals in RIVALS for concept in rivals}
    assert set(SUBJECTS) | set(TOPICS) <= asked
    assert {act for family in ACT_FAMILIES for act in family} == set(ACTS)


def test_place_is_the_one_named_or_the_home() -> None:
    text = "Năm 2022, tỉnh Cà Mau giảm còn 4.100 hộ nghèo; huyện Năm Căn còn 310 hộ nghèo. Toàn tỉnh trao 50 suất quà."
    rows = extract(text, published=date(2023, 1, 5), province="Cà Mau").observations
    assert [row.place for row in rows] == ["Cà Mau", "huyện Năm Căn, Cà Mau", "Cà Mau"]


def test_levels_of_government_are_the_breakdown() -> None:
    text = "Năm 2019, có 95 cuộc đối thoại, trong đó cấp tỉnh 5 cuộc, cấp huyện 20 cuộc, cấp xã 70 cuộc."
    rows = extract(text, province="Cà Mau").observations
    assert [row.breakdown for row in rows] == [None, "province", "district", "commune"]


def test_json_rows_have_the_agreed_keys_and_leave_out_defaults() -> None:
    text = "Quỹ vận động gần 2,5 tỷ đồng, đạt 118/131 chỉ tiêu."
    rows = to_json(extract(text, published=date(2020, 5, 1), province="Cà Mau"))
    assert set(rows) == {"quantities", "metrics"}
    first, second = rows["quantities"]
    assert first == {
        "quote": "gần 2,5 tỷ đồng",
        "value": 2_500_000_000,
        "unit": "VND",
        "qualifier": "nearly",
        "start": 13,
        "end": 28,
        "sentence": text,
    }
    assert (second["value"], second["of"], "qualifier" in second) == (118, 131, False)
    (metric,) = rows["metrics"]
    assert metric["indicator"] == "funds_mobilised"
    assert (metric["role"], metric["period"], metric["inferred"], metric["place"]) == ("level", "2020", True, "Cà Mau")
    assert metric["rule"].startswith(f"{RULE_VERSION}/")
    assert 0 < metric["confidence"] <= 1
    json.dumps(rows)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2019-03-21T08:00:00+07:00", date(2019, 3, 21)),
        ("2019-02", date(2019, 2, 28)),
        ("2019", date(2019, 12, 31)),
        ("", None),
        (None, None),
    ],
)
def test_publication_dates_may_be_partial(written: str | None, day: date | None) -> None:
    assert published_date(written) == day


def test_what_is_no_date_is_refused_with_advice() -> None:
    with pytest.raises(ValueError, match="YYYY-MM"):
        published_date("hôm qua")
