"""Provincial government portals: addresses, keys and lists as the facts tell them, and the traps of their systems."""

from __future__ import annotations

import pytest

from scrapers.errors import LayoutChanged
from scrapers.listings import first_request, parse_listing
from scrapers.parse import parse_article
from scrapers.portals import BY_SLUG, PORTALS, portal_of
from tests.scrapers.skeleton import FIRST, LAST, TITLE, Skeleton
from tests.scrapers.skeletons_government import GOVERNMENT, LEAD

PAGES = {page.layout: page for page in GOVERNMENT}


def test_every_portal_of_a_government_has_a_page() -> None:
    known_by_text = {"angiang_portal", "vinhlong_portal"}
    assert {portal.slug for portal in PORTALS if portal.kind == "government"} == {p.portal for p in GOVERNMENT} | known_by_text


@pytest.mark.parametrize("page", GOVERNMENT, ids=lambda page: f"{page.portal}, {page.layout}")
def test_a_page_of_the_portal(page: Skeleton) -> None:
    article = parse_article(page.html, page.url, BY_SLUG[page.portal])
    assert (article.method, article.layout, article.title) == ("layout", page.layout, TITLE)
    assert article.lead == (LEAD if LEAD in page.html else FIRST)
    assert article.body[-2:] == (FIRST, LAST)
    assert article.published_at is not None
    assert f"{article.published_at:%Y-%m-%d}" == "2026-01-09"


GUESSED = [page for page in GOVERNMENT if f"<h1>{TITLE}" in page.html]


@pytest.mark.parametrize("page", GUESSED, ids=lambda page: page.layout)
def test_a_page_without_the_guessed_headline_is_not_in_the_layout(page: Skeleton) -> None:
    assert parse_article(page.html.replace("<h1>", "<h2>"), page.url, BY_SLUG[page.portal]).layout is None


@pytest.mark.parametrize("page", GOVERNMENT, ids=lambda page: f"{page.portal}, {page.layout}")
def test_a_year_of_two_digits_is_no_date(page: Skeleton) -> None:
    article = parse_article(page.html.replace("2026", "26"), page.url, BY_SLUG[page.portal])
    assert (article.layout, article.published_at) == (page.layout, None)


def test_two_headlines_are_a_changed_layout() -> None:
    page = PAGES["aspnet-tayninh"]
    with pytest.raises(LayoutChanged, match="expected exactly 1, found 2"):
        parse_article(page.around(f"<h1>Tin khác</h1><p>{FIRST}</p>"), page.url, BY_SLUG[page.portal])


@pytest.mark.parametrize(
    ("slug", "one", "other"),
    [
        ("caobang_portal", "/kinh-te/a-b-1021", "/chuyen-muc-tin-tuc/tieu-de-moi-1021?utm_source=zalo"),
        ("dienbien_portal", "/portal/Pages/2020-5-29/VPUB--a.aspx", "/portal/pages/2020-5-29/VPUB--a.aspx?Edition=1"),
        ("quangninh_portal", "/Trang/ChiTietTinTuc.aspx?nid=168690", "/trang/chitiettintuc.aspx?cat=82&nid=168690"),
        ("bacgiang_portal", "/a/-/asset_publisher/St1/content/tin", "/web/guest/b/-/asset_publisher/Ab2/content/tin/20181?x=1"),
        ("bacgiang_portal", "/a/-/asset_publisher/St1/content/tin", "/web/guest/-/tin"),
        (
            "quangngai_portal",
            "/web/portal-qni/xem-chi-tiet/-/asset_publisher/Content/tin",
            "/a/-/asset_publisher/Content/tin?81",
        ),
        ("quangtri_portal", "/chi-tiet-tin/-/view-article/1/137/157", "/tin/-/view-article/2/137/157?p=1"),
        ("danang_portal", "/chinh-quyen/chi-tiet?id=51607&_c=3,9,33", "/web/guest/chi-tiet?_c=3&id=51607"),
        ("danang_portal", "/web/dng/-/tin", "/vi/web/dng/-/tin"),
        ("kontum_portal", "/pages/detail/54922/a.html", "/pages/detail/54922/tieu-de-moi.html"),
        ("quangnam_portal", "/sam-ngoc-linh-60243.html", "/sam-ngoc-linh-60243.html?fbclid=x"),
    ],
)
def test_two_addresses_of_one_article(slug: str, one: str, other: str) -> None:
    portal = BY_SLUG[slug]
    assert portal.layouts_for(portal.home + one)
    assert portal.layouts_for(portal.home + other)
    assert portal.key(portal.home + one) == portal.key(portal.home + other)
    assert portal_of(portal.home + one) is portal


@pytest.mark.parametrize(
    ("slug", "one", "other"),
    [
        ("quangninh_portal", "/Trang/ChiTietTinTuc.aspx?nid=2906", "/donvi/vandon/Trang/ChiTietTinTuc.aspx?nid=2906"),
        ("quangnam_portal", "/webcenter/chi-tiet?dDocName=PORTAL174180", "/webcenter/chi-tiet?dDocName=PORTAL174181"),
        ("laocai_portal", "/Default.aspx?sid=1365&itemid=48437", "/Default.aspx?sid=1365&itemid=48438"),
        ("tayninh_portal", "/tin-tuc/a-48437.html", "/tin-tuc/b-48438.html"),
        ("danang_portal", "/chinh-quyen/chi-tiet?id=51607", "/chinh-quyen/chi-tiet?id=5160"),
    ],
)
def test_two_articles(slug: str, one: str, other: str) -> None:
    portal = BY_SLUG[slug]
    assert portal.layouts_for(portal.home + one)
    assert portal.layouts_for(portal.home + other)
    assert portal.key(portal.home + one) != portal.key(portal.home + other)


@pytest.mark.parametrize(
    ("slug", "path"),
    [
        ("caobang_portal", "/van-hoaxa-hoi"),
        ("dienbien_portal", "/portal/Pages/Tin-tuc-su-kien.aspx?PageIndex=2"),
        ("quangninh_portal", "/Trang/Tin-tuc-su-kien.aspx?Cat=82"),
        ("bacgiang_portal", "/so-ban-nganh"),
        ("quangtri_portal", "/tin-tuc"),
        ("khanhhoa_portal", "/vi/chinh-sach-va-cuoc-song"),
        ("laocai_portal", "/"),
        ("binhdinh_portal", "/tin-tuc"),
    ],
)
def test_a_section_is_no_article(slug: str, path: str) -> None:
    assert not BY_SLUG[slug].layouts_for(BY_SLUG[slug].home + path)


MENU = "<nav><a href='/'>Trang chủ</a><a href='#'>Menu</a></nav>"


@pytest.mark.parametrize("slug", sorted({page.portal for page in GOVERNMENT}))
def test_a_list_of_the_portal(slug: str) -> None:
    """Whatever a list's links are marked by, those of articles are found, once, and told from the menu's."""
    portal = BY_SLUG[slug]
    url = next(page.url for page in GOVERNMENT if page.portal == slug)
    link = f"<a href='{url}'><img></a><a href='{url}'>{TITLE}</a>"
    html = f"{MENU}<div class='portlet-asset-publisher'><p class='tandan-p-article-news-title'>{link}</p></div>"
    for listing in portal.listings:
        page = parse_listing(html, first_request(portal, listing), portal, listing)
        found = [(item.url, item.title) for item in page.items if portal.layouts_for(item.url)]
        assert found == [(url, TITLE)]
        assert page.next is None
