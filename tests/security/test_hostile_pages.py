"""Pages made to be slow to read, or to be read as something else than they are."""

from __future__ import annotations

import pytest

from scrapers.encoding import decode
from scrapers.errors import LayoutChanged
from scrapers.tree import read_tree
from tests.security.samples import FETCHED, raw_article
from transforms.clean import LONGEST_BODY, clean_article
from transforms.records import Reason, Rejection
from transforms.urls import resolve

NUMBERS = range(60_000)
CROWDED = {
    "plain": "<p " + " ".join(f"a{n}" for n in NUMBERS) + ">x",
    "valued": "<p " + " ".join(f"a{n}=1" for n in NUMBERS) + ">x",
    "quoted": "<p " + "".join(f'a{n}="1"' for n in NUMBERS) + ">x",
    "form feeds": "<p a=" + "\f".join(f"a{n}=1" for n in NUMBERS) + ">x",
    "carriage returns": "<p a=" + "\r".join(f"a{n}" for n in NUMBERS) + ">x",
    "no quotes where they open": "<p a=" + " ".join(f"a{n}=x'" for n in NUMBERS) + ">x",
    "slashes": "<p/" + "/".join(f"a{n}" for n in NUMBERS) + ">x",
    "tags in quotes": "<p " + " ".join(f'a{n}="<b>"' for n in NUMBERS) + ">x",
    "ends in quotes": "<p " + " ".join(f"a{n}='>'" for n in NUMBERS) + ">x",
    "signs in names": "<p " + " ".join(f"<{n}" for n in NUMBERS) + ">x",
    "behind a script": "<script>'<a x=\"'</script><p " + " ".join(f"a{n}" for n in NUMBERS) + '>"',
    "behind a comment": "<!-- <a x=' --><p " + " ".join(f"a{n}" for n in NUMBERS) + ">'",
    "one name first": "<p " + "a " * 2_000 + " ".join(f"a{n}" for n in NUMBERS) + ">x",
    "tags in tags": "<a " * 100_000,
    "half-quoted tags": "<a b='" * 100_000,
}


@pytest.mark.timeout(10)
@pytest.mark.parametrize("html", CROWDED.values(), ids=CROWDED.keys())
def test_attributes_by_the_thousand_are_refused_at_once(html: str) -> None:
    """The parser would compare each with all before it: this much takes it half a minute, 10 MB a day."""
    with pytest.raises(LayoutChanged, match=r"attributes|open elements"):
        read_tree(f"<html><body>{html}", "http://127.0.0.1:1/x")


@pytest.mark.parametrize(
    "html",
    [
        "<p class='a' id=b>x</p>" * 5_000,
        f"<img src='data:image/png;base64,{'a' * 500_000}'>",
        f'<div data-page="{"<x c=d> e f " * 20_000}">',
        f"<script>{'if (a < b) c = d; ' * 20_000}</script>",
        f"<p title='{'một hai ba ' * 20_000}'>x</p>",
    ],
    ids=["many tags", "a picture in the page", "markup in quotes", "a script", "a long title"],
)
def test_a_large_page_is_none_of_them(html: str) -> None:
    assert read_tree(html, "http://127.0.0.1:1/x").body is not None


def test_a_body_of_a_whole_book_is_refused_before_its_numbers_are_read() -> None:
    paragraph = "Toàn tỉnh còn 14.170 hộ nghèo, chiếm 2,63% tổng số hộ dân. "
    whole = clean_article(
        raw_article(body=(paragraph * (LONGEST_BODY // 10 // len(paragraph)),)), url_key="x", fetched_at=FETCHED
    )
    assert not isinstance(whole, Rejection)
    book = clean_article(raw_article(body=(paragraph * 10_000,)), url_key="x", fetched_at=FETCHED)
    assert isinstance(book, Rejection)
    assert book.reason is Reason.TOO_LARGE


def test_an_address_carries_no_controls_into_logs_and_tables() -> None:
    told = resolve("http://portal.test/", "/a\x1b[31m\u202eb\x9b\x7f\u2028c đ.html")
    assert told == "http://portal.test/a%1B[31m%E2%80%AEb%C2%9B%7F%E2%80%A8c đ.html"
    assert "\n" not in resolve("http://portal.test/", "/a\r\nERROR all is lost")


def test_a_page_that_says_utf_7_is_not_read_as_that() -> None:
    text = decode(b"<meta charset=utf-7>+ADw-script+AD4-", "text/html; charset=utf-7").text
    assert "<script" not in text
