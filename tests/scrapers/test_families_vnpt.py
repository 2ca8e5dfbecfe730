"""Papers on VNPT's systems, the FCK editor's and the delta's: what trips a reader on their pages, lists and addresses."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from scrapers.encoding import decode
from scrapers.errors import LayoutChanged
from scrapers.families import dataimages, fck, sc_service
from scrapers.listings import first_request, parse_listing
from scrapers.parse import parse_article
from scrapers.portals import BY_SLUG, portal_of
from scrapers.spec import Portal, SelectorLayout
from tests.scrapers.skeleton import FIRST, LAST, Skeleton
from tests.scrapers.skeletons_vnpt import LEAD, VNPT
from transforms.provinces import province_at
from transforms.records import RawArticle

PORTALS = [BY_SLUG[slug] for slug in dict.fromkeys(page.portal for page in VNPT if page.portal != "baotayninh")]
each_portal = pytest.mark.parametrize("portal", PORTALS, ids=lambda portal: portal.slug)
each_page = pytest.mark.parametrize("page", VNPT, ids=lambda page: f"{page.portal}-{page.layout}")


def page_of(layout: str) -> Skeleton:
    return next(page for page in VNPT if page.layout == layout)


def read(page: Skeleton, html: str | None = None) -> RawArticle:
    return parse_article(html or page.html, page.url, BY_SLUG[page.portal])


def body_of(layout: str, body: str) -> tuple[str, ...]:
    page = page_of(layout)
    return read(page, page.around(f"<p>{FIRST}</p>{body}<p>{LAST}</p>")).body


@each_portal
def test_every_layout_of_every_paper_has_a_page(portal: Portal) -> None:
    assert {page.layout for page in VNPT if page.portal == portal.slug} == {layout.name for layout in portal.layouts}


@each_portal
def test_a_declared_paper_is_run_by_name_only(portal: Portal) -> None:
    assert (portal.knowledge, portal.default, portal.kind) == ("declared", False, "newspaper")


@each_portal
def test_a_paper_speaks_for_a_unit_that_was(portal: Portal) -> None:
    unit = province_at(portal.province, date(2024, 6, 30))
    assert unit is not None
    assert unit.name == portal.province.replace(" - ", " – ")


@each_page
def test_nothing_around_the_article_is_read(page: Skeleton) -> None:
    article = read(page)
    assert article.layout == page.layout
    assert article.published_at is not None
    assert f"{article.published_at:%d/%m %H:%M %z}" == "09/01 15:13 +0700"
    assert (article.body, article.author) == ((FIRST, LAST), None)
    assert article.lead in (FIRST, LEAD)


@each_page
def test_pictures_keep_their_captions(page: Skeleton) -> None:
    table = (
        "<table class='image center' align='center'><tbody><tr><td><img src='/anh/1.jpg'></td></tr><tr><td class='image_desc'>"
        "Người dân vùng sâu nhận vốn vay.</td></tr></tbody></table>"
    )
    line = "<p><img src='/anh/2.jpg'></p><p style='text-align: center;'><em>Mô hình nuôi bò của hộ nghèo.</em></p>"
    article = read(page, page.around(f"<p>{FIRST}</p>{table}{line}<p>{LAST}</p>"))
    assert article.body == (FIRST, LAST)
    assert [image.caption for image in article.images] == ["Người dân vùng sâu nhận vốn vay.", "Mô hình nuôi bò của hộ nghèo."]


@each_page
def test_only_the_end_is_signed(page: Skeleton) -> None:
    reader = "<p style='text-align: right;'><strong>Trần Thị Bạn Đọc</strong></p><p align='right'>(Xã Vùng Sâu)</p>"
    html = page.around(f"<p>{FIRST}</p>{reader}<p>{LAST}</p><p style='text-align: right;'><strong>Minh Khang</strong></p>")
    article = read(page, html)
    assert article.author == "Minh Khang"
    assert article.body == (FIRST, "Trần Thị Bạn Đọc", "(Xã Vùng Sâu)", LAST)


DIVS = [page for page in VNPT if page.layout.startswith(("dataimages", "td-post", "apbac", "quangtri"))]


@pytest.mark.parametrize("page", DIVS, ids=lambda page: f"{page.portal}-{page.layout}")
def test_paragraphs_may_be_bare_divs(page: Skeleton) -> None:
    html = page.around(f"<div><span>N</span>{FIRST[1:]}</div><div><div>{LAST}</div></div>")
    assert read(page, html).body == (FIRST, LAST)


@pytest.mark.parametrize(
    "related",
    [
        "<table class='rl center'><tr class='image_related_2'><td><a>Tin khác</a></td></tr></table>",
        "<div class='related'><table class='rl'><tr><td><a>Tin khác</a></td></tr></table></div>",
        "<ul class='social'><li>Chia sẻ</li></ul>",
    ],
    ids=["table", "in a block", "sharing"],
)
@pytest.mark.parametrize("layout", ["dataimages-class", "dataimages-id", "dataimages-kontum", "td-post", "quangtri-2026"])
def test_other_news_in_the_body_is_dropped(layout: str, related: str) -> None:
    assert body_of(layout, related) == (FIRST, LAST)


def test_a_pull_quote_says_again_what_the_body_says() -> None:
    assert body_of("dataimages-class", "<table class='quote center'><tr><td>Không còn hộ nghèo.</td></tr></table>") == (
        FIRST,
        LAST,
    )


def test_a_lead_printed_again_as_the_first_bold_paragraph() -> None:
    page = page_of("td-post")
    html = page.around(f"<p><strong>{FIRST}</strong></p><p>{LAST}</p>").replace(LEAD, FIRST)
    article = read(page, html)
    assert (article.lead, article.body) == (FIRST, (LAST,))


def test_of_two_containers_of_one_id_the_first_is_the_article() -> None:
    page = next(page for page in VNPT if page.portal == "baonamdinh")
    html = page.html.replace("</body>", "<div id='content'><p>Chân trang</p></div></body>")
    assert read(page, html).body == (FIRST, LAST)


def test_a_page_that_ends_before_it_begins_and_holds_another() -> None:
    page = page_of("mediatech-pseudonym")
    assert page.html.index("</html>") < page.html.index("<head>") < page.html.index("<!DOCTYPE")
    assert read(page).body == (FIRST, LAST)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("10:09, 27/09/2023", "2023-09-27T10:09:00+07:00"),
        ("Cập nhật lúc 17:24, Thứ Ba, 14/01/2020 (GMT+7)", "2020-01-14T17:24:00+07:00"),
        ("Chủ Nhật, 12/01/2020, 21:21 [GMT+7]", "2020-01-12T21:21:00+07:00"),
        ("Cập nhật ngày: 24/04/2015 05:21:36", "2015-04-24T05:21:36+07:00"),
        ("Thứ 4, 01/12/2021 | 11:51:00", "2021-12-01T11:51:00+07:00"),
        ("09/05/2019 3:25 CH", "2019-05-09T15:25:00+07:00"),
        ("Ngày đăng: 21/03/2019", "2019-03-21T00:00:00+07:00"),
        ("31/02/2019 10:00", None),
        ("Mới cập nhật", None),
    ],
)
@pytest.mark.parametrize("layout", ["dataimages-class", "newscontent-baclieu"])
def test_the_notation_of_the_date_is_not_told(layout: str, text: str, moment: str | None) -> None:
    page = page_of(layout)
    start = page.html.index("<div class='date'>") + len("<div class='date'>")
    article = read(page, page.html[:start] + text + page.html[page.html.index("</div>", start) :])
    assert (article.layout, article.published_text) == (layout, text)
    assert (article.published_at.isoformat() if article.published_at else None) == moment


@pytest.mark.parametrize(
    ("layout", "part", "instead"),
    [
        ("quangtri-2026", "<div class='info'>", "<p>Nghe đọc bài</p><div class='info'>"),  # something stands between
        ("camau-2026", "<time>09/01/2026 15:13</time>", ""),
        ("quangngai-2026", "<h1 class='title'>", "<h1>"),
        ("td-post", "class='group-time'", "class='khac'"),
        ("dataimages-class", "<div class='date'>", "<div class='ngay'>"),
        ("binhduong-2026", "class='date-detail'", "class='khac'"),
    ],
)
def test_where_a_guess_is_wrong_the_general_reader_reads(layout: str, part: str, instead: str) -> None:
    page = page_of(layout)
    article = read(page, page.html.replace(part, instead).replace("<div class='date'>", "<div class='ngay'>"))
    assert (article.layout, article.method) == (None, "trafilatura")
    assert article.body[-1] == LAST


@pytest.mark.parametrize("layout", ["dataimages-class", "newscontent-baclieu", "fck-2020", "fck-slider", "thainguyen-2020"])
def test_a_headline_is_not_picked_from_two(layout: str) -> None:
    page = page_of(layout)
    with pytest.raises(LayoutChanged, match="expected exactly 1, found 2"):
        read(page, page.html.replace("<h1>", "<h1>Báo điện tử</h1><h1>", 1))


def test_the_section_of_a_breadcrumb_headline() -> None:
    assert read(page_of("fck-slider")).section == "Xã hội"
    breadcrumb = "<div class='titlecate'><h1><a>XÃ HỘI</a></h1></div>"
    page = page_of("fck-2020")
    assert read(page, page.html.replace("<h1>", f"{breadcrumb}<h1>", 1)).layout == "fck-2020"


LISTS = {
    "baodongkhoi": ("<a href='/giam-ngheo-16072023-a117157.html'>A</a><a href='/xa-hoi/'>Xã hội</a>", "/a117157"),
    "baodongnai": (
        "<a class='title1' href='/xa-hoi/202601/giam-ngheo-0a1b2c3/'>A</a><a class='title2' href='/video-clip/'>B</a>",
        "/202601/0a1b2c3",
    ),
    "baothainguyen": ("<a class='title2' href='/xa-hoi/202604/giam-ngheo-3ac6d79/'>A</a>", "/202604/3ac6d79"),
    "baoquangtri": (
        "<a class='card-img' href='/xa-hoi/202603/a-d0f7a12/'></a><a class='h3' href='/xa-hoi/202603/a-d0f7a12/'>A</a>",
        "/202603/d0f7a12",
    ),
    "baovinhlong": ("<a href='/video/202309/giam-ngheo-3175808'>A</a><a href='/xa-hoi/'>B</a>", "/202309/3175808"),
    "baoquangngai": (
        "<article><a href='/xa-hoi/giam-ngheo-72306.htm'>A</a></article><a href='/bao-in.htm'>B</a>",
        "/72306.htm",
    ),
    "baoquangninh": (
        "<article class='card'><a href='/giam-ngheo-3339015.html'><img></a><div class='card-content'>"
        "<a href='/giam-ngheo-3339015.html'>A</a></div></article>",
        "/3339015",
    ),
    "baobinhduong": ("<div class='article-item'><h3><a href='/giam-ngheo-a128477.html'>A</a></h3></div>", "/a128477"),
    "baonamdinh": ("<a href='/channel/5090/202012/giam-ngheo-2541627/'>A</a><a href='/channel/5087/'>B</a>", "/202012/2541627"),
    "baobaclieu": ("<a href='/xa-hoi/giam-ngheo-72306.html'>A</a><a href='/xa-hoi'>B</a>", "/72306.html"),
}


@pytest.mark.parametrize("slug", LISTS)
def test_a_list_gives_articles_once(slug: str) -> None:
    portal, (links, key) = BY_SLUG[slug], LISTS[slug]
    listing = portal.listings[-1]
    hidden = "<div id='page_info'><i id='site_id'>fb9e</i><i id='cate_id'>8a10</i></div>"
    page = parse_listing(hidden + links, first_request(portal, listing), portal, listing)
    (item,) = page.items
    assert item.title == "A"
    assert portal.layouts_for(item.url)
    assert portal.key(item.url) == portal.host + key


MOVED = {
    "baodongkhoi": (
        "https://dongkhoi.baovinhlong.vn/giam-ngheo-16072023-a117157.html",
        "http://www.baodongkhoi.vn/giam-ngheo-16072023-a117157.html",
        "https://baodongkhoi.vn/print/tieu-de-khac-a117157.html?utm_source=zalo",
    ),
    "baoquangninh": (
        "https://baoquangninh.vn/xa-hoi/202001/giam-ngheo-2541627/",
        "http://baoquangninh.com.vn/channel/1234/202001/giam-ngheo-2541627/",
        "http://www.baoquangninh.com.vn/xa-hoi/202001/tieu-de-khac-2541627/#binh-luan",
    ),
    "baoquangbinh": (
        "https://www.baoquangbinh.vn/kinh-te/202210/giam-ngheo-2203947/",
        "https://baoquangbinh.vn/xa-hoi/202210/giam-ngheo-2203947",
    ),
    "baohaugiang": (
        "https://www.baohaugiang.com.vn/xa-hoi/giam-ngheo-72306.html",
        "https://baohaugiang.com.vn/thoi-su-trong-tinh/tieu-de-khac-72306.html",
    ),
}


@pytest.mark.parametrize("slug", MOVED)
def test_an_article_keeps_its_key_when_it_moves(slug: str) -> None:
    portal = BY_SLUG[slug]
    assert len({portal.key(url) for url in MOVED[slug]}) == 1
    assert all(portal_of(url) is portal and portal.layouts_for(url) for url in MOVED[slug])


@pytest.mark.parametrize(
    ("slug", "path"),
    [
        ("baodongkhoi", "/https/giam-ngheo-a117157.html"),
        ("baohaugiang", "/thoi-su-trong-tinh-216.html"),
        ("baocamau", "/"),
        ("baokontum", "/dai-hoi-dang-2025/"),
        ("baodaknong", "/chuyen-doi-so-2025.html"),
        ("baoquangngai", "/quang-ngai-que-minh"),
        ("baonamdinh", "/channel/5090/202012/"),
        ("baosoctrang", "/van-hoa-the-thao-du-lich/"),
        ("baobinhduong", "/toi-yeu-binh-duong"),
    ],
)
def test_what_is_no_article(slug: str, path: str) -> None:
    portal = BY_SLUG[slug]
    assert portal.layouts_for(portal.home + path) == ()


def test_two_systems_of_one_paper_do_not_share_keys() -> None:
    camau, soctrang = BY_SLUG["baocamau"], BY_SLUG["baosoctrang"]
    assert camau.key("http://baocamau.com.vn/xa-hoi/a-47418.html") != camau.key("https://baocamau.vn/b-a47418.html")
    assert soctrang.key("https://baosoctrang.org.vn/xa-hoi/a-47418.html") != soctrang.key(
        "https://baosoctrang.org.vn/xa-hoi/202411/a-0047418/"
    )


@pytest.mark.parametrize(
    ("file", "slug", "layout"),
    [
        ("baodaklak.vn__b56121a.html", "baodaklak", dataimages.DATE_CLASS),
        ("phuyen.baodaklak.vn__0f24e558.excerpt.html", "phuyen_baodaklak", sc_service.TD_POST),
        ("phuyen.baodaklak.vn__d5b69ecb.excerpt.html", "phuyen_baodaklak", sc_service.TD_POST),
        ("baoangiang.com.vn__67d824ac.excerpt.html", "baoangiang", fck.FROBOTO),
    ],
)
def test_a_real_page_of_a_sister_paper_reads_alike(file: str, slug: str, layout: SelectorLayout, shared: Path) -> None:
    """What is guessed of a family holds on the saved pages of those of it that were seen."""
    html = decode((shared / "pages" / file).read_bytes(), None).text
    portal, url = BY_SLUG[slug], "https://baodaklak.vn/95/64112/bai-viet/"
    seen = replace(portal.layouts[0], url=re.compile(""))
    (own, guessed) = (
        parse_article(html, url, replace(portal, layouts=(one,))) for one in (seen, replace(layout, url=re.compile("")))
    )
    assert guessed.layout == layout.name
    assert replace(guessed, layout=own.layout, section=own.section, tags=own.tags) == own
