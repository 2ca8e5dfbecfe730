"""The replica sites of families: traps on their pages, and that they leave the five alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime

import pytest
import requests

from replicas.families import FAMILY_SITES, family_expected, family_server, family_world
from replicas.families.site import SERVICE, written_date
from replicas.families.tables import skins
from replicas.model import PORTALS, VIETNAM, Article
from replicas.server import ReplicaServer
from replicas.sites import SITES

NIGHT = family_world()
SOME = ("baotayninh", "baonghean", "baolaocai", "phuyen_baodaklak", "baovinhlong", "baokiengiang", "baocantho", "baosoctrang")


@pytest.fixture(scope="module")
def server() -> Iterator[ReplicaServer]:
    with family_server(SOME) as running:
        yield running


def article(slug: str, layout: str) -> Article:
    return next(one for one in NIGHT.articles[slug] if one.layout == layout)


def page(server: ReplicaServer, found: Article) -> str:
    return requests.get(server.home(found.portal) + FAMILY_SITES[found.portal].path(found), timeout=10).text


def test_the_five_are_served_as_before_and_none_of_them_twice() -> None:
    assert not {*FAMILY_SITES} & {*PORTALS}
    assert {*SITES} == {*PORTALS}
    with ReplicaServer() as server:
        assert server.portals == PORTALS


def test_every_skin_is_worn() -> None:
    assert {*skins()} == {one.layout for there in NIGHT.articles.values() for one in there}


@pytest.mark.parametrize("slug", sorted(FAMILY_SITES))
def test_articles_are_eight_of_their_province_each_at_an_address_of_its_own(slug: str) -> None:
    site, there = FAMILY_SITES[slug], NIGHT.articles[slug]
    assert len({site.path(one) for one in there}) == len(there) == 8
    assert any(site.table.place in family_expected(one).title + "\n".join(family_expected(one).body) for one in there)
    assert [one.published for one in there] == sorted((one.published for one in there), reverse=True)
    assert there[0].published < NIGHT.now


def test_two_worlds_are_the_same() -> None:
    assert family_world(1).articles == family_world(2).articles


@pytest.mark.parametrize(
    ("slug", "layout", "trap"),
    [
        pytest.param("baotayninh", "mediatech", r"^<html></html><head>", id="html closed before the head"),
        pytest.param(
            "baotayninh", "mediatech", r'(?s)<div id="content-detail".*<!DOCTYPE html><html><body>', id="second document"
        ),
        pytest.param("baotayninh", "mediatech", r"<div class=\"sapo\">.* Nội dung bị cắt giữa</div>", id="dump of the lead"),
        pytest.param("baonghean", "onecms", r'content="\d{1,2}/\d{1,2}/20\d\d \d{1,2}:\d\d:\d\d [AP]M"', id="month first"),
        pytest.param("baonghean", "onecms", r"<p><table", id="table in a paragraph"),
        pytest.param("baolaocai", "zce", r"(?s)article__body.*<style>.*</style>.*<div>\w", id="paragraphs are div"),
        pytest.param("phuyen_baodaklak", "phuyen-2026", r"(?s)(<h1.*){3}", id="three h1"),
        pytest.param("baosoctrang", "newscontent-soctrang", r"(?s)(<ul class=\"list-unstyled\">.*){2}", id="two lists alike"),
        pytest.param("baocantho", "fck-no-lead", r"(?s)<h1>.*<h1 class=\"fw700", id="a first h1 that is the breadcrumb"),
    ],
)
def test_pages_have_the_traps_of_their_family(slug: str, layout: str, trap: str, server: ReplicaServer) -> None:
    assert re.search(trap, page(server, article(slug, layout)))


def test_the_lead_opens_the_body_again_where_the_original_does_so(server: ReplicaServer) -> None:
    found = article("phuyen_baodaklak", "phuyen-2026")
    assert page(server, found).count(found.lead) == 2


def test_the_list_service_answers_only_its_own_keys(server: ReplicaServer) -> None:
    home = server.home("baovinhlong")
    keys = dict(re.findall(r'id="(site_id|cate_id)">(\w+)<', requests.get(f"{home}/xa-hoi/", timeout=10).text))
    query = {"first": "2", "pageSize": "3", "jsonCallback": "f"}

    def listed(site: str, section: str) -> list[str]:
        asked = {**query, "scUnitMapId": site, "saArticleCateId": section}
        called = requests.get(home + SERVICE, params=asked, timeout=10).text
        return [entry["title"] for entry in json.loads(called.removeprefix("f(").removesuffix(");"))["response"]]

    assert listed(keys["site_id"], keys["cate_id"]) == [one.title for one in NIGHT.articles["baovinhlong"]][2:5]
    assert listed("0" * 32, keys["cate_id"]) == listed(keys["site_id"], "0" * 32) == []


def test_what_a_site_kept_from_before_is_served_and_listed_nowhere(server: ReplicaServer) -> None:
    old = article("baosoctrang", "newscontent-soctrang")
    path = FAMILY_SITES["baosoctrang"].path(old)
    assert old.title in page(server, old)
    assert path not in requests.get(server.home("baosoctrang") + "/van-hoa-the-thao-du-lich/", timeout=10).text


def test_what_is_not_there_is_not_found(server: ReplicaServer) -> None:
    for path in ("/khong-co", "/rss/home.xml", SERVICE):
        assert requests.get(server.home("baokiengiang") + path, timeout=10).status_code == 404


def test_dates_are_written_as_the_skin_says() -> None:
    tuesday, sunday = (datetime(2026, 1, day, 15, 4, tzinfo=VIETNAM) for day in (13, 11))
    assert (
        written_date("Lúc %-I:%M %p, $weekday ($number) ngày %d/%m/%Y", tuesday)
        == "Lúc 3:04 PM, Thứ Ba (Thứ 3) ngày 13/01/2026"
    )
    assert written_date("$number, %d-%m", sunday) == "Chủ Nhật, 11-01"
