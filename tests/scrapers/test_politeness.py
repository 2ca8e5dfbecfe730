"""How the fetcher behaves towards a portal: pace, robots.txt, Retry-After, hosts, headers. Measured at the portal's log."""

from __future__ import annotations

import itertools
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replicas.faults import answers as a
from replicas.faults.portal import FaultPortal
from scrapers.errors import FetchFailed, FetchRejected, PortalUnavailable
from scrapers.fetch import Fetcher, FetchPolicy
from scrapers.politeness import Pacer, backoff_s, http_date, retry_after_s
from scrapers.robots import MAX_BYTES, RobotsRules
from tests.scrapers.conftest import NOW, POLICY, Fetching, Serve, portal_at, render_article
from transforms.records import Page, Reason, Validators

EARLY_S = 0.03  # a request that reached the log late, for want of a free core, makes the next one seem early by that much


def robots(text: str) -> a.Status:
    return a.Status(200, {"Content-Type": "text/plain"}, text.encode())


def starts(portal: FaultPortal) -> list[float]:
    return [later.at - earlier.at for earlier, later in itertools.pairwise(portal.log)]


def test_starts_are_a_delay_apart(serve: Serve, fetching: Fetching) -> None:
    portal = serve({})
    fetcher = fetching(portal.home, delay_s=0.06)
    for n in range(5):
        fetcher.fetch(f"{portal.home}/{n}", kind="article")
    assert len(portal.log) == 6  # robots.txt is one of them
    assert portal.log[-1].at - portal.log[0].at >= 5 * 0.06 - EARLY_S
    assert min(starts(portal)) >= 0.06 - EARLY_S
    assert fetcher.waited_s <= 5 * 0.06


def test_work_between_requests_is_not_added_to_the_delay(serve: Serve, fetching: Fetching) -> None:
    portal = serve({})
    fetcher = fetching(portal.home, delay_s=0.06)
    for n in range(4):
        fetcher.fetch(f"{portal.home}/{n}", kind="article")
        time.sleep(0.05)
    assert fetcher.waited_s <= 0.06 + 3 * (0.06 - 0.05)


def test_retries_and_redirects_keep_the_pace(serve: Serve, fetching: Fetching) -> None:
    portal = serve({"/x": a.Then((a.Status(500),)), "/old": a.Status(302, {"Location": "/new"})})
    fetcher = fetching(portal.home, delay_s=0.06)
    for path in ("/x", "/old"):
        fetcher.fetch(portal.home + path, kind="article")
    assert portal.paths() == ["/x", "/x", "/old", "/new"]
    assert min(starts(portal)) >= 0.06 - EARLY_S


@pytest.mark.parametrize(
    ("text", "delay_s"),
    [
        pytest.param("User-agent: *\nCrawl-delay: 0.15", 0.15, id="crawl-delay"),
        pytest.param("User-agent: *\nRequest-rate: 1/1s\nCrawl-delay: 0.01", 1.0, id="request-rate"),
        pytest.param("User-agent: other\nCrawl-delay: 9", 0.0, id="for-another-agent"),
        pytest.param("User-agent: *\nCrawl-delay: soon", 0.0, id="unreadable"),
        pytest.param("\ufeffUser-agent: vnportals\nCrawl-delay: 3", 3.0, id="byte-order-mark"),
    ],
)
def test_delay_asked_for(text: str, delay_s: float) -> None:
    assert RobotsRules.read(text.encode(), "vnportals").delay_s == delay_s


def test_crawl_delay_raises_the_delay_and_never_lowers_it(serve: Serve, fetching: Fetching) -> None:
    for asked, own, expected in ((0.08, 0.0, 0.08), (0.04, 0.06, 0.06)):
        portal = serve({"/robots.txt": robots(f"User-agent: *\nCrawl-delay: {asked}")})
        fetcher = fetching(portal.home, delay_s=own)
        for n in range(3):
            fetcher.fetch(f"{portal.home}/{n}", kind="article")
        assert min(starts(portal)[1:]) >= expected - EARLY_S


