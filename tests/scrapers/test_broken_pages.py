"""Whatever a page holds, reading it ends: in an article, or in LayoutChanged."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.errors import LayoutChanged
from scrapers.parse import parse_article
from scrapers.portals import BY_SLUG, PORTALS
from tests.scrapers.skeletons import FIRST, LAST, SKELETONS, TITLE, Skeleton
from transforms.records import RawArticle

each_layout = pytest.mark.parametrize("page", SKELETONS, ids=lambda page: page.layout)
MANY = 20_000
BY_SELECTORS, BY_TEXT = (next(page for page in SKELETONS if page.layout == name) for name in ("daklak-2024", "vinhlong-2016"))


def read(page: Skeleton, html: str) -> RawArticle | None:
    try:
        return parse_article(html, page.url, BY_SLUG[page.portal])
    except LayoutChanged:
        return None


def test_every_layout_has_its_smallest_page() -> None:
    declared = {layout.name for portal in PORTALS for layout in portal.layouts}
    assert {page.layout for page in SKELETONS} == declared


@each_layout
def test_the_smallest_page_is_read_by_its_layout(page: Skeleton) -> None:
    article = parse_article(page.html, page.url, BY_SLUG[page.portal])
    assert (article.method, article.layout, article.title) == ("layout", page.layout, TITLE)
    assert article.body[-2:] == (FIRST, LAST)
    assert article.published_at is not None
    assert f"{article.published_at:%d/%m %z}" in ("09/01 +0700", "09/09 +0700")


# fmt: off
JUNK = st.sampled_from([
    "<div>", "</div>", "<p>", "</table>", "<table><tr><td>", "<!--", "-->", "<![CDATA[", "]]>", "</html>", "<html><body>",
    "<form>", "&#xD800;", "&nbsp;", "&bogus;", "\x00", "<img src='http://[::1'>", "<base href='//[x'>", "<svg><p>", "<h1>",
    "<b", "'\">", "<script>", "<title>", "<textarea>", "<a href='javascript:void(0)'>", "<p align=right>", "<td class=note>",
])
# fmt: on


@st.composite
def broken(draw: st.DrawFn) -> tuple[Skeleton, str]:
    """A layout's page with pieces cut out, moved and put in."""
    page = draw(st.sampled_from(SKELETONS))
    html = page.html
    for _ in range(draw(st.integers(1, 5))):
        start, end = sorted((draw(st.integers(0, len(html))), draw(st.integers(0, len(html)))))
        match draw(st.sampled_from(["cut", "truncate", "repeat", "insert"])):
            case "cut":
                html = html[:start] + html[end:]
            case "truncate":
                html = html[:start]
            case "repeat":
                html = html[:end] + html[start:end] + html[end:]
            case "insert":
                html = html[:start] + draw(JUNK) + html[start:]
    return page, html


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(broken())
def test_a_broken_page_is_read_or_refused(case: tuple[Skeleton, str]) -> None:
    page, html = case
    article = read(page, html)
    assert article is None or all(article.body)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(SKELETONS), st.text(max_size=200))
def test_any_text_is_read_or_refused(page: Skeleton, text: str) -> None:
    read(page, text)
    read(page, page.around(text))


DEEP = {
    "div": "<div>" * MANY + "x",
    "100,000 balanced div": "<div>" * 100_000 + "x" + "</div>" * 100_000,
    "table": "<table><tr><td>" * MANY + "x",
    "b": "<b>" * MANY + "x",
    "list": "<ul><li>" * MANY + "x",
    "form": "<form>" * MANY + "x",
    "font in p": "".join(f"<p><font size={n}>x" for n in range(10_000)),
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("body", DEEP.values(), ids=DEEP.keys())
@pytest.mark.parametrize("page", [BY_SELECTORS, BY_TEXT], ids=lambda page: page.layout)
def test_endless_nesting_is_refused_at_once(page: Skeleton, body: str) -> None:
    with pytest.raises(LayoutChanged, match="open elements"):
        parse_article(page.around(body), page.url, BY_SLUG[page.portal])


LARGE = {
    "1,000 div deep": "<div>" * 1_000 + f"<p>{LAST}</p>",
    "3,000 span deep": "<span>" * 3_000 + f"<p>{LAST}</p>",
    "400 tables deep": "<table><tr><td>" * 400 + LAST,
    "500 table rows": "<table>" + "<tr><td>1</td><td>2</td></tr>" * 500 + f"</table><p>{LAST}</p>",
    "500 captions": "<table><tr><td><img src=a></td></tr>" + "<tr><td>b</td></tr>" * 500 + f"</table><p>{LAST}</p>",
    "1,000 pictures": "<img src=a>" * 1_000 + f"<p>{LAST}</p>",
    "entities": "&amp;" * MANY + "&#x0;&#xD800;&bogus;" + f"<p>{LAST}</p>",
    "comments": "<!-- x -->" * 2_000 + f"<p>{LAST}</p>",
    "cdata": "<![CDATA[x]]>" * 2_000 + f"<p>{LAST}</p>",
    "attributes": "<p " + "a=1 " * MANY + f">x</p><p>{LAST}</p>",
    # What looks like a tag in such a script runs on to the next ">", over and over; a parser takes no time for it.
    "a minified script": f"<script>{(('for(;i<t.length;i++)' + 'f(i,x=y);' * 10) * 100 + 'a>b;') * 6}</script><p>{LAST}</p>",
    "3,000 attributes": "<p " + " ".join(f"a{number}" for number in range(3_000)) + f">x</p>{' ' * 3 * MANY}<p>{LAST}</p>",
    "one long word": "a" * 1_000_000 + f"<p>{LAST}</p>",
    "bare <": "< " * MANY + f"<p>{LAST}</p>",
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("body", LARGE.values(), ids=LARGE.keys())
@pytest.mark.parametrize("page", [BY_SELECTORS, BY_TEXT], ids=lambda page: page.layout)
def test_a_large_page_is_read_to_its_end(page: Skeleton, body: str) -> None:
    assert parse_article(page.around(body), page.url, BY_SLUG[page.portal]).body[-1].endswith(LAST)


@pytest.mark.parametrize("html", ["", " ", "<html></html><html>", "\ufeff", "<!doctype html>", "<p></p>"])
def test_a_page_of_nothing_is_an_empty_article(html: str) -> None:
    article = parse_article(html, "https://example.org/bai-viet", None)
    assert (article.method, article.body, article.published_at) == ("trafilatura", (), None)


@pytest.mark.parametrize("url", ["http://[::1", "https://baodaklak.vn:port/xa-hoi/202601/a-0a1b2c3/", "", "mailto:a@b"])
def test_an_address_that_is_none_gets_the_general_reader(url: str) -> None:
    page = BY_SELECTORS
    assert parse_article(page.html, url, BY_SLUG[page.portal]).method in ("layout", "trafilatura")
