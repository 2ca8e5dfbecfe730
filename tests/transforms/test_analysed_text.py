from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.analysed_text import FieldSpan, analysed_text

BODY = "Đoạn một.\n\nĐoạn hai có 5 hộ."


@pytest.mark.parametrize(
    ("lead", "body", "captions", "fields"),
    [
        ("Sapo.", BODY, [], ("title", "lead", "body")),
        ("", BODY, [], ("title", "body")),
        ("Đoạn một.", BODY, [], ("title", "body")),
        ("Đoạn hai có 5 hộ.", BODY, [], ("title", "body")),
        ("Đoạn", BODY, [], ("title", "body")),  # the body opens with it
        ("hai có 5", BODY, [], ("title", "lead", "body")),  # no whole paragraph
        ("Sapo.", BODY, ["Ảnh một", "", "Ảnh ba", "Ảnh một"], ("title", "lead", "body", "caption 1", "caption 3")),
        ("Sapo.", BODY, ["Đoạn một."], ("title", "lead", "body")),
        ("Sapo.", "", [], ("title", "lead")),
    ],
    ids=["apart", "none", "opens body", "in body", "start of body", "only inside", "captions", "caption in body", "no body"],
)
def test_what_is_printed_twice_is_read_once(lead: str, body: str, captions: list[str], fields: tuple[str, ...]) -> None:
    analysed = analysed_text("Tít", lead, body, captions)
    assert analysed.fields == fields
    texts = {"title": "Tít", "lead": lead, "body": body} | {f"caption {n}": text for n, text in enumerate(captions, 1)}
    assert analysed.text == "\n\n".join(texts[field] for field in fields)


def test_spans_lead_back_to_the_field() -> None:
    analysed = analysed_text("Tít 1", "Sapo 2", "Thân 3", ["", "Ảnh 4"])
    found = [analysed.locate(start, start + 1) for start in map(analysed.text.index, "1234")]
    assert found == [FieldSpan("title", 4, 5), FieldSpan("lead", 5, 6), FieldSpan("body", 5, 6), FieldSpan("caption 2", 4, 5)]


@pytest.mark.parametrize(
    "span", [(2, 6), (3, 4), (0, 99), (-1, 2), (5, 4)], ids=["crosses", "in the gap", "beyond", "before", "backwards"]
)
def test_a_span_that_leaves_its_part_is_an_error(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="does not lie within one part"):
        analysed_text("Tít", "", "Thân").locate(*span)


TEXT = st.text(alphabet="aă1 \n", max_size=12)


@given(title=TEXT, lead=TEXT, body=TEXT, captions=st.lists(TEXT, max_size=3), data=st.data())
def test_every_span_within_a_part_cuts_out_the_same_text(
    title: str, lead: str, body: str, captions: list[str], data: st.DataObject
) -> None:
    analysed = analysed_text(title, lead, body, captions)
    texts = {"title": title, "lead": lead, "body": body} | {f"caption {n}": text for n, text in enumerate(captions, 1)}
    for field, origin in zip(analysed.fields, analysed.starts, strict=True):
        start = data.draw(st.integers(0, len(texts[field]) - 1))
        end = data.draw(st.integers(start + 1, len(texts[field])))
        span = analysed.locate(origin + start, origin + end)
        assert span == FieldSpan(field, start, end)
        assert analysed.text[origin + start : origin + end] == texts[span.field][span.start : span.end]
