"""The changes to good pages do what they say; a fault test built on one that does nothing would prove nothing."""

from __future__ import annotations

import re
import unicodedata

import pytest

from replicas.faults.surgery import (
    badly_nested,
    dated,
    decomposed,
    in_windows_1258,
    laid_out_anew,
    without_dates,
    without_paragraphs,
    without_title,
)
from replicas.model import PORTALS
from replicas.sites import SITES
from replicas.sites.site import Edition
from replicas.world import world

PAGE = (
    '<html><head><meta property="date" content="2026-01-08T14:50:00+07:00"></head><body><div>08/01/2026 - 14:50</div>'
    "<p>Ngày 8-1-2026, <em>Đồng Tháp</em></p>\n<p class='x'>giảm <b>nghèo</b></p></body></html>"
).encode()


def test_dates_go() -> None:
    assert not re.search(rb"20\d\d", without_dates(PAGE))
    assert "giảm <b>nghèo</b>".encode() in without_dates(PAGE)


@pytest.mark.parametrize("day", [b"2031-01-08T14:50", b"08/01/2031 - 14:50", b"8-1-2031"])
def test_dates_move(day: bytes) -> None:
    assert day in dated(2031)(PAGE)
    assert b"2026" not in dated(2031)(PAGE)


def test_paragraphs_empty() -> None:
    assert b"<p></p>\n<p class='x'></p></body>" in without_paragraphs(PAGE)


def test_nesting_breaks_and_text_stays() -> None:
    broken = badly_nested(PAGE)
    assert (broken.count(b"<p"), broken.count(b"</p>")) == (2, 1)
    assert b"</p></b>" in broken
    assert re.sub(rb"<[^>]*>", b"", broken) == re.sub(rb"<[^>]*>", b"", PAGE)


def test_other_spellings_of_the_same_text() -> None:
    assert not unicodedata.is_normalized("NFC", decomposed(PAGE).decode())
    assert unicodedata.normalize("NFC", decomposed(PAGE).decode()) == PAGE.decode()
    assert unicodedata.normalize("NFC", in_windows_1258(PAGE).decode("cp1258")) == PAGE.decode()


@pytest.mark.parametrize("slug", PORTALS)
def test_titles_go_wherever_the_layout_has_them(slug: str) -> None:
    articles = world(1).articles[slug]
    page = SITES[slug].article_page(articles[0], Edition("http://127.0.0.1:1", "localhost:1", articles, 0.0)).encode()
    assert articles[0].title.encode() in page
    assert articles[0].title.encode() not in without_title(page).replace(articles[0].lead.encode(), b"")
    assert articles[0].body[0].text[:20].encode() in without_title(page), "the text stays"


def test_a_new_layout_has_the_old_text_under_other_names() -> None:
    page = '<div class="tin chinh" id="a"><p>giảm nghèo</p></div>'.encode()
    assert laid_out_anew(page) == '<div class="tin-v2 chinh-v2" id="a-v2"><p>giảm nghèo</p></div>'.encode()
