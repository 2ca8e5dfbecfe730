"""Choosing a layout, falling back, and what a page declares as data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from selectolax.lexbor import LexborHTMLParser

from scrapers.errors import LayoutChanged
from scrapers.machine_dates import declared_published, declared_updated
from scrapers.parse import parse_article
from scrapers.portals import BY_SLUG
from scrapers.selection import select, select_text
from scrapers.spec import Count, Select, SelectorLayout
from tests.scrapers.skeletons import FIRST, LAST, SKELETONS, Skeleton

PAGES = {page.layout: page for page in SKELETONS}
DAKLAK, AN_GIANG, VINH_LONG, FCK = (PAGES[name] for name in ("daklak-2024", "angiang-2019", "vinhlong-2016", "fck-lead"))


@pytest.mark.parametrize(
    ("count", "css", "expected"),
    [
        ("one", "p", None),
        ("one", "b", 1),
        ("one", "i", None),
        ("optional", "i", 0),
        ("optional", "b", 1),
        ("optional", "p", None),
        ("many", "p", 2),
        ("many", "i", None),
        ("any", "i", 0),
        ("any", "p, body > p", 2),
    ],
)
def test_a_selector_finds_as_many_as_it_says(count: Count, css: str, expected: int | None) -> None:
    tree = LexborHTMLParser("<body><p>1</p><p>2 <b>3</b></p></body>")
    if expected is None:
        with pytest.raises(LayoutChanged) as caught:
            select(tree, Select(css, count), "https://a.example/")
        assert (caught.value.selector, caught.value.found, caught.value.url) == (css, len(tree.css(css)), "https://a.example/")
    else:
        assert len(select(tree, Select(css, count), "https://a.example/")) == expected


def test_text_of_no_element_is_empty() -> None:
    tree = LexborHTMLParser("<p> một <b>hai</b></p>")
    assert (select_text(tree, Select("i", "any"), ""), select_text(tree, None, ""), select_text(tree, Select("p"), "")) == (
        "",
        "",
        "một hai",
    )


@pytest.mark.parametrize("part", ["<h1 class='media-heading title5'>", "<div class='date'>"])
def test_a_known_container_with_another_inside_has_changed(part: str) -> None:
    with pytest.raises(LayoutChanged, match="expected exactly 1, found 0"):
        parse_article(DAKLAK.html.replace(part, "<div>"), DAKLAK.url, BY_SLUG["baodaklak"])


def test_an_unknown_page_of_a_portal_gets_the_general_reader() -> None:
    html = f"<html><body><article><h1>Giảm nghèo</h1><p>{FIRST}</p><p>{LAST}</p></article></body></html>"
    article = parse_article(html, DAKLAK.url, BY_SLUG["baodaklak"])
    assert (article.portal, article.method, article.layout) == ("baodaklak", "trafilatura", None)
    assert article.body[-2:] == (FIRST, LAST)
    assert (article.published_at, article.published_text) == (None, "")


@pytest.mark.parametrize("clock", ["09/01/2026 - 15:13", "Cập nhật ngày: 09/01/2026 15:13"])
def test_the_general_reader_guesses_no_date(clock: str) -> None:
    assert parse_article(f"<div class=date>{clock}</div><p>{FIRST}</p>", "https://a.example/b", None).published_at is None


def test_the_general_reader_reads_a_page_that_ends_before_it_begins() -> None:
    html = f"<html></html><head><title>A</title></head><body><article><p>{FIRST}</p><p>{LAST}</p></article></body></html>"
    assert parse_article(html, "https://a.example/b", None).body == (FIRST, LAST)


@pytest.mark.parametrize(
    ("captured_on", "layout"), [(None, "old"), (date(2023, 12, 31), "old"), (date(2024, 1, 1), "daklak-2024")]
)
def test_a_layout_that_had_ended_is_tried_last(captured_on: date | None, layout: str) -> None:
    portal = BY_SLUG["baodaklak"]
    newer = portal.layouts[0]
    assert isinstance(newer, SelectorLayout)
    older = replace(newer, name="old", until=date(2023, 12, 31))
    portal = replace(portal, layouts=(older, newer))
    assert parse_article(DAKLAK.html, DAKLAK.url, portal, captured_on=captured_on).layout == layout


def test_the_last_author_line_counts() -> None:
    html = FCK.around(f"<p class='author'>Theo TTXVN</p><p>{FIRST}</p><p class='author'>Bài, ảnh: Minh Khang</p>")
    article = parse_article(html, FCK.url, BY_SLUG["baoangiang"])
    assert (article.author, article.body) == ("Minh Khang", (FIRST,))


def body_of(page: Skeleton, body: str) -> tuple[str, ...]:
    return parse_article(page.around(body), page.url, BY_SLUG[page.portal]).body


def test_furniture_inside_furniture_goes() -> None:
    related = "<div class=related>Tin khác<div class=related>Tin khác nữa</div></div>"
    assert body_of(DAKLAK, f"<p>{FIRST}</p>{related}<p>{LAST}</p>") == (FIRST, LAST)


def test_a_body_in_a_span_is_read() -> None:
    page = PAGES["dongthap-2026"]
    html = page.html.replace("<div class='singular-content'>", "<span class='singular-content'>")
    assert parse_article(html, page.url, BY_SLUG[page.portal]).body == (FIRST, LAST)


def test_a_lead_printed_again_is_not_body() -> None:
    page = PAGES["phuyen-2026"]
    body = "<div class='td-post-content'>"
    html = page.html.replace(body, f"<div class='content-reply'><p class='reply'>{FIRST}</p></div>{body}")
    article = parse_article(html, page.url, BY_SLUG[page.portal])
    assert (article.lead, article.body) == (FIRST, (LAST,))


def test_the_body_ends_where_the_layout_says() -> None:
    body = f"<p>{FIRST}</p><p>{LAST}</p><div>&lt; Trở về trang trước</div><p>Gửi bình luận của bạn</p>"
    assert body_of(PAGES["dongthap-aspx"], body) == (FIRST, LAST)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("<div>Thứ Sáu, 16/01/2026 9:31:53 SA<br>Ngày 09/01/2026 15:13:27</div>", "2026-01-09T15:13:27+07:00"),
        ("<div>Thứ Sáu, 16/01/2026 9:31:53 SA</div><p>Ngày <b>09/01/2026</b> 15:13:27</p>", "2026-01-09T15:13:27+07:00"),
        ("<ul><li>Các tin khác</li></ul><p>Ngày 09/01/2026 15:13:27</p>", "2026-01-09T15:13:27+07:00"),
    ],
    ids=["clock and date in one block", "date in parts", "a menu named like the end"],
)
def test_an_article_known_by_its_text(before: str, expected: str) -> None:
    html = f"{before}<h1>Tiêu đề</h1><p>(Vinhlong.gov.vn) - {FIRST}</p><p>{LAST}</p><p>Các tin khác</p><p>Tin khác</p>"
    article = parse_article(html, VINH_LONG.url, BY_SLUG["vinhlong_portal"])
    assert (article.title, article.body) == ("Tiêu đề", (f"(Vinhlong.gov.vn) - {FIRST}", LAST))
    assert article.published_at is not None
    assert article.published_at.isoformat() == expected


def test_the_innermost_container_with_date_and_body_is_read() -> None:
    portlet = "<div class='wpsPortletBody'>"
    html = AN_GIANG.html.replace(portlet, f"{portlet}<p>Chào mừng bạn</p>{portlet}").replace("</body>", "</div></body>")
    assert parse_article(html, AN_GIANG.url, BY_SLUG["angiang_portal"]).title == "Giảm nghèo bền vững ở vùng sâu"


def test_pictures_are_resolved_against_the_base_of_the_page() -> None:
    html = FCK.around("<p><img src='image/a.jpg'></p><p>Bài</p>")
    html = html.replace("<html>", '<html><head><base href="https://images.baoangiang.com.vn/static/"></head>')
    assert (
        parse_article(html, FCK.url, BY_SLUG["baoangiang"]).images[0].url
        == "https://images.baoangiang.com.vn/static/image/a.jpg"
    )


@pytest.mark.parametrize(
    ("head", "published", "updated"),
    [
        ('<meta property="article:published_time" content=" 2026-01-08 ">', "2026-01-08", ""),
        ('<meta name="article:published_time" content="4/26/2022 11:05:00 AM">', "4/26/2022 11:05:00 AM", ""),
        (
            '<meta property="article:published_time" content=""><meta itemprop="datePublished" content="2026-01-08">',
            "2026-01-08",
            "",
        ),
        (
            '<script type="application/ld+json">{"datePublished" : "2026-01-08", "dateModified":"2026-01-09",}</script>',
            "2026-01-08",
            "2026-01-09",
        ),
        ('<script type="application/ld+json">{"@type": "Organization"}</script>', "", ""),
        ('<script>var datePublished = "2026-01-08"</script><meta name="datenow" content="2026-01-08">', "", ""),
    ],
    ids=["meta", "meta of OneCMS", "first that says something", "broken JSON-LD", "no dates", "other data"],
)
def test_dates_a_page_declares(head: str, published: str, updated: str) -> None:
    tree = LexborHTMLParser(f"<html><head>{head}</head><body></body></html>")
    assert (declared_published(tree), declared_updated(tree)) == (published, updated)
