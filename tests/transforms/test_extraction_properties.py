"""What must hold for any text: reading never fails, spans are true, and what measures nothing changes nothing."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import assume, example, given
from hypothesis import strategies as st

from benchmarks.extraction_corpora import HOME, read_cases
from transforms.extraction import Extraction, extract, published_date, to_json
from transforms.quantities import find_quantities

CASES = read_cases("indicators")
DAY = date(2021, 6, 30)

# Any text there is, and text that is dense in what the grammar looks for: digits of all scripts, marks, controls, units, dates
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
_PIECES = (
    "1 23 4.5 6,7 1.234.567 ٣ ४५ １２ ² ½ Ⅳ % ‰ / - – ( ) [ ] . , ; : | đồng tỷ triệu nghìn hộ lượt người m2 ha km xếp thứ",
    "năm tháng ngày quý từ đến lên xuống trên dưới gần hơn và trong tăng giảm còn đạt không nghèo huyện xã",
)
dense = st.lists(
    st.sampled_from([piece for row in _PIECES for piece in row.split()])
    | st.sampled_from([" ", "\n", "\t", "\r\n", "\x00", "\x0b", "\x1f", "\x85", "\xa0", "\u200b", "\u2028", "\ufeff", "\u0301"])
    | st.sampled_from(["năm 2020", "6 tháng đầu năm", "Quyết định số 5", "tỷ lệ hộ nghèo", "thu ngân sách", "“Dân vận khéo”"]),
    max_size=25,
).flatmap(lambda parts: st.sampled_from(["", " "]).map(lambda glue: glue.join(parts)))
text = anything | dense

case_texts = st.sampled_from(CASES).map(lambda case: str(case["text"]))
sentences = st.lists(
    case_texts.filter(lambda sentence: "\n" not in sentence and sentence.endswith(".")), min_size=1, max_size=4
)


def _read(written: str) -> Extraction:
    return extract(written, published=DAY, province=HOME)


def _without_spans(result: Extraction) -> tuple[list[Any], list[Any]]:
    rows = to_json(result)
    dropped = {"start", "end", "sentence"}
    quantities, metrics = ([{k: v for k, v in row.items() if k not in dropped} for row in rows[level]] for level in rows)
    return quantities, metrics


@given(text, st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.none() | st.just(HOME) | text)
def test_any_text_is_read_and_every_row_is_true_to_it(written: str, published: date | None, province: str | None) -> None:
    result = extract(written, published=published, province=province)
    for quantity in result.quantities:
        assert result.text[quantity.start : quantity.end] == quantity.quote
        assert any(character.isdigit() for character in quantity.quote)
        assert quantity.value >= 0
        assert quantity.value.is_finite()
    assert all(first.end <= second.start for first, second in pairwise(result.quantities))
    for observation in result.observations:
        assert 0 <= observation.quantity < len(result.quantities)
        assert 0 < observation.confidence <= 1


@given(text)
def test_the_digits_of_a_value_stand_in_its_quote(written: str) -> None:
    """Nothing but the scale is computed: the digits of a value, zeros aside, follow each other in the quote."""
    for quantity in extract(written).quantities:
        quoted = "".join(str(int(digit)) for digit in re.findall(r"\d", unicodedata.normalize("NFKC", quantity.quote)))
        assert re.sub(r"[0.]", "", str(quantity.value)) in quoted.replace("0", "")


@given(text)
def test_reading_twice_gives_the_same(written: str) -> None:
    assert _read(written) == _read(written)


@given(case_texts | text)
def test_composed_and_decomposed_text_read_the_same(written: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, written) for form in ("NFC", "NFD"))
    assert _read(composed) == _read(decomposed)


@st.composite
def formatted(draw: st.DrawFn) -> tuple[str, Decimal]:
    """A number as Vietnamese text writes it, and its value: thousands by point, decimals by comma, a multiplier or none."""
    word, factor = draw(st.sampled_from([("", 1), (" nghìn", 10**3), (" triệu", 10**6), (" tỷ", 10**9), (" nghìn tỷ", 10**12)]))
    whole = draw(st.integers(1, 10**6))
    places = draw(st.integers(1, 2)) if word else 0
    decimals = draw(st.integers(1, 10**places - 1)) if places and draw(st.booleans()) else 0
    value = Decimal(whole) + Decimal(decimals).scaleb(-places)
    written = f"{whole:,}".replace(",", ".") + (f",{decimals:0{places}d}" if decimals else "") + word
    return written, value * factor


@given(formatted(), st.sampled_from([("đồng", "VND"), ("USD", "USD")]), st.sampled_from(["", "gần ", "hơn ", "khoảng "]))
def test_money_reads_back(number: tuple[str, Decimal], unit: tuple[str, str], hedge: str) -> None:
    (quantity,) = find_quantities(f"Huyện đã chi {hedge}{number[0]} {unit[0]} làm đường.")
    assert (quantity.value, quantity.unit) == (number[1], unit[1])


@given(formatted(), st.sampled_from(["hộ", "người", "cây giống", "lượt khách", "con gia cầm"]))
def test_a_count_reads_back(number: tuple[str, Decimal], noun: str) -> None:
    (quantity,) = find_quantities(f"Toàn vùng có {number[0]} {noun}.")
    assert (quantity.value, quantity.unit) == (number[1], noun)


@given(st.integers(0, 10**5), st.sampled_from(["", "5", "25", "125"]), st.sampled_from(["%", "ha", "km", "tấn", "kg"]))
def test_a_measure_reads_back(whole: int, decimals: str, unit: str) -> None:
    assume(
        unit != "%" or whole < 1000
    )  # "1.250 %" is read as 1.25: of rates, a point with three digits behind is a decimal mark
    written = f"{whole:,}".replace(",", ".") + (f",{decimals}" if decimals else "")
    (quantity,) = find_quantities(f"Kết quả đạt {written} {unit}.")
    assert quantity.value == Decimal(f"{whole}.{decimals or 0}")


@given(st.integers(1, 999), st.integers(1, 999), st.sampled_from(["tỷ triệu", "triệu nghìn"]))
def test_a_chain_of_multipliers_adds_up(high: int, low: int, scales: str) -> None:
    first, second = scales.split()
    factor = 10**6 if first == "tỷ" else 10**3
    (quantity,) = find_quantities(f"Trị giá {high} {first} {low} {second} đồng.")
    assert quantity.value == (high * 1000 + low) * factor


@given(st.integers(1, 9_999), st.integers(1, 9_999), st.sampled_from([" - ", "-", " – ", " đến ", " tới "]))
def test_a_range_reads_back(low: int, more: int, joint: str) -> None:
    lower, upper = (f"{number:,}".replace(",", ".") for number in (low, low + more))
    (quantity,) = find_quantities(f"Mỗi vụ lãi {lower}{joint}{upper} triệu đồng.")
    assert quantity.value == low * 10**6
    assert quantity.value_high == (low + more) * 10**6


_days = st.dates(date(2000, 1, 1), date(2030, 1, 1))
dates = st.builds(
    lambda day, style: day.strftime(style),
    _days,
    st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "ngày %d tháng %m năm %Y", "%d.%m.%Y"]),
)
documents = st.builds(
    lambda number, kind: f"{kind[0]} số {number}/{kind[1]}",
    st.integers(1, 9_999),
    st.sampled_from([("Quyết định", "QĐ-UBND"), ("Công văn", "UBND-KT"), ("Chỉ thị", "CT-TTg"), ("Nghị quyết", "NQ-HĐND")]),
)


@given(sentences, dates, documents, st.integers(0, 4))
def test_a_date_or_document_between_sentences_changes_no_quantity(parts: list[str], day: str, document: str, at: int) -> None:
    for inserted in (f"Tin ghi {day}.", f"Theo {document}.", f"Theo {document} {day}."):
        longer = [*parts[:at], inserted, *parts[at:]]
        assert _without_spans(_read(" ".join(longer)))[0] == _without_spans(_read(" ".join(parts)))[0]


# Not before the first: a district that opens a text is the place of all of it, and no longer opens it behind another sentence
@given(sentences, documents, st.integers(1, 4))
def test_a_document_between_sentences_changes_no_observation(parts: list[str], document: str, at: int) -> None:
    """A document without a date: a day may set the period of what follows, and should."""
    longer = [*parts[:at], f"Đó là {document}.", *parts[at:]]
    assert _without_spans(_read(" ".join(longer))) == _without_spans(_read(" ".join(parts)))


@given(sentences, documents, dates, st.integers(1, 4))
def test_a_dated_document_between_sentences_changes_no_observation(parts: list[str], document: str, day: str, at: int) -> None:
    longer = [*parts[:at], f"Đó là {document} ngày {day.removeprefix('ngày ')}.", *parts[at:]]
    assert _without_spans(_read(" ".join(longer))) == _without_spans(_read(" ".join(parts)))


@given(
    case_texts | dense, st.sampled_from(["Bà con phấn khởi.", "Hội nghị kết thúc tốt đẹp, đại biểu ra về.", "Ảnh: Minh họa"])
)
@example("Có 20", "Bà con phấn khởi.")
def test_a_paragraph_without_numbers_behind_changes_nothing_before(written: str, paragraph: str) -> None:
    assert _without_spans(_read(f"{written}\n\n{paragraph}")) == _without_spans(_read(written))


@given(st.sampled_from(CASES), st.sampled_from(["Hội nghị diễn ra sôi nổi.", "Nhiều đại biểu phát biểu ý kiến."]))
def test_a_paragraph_without_numbers_in_front_changes_nothing_behind(case: dict[str, Any], paragraph: str) -> None:
    day = published_date(case.get("published"))
    alone = extract(case["text"], published=day, province=HOME)
    behind = extract(f"{paragraph}\n\n{case['text']}", published=day, province=HOME)
    assert _without_spans(behind) == _without_spans(alone)


@given(case_texts, st.sampled_from(["\xa0", "  "]))
def test_the_kind_of_blank_changes_no_value(written: str, blank: str) -> None:
    plain = _read(written).quantities
    # "5.600  ngày  công" is not seen to be one unit: `clean` folds blanks before an article comes here
    assume(all(" " not in quantity.unit and quantity.value_high is quantity.of is None for quantity in plain))
    changed = _read(written.replace(" ", blank)).quantities
    assert [(quantity.value, quantity.unit) for quantity in changed] == [(quantity.value, quantity.unit) for quantity in plain]


def test_a_run_of_combining_marks_costs_no_more_than_its_length() -> None:
    # Normalising such a run takes quadratic time, so it is divided first as UAX #15 says; 200 kB of it would take half a minute
    found = extract("a" + "\u0301\u0323" * 100_000 + " còn 14.170 hộ nghèo")
    assert [quantity.quote for quantity in found.quantities] == ["14.170 hộ nghèo"]