def test_a_crawl_delay_beyond_patience_stops_the_portal(serve: Serve, fetching: Fetching) -> None:
    portal = serve({"/robots.txt": robots("User-agent: *\nCrawl-delay: 3600")})
    with pytest.raises(PortalUnavailable, match="3600 s between requests"):
        fetching(portal.home).fetch(portal.home + "/x", kind="article")


def test_robots_is_asked_once_and_obeyed_for_our_product(serve: Serve, fetching: Fetching) -> None:
    rules = "User-agent: *\nAllow: /\n\nUser-agent: VNPortals\nDisallow: /tim-kiem\nAllow: /tim-kiem/mo\n"
    portal = serve({"/robots.txt": robots(rules), "/to-search": a.Status(302, {"Location": "/tim-kiem?q=1"})})
    fetcher = fetching(portal.home)
    fetcher.fetch(portal.home + "/tim-kiem/mo", kind="article")
    for path in ("/tim-kiem?q=1", "/to-search"):
        with pytest.raises(FetchRejected) as rejected:
            fetcher.fetch(portal.home + path, kind="article")
        assert (rejected.value.reason, rejected.value.url) == (Reason.ROBOTS, portal.home + path)
    assert [seen.path for seen in portal.log] == ["/robots.txt", "/tim-kiem/mo", "/to-search"]


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(a.Status(404), id="404"),
        pytest.param(a.Status(403), id="403"),
        pytest.param(a.Status(200, {}, b"<!doctype html><title>Trang ch\xe1\xbb\xa7</title>"), id="home-page-in-its-place"),
        pytest.param(a.Status(302, {"Location": "http://example.org/robots.txt"}), id="redirect-off-site"),
        pytest.param(a.EndlessRedirect(), id="endless-redirect"),
        pytest.param(a.Then((a.Status(500), a.Status(404))), id="500-then-404"),
        pytest.param(robots("User-agent: *\n" + "# filler\n" * MAX_BYTES + "Disallow: /"), id="rule-beyond-the-size-limit"),
    ],
)
def test_robots_that_forbid_nothing(serve: Serve, fetching: Fetching, answer: a.Fault) -> None:
    portal = serve({"/robots.txt": answer})
    assert isinstance(fetching(portal.home, max_body_bytes=2**24).fetch(portal.home + "/x", kind="article"), Page)


def test_robots_are_read_up_to_their_size_limit(serve: Serve, fetching: Fetching) -> None:
    portal = serve({"/robots.txt": robots("User-agent: *\nDisallow: /kin\n" + "# filler\n" * MAX_BYTES)})
    fetcher = fetching(portal.home)
    with pytest.raises(FetchRejected):
        fetcher.fetch(portal.home + "/kin", kind="article")
    assert fetcher.bytes_received < MAX_BYTES + 128 * 1024


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(a.Status(500), id="500"),
        pytest.param(a.Status(503, {"Retry-After": "3600"}), id="503-in-an-hour"),
        pytest.param(a.Silence(), id="silence"),
        pytest.param(a.Status(200, {"Content-Encoding": "gzip"}, b"User-agent: *"), id="not-gzip"),
    ],
)
def test_robots_that_cannot_be_read_stop_the_portal(serve: Serve, fetching: Fetching, answer: a.Fault) -> None:
    portal = serve({"/robots.txt": answer})
    with pytest.raises(PortalUnavailable):
        fetching(portal.home).fetch(portal.home + "/x", kind="article")
    assert portal.paths() == []


@pytest.mark.parametrize("answer", [pytest.param(a.Status(500), id="500"), pytest.param(a.Reset(), id="reset")])
def test_unreadable_robots_of_an_alias_cost_only_its_items(serve: Serve, fetching: Fetching, answer: a.Fault) -> None:
    alias = serve({"/robots.txt": answer})
    portal = serve({})
    fetcher = fetching(portal.home, aliases=(alias.host,))
    for _ in range(4):
        with pytest.raises(FetchFailed, match=r"robots\.txt of"):
            fetcher.fetch(alias.home + "/x", kind="article")
    assert len(alias.log) == 2
    assert isinstance(fetcher.fetch(portal.home + "/x", kind="article"), Page)


