"""Lists, feeds and list services: their items, and the request for the page after."""

from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.errors import LayoutChanged
from scrapers.families import dotnetnuke, sc_service
from scrapers.listings import ListingPage, ListingRequest, first_request, parse_listing
from scrapers.portals import BY_SLUG
from scrapers.spec import Listing, NoPaging, QueryPaging, Select

PORTAL = BY_SLUG["baodaklak"]
LINKS = Select("a.title", "many")
PLAIN = Listing(path="/xa-hoi/", link=LINKS)
NUMBERED = Listing(path="/xa-hoi/?cate=344", link=LINKS, paging=QueryPaging("page"))
SERVED = Listing(path="/xa-hoi/", link=LINKS, paging=sc_service.LIST_SERVICE)
POSTED = Listing(path="/chuyen-muc-tin-tuc/id/22", link=LINKS, paging=dotnetnuke.PAGING)
FEED = Listing(path="/rss/home.rss", link=None)


def read(text: str, listing: Listing = PLAIN, request: ListingRequest | None = None) -> ListingPage:
    return parse_listing(text, request or first_request(PORTAL, listing), PORTAL, listing)


def found(text: str, listing: Listing = PLAIN) -> list[tuple[str, str]]:
    return [(item.url, item.title) for item in read(text, listing).items]


@pytest.mark.parametrize(
    ("html", "items"),
    [
        pytest.param(
            '<a class=title href="/a/">Một&nbsp;<span></span></a>', [("https://baodaklak.vn/a/", "Một")], id="relative"
        ),
        pytest.param(
            '<a class=title href="/a/"><img></a><a class=title href="/a/">Một</a>',
            [("https://baodaklak.vn/a/", "Một")],
            id="picture first",
        ),
        pytest.param(
            '<a class=title href="/b/">Hai</a><a class=title href="/a/">Một</a><a class=title href="/b/">Lại hai</a>',
            [("https://baodaklak.vn/b/", "Hai"), ("https://baodaklak.vn/a/", "Một")],
            id="page order, each address once",
        ),
        pytest.param(
            '<a class=title href="/a/" title=" Một ">  </a>', [("https://baodaklak.vn/a/", "Một")], id="title attribute"
        ),
        pytest.param(
            '<base href="https://img.example.org/static/"><a class=title href="a.html">A</a>',
            [("https://img.example.org/static/a.html", "A")],
            id="base href",
        ),
        pytest.param(
            '<base href="http://[x"><a class=title href="a">A</a>', [("https://baodaklak.vn/xa-hoi/a", "A")], id="bad base"
        ),
        pytest.param(
            '<a class=title href="https://other.example/a">A</a>', [("https://other.example/a", "A")], id="another site"
        ),
        pytest.param(
            "<a class=title>A</a><a class=title href=''>A</a><a class=title href=' JavaScript:void(0)'>A</a>",
            [],
            id="buttons",
        ),
        pytest.param(
            "<a class=title href='mailto:a@b.vn'>A</a><a class=title href=' http://[::1 '>B</a>",
            [("mailto:a@b.vn", "A"), ("http://[::1", "B")],
            id="no web addresses",
        ),
        pytest.param("", [], id="empty page"),
    ],
)
def test_links(html: str, items: list[tuple[str, str]]) -> None:
    assert found(html) == items


ITEM = '<a class=title href="/a/">A</a>'


def test_no_paging_has_no_next_page() -> None:
    assert read(ITEM).next is None
    assert isinstance(PLAIN.paging, NoPaging)


def test_numbered_pages_keep_the_other_parameters() -> None:
    second = read(ITEM, NUMBERED).next
    assert second == ListingRequest("https://baodaklak.vn/xa-hoi/?cate=344&page=2", page=2)
    assert read(ITEM, NUMBERED, second).next == ListingRequest("https://baodaklak.vn/xa-hoi/?cate=344&page=3", page=3)


def test_numbered_pages_may_have_a_path_of_their_own() -> None:
    listing = replace(NUMBERED, path="/xa-hoi/", paging=QueryPaging("p", path="/xa-hoi"))
    assert read(ITEM, listing).next == ListingRequest("https://baodaklak.vn/xa-hoi?p=2", page=2)


def test_an_empty_page_is_the_last() -> None:
    assert read("<p>Không có tin</p>", NUMBERED) == ListingPage((), None)


HIDDEN = "<div id=page_info><span id=site_id> fb9e </span><span id=cate_id>8a10</span></div>"
SERVICE = "https://baodaklak.vn/sc_service/api/article/list"
CALL = ListingRequest(f"{SERVICE}?scUnitMapId=fb9e&saArticleCateId=8a10&first=4&pageSize=14&jsonCallback=vnportals", page=2)


def serve(answer: object, request: ListingRequest = CALL) -> ListingPage:
    return read(f"vnportals({json.dumps(answer)});", SERVED, request)


