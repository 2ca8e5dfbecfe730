"""URL keys and addresses, also of what is hardly a URL."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.portals import PORTALS
from scrapers.spec import Portal
from transforms.urls import host_of, resolve, url_key

HOST = "baodaklak.vn"


def key(url: str) -> str:
    return url_key(url, canonical_host=HOST, aliases=(f"www.{HOST}",), keep_query=("id", "tabid"))


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://BaoDakLak.vn/a", "baodaklak.vn"),
        ("https://baodaklak.vn:443/a", "baodaklak.vn"),
        ("http://baodaklak.vn:80", "baodaklak.vn"),
        ("http://baodaklak.vn:443/", "baodaklak.vn:443"),
        ("http://127.0.0.1:8801/a", "127.0.0.1:8801"),
        ("http://user:pass@baodaklak.vn@evil.example/", "evil.example"),
        ("http://baodaklak.vn:port/", ""),
        ("http://baodaklak.vn:99999/", ""),
        ("http://[::1/", ""),
        ("mailto:a@b.vn", ""),
        ("", ""),
    ],
)
def test_host(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://baodaklak.vn/xa-hoi/", "baodaklak.vn/xa-hoi"),
        ("http://www.baodaklak.vn//xa-hoi//?utm_source=zalo&fbclid=1#top", "baodaklak.vn/xa-hoi"),
        ("https://baodaklak.vn/x%C3%A3-h%E1%BB%99i", "baodaklak.vn/xã-hội"),
        ("https://baodaklak.vn/Default.aspx?ID=7&TabId=3&x=1", "baodaklak.vn/Default.aspx?id=7&tabid=3"),
        ("https://baodaklak.vn", "baodaklak.vn/"),
        ("https://other.example/a", "other.example/a"),
        ("http://[::1", "http://[::1"),
    ],
)
def test_key(url: str, expected: str) -> None:
    assert key(url) == expected


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("a.html", "https://baodaklak.vn/xa-hoi/a.html"),
        (" /a.html\n", "https://baodaklak.vn/a.html"),
        ("//cdn.example.org/a.jpg", "https://cdn.example.org/a.jpg"),
        ("HTTP://cdn.example.org/a.jpg", "HTTP://cdn.example.org/a.jpg"),
        ("?paged=2", "https://baodaklak.vn/xa-hoi/?paged=2"),
        ("javascript:void(0)", ""),
        (" JavaScript:void(0)", ""),
        ("mailto:toasoan@example.org", ""),
        ("data:image/gif;base64,R0lGODlh", ""),
        ("http://", ""),
        ("http://[x]/", ""),
        ("http://baodaklak.vn:x/", ""),
        ("/\ud83d", ""),
    ],
)
def test_resolve(address: str, url: str) -> None:
    assert resolve("https://baodaklak.vn/xa-hoi/", address) == url


HOSTILE = st.one_of(
    st.text(max_size=60),
    st.from_regex(
        r"https?://(\[[0-9a-f:]*\]?|[a-zé.]{0,9})(:[0-9x]{0,7})?(/[\w%.;-]{0,9}){0,4}(\?[\w&=%]{0,20})?", fullmatch=True
    ),
    st.builds(lambda path: f"https://baodaklak.vn/{path}", st.text("ab-/%2?=&.0123456789 é\u202e\x00", max_size=60)),
)


@settings(max_examples=60)
@given(HOSTILE, st.sampled_from(PORTALS))
def test_no_url_is_too_strange(url: str, portal: Portal) -> None:
    assert isinstance(portal.key(url), str)
    assert isinstance(portal.layouts_for(url), tuple)
    assert not portal.declares(url) or host_of(url) in portal.hosts
    absolute = resolve(portal.home, url)
    assert absolute == "" or host_of(absolute)


@given(HOSTILE)
def test_the_scheme_and_fragment_never_count(url: str) -> None:
    found = resolve("https://baodaklak.vn/", url)
    if found.startswith("https://baodaklak.vn/") and "#" not in found:
        assert key(found) == key(found.replace("https://", "http://", 1)) == key(found + "#muc-2")


@given(st.from_regex(r"(/[a-z0-9.-]{1,9}){0,4}/?(\?(id|x)=[0-9]{1,5})?", fullmatch=True))
def test_a_key_is_its_own_key(path: str) -> None:
    once = key(f"https://{HOST}{path}")
    assert key(f"https://{once}") == once


LONG = 20_000


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "path",
    [
        "a" * LONG,
        "-" * LONG,
        "/a" * LONG,
        "-a1" * LONG,
        "x/" * LONG + "202601",
        "?" + "&ID" * LONG,
        "?" + "a=1&" * LONG,
        "%41" * LONG,
    ],
    ids=["letters", "hyphens", "folders", "ids", "a month", "query names", "query values", "percent signs"],
)
@pytest.mark.parametrize("portal", PORTALS[:5], ids=lambda portal: portal.slug)
def test_long_addresses_take_no_time(portal: Portal, path: str) -> None:
    url = f"{portal.home}/{path}"
    assert portal.key(url).startswith(portal.host)
    assert portal.layouts_for(url) == ()
