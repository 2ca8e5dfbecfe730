"""From the page's words to an article fit for the warehouse, or the reason why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from transforms.clean import CLOCK_TOLERANCE, SHORTEST_BODY, clean_article
from transforms.dates import VIETNAM
from transforms.records import Article, Image, RawArticle, Reason, Rejection

FETCHED = datetime(2026, 1, 9, 2, 0, tzinfo=VIETNAM)
BODY = ("Năm 2025, toàn tỉnh giải quyết việc làm cho 33.000 lao động.", "Tỷ lệ hộ nghèo giảm còn 1,2%, đạt chỉ tiêu đề ra.")
RAW = RawArticle(
    portal="baoangiang",
    url="https://baoangiang.com.vn/giam-ngheo-a1.html",
    title="Giảm nghèo bền vững",
    lead="Tỉnh tổng kết chương trình giảm nghèo.",
    body=BODY,
    author="Minh Khang",
    published_at=datetime(2026, 1, 8, 14, 50, tzinfo=VIETNAM),
    published_text="08/01/2026 - 14:50",
    updated_at=None,
    images=(Image("https://baoangiang.com.vn/a.jpg", "Ảnh: MK"),),
    section="Xã hội",
    tags=("giảm nghèo",),
    method="layout",
    layout="fck-lead",
)


def clean(raw: RawArticle) -> Article | Rejection:
    return clean_article(raw, url_key="baoangiang.com.vn/a1", fetched_at=FETCHED)


def accepted(raw: RawArticle) -> Article:
    article = clean(raw)
    assert isinstance(article, Article), article
    return article


def test_a_good_article_keeps_its_fields() -> None:
    article = accepted(RAW)
    assert article.body == "\n\n".join(BODY)
    assert article.url_key == "baoangiang.com.vn/a1"
    changed = {"body", "published_text"}
    assert all(getattr(article, name) == getattr(RAW, name) for name in RawArticle.__slots__ if name not in changed)


@pytest.mark.parametrize(
    ("change", "reason", "detail"),
    [
        pytest.param({"title": " \xa0 "}, Reason.NO_TITLE, "no title", id="no title"),
        pytest.param({"published_at": None, "published_text": ""}, Reason.NO_DATE, "no date element", id="no date"),
        pytest.param(
            {"published_at": None, "published_text": "30/02/2026"}, Reason.NO_DATE, "'30/02/2026'", id="impossible date"
        ),
        pytest.param({"published_at": FETCHED + timedelta(days=3)}, Reason.FUTURE_DATE, "2026-01-12", id="future date"),
        pytest.param({"body": ()}, Reason.EMPTY_BODY, "0 letters in 0 paragraphs", id="no body"),
        pytest.param({"body": (" ", "Trang chủ", "")}, Reason.EMPTY_BODY, "8 letters in 1 paragraph", id="a menu word"),
        pytest.param({"body": ("1.234 567 89% " * 20,)}, Reason.EMPTY_BODY, "0 letters", id="digits only"),
        pytest.param({"body": ("The province created jobs for many people. " * 2,)}, Reason.NOT_VIETNAMESE, "0%", id="English"),
        pytest.param(
            {"body": (" ".join(BODY).encode().decode("cp1252", "replace"),)}, Reason.NOT_VIETNAMESE, "garbled", id="mojibake"
        ),
    ],
)
def test_what_is_refused(change: dict[str, object], reason: Reason, detail: str) -> None:
    rejection = clean(replace(RAW, **change))  # type: ignore[arg-type]
    assert isinstance(rejection, Rejection)
    assert (rejection.stage, rejection.reason, rejection.url) == ("clean", reason, RAW.url)
    assert detail in rejection.detail


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"published_at": FETCHED + CLOCK_TOLERANCE}, id="tomorrow's paper"),
        pytest.param({"body": ("ế" * SHORTEST_BODY,)}, id="the shortest body"),
        pytest.param(
            {"author": None, "section": None, "tags": (), "images": (), "layout": None, "lead": ""}, id="nothing optional"
        ),
    ],
)
def test_what_is_just_acceptable(change: dict[str, object]) -> None:
    accepted(replace(RAW, **change))  # type: ignore[arg-type]


def test_spelling_of_white_space_and_letters_makes_no_other_article() -> None:
    messy = replace(
        RAW,
        title=" Gia\u0309m nghe\u0300o  bền\nvững ",
        lead=RAW.lead.replace(" ", "\xa0"),
        body=(BODY[0] + "\u200b ", " ", *BODY[1:]),
        images=(Image(RAW.images[0].url, "Ảnh:  MK\n"),),
    )
    assert accepted(messy) == accepted(RAW)


def test_only_the_text_makes_the_hash() -> None:
    same = replace(RAW, url="https://baodaklak.vn/x", portal="baodaklak", author="TTXVN", section=None, tags=())
    assert accepted(same).content_hash == accepted(RAW).content_hash
    assert accepted(replace(RAW, lead="Khác.")).content_hash != accepted(RAW).content_hash
    assert accepted(replace(RAW, images=())).content_hash != accepted(RAW).content_hash