def test_the_list_service_goes_on_where_the_page_ends() -> None:
    request = read(HIDDEN + ITEM + ITEM + '<a class=title href="/b/">B</a>', SERVED).next
    assert request is not None
    assert request.url.startswith(SERVICE)
    expected = {
        "scUnitMapId": ["fb9e"],
        "saArticleCateId": ["8a10"],
        "first": ["2"],
        "pageSize": ["14"],
        "jsonCallback": ["vnportals"],
    }
    assert parse_qs(urlsplit(request.url).query) == expected
    assert (request.page, request.form) == (2, None)


def test_where_links_beside_the_list_count_too_the_list_service_begins_with_the_first() -> None:
    loose = replace(SERVED, paging=replace(sc_service.LIST_SERVICE, from_start=True))
    request = read(HIDDEN + ITEM + '<a class=title href="/b/">B</a>', loose).next
    assert request is not None
    assert parse_qs(urlsplit(request.url).query)["first"] == ["0"]
    assert request.page == 1  # page 1 once more, told by the service
    following = read(f"vnportals({json.dumps({'response': [{'pageUrl': '/a/', 'title': 'A'}]})});", loose, request).next
    assert following is not None
    assert parse_qs(urlsplit(following.url).query)["first"] == ["1"]
    assert following.page == 2


@pytest.mark.parametrize("html", [ITEM, ITEM + "<div id=page_info><i id=site_id></i></div>"], ids=["no keys", "an empty key"])
def test_a_page_without_the_keys_of_its_service_has_changed(html: str) -> None:
    with pytest.raises(LayoutChanged, match="site_id"):
        read(html, SERVED)


def test_a_page_of_the_list_service() -> None:
    rows = [
        {"title": " Một\xa0hai ", "pageUrl": "/a/202601/b-0a1b2c3/"},
        {"title": None, "pageUrl": "/c/"},
        {"title": "Ba"},
        None,
    ]
    page = serve({"response": rows, "total": 30})
    assert [(item.url, item.title) for item in page.items] == [
        ("https://baodaklak.vn/a/202601/b-0a1b2c3/", "Một hai"),
        ("https://baodaklak.vn/c/", ""),
    ]
    assert page.next is not None
    assert parse_qs(urlsplit(page.next.url).query)["first"] == ["8"]
    assert page.next.page == 3


@pytest.mark.parametrize("address", ["http://[::1", "/\ud83d", "mailto:a@b.vn"])
def test_an_address_of_the_list_service_that_is_none(address: str) -> None:
    (item,) = serve({"response": [{"pageUrl": address, "title": "A"}]}).items
    assert item.url.encode()
    assert not PORTAL.declares(item.url)  # so it is counted as off the site


@pytest.mark.parametrize(
    "answer",
    [{"response": []}, {"response": [], "total": 99}, {"response": [{"pageUrl": "/a/"}], "total": 5}],
    ids=["empty", "empty but more promised", "all shown"],
)
def test_the_last_page_of_the_list_service(answer: object) -> None:
    assert serve(answer).next is None


@pytest.mark.parametrize("total", [None, "5", 5.5, []], ids=str)
def test_a_total_that_is_no_number_does_not_count(total: object) -> None:
    assert serve({"response": [{"pageUrl": "/a/"}], "total": total}).next is not None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("<html><body>Bảo trì</body></html>", id="HTML"),
        pytest.param('{"response": []}', id="JSON without the call"),
        pytest.param("vnportals({);", id="broken JSON"),
        pytest.param("vnportals([]);", id="a list"),
        pytest.param("vnportals(null);", id="null"),
        pytest.param("vnportals({});", id="no response"),
        pytest.param('vnportals({"response": {"a": 1}});', id="response not a list"),
        pytest.param('vnportals({"response": [1, null, {"title": "A"}, {"pageUrl": 5}]});', id="no addresses"),
        pytest.param("vnportals(" + "[" * 100_000 + ");", id="nested too deep"),
        pytest.param('vnportals({"response": ' + "[" * 100_000 + "]" * 100_000 + "});", id="balanced, nested too deep"),
    ],
)
def test_an_unreadable_answer_of_the_list_service(text: str) -> None:
    with pytest.raises(LayoutChanged):
        read(text, SERVED, CALL)


@pytest.mark.parametrize(
    "query", ["", "first=4", "scUnitMapId=a&saArticleCateId=b&first=abc", "scUnitMapId=a&saArticleCateId=b&first="]
)
def test_a_request_the_list_service_was_not_asked_with(query: str) -> None:
    with pytest.raises(LayoutChanged, match="list service"):
        serve({"response": [{"pageUrl": "/a/"}]}, ListingRequest(f"{SERVICE}?{query}"))


def rows(inner: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    return st.dictionaries(st.sampled_from(["response", "pageUrl", "title", "total"]), inner)


VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=5)