@pytest.mark.slow
def test_retry_after_is_waited_for(serve: Serve, fetching: Fetching) -> None:
    portal = serve({"/x": a.Then((a.Status(429, {"Retry-After": "1"}),))})
    fetcher = fetching(portal.home)
    assert isinstance(fetcher.fetch(portal.home + "/x", kind="article"), Page)
    assert starts(portal)[-1] >= 1 - EARLY_S
    assert fetcher.waited_s == pytest.approx(1)


@pytest.mark.parametrize(
    ("status", "waits"),
    [pytest.param(429, [7.0], id="429"), pytest.param(503, [7.0], id="503"), pytest.param(500, [0.01], id="500-has-no-say")],
)
def test_which_answers_may_set_the_wait(serve: Serve, fetching: Fetching, status: int, waits: list[float]) -> None:
    portal = serve({"/x": a.Then((a.Status(status, {"Retry-After": "7"}),))})
    slept: list[float] = []
    fetching(portal.home, max_retry_after_s=9.0, sleep=slept.append).fetch(portal.home + "/x", kind="article")
    assert slept == waits


def test_retry_after_as_a_date_counts_from_the_portals_own_clock(serve: Serve, fetching: Fetching) -> None:
    wrong_clock = {"Date": "Mon, 01 Jan 2018 00:00:00 GMT", "Retry-After": "Mon, 01 Jan 2018 00:00:02 GMT"}
    portal = serve({"/x": a.Then((a.Status(429, wrong_clock),))})
    slept: list[float] = []
    fetching(portal.home, sleep=slept.append).fetch(portal.home + "/x", kind="article")
    assert slept == [2.0]


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_beyond_patience_stops_the_portal(serve: Serve, fetching: Fetching, status: int) -> None:
    portal = serve({"/x": a.Status(status, {"Retry-After": "3600"})})
    fetcher = fetching(portal.home)
    with pytest.raises(PortalUnavailable, match="3600 s"):
        fetcher.fetch(portal.home + "/x", kind="article")
    assert fetcher.waited_s == 0


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        pytest.param(None, None, id="absent"),
        pytest.param("5", 5.0, id="seconds"),
        pytest.param(" 5 ", 5.0, id="blanks"),
        pytest.param("Thu, 08 Jan 2026 02:00:30 GMT", 30.0, id="date"),
        pytest.param("Thu, 08 Jan 2026 01:00:00 GMT", 0.0, id="date-gone-by"),
        pytest.param("Thu, 08 Jan 2026 09:00:30 +0700", 30.0, id="date-with-offset"),
        pytest.param("-5", None, id="negative"),
        pytest.param("soon", None, id="words"),
        pytest.param("²", None, id="superscript"),
    ],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after_s(value, now=NOW) == seconds


@settings(max_examples=40)
@given(st.text(max_size=40))
def test_any_date_header_is_read_or_none(value: str) -> None:
    then = http_date(value)
    assert then is None or then.tzinfo is not None


@given(attempt=st.integers(0, 10), chance=st.floats(0, 1, exclude_max=True))
def test_backoff_doubles_within_its_spread(attempt: int, chance: float) -> None:
    assert 0.5 * 2**attempt <= backoff_s(1.0, attempt, chance) <= 1.5 * 2**attempt


@given(st.lists(st.tuples(st.floats(0, 5), st.floats(0, 5)), max_size=20))
def test_pacer_never_starts_early_and_never_waits_too_long(steps: list[tuple[float, float]]) -> None:
    now = 100.0

    def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds

    pacer = Pacer(sleep, lambda: now)
    pacer.start(1.0)
    for work_s, delay_s in steps:
        last = now
        now += work_s
        pacer.start(delay_s)
        assert now - last == pytest.approx(max(work_s, delay_s))


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/x",
        "http://{host}@example.org/x",
        "http://user:secret@{host}/x",
        "http://{host}\\@example.org/x",
        "http://127.0.0.1:99999/x",
        "http://127.0.0.1:port/x",
        "http://[half/x",
        "ftp://{host}/x",
        "//{host}/x",
        "/x",
        "",
    ],
)
def test_nothing_is_asked_of_undeclared_hosts(serve: Serve, fetching: Fetching, url: str) -> None:
    portal = serve({})
    with pytest.raises(FetchRejected) as rejected:
        fetching(portal.home).fetch(url.format(host=portal.host), kind="article")
    assert rejected.value.reason is Reason.OFF_SITE
    assert portal.log == []


