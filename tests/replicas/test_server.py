"""What every portal answers: articles, robots.txt, validators, refusals, and the record of it."""

from __future__ import annotations

import gzip
import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from replicas.model import PORTALS, Article, expected_fields
from replicas.server import ReplicaServer
from replicas.sites import SITES
from replicas.world import world

LISTS = {
    "angiang_portal": "/wps/portal/Home/2018/home/tin-tuc?page=1",
    "baodaklak": "/thoi-su/",
    "vinhlong_portal": "/chuyen-muc-tin-tuc/id/23",
    "baoangiang": "/an-giang-24-gio/",
    "baodongthap": "/xa-hoi?cate=344&page=1",
}
ARTICLES = [article for portal in PORTALS for article in world(1).articles[portal]]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: f"{article.portal}-{article.id[-7:]}")
def test_an_article_is_served_whole_with_validators(
    article: Article, night_one: ReplicaServer, session: requests.Session
) -> None:
    url = night_one.home(article.portal) + SITES[article.portal].path(article)
    answer = session.get(url)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/html")
    assert {"ETag", "Last-Modified"} <= answer.headers.keys()
    page = answer.content.decode()
    assert article.body[-1].text[:60].partition("“")[0] in page
    assert expected_fields(article).author in page
    by_tag = session.get(url, headers={"If-None-Match": answer.headers["ETag"]})
    by_date = session.get(url, headers={"If-Modified-Since": answer.headers["Last-Modified"]})
    assert (by_tag.status_code, by_tag.content, by_date.status_code) == (304, b"", 304)


@pytest.mark.parametrize("portal", PORTALS)
def test_pages_weigh_what_the_originals_weigh(portal: str, night_one: ReplicaServer, session: requests.Session) -> None:
    article = world(1).articles[portal][0]
    size = len(session.get(night_one.home(portal) + SITES[portal].path(article)).content)
    low, high = (20_000, 40_000) if portal.endswith("_portal") else (40_000, 150_000)
    assert low < size < high


@pytest.mark.parametrize("portal", PORTALS)
def test_robots_forbids_a_path_that_a_list_links_to(portal: str, night_one: ReplicaServer, session: requests.Session) -> None:
    robots = session.get(night_one.home(portal) + "/robots.txt").text
    assert robots == f"User-agent: *\nDisallow: {SITES[portal].disallow}\nCrawl-delay: 0.1\n"
    forbidden = [article for article in world(1).articles[portal] if article.forbidden]
    assert [SITES[portal].path(article).startswith(SITES[portal].disallow) for article in forbidden] == [True]


