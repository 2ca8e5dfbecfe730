"""The registry of portals: complete, consistent, and keys that fold every spelling of an address."""

from __future__ import annotations

import pkgutil
import re
from urllib.parse import urlsplit

import pytest

from scrapers import portals
from scrapers.portals import BY_SLUG, PORTALS, portal_of
from scrapers.spec import AnchorLayout, Portal
from transforms.dates import PATTERNS

each_portal = pytest.mark.parametrize("portal", PORTALS, ids=lambda portal: portal.slug)


def test_every_module_is_registered_under_its_name() -> None:
    modules = {module.name for module in pkgutil.iter_modules(portals.__path__)}
    assert {portal.slug for portal in PORTALS} == modules
    assert len(PORTALS) == len(BY_SLUG) == len(modules)


def test_no_host_belongs_to_two_portals() -> None:
    hosts = [host for portal in PORTALS for host in portal.hosts]
    assert len(hosts) == len(set(hosts))


@each_portal
def test_a_portal_declares_what_a_run_needs(portal: Portal) -> None:
    assert portal.listings
    assert portal.layouts
    assert urlsplit(portal.home).scheme == "https"
    assert not urlsplit(portal.home).path
    assert len({layout.name for layout in portal.layouts}) == len(portal.layouts)
    assert all(layout.published_pattern in PATTERNS and layout.source for layout in portal.layouts)
    assert all(re.compile(pattern) for pattern, _ in portal.key_rewrites)
    if portal.knowledge == "seen":
        assert not any(isinstance(layout, AnchorLayout) for layout in portal.layouts)


@each_portal
def test_a_listing_is_no_article(portal: Portal) -> None:
    assert [listing.path for listing in portal.listings if portal.layouts_for(portal.absolute(listing.path))] == []


SPELLINGS = {
    "angiang_portal": (
        "https://angiang.gov.vn/wps/portal/Home/2018/home/tin-chi-tiet/kinh-te/xuat-khau-gao",
        "http://angiang.gov.vn/wps/portal/Home/2018/home/tin-chi-tiet/kinh-te/xuat-khau-gao/",
        "https://www.angiang.gov.vn/wps/portal/Home/2018/home/tin-chi-tiet/kinh-te/xuat-khau-gao?utm_source=zalo#top",
    ),
    "baodaklak": (
        "https://baodaklak.vn/giao-duc/202409/nguoi-hoc-dung-ai-b56121a/",
        "http://www.baodaklak.vn/xa-hoi/giao-duc/202409/tieu-de-moi-b56121a?utm_medium=share",
        "https://baodaklak.vn//giao-duc/202409/nguoi-hoc-dung-ai-b56121a/",
        "https://BAODAKLAK.vn:443/giao-duc/202409/nguoi-hoc-dung-%61i-b56121a/",
    ),
    "vinhlong_portal": (
        "https://vinhlong.gov.vn/xem-chi-tiet-tin-tuc/id/208085",
        "https://vinhlong.gov.vn/svhttdl/xem-chi-tiet-tin-tuc/id/208085/",
        "http://www.vinhlong.gov.vn/Default.aspx?tabid=22641&ID=208085",
        "https://tintuc.vinhlong.gov.vn/default.aspx?ID=208085&tabid=22641",
    ),
    "baoangiang": (
        "https://baoangiang.com.vn/ly-do-khong-nen-a367201.html",
        "https://baoangiang.com.vn/print/ly-do-khong-nen-a367201.html",
        "http://www.baoangiang.com.vn/tieu-de-sua-lai-a367201.html?utm_source=facebook",
        "https://baoangiang.com.vn/-podcast-ly-do--a367201.html#comment",
    ),
    "baodongthap": (
        "https://baodongthap.vn/phong-su-anh/40-nam-mot-chang-duong-48437.aspx",
        "http://baodongthap.com.vn/thoi-su/40-nam-mot-chang-duong-48437.aspx",
        "https://www.baodongthap.com.vn/phong-su-anh/40-nam-48437.aspx?page=1",
    ),
}