def test_redirects_lead_over_declared_hosts_under_the_rules_of_each(serve: Serve, fetching: Fetching) -> None:
    new = serve({"/robots.txt": robots("User-agent: *\nDisallow: /kin"), "/bài": a.Article()})
    faults = {
        "/old": a.Status(301, {"Location": f"{new.home}/new#top"}),
        "/kin": a.Status(301, {"Location": f"{new.home}/kin"}),
    }
    old = serve(faults)
    fetcher = fetching(new.home, aliases=(old.host,))
    page = fetcher.fetch(old.home + "/old", kind="article")
    assert isinstance(page, Page)
    assert (page.url, page.final_url) == (old.home + "/old", new.home + "/new")
    with pytest.raises(FetchRejected) as rejected:
        fetcher.fetch(old.home + "/kin", kind="article")
    assert rejected.value.reason is Reason.ROBOTS


def test_a_redirect_to_itself_that_sets_a_cookie_is_no_loop(serve: Serve, fetching: Fetching) -> None:
    portal = serve({"/x": a.CookieRedirect()})
    assert isinstance(fetching(portal.home).fetch(portal.home + "/x", kind="article"), Page)


def test_a_redirect_in_raw_utf8_is_understood(serve: Serve, fetching: Fetching) -> None:
    portal = serve({"/x": a.Status(302, {"Location": "/bài-viết".encode().decode("latin-1")})})
    page = fetching(portal.home).fetch(portal.home + "/x", kind="article")
    assert isinstance(page, Page)
    assert portal.paths()[-1] == "/b%C3%A0i-vi%E1%BA%BFt"


@pytest.mark.parametrize(("status", "then"), [(302, "GET"), (303, "GET"), (307, "POST"), (308, "POST")])
def test_forms_are_posted_and_follow_redirects_as_browsers_do(serve: Serve, fetching: Fetching, status: int, then: str) -> None:
    portal = serve({"/x": a.Status(status, {"Location": "/list"})})
    fetcher = fetching(portal.home)
    fetcher.fetch(portal.home + "/x", kind="listing", form={"__EVENTTARGET": "trang 2"}, validators=Validators(etag='"1"'))
    first, second = portal.log[-2:]
    assert (first.method, first.body) == ("POST", b"__EVENTTARGET=trang+2")
    assert (second.method, second.body) == (then, first.body if then == "POST" else b"")
    assert "if-none-match" not in first.headers


def test_what_the_portal_sees(serve: Serve, fetching: Fetching, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")  # the environment must not reroute a night
    portal = serve({})
    fetching(portal.home).fetch(portal.home + "/x", kind="article")
    headers = portal.log[-1].headers
    assert headers["user-agent"] == POLICY.user_agent
    assert headers["accept-encoding"] == "gzip, deflate"
    assert "authorization" not in headers


def test_counts_and_the_clock(serve: Serve) -> None:
    times = iter(datetime(2026, 1, 8, hour, tzinfo=UTC) for hour in range(24))
    portal = serve({"/x": a.Then((a.Status(500),))})
    with Fetcher(portal_at(portal.home), POLICY, clock=lambda: next(times)) as fetcher:
        page = fetcher.fetch(portal.home + "/x", kind="article")
    assert isinstance(page, Page)
    assert page.fetched_at.tzinfo is UTC
    assert (page.portal, page.kind, page.status, page.header("content-type")) == ("fault", "article", 200, "text/html")
    assert fetcher.requests == 3
    assert fetcher.bytes_received == len(render_article("/x"))


@pytest.mark.parametrize("agent", ["", "cổng/1", "vnportals/0.1\r\nX: y", "0.1/vnportals", "vnportals/0.1 (+mailto:biên@tập)"])
def test_a_user_agent_must_name_a_product(agent: str) -> None:
    with pytest.raises(ValueError, match="user_agent"):
        FetchPolicy(user_agent=agent)
    assert replace(POLICY, user_agent="vnportals/0.1 (+https://example.org)").product == "vnportals"