@pytest.mark.parametrize("portal", PORTALS)
def test_lists_have_validators_too(portal: str, night_one: ReplicaServer, session: requests.Session) -> None:
    url = night_one.home(portal) + LISTS[portal]
    answer = session.get(url)
    assert answer.status_code == 200
    assert session.get(url, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("portal", PORTALS)
def test_head_has_the_headers_and_no_body(portal: str, night_one: ReplicaServer, session: requests.Session) -> None:
    url = night_one.home(portal) + SITES[portal].path(world(1).articles[portal][0])
    answer = session.head(url, headers={"Accept-Encoding": "identity"})
    whole = session.get(url, headers={"Accept-Encoding": "identity"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["ETag"] == whole.headers["ETag"]
    assert abs(int(answer.headers["Content-Length"]) - len(whole.content)) < 3  # vinhlong's clock may gain a digit


@pytest.mark.parametrize("portal", PORTALS)
def test_unknown_addresses_are_404(portal: str, night_one: ReplicaServer, session: requests.Session) -> None:
    for path in ("/", "/khong-co/", "/khong-co-a1.html", "/Default.aspx?tabid=1&ID=1"):
        assert session.get(night_one.home(portal) + path).status_code == 404


@pytest.mark.parametrize("portal", PORTALS)
def test_the_host_answers_under_two_names(portal: str, night_one: ReplicaServer, session: requests.Session) -> None:
    path = SITES[portal].path(world(1).articles[portal][0])
    alias = night_one.alias(portal)
    assert alias == f"localhost:{urlsplit(night_one.home(portal)).port}"
    one, other = session.get(night_one.home(portal) + path), session.get(f"http://{alias}{path}")
    assert (other.status_code, other.headers["ETag"]) == (200, one.headers["ETag"])


def test_gzip_only_where_it_is_accepted(night_one: ReplicaServer) -> None:
    address = urlsplit(night_one.home("baodaklak"))
    connection = http.client.HTTPConnection(address.hostname or "", address.port)
    connection.request("GET", "/thoi-su/")
    plain = connection.getresponse().read()
    connection.request("GET", "/thoi-su/", headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    packed = answer.read()
    connection.close()
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed) == plain
    assert len(packed) < len(plain) / 3


def test_the_log_tells_who_asked_what_and_what_was_sent() -> None:
    with ReplicaServer(portals=["baodaklak"]) as server:
        url = server.home("baodaklak") + "/thoi-su/?paged=2"
        sent = requests.get(url, timeout=5, headers={"Accept-Encoding": "identity"})
        requests.get(url, timeout=5, headers={"If-None-Match": sent.headers["ETag"]})
        first, second = server.requests
        assert (first.portal, first.method, first.path, first.status) == ("baodaklak", "GET", "/thoi-su/?paged=2", 200)
        assert (first.bytes_sent, first.if_none_match) == (len(sent.content), None)
        assert (second.status, second.bytes_sent, second.if_none_match) == (304, 0, sent.headers["ETag"])
        assert first.started_monotonic < second.started_monotonic
        server.requests.clear()
        assert len(server.requests) == 0


def test_a_server_that_was_never_started_closes() -> None:
    server = ReplicaServer(portals=["baodaklak"])
    server.__exit__(None, None, None)
    with pytest.raises(requests.ConnectionError):
        requests.get(server.home("baodaklak"), timeout=2)


@pytest.mark.slow
def test_parallel_readers_all_get_their_pages() -> None:
    with ReplicaServer(articles=40) as server:
        failures: list[str] = []

        def read(portal: str) -> None:
            with requests.Session() as session:
                for article in world(1, articles=40).articles[portal]:
                    answer = session.get(server.home(portal) + SITES[portal].path(article))
                    if answer.status_code != 200 or article.title.split("“")[0] not in answer.content.decode():
                        failures.append(article.id)

        readers = [threading.Thread(target=read, args=(portal,)) for portal in PORTALS]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        assert failures == []
        assert len(server.requests) == 200


def test_the_command_serves_writes_its_ports_and_turns_the_night(tmp_path: Path) -> None:
    ports = tmp_path / "ports.json"
    command = [sys.executable, "-m", "replicas", "--portal", "baoangiang", "--portal", "baodaklak", "--ports-file", str(ports)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        shown = [process.stdout.readline().split("\t") for _ in range(2)]
        try:
            places = json.loads(ports.read_text(encoding="utf-8"))
            assert {slug: home.strip() for slug, home in shown} == {slug: place["home"] for slug, place in places.items()}
            new = places["baoangiang"]["home"] + "/chi-so-sipas-cua-an-giang-tang-5-bac-a475561.html"
            assert requests.get(new, timeout=5).status_code == 404
            turned = requests.post(places["baodaklak"]["home"] + "/__replica__/night", data={"night": "2"}, timeout=5)
            assert turned.json() == {"night": 2}
            assert requests.get(new, timeout=5).status_code == 200
            refused = requests.post(places["baodaklak"]["home"] + "/__replica__/night", data={"night": "3"}, timeout=5)
            assert refused.status_code == 400
            requests.post(places["baodaklak"]["home"] + "/__replica__/night", data={"night": "1"}, timeout=5)
            os.kill(process.pid, signal.SIGUSR1)
            deadline = time.monotonic() + 5
            while requests.get(new, timeout=5).status_code != 200 and time.monotonic() < deadline:
                time.sleep(0.02)
            assert requests.get(new, timeout=5).status_code == 200
        finally:
            process.terminate()
        assert process.wait(timeout=5) == 0


def test_the_command_says_what_is_wrong_with_a_number_of_articles() -> None:
    done = subprocess.run([sys.executable, "-m", "replicas", "--articles", "2"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "angiang_portal has 9 written ones already" in done.stderr
