"""A portal is asked where its declaration says that it may be, whatever its name resolves to, and whatever it redirects to."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replicas.faults import answers as a
from scrapers.addresses import refusal
from scrapers.errors import FetchFailed, FetchRejected, PortalUnavailable
from scrapers.fetch import Fetcher
from scrapers.portals import PORTALS
from scrapers.spec import Politeness
from tests.scrapers.conftest import NOW, POLICY, Fetching, Serve, portal_at
from tests.security.conftest import Answers
from transforms.records import Page, Reason

Resolver = Callable[[Answers], list[str]]

PUBLIC = ["8.8.8.8", "113.160.1.1", "2606:4700::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]
HERE = ["127.0.0.1", "127.255.255.254", "::1", "::ffff:127.0.0.1"]
NEITHER = [
    *("0.0.0.0", "10.1.2.3", "100.64.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.168.0.1"),
    *("192.0.0.8", "192.0.2.1", "192.88.99.1", "198.18.0.1", "203.0.113.7", "224.0.0.1", "239.1.1.1", "240.0.0.1"),
    *("255.255.255.255", "::", "::127.0.0.9", "fe80::1", "fe80::1%eth0", "fec0::1", "fd00::1", "ff02::1", "2001:db8::1"),
    *("2001::1", "100::1", "3fff::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:c0a8:1::", "5f00::1"),
    *("", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "127.0.0.1:80", "[::1]"),
]


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_for_portals(address: str) -> None:
    assert refusal(address, loopback=False) is None
    assert refusal(address, loopback=True) is not None


@pytest.mark.parametrize("address", HERE)
def test_this_machine_is_for_replicas(address: str) -> None:
    assert refusal(address, loopback=True) is None
    assert refusal(address, loopback=False) is not None


@pytest.mark.parametrize("address", NEITHER)
def test_any_other_address_is_for_nobody(address: str) -> None:
    assert refusal(address, loopback=False) is not None
    assert refusal(address, loopback=True) is not None


@given(st.ip_addresses(v=4))
def test_an_address_inside_another_counts_as_itself(address: ipaddress.IPv4Address) -> None:
    told = refusal(str(address), loopback=False) is None
    assert told == (refusal(f"::ffff:{address}", loopback=False) is None)
    assert told == (refusal(f"64:ff9b::{address}", loopback=False) is None)


def test_only_what_is_made_a_replica_may_be_on_this_machine() -> None:
    assert not any(portal.loopback for portal in PORTALS)
    assert PORTALS[0].at("http://127.0.0.1:1", aliases=(), politeness=Politeness()).loopback


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0", "[::1]"])
def test_a_real_portal_is_never_sought_on_this_machine(serve: Serve, host: str) -> None:
    """However the address is written: it is judged as resolved, and the server there sees no request."""
    server = serve({})
    portal = replace(portal_at(server.home.replace("127.0.0.1", host)), loopback=False)
    with (
        Fetcher(portal, POLICY, clock=lambda: NOW) as fetcher,
        pytest.raises(PortalUnavailable, match="not a public address"),
    ):
        fetcher.fetch(portal.home + "/x", kind="article")
    assert not server.log
    assert fetcher.requests == 1  # of robots.txt; a second try would resolve no better


def test_a_name_is_looked_up_once_and_that_address_is_connected_to(
    serve: Serve, fetching: Fetching, resolver: Resolver
) -> None:
    """DNS rebinding needs a second look-up, between judging and connecting: a connection has one, the rest are numbers."""
    server = serve({})
    asked = resolver({"portal.test": lambda: ["127.0.0.1"]})
    home = server.home.replace("127.0.0.1", "portal.test")
    fetcher = fetching(home)
    assert isinstance(fetcher.fetch(home + "/x", kind="article"), Page)
    assert asked == ["portal.test", "127.0.0.1"] * 2  # robots.txt, whose 404 closes the connection, and the page
    assert {seen.headers["host"] for seen in server.log} == {home.removeprefix("http://")}


def test_of_several_addresses_only_those_allowed_are_tried(serve: Serve, fetching: Fetching, resolver: Resolver) -> None:
    """The guard of the tests would fail one that reached for 10.0.0.1; 127.0.0.2 refuses the connection."""
    server = serve({})
    resolver({"portal.test": lambda: ["10.0.0.1", "127.0.0.2", "127.0.0.1"]})
    home = server.home.replace("127.0.0.1", "portal.test")
    assert isinstance(fetching(home).fetch(home + "/x", kind="article"), Page)


def test_a_name_that_moves_into_the_network_at_midnight_is_left(serve: Serve, fetching: Fetching, resolver: Resolver) -> None:
    """The connection was closed, and the next look-up answers otherwise: the item fails, and is no rejection for ever."""
    server = serve({"/x": a.Reset()})
    addresses = ["127.0.0.1"]
    resolver({"portal.test": lambda: addresses})
    home = server.home.replace("127.0.0.1", "portal.test")
    fetcher = fetching(home, retries=0)
    with pytest.raises(FetchFailed):
        fetcher.fetch(home + "/x", kind="article")
    addresses[:] = ["169.254.169.254"]
    with pytest.raises(FetchFailed, match=r"169\.254\.169\.254 is not on this machine"):
        fetcher.fetch(home + "/y", kind="article")


def test_a_redirect_to_a_declared_name_that_leads_into_the_network_is_not_followed(
    serve: Serve, fetching: Fetching, resolver: Resolver
) -> None:
    server = serve({"/x": a.Status(302, {"Location": "http://alias.test/y"})})
    resolver({"alias.test": lambda: ["192.168.1.1"]})
    with pytest.raises(FetchFailed, match=r"192\.168\.1\.1"):
        fetching(server.home, aliases=("alias.test",)).fetch(server.home + "/x", kind="article")


LOCATIONS = [
    *("http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://2130706433/", "//127.0.0.1:9/x", "http://0/"),
    *(
        "http://127.0.0.1@169.254.169.254/",
        "http://169.254.169.254#@127.0.0.1/",
        "http://127.0.0.1\\@169.254.169.254/",
        "file:///x",
    ),
]


@pytest.mark.parametrize("location", LOCATIONS)
def test_a_redirect_to_an_address_is_off_site(serve: Serve, fetching: Fetching, location: str) -> None:
    server = serve({"/x": a.Status(302, {"Location": location})})
    with pytest.raises(FetchRejected) as refused:
        fetching(server.home).fetch(server.home + "/x", kind="article")
    assert refused.value.reason is Reason.REDIRECT_OFF_SITE
    assert server.paths() == ["/x"]


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_a_proxy_of_the_environment_is_not_asked(
    serve: Serve, fetching: Fetching, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Through one, nobody could tell which address answers."""
    server, proxy = serve({}), serve({})
    monkeypatch.setenv(name, proxy.home)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    assert isinstance(fetching(server.home).fetch(server.home + "/x", kind="article"), Page)
    assert not proxy.log