@settings(max_examples=50)
@given(st.recursive(VALUES, lambda inner: st.lists(inner) | rows(inner)))
def test_no_answer_of_the_list_service_breaks_the_parser(answer: object) -> None:
    try:
        page = serve(answer)
    except LayoutChanged:
        return
    assert all(item.url for item in page.items)


PAGER = """<form><input type=hidden name=__VIEWSTATE value=abc><input type=hidden name=__EVENTTARGET><input type=hidden>
<input name=q value=tim>{item}<span>1</span> <a href="javascript:__doPostBack('dnn$pager','2')">2</a>
<a href="javascript:__doPostBack('dnn$pager','2')">{word}</a></form>"""


def test_a_postback_sends_the_form_back() -> None:
    request = first_request(PORTAL, POSTED)
    following = read(PAGER.format(item=ITEM, word="Tiếp »"), POSTED).next
    form = {"__VIEWSTATE": "abc", "__EVENTTARGET": "dnn$pager", "__EVENTARGUMENT": "2"}
    assert following == ListingRequest(request.url, form, page=2)


def test_a_pager_without_a_next_link_is_on_the_last_page() -> None:
    assert read(PAGER.format(item=ITEM, word="Trước"), POSTED).next is None


RSS = '<?xml version="1.0" encoding="{encoding}"?><rss><channel><title>Tin</title><link>/</link>{items}</channel></rss>'
ENTRY = "<item><title><![CDATA[Giá gạo <b>tăng</b>]]></title><link> https://baodaklak.vn/a/ </link></item>"


@pytest.mark.parametrize(
    ("text", "items"),
    [
        pytest.param(RSS.format(encoding="utf-8", items=ENTRY), [("https://baodaklak.vn/a/", "Giá gạo <b>tăng</b>")], id="RSS"),
        pytest.param(
            RSS.format(encoding="windows-1258", items="<item><title>Hộ nghèo</title><link>/a/</link></item>"),
            [("https://baodaklak.vn/a/", "Hộ nghèo")],
            id="decoded, whatever it declares",
        ),
        pytest.param(
            "\ufeff\r\n\n" + RSS.format(encoding="utf-8", items="<item><link>/a/</link></item>"),
            [("https://baodaklak.vn/a/", "")],
            id="blank lines before the declaration",
        ),
        pytest.param(
            '<feed xmlns="http://www.w3.org/2005/Atom"><link href="/"/><entry><link rel="self" href="/self"/>'
            '<link rel="alternate" href="/a/"/><link href="/b/"/><title>A</title></entry></feed>',
            [("https://baodaklak.vn/a/", "A")],
            id="Atom",
        ),
        pytest.param(
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
            "<item><title>A</title><link>/a/</link></item></rdf:RDF>",
            [("https://baodaklak.vn/a/", "A")],
            id="RSS 1.0",
        ),
        pytest.param(
            RSS.format(encoding="utf-8", items="<item/><item><link/></item><item><link> </link></item>"),
            [],
            id="no links",
        ),
        pytest.param(
            RSS.format(encoding="utf-8", items=ENTRY + ENTRY), [("https://baodaklak.vn/a/", "Giá gạo <b>tăng</b>")], id="twice"
        ),
    ],
)
def test_feeds(text: str, items: list[tuple[str, str]]) -> None:
    assert found(text, FEED) == items


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><rss><channel><item><title>&j;</title><link>/a/</link></item></channel></rss>"
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(BOMB, id="billion laughs"),
        pytest.param(
            '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><item><link>&x;</link></item></rss>', id="file"
        ),
        pytest.param('<!DOCTYPE a SYSTEM "http://127.0.0.1:1/x.dtd"><rss><item>&x;</item></rss>', id="remote DTD"),
        pytest.param("<html><body>Bảo trì<br></body></html>", id="HTML"),
        pytest.param("<rss><channel>", id="cut off"),
        pytest.param("<rss><item><title>a &nbsp; b</title></item></rss>", id="an entity of HTML"),
        pytest.param("", id="empty"),
        pytest.param("<rss>\x00</rss>", id="NUL"),
    ],
)
def test_an_unreadable_feed(text: str) -> None:
    with pytest.raises(LayoutChanged, match="RSS or Atom"):
        read(text, FEED)


def test_a_deep_feed_does_not_exhaust_the_stack() -> None:
    assert read("<rss>" + "<a>" * 50_000 + "</a>" * 50_000 + "<item><link>/a/</link></item></rss>", FEED).items


@given(st.text(max_size=80), st.sampled_from([PLAIN, NUMBERED, SERVED, POSTED, FEED]))
def test_any_text_is_a_page_or_a_changed_layout(text: str, listing: Listing) -> None:
    try:
        assert isinstance(read(text, listing), ListingPage)
    except LayoutChanged:
        assert listing in (SERVED, FEED)


def test_endless_nesting_is_refused() -> None:
    with pytest.raises(LayoutChanged, match="open elements"):
        read("<div>" * 20_000)
