"""The CMS of a page, told from the page; and selectors for one that nobody knows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from scrapers.encoding import decode
from scrapers.parse import parse_article
from scrapers.portals import BY_SLUG, PORTALS
from scrapers.proposing import propose_layout, propose_listing, selector_of, url_pattern
from scrapers.recognising import MARKS, marks_of, recognise
from scrapers.spec import QueryPaging, Select
from scrapers.tree import read_tree
from tests.scrapers.skeletons import SKELETONS, Skeleton
from tests.scrapers.test_generic_path import BODY, LEAD, TITLE, URL, page
from tests.scrapers.test_saved_pages import Saved, each_page

FAMILIES = {BY_SLUG[each.portal].family: each for each in reversed(SKELETONS)}


def saved(shared: Path, file: str) -> str:
    return decode((shared / "pages" / file).read_bytes(), None).text


def test_marks_are_of_families_that_there_are() -> None:
    assert set(MARKS) <= {portal.family for portal in PORTALS}


@each_page
def test_the_family_of_a_saved_page(page: Saved, shared: Path) -> None:
    best = recognise(saved(shared, page.file), page.url, PORTALS)[0]
    own = BY_SLUG[page.portal]
    assert (best.portal.family, best.layout) == (own.family, own.layouts[0])
    assert best.url_fits
    assert best.alike > 0.9
    assert next(part.found for part in best.parts if part.name == "title")


@pytest.mark.parametrize("skeleton", FAMILIES.values(), ids=FAMILIES)
def test_the_family_of_a_skeleton(skeleton: Skeleton) -> None:
    found = recognise(skeleton.html, skeleton.url, PORTALS)
    assert skeleton.layout in {each.layout.name for each in found}


def test_an_unknown_page_is_of_no_family() -> None:
    assert recognise(page(after="<p class='thoi-gian'>14/01/2020 - 17:24</p>"), URL, PORTALS) == []
    assert marks_of(read_tree(page(), URL), "fck") == ()


def test_a_layout_is_proposed_for_an_unknown_page() -> None:
    html = page(after=f"<p class='thoi-gian'>14/01/2020 - 17:24</p><h2 class='tom-tat sapo'>{LEAD}</h2>")
    proposed = propose_layout(html, URL, "bao-1", "a page made for this test")
    assert proposed is not None
    layout = proposed.layout
    assert (layout.title, layout.published, layout.root) == (Select("h1"), Select("p.thoi-gian"), Select("div.noi-dung-bai"))
    assert (layout.lead, layout.published_pattern) == (Select("h2.tom-tat", "any"), "day - clock")
    article = parse_article(html, URL, replace(BY_SLUG["baocantho"], layouts=(layout,)))
    assert (article.method, article.title, article.lead, article.body) == ("layout", TITLE, LEAD, BODY)


def test_no_layout_without_a_date() -> None:
    assert propose_layout(page(), URL, "bao-1", "a page made for this test") is None


@pytest.mark.parametrize(
    ("url", "pattern"),
    [
        ("https://bao.vn/mot-bai-viet-a367201.html", r"^/[^/?]*-a\d+\.html(?:\?|$)"),
        ("https://bao.vn/xa-hoi/mot-bai-viet-123456.html", r"^/[^/?]+/[^/?]*-\d+\.html(?:\?|$)"),
        ("https://bao.vn/song-dep-post404649.html", r"^/[^/?]*-post\d+\.html(?:\?|$)"),
        ("https://bao.vn/giao-duc/202409/mot-bai-b56121a/", r"^/[^/?]+/\d+/[^/?]+-[0-9a-f]{7}/?(?:\?|$)"),
        ("https://bao.vn/tin-bai/kinh-te/mot-bai-viet", r"^/[^/?]+/[^/?]+/[^/?]+(?:\?|$)"),
        ("https://bao.vn/tin/mot-bai-viet.html", r"^/[^/?]+/[^/?]+\.html(?:\?|$)"),
    ],
)
def test_the_shape_of_addresses(url: str, pattern: str) -> None:
    shape = url_pattern(url)
    assert shape.pattern == pattern
    assert shape.search(url.removeprefix("https://bao.vn"))
    assert not shape.search("/thoi-su/")


def test_the_links_of_a_saved_list(shared: Path) -> None:
    url = "https://baocantho.com.vn/thoi-su/"
    html = saved(shared, "baocantho.com.vn__list.html")
    listing = propose_listing(html, url, BY_SLUG["baocantho"])
    assert listing is not None
    assert (listing.path, listing.paging) == ("/thoi-su/", QueryPaging("p", path="/thoi-su"))
    assert listing.link is not None
    found = {link.attributes.get("href") or "" for link in read_tree(html, url).css(listing.link.css)}
    assert sum(bool(BY_SLUG["baocantho"].layouts_for(address)) for address in found) >= 10
    own = propose_listing(html, url, BY_SLUG["baocantho"], BY_SLUG["baocantho"].listings)
    assert own == BY_SLUG["baocantho"].listings[0]


def test_a_page_with_few_articles_is_no_list() -> None:
    assert propose_listing(page(), "https://baocantho.com.vn/thoi-su/", BY_SLUG["baocantho"]) is None


@pytest.mark.parametrize(
    ("html", "css"),
    [
        ("<div id='bai-viet'><p>x</p></div>", "#bai-viet p"),
        ("<p class='col-9 mt-3 tac-gia'>x</p><p>y</p>", "p.tac-gia"),
        ("<div class='a'><p>z</p></div><div class='b'><p>x</p></div>", None),
        ("<p>x</p><p>y</p>", None),
    ],
)
def test_a_selector_names_things_and_not_their_looks(html: str, css: str | None) -> None:
    tree = read_tree(html, URL)
    node = next(node for node in tree.css("p") if node.text() == "x")
    found = selector_of(tree, node)
    assert found == css if css else found in (None, "div.b p")