@pytest.mark.parametrize("slug", SPELLINGS)
def test_every_spelling_has_one_key(slug: str) -> None:
    portal = BY_SLUG[slug]
    assert {portal.key(url) for url in SPELLINGS[slug]} == {portal.key(SPELLINGS[slug][0])}
    assert all(portal.declares(url) and portal_of(url) is portal for url in SPELLINGS[slug])


@pytest.mark.parametrize(
    ("slug", "one", "other"),
    [
        ("baodaklak", "/xa-hoi/202409/a-b56121a/", "/xa-hoi/202410/a-b56121a/"),
        ("baodaklak", "/xa-hoi/202409/a-b56121a/", "/xa-hoi/202409/a-b56121b/"),
        ("vinhlong_portal", "/xem-chi-tiet-tin-tuc/id/208085", "/xem-chi-tiet-tin-tuc/id/20808"),
        ("vinhlong_portal", "/Default.aspx?tabid=1&ID=208085", "/Default.aspx?tabid=208085&ID=1"),
        ("baoangiang", "/a-a367201.html", "/a-a36720.html"),
        ("baodongthap", "/xa-hoi/a-48437.aspx", "/a-a48437.html"),
        ("angiang_portal", "/wps/portal/Home/2018/home/tin-chi-tiet/a/b", "/wps/portal/Home/2018/home/tin-chi-tiet/a/c"),
    ],
)
def test_other_articles_have_other_keys(slug: str, one: str, other: str) -> None:
    portal = BY_SLUG[slug]
    assert portal.key(portal.home + one) != portal.key(portal.home + other)


@pytest.mark.parametrize(
    ("url", "layouts"),
    [
        ("https://baodaklak.vn/giao-duc/202409/nguoi-hoc-dung-ai-b56121a/", ["daklak-2024", "daklak-2020"]),
        ("https://baodaklak.vn/channel/5301/202009/mot-bai-viet-5698714/", ["daklak-2024", "daklak-2020"]),
        ("https://baodaklak.vn/giao-duc/", []),
        ("https://baodaklak.vn/tim-kiem/?key=abc", []),
        ("https://baophuyen.vn/95/64112/dung-mang-chat-ung-thu-vao-nha/", ["phuyen-2026"]),
        ("https://baoangiang.com.vn/xay-cau-km0-km7--a196668.html", ["fck-lead"]),
        ("https://baoangiang.com.vn/an-giang-24-gio/?p=188", []),
        ("https://www.baodongthap.vn/phong-su-anh/40-nam-mot-chang-duong-48437.aspx", ["dongthap-aspx"]),
        ("https://baodongthap.vn/mot-bai-viet-a235860.html", ["dongthap-2026"]),
        ("https://vinhlong.gov.vn/svhttdl/xem-chi-tiet-tin-tuc/id/208085", ["vinhlong-2016"]),
        ("https://vinhlong.gov.vn/Default.aspx?tabid=22641&ID=208085", ["vinhlong-2016"]),
        ("https://vinhlong.gov.vn/Default.aspx?tabid=22641", []),
        ("https://angiang.gov.vn/wps/portal/Home/2018/home/tin-chi-tiet/kinh-te/gao", ["angiang-2019"]),
        ("https://angiang.gov.vn/wps/portal/!ut/p/z1/tin-chi-tiet/04_Sj9CPykssy0", []),  # session state, no address
        ("https://baotayninh.vn/voi-bien-chung-omicron-88701.html", ["mediatech"]),
        ("https://baohaiphong.vn/day-nhanh-tien-do-472928.html", ["onecms"]),
    ],
)
def test_the_layouts_of_an_address(url: str, layouts: list[str]) -> None:
    portal = portal_of(url)
    assert portal is not None
    assert [layout.name for layout in portal.layouts_for(url)] == layouts


@pytest.mark.parametrize(
    "url", ["http://[::1", "https://baodaklak.vn:x/", "//baodaklak.vn/", "ftp://baodaklak.vn/", "", "\x00"]
)
def test_no_portal_declares_what_is_no_web_address(url: str) -> None:
    assert portal_of(url) is None
