"""The quirks of the originals, read off the served pages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from bs4 import BeautifulSoup, Tag
from defusedxml import ElementTree

from replicas.model import Article
from replicas.server import ReplicaServer
from replicas.sites import SITES
from replicas.sites.baodaklak import SERVICE, SITE_ID, cate_id
from replicas.world import world

SoupOf = Callable[[str, str], tuple[BeautifulSoup, Article]]


def article(portal: str, layout: str) -> Article:
    return next(a for a in world(1).articles[portal] if a.layout == layout and not a.forbidden)


@pytest.fixture(scope="module")
def soup_of(night_one: ReplicaServer, session: requests.Session) -> SoupOf:
    """The parsed page of the newest article in a layout, and the article."""

    def read(portal: str, layout: str) -> tuple[BeautifulSoup, Article]:
        found = article(portal, layout)
        answer = session.get(night_one.home(portal) + SITES[portal].path(found))
        return BeautifulSoup(answer.content, "lxml", from_encoding="utf-8"), found

    return read


def texts(soup: BeautifulSoup | Tag, css: str) -> list[str]:
    return [element.get_text().strip() for element in soup.select(css)]


# --- baodaklak


def test_baodaklak_says_its_charset_late_and_only_once(night_one: ReplicaServer, session: requests.Session) -> None:
    for portal_path in ("/thoi-su/", SITES["baodaklak"].path(article("baodaklak", "baodaklak-2024"))):
        answer = session.get(night_one.home("baodaklak") + portal_path)
        assert answer.headers["Content-Type"] == "text/html"
        assert answer.content.index(b"<meta charset") > 1_300
        assert not answer.content.lower().startswith(b"<!doctype")
        assert answer.content.count(b"\n") == answer.content.count(b"\r\n") > 100


def test_baodaklak_2024(soup_of: SoupOf) -> None:
    soup, found = soup_of("baodaklak", "baodaklak-2024")
    assert len(soup.select(".date")) == 7
    assert texts(soup, "#content > div.date") == [f"{found.published:%H:%M, %d/%m/%Y}"]
    assert texts(soup, "div.article_content #content.content > h1.media-heading.title5") == [found.title]
    assert texts(soup, "#content > h4.media-heading") == [""]
    assert soup.select("#content div.related > table.rl tr.image_related_2 a")
    assert texts(soup, "#content > p:last-of-type") == [found.byline]
    assert texts(soup, "div.tag_list a") == list(found.tags)
    assert texts(soup, "#page_info #cate_title") == ["Kinh tế"]
    assert texts(soup, "#page_info #article_id") == [found.id]


def test_baodaklak_sets_some_drop_capitals_in_a_span_of_their_own(night_one: ReplicaServer, session: requests.Session) -> None:
    found = world(1).article("baodaklak", "8a10c0e29bd47a18019bcd20c15e9a37")
    page = session.get(night_one.home("baodaklak") + SITES["baodaklak"].path(found)).content
    first = BeautifulSoup(page, "lxml", from_encoding="utf-8").select("#content > p")[0]
    assert next(span.get_text() for span in first.select("strong > span")) == found.lead[0]
    assert first.get_text() == found.lead


def test_baodaklak_2020(soup_of: SoupOf) -> None:
    soup, found = soup_of("baodaklak", "baodaklak-2020")
    assert SITES["baodaklak"].path(found) == "/channel/3681/202002/" + found.slug + "-5648213/"
    assert texts(soup, ".content .date") == ["Cập nhật lúc 16:52, Thứ Ba, 18/02/2020 (GMT+7)"]
    assert texts(soup, ".content h1") == [found.title]
    assert texts(soup, ".content table.image.center td.image_desc") == [b.text for b in found.body if b.kind == "image"]
    assert soup.select(".content table.rl a")
    assert not soup.select("#content")


def test_baodaklak_lists_repeat_page_one(night_one: ReplicaServer, session: requests.Session) -> None:
    home = night_one.home("baodaklak")
    first, second = session.get(home + "/xa-hoi/"), session.get(home + "/xa-hoi/?paged=2")
    assert first.content == second.content
    soup = BeautifulSoup(first.content, "lxml", from_encoding="utf-8")
    links = [str(a["href"]) for a in soup.select("a.title5, div.item.row15 div.row10 > a.title1")]
    assert links
    assert all(re.fullmatch(r"/(?:[a-z0-9-]+/){1,2}\d{6}/[a-z0-9-]+-[0-9a-f]{7}/", link) for link in links)
    assert all(re.fullmatch(r"\d\d:\d\d, \d\d/\d\d/\d{4}", text) for text in texts(soup, "div.item.row15 div.date.row10"))


def test_baodaklak_service_really_pages(night_one: ReplicaServer, session: requests.Session) -> None:
    seen: list[str] = []
    while True:
        query = {"scUnitMapId": SITE_ID, "saArticleCateId": cate_id("thoi-su"), "first": str(len(seen)), "pageSize": "2"}
        answer = session.get(night_one.home("baodaklak") + SERVICE, params={**query, "jsonCallback": "show"})
        assert answer.headers["Content-Type"] == "application/javascript"
        assert "ETag" not in answer.headers
        assert answer.content.startswith(b"show({")
        assert answer.content.endswith(b"});")
        data = json.loads(answer.content[5:-2])
        assert data["total"] == 3
        if not data["response"]:
            break
        assert set(data["response"][0]) == {"title", "lead", "publishDate", "pageUrl", "avatar"}
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.0", data["response"][0]["publishDate"])
        seen += [row["pageUrl"] for row in data["response"]]
    assert len(set(seen)) == len(seen) == 3


def test_baodaklak_service_answers_nothing_to_a_wrong_section(night_one: ReplicaServer, session: requests.Session) -> None:
    answer = session.get(night_one.home("baodaklak") + SERVICE, params={"scUnitMapId": SITE_ID, "saArticleCateId": "0"})
    assert answer.json() == {"response": [], "total": 0}
    bad = session.get(night_one.home("baodaklak") + SERVICE, params={"jsonCallback": "alert(1)//"})
    assert bad.status_code == 400


# --- baoangiang


def test_baoangiang(soup_of: SoupOf, night_one: ReplicaServer) -> None:
    soup, found = soup_of("baoangiang", "baoangiang-2023")
    assert soup.select("base")[0]["href"] == "https://images.baoangiang.com.vn/static/templates/version1/homepage/"
    assert not soup.select("link[rel=canonical]")
    assert texts(soup, "div.detail-title h1") == texts(soup, "h1") == [found.title]
    assert texts(soup, "div.pubdate.fleft") == [f"{found.published:%d/%m/%Y - %H:%M}"]
    assert len(soup.select(".content-fck-font-size")) == 2  # the lead shares the body's class
    assert texts(soup, "div.detail-desc .content-fck-font-size p.fontd.fw600.justify") == [found.lead]
    assert texts(soup, "#newscontents .content-fck .content-fck-font-size > p.author.ignore") == [found.byline]
    note = soup.select("#newscontents p.note.ignore")[0]
    assert note.select("img")
    assert note.select("br")
    assert note.get_text().strip() == found.body[0].text
    assert texts(soup, "a.tag_item")[-3:] == ["An Giang", "Báo An Giang", "APEC 2027"]
    assert soup.select("#newscontents div.AMN_res_3")
    assert len(soup.select(".detail-related li")) == 6
    assert texts(soup, "ul.breadcrumb.left li")[-1] == "An Giang 24 giờ"
    data = json.loads(soup.select('script[type="application/ld+json"]')[0].get_text())
    assert data["datePublished"] == found.published.isoformat()


def test_baoangiang_2020_has_the_caption_in_a_paragraph_of_its_own(soup_of: SoupOf) -> None:
    soup, found = soup_of("baoangiang", "baoangiang-2020")
    notes = soup.select("#newscontents p.note.ignore")
    assert [note.get_text() for note in notes] == [b.text for b in found.body if b.kind == "image"]
    assert not [note for note in notes if note.select("img")]
    picture = notes[0].find_previous_sibling("p")
    assert picture is not None
    assert picture.select("img")


def test_baoangiang_print_version_is_the_same_article(night_one: ReplicaServer, session: requests.Session) -> None:
    found = article("baoangiang", "baoangiang-2023")
    path = SITES["baoangiang"].spelling(found, "print")
    soup = BeautifulSoup(session.get(night_one.home("baoangiang") + path).content, "lxml")
    assert path.startswith("/print/")
    assert texts(soup, ".detail-title h1") == [found.title]
    assert not soup.select(".detail-related")


def test_baoangiang_lists_page_by_p(night_one: ReplicaServer, session: requests.Session) -> None:
    home, seen = night_one.home("baoangiang"), []
    for number in (1, 2, 3):
        soup = BeautifulSoup(session.get(f"{home}/an-giang-24-gio/?p={number}").content, "lxml")
        items = soup.select("ul.cate-content-list-item > li.item")
        for item in items:
            picture, text = item.select("a.b-img[href]")[0], item.select("div.b-content a[href]")[0]
            assert picture["href"] == text["href"]
            assert not picture.get_text().strip()
            seen.append(str(text["href"]))
    assert len(seen) == len(set(seen)) == 6
    assert all(link.startswith(home + "/") for link in seen)


def test_baoangiang_feed(night_one: ReplicaServer, session: requests.Session) -> None:
    home = night_one.home("baoangiang")
    answer = session.get(home + "/rss/home.rss")
    items = ElementTree.fromstring(answer.content).findall("channel/item")
    newest = [a for a in world(1).articles["baoangiang"] if not a.forbidden][:10]
    assert [item.findtext("link") for item in items] == [home + SITES["baoangiang"].path(a) for a in newest]
    assert items[0].findtext("pubDate") == "Mon, 19 Jan 2026 14:11:26 +0700"
    assert session.get(home + "/rss/home.rss", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


# --- baodongthap


def test_baodongthap_c1(soup_of: SoupOf) -> None:
    soup, found = soup_of("baodongthap", "baodongthap-c1")
    block = soup.select("div.news-details-content")[0]
    assert texts(block, "h1") == [found.title]
    assert texts(soup, "span#cphContent_ucNewsDetails_lblPostedDate") == ["Cập nhật ngày: 14/03/2024 15:47:09"]
    assert texts(block, ".contentView > p")[0] == found.lead
    assert texts(block, ".contentView > p")[-1] == found.byline
    assert any(em.select("br") for em in block.select(".contentView p img ~ em"))
    lines = block.get_text("\n").split("\n")
    assert any(line.endswith(".mp3") for line in lines)
    assert "< Trở về trang trước" in lines
    assert "Gửi bình luận của bạn" in lines


def test_baodongthap_c2(soup_of: SoupOf) -> None:
    soup, found = soup_of("baodongthap", "baodongthap-c2")
    assert re.fullmatch(r"/kinh-te/202510/[a-z0-9-]+-1051327/", SITES["baodongthap"].path(found))
    assert texts(soup, "h1#title") == [found.title]
    assert texts(soup, "div#current-date") == ["10:26, 08/10/2025"]
    assert texts(soup, "div#content > p")[0] == found.lead
    assert texts(soup, "div#nav a.parent_cate") == ["Kinh tế"]


def test_baodongthap_c3(soup_of: SoupOf) -> None:
    soup, found = soup_of("baodongthap", "baodongthap-c3")
    assert texts(soup, "h1.title") == [found.title]
    assert texts(soup, "div.date-detail span.date") == ["Thứ Hai, 19/01/2026, 07:52 (GMT+7)"]
    assert texts(soup, "#contentNews .singular-content > p")[0].startswith("(ĐTO) ")
    assert texts(soup, "div.breadcrumb-news-detail a") == ["Kinh tế"]


def test_baodongthap_lists(night_one: ReplicaServer, session: requests.Session) -> None:
    home, seen = night_one.home("baodongthap"), []
    for number in (1, 2, 3):
        soup = BeautifulSoup(session.get(f"{home}/xa-hoi?cate=344&page={number}").content, "lxml")
        seen += [str(a["href"]) for a in soup.select("div#cate-content div.item a.title")]
    assert len(seen) == len(set(seen)) == 3
    assert all(link.startswith(home + "/") for link in seen)


# --- vinhlong_portal


def test_vinhlong(soup_of: SoupOf) -> None:
    soup, found = soup_of("vinhlong_portal", "vinhlong-dnn")
    form = soup.select("body > form#Form[method=post]")[0]
    names = [str(field["name"]) for field in form.select("input[type=hidden][name]")]
    assert {"__VIEWSTATE", "__EVENTTARGET", "__EVENTARGUMENT"} <= set(names)
    lines = [line.strip() for line in form.get_text("\n").split("\n") if line.strip()]
    clock = next(n for n, line in enumerate(lines) if re.fullmatch(r"Thứ Ba, 20/01/2026 2:\d\d:\d\d SA", line))
    date = lines.index(f"Ngày {found.published:%d/%m/%Y %H:%M:%S}")
    title, lead = lines.index(found.title), lines.index(found.lead)
    byline, others = lines.index(found.byline), lines.index("Các tin khác")
    assert clock < date < title < lead < byline < others
    assert found.body[1].kind == "image" or any(line.startswith("Ảnh: ") for line in lines[lead:byline])


def test_vinhlong_old_address_is_the_same_article(night_one: ReplicaServer, session: requests.Session) -> None:
    home = night_one.home("vinhlong_portal")
    new = session.get(f"{home}/xem-chi-tiet-tin-tuc/id/251207")
    for old in ("/Default.aspx?tabid=22641&ID=251207", "/default.aspx?id=251207&TABID=1"):
        assert session.get(home + old).headers["ETag"] == new.headers["ETag"]


def test_vinhlong_clock_runs_and_the_validators_stand(night_one: ReplicaServer, session: requests.Session) -> None:
    url = f"{night_one.home('vinhlong_portal')}/xem-chi-tiet-tin-tuc/id/251207"
    answer = session.get(url)
    assert b"@@CLOCK@@" not in answer.content
    site, now = SITES["vinhlong_portal"], night_one.now()
    assert site.clock(now.replace(hour=0, minute=5, second=9)).endswith(" 12:05:09 SA")
    assert site.clock(now.replace(hour=21, minute=31, second=53)).endswith(" 9:31:53 CH")
    assert session.get(url, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_vinhlong_lists_page_by_postback(night_one: ReplicaServer, session: requests.Session) -> None:
    url = f"{night_one.home('vinhlong_portal')}/chuyen-muc-tin-tuc/id/23"
    soup, seen, pages = BeautifulSoup(session.get(url).content, "lxml"), [], 0
    while True:
        pages += 1
        seen += [str(a["href"]) for a in soup.select("li h3 > a")]
        following = [a for a in soup.select("a[href*=__doPostBack]") if a.get_text() == "Tiếp"]
        if not following:
            break
        target, argument = re.findall(r"'([^']*)'", str(following[0]["href"]))
        form = {str(field["name"]): str(field.get("value", "")) for field in soup.select("input[type=hidden][name]")}
        answer = session.post(url, data={**form, "__EVENTTARGET": target, "__EVENTARGUMENT": argument})
        assert answer.status_code == 200
        assert "ETag" not in answer.headers
        soup = BeautifulSoup(answer.content, "lxml")
    assert pages == 2
    assert len(seen) == len(set(seen)) == 7
    assert "/Default.aspx?tabid=22641&ID=251207" in seen


def test_vinhlong_refuses_a_changed_view_state(night_one: ReplicaServer, session: requests.Session) -> None:
    url = f"{night_one.home('vinhlong_portal')}/chuyen-muc-tin-tuc/id/23"
    form = {"__VIEWSTATE": "dDw=", "__EVENTTARGET": "dnn$ctr10814$pager", "__EVENTARGUMENT": "2"}
    assert session.post(url, data=form).status_code == 500


# --- angiang_portal


def test_angiang(soup_of: SoupOf) -> None:
    soup, found = soup_of("angiang_portal", "angiang-2018")
    portlets = soup.select("div.wpsPortletBody")
    holding = [portlet for portlet in portlets if "Ngày đăng:" in portlet.get_text()]
    assert len(portlets) >= 5
    assert len(holding) == 1
    lines = [line.strip() for line in soup.get_text("\n").split("\n") if line.strip()]
    banner = lines.index("Chào mừng bạn đến với Cổng thông tin điện tử Tỉnh An Giang")
    title, date = lines.index(found.title), lines.index(f"Ngày đăng: {found.published:%d/%m/%Y}")
    lead = next(n for n, line in enumerate(lines) if line.startswith("(Cổng TTĐT AG)- "))
    assert banner < title < date < lead
    assert "Xem với cở chữ :" in lines
    inside = [line.strip() for line in holding[0].get_text("\n").split("\n") if line.strip()]
    assert inside[-1] == found.byline
    pictures = [b for b in found.body if b.kind == "image"]
    assert len(holding[0].select('img[alt="Responsive image"]')) == len(pictures)


def test_angiang_prints_the_sample_text_on_pages_of_the_first_years(
    night_one: ReplicaServer, session: requests.Session
) -> None:
    old = world(1).article("angiang_portal", "ag-2018-1126")
    soup = BeautifulSoup(session.get(night_one.home("angiang_portal") + SITES["angiang_portal"].path(old)).content, "lxml")
    assert "Responsive image" in soup.get_text()


def test_angiang_list_pages(night_one: ReplicaServer, session: requests.Session) -> None:
    base, seen = f"{night_one.home('angiang_portal')}/wps/portal/Home/2018/home/tin-tuc", []
    for number in (1, 2, 3):
        soup = BeautifulSoup(session.get(f"{base}?page={number}").content, "lxml")
        seen += [str(a["href"]) for a in soup.select("div.wpsPortletBody ul.news-list li a")]
        current = soup.select("ul.pagination li.active")
        assert [element.get_text() for element in current] == ([str(number)] if number < 3 else [])
        numbers = {parse_qs(urlsplit(str(a["href"])).query)["page"][0] for a in soup.select("ul.pagination a")}
        assert numbers == {"1", "2"} - {str(number)}
    assert len(seen) == len(set(seen)) == 9
