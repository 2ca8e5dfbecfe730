"""Every kind of bad input, over real HTTP: one counted outcome each, and the good article beside it is loaded all the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace

import pytest

from db.connect import open_readonly
from flows.report import RunReport
from replicas.faults import answers as a
from replicas.faults import surgery
from replicas.faults.answers import Fault
from tests.flows.conftest import FaultyNight, article_page
from transforms.records import Outcome, Reason

Start = Callable[[Mapping[str, Fault]], FaultyNight]
GOOD, BAD, LIST = "/tin-tot-a1.html", "/tin-xau-a2.html", "/xa-hoi/"


def _night(faulty: Start, fault: Fault, links: tuple[str, ...] = (GOOD, BAD)) -> RunReport:
    return faulty({LIST: a.Listing(links), BAD: fault}).run()


def _page(page: bytes) -> a.Status:
    return a.Status(200, {"Content-Type": "text/html"}, page)


REJECTED: dict[str, tuple[Fault, Reason]] = {
    "404": (a.Status(404), Reason.NOT_FOUND),
    "410": (a.Status(410), Reason.GONE),
    "403": (a.Status(403), Reason.HTTP_STATUS),
    "endless-redirect": (a.EndlessRedirect(), Reason.REDIRECT_LOOP),
    "redirect-to-another-host": (a.Status(302, {"Location": "http://example.org/"}), Reason.REDIRECT_OFF_SITE),
    "gzip-bomb": (a.Bomb(), Reason.DECOMPRESSION_BOMB),
    "30-MB": (a.Huge(), Reason.TOO_LARGE),
    "wrong-content-type": (a.Status(200, {"Content-Type": "application/pdf"}, b"%PDF-1.7"), Reason.CONTENT_TYPE),
    "challenge-page-200": (a.Status(200, {}, a.CLOUDFLARE), Reason.CHALLENGE_PAGE),
    "without-a-date": (_page(article_page("Tin", date="")), Reason.NO_DATE),
    "impossible-date": (_page(article_page("Tin", date="31/02/2026 - 08:30")), Reason.NO_DATE),
    "future-date": (_page(article_page("Tin", date="19/01/2027 - 08:30")), Reason.FUTURE_DATE),
    "empty-body": (_page(article_page("Tin", body="")), Reason.EMPTY_BODY),
    "two-titles": (_page(article_page("Tin").replace(b"<h1>", b"<h1>A</h1><h1>")), Reason.LAYOUT_CHANGED),
    "not-vietnamese": (
        _page(article_page("News", body="<p>" + "The province met its targets this year. " * 5 + "</p>")),
        Reason.NOT_VIETNAMESE,
    ),
    "mojibake": (_page(article_page("Tin", body="<p>" + "nghÃ¨o há»™ tá»‰nh " * 20 + "</p>")), Reason.NOT_VIETNAMESE),
}

FAILED: dict[str, Fault] = {
    "500-for-ever": a.Status(500),
    "429-for-ever": a.Status(429),
    "time-out-in-header": a.Silence(),
    "time-out-in-body": a.Silence(after=50),
    "slow-drip": a.Drip(0.05),
    "truncated": a.Truncated(),
    "truncated-gzip": a.Truncated("gzip"),
    "reset": a.Reset(),
}

LOADED: dict[str, Fault] = {
    "500-then-200": a.Then((a.Status(500),)),
    "429-with-retry-after": a.Then((a.Status(429, {"Retry-After": "0"}),)),
    "wrong-charset-header": a.Article(content_type="text/html; charset=iso-8859-1"),
    "no-content-type": a.Article(content_type=""),
    "nfd": a.Article(surgery.decomposed),
    "windows-1258": a.Article(surgery.in_windows_1258),
    "broken-nesting": a.Article(surgery.badly_nested),
}


@pytest.mark.parametrize("name", REJECTED)
def test_rejected_with_its_reason(faulty: Start, name: str) -> None:
    fault, reason = REJECTED[name]
    report = _night(faulty, fault)
    (tally,) = report.tallies
    assert dict(tally.outcomes) | {Outcome.KNOWN: 0} == _counts(inserted=1, rejected=1)
    assert dict(tally.reasons) == {reason: 1}
    assert report.state == "done", "a named rejection is an ordinary end of an item"


@pytest.mark.parametrize("name", FAILED)
def test_failed_and_named(faulty: Start, name: str) -> None:
    report = _night(faulty, FAILED[name])
    (tally,) = report.tallies
    assert dict(tally.outcomes) | {Outcome.KNOWN: 0} == _counts(inserted=1, failed=1)
    assert report.state == "partial"
    assert any(BAD in problem for problem in report.problems())


@pytest.mark.parametrize("name", LOADED)
def test_loaded_all_the_same(faulty: Start, name: str) -> None:
    night = faulty({LIST: a.Listing((GOOD, BAD)), BAD: LOADED[name]})
    report = night.run()
    assert dict(report.tallies[0].outcomes) | {Outcome.KNOWN: 0} == _counts(inserted=2)
    with closing(open_readonly(night.settings.db)) as db:
        (title, body) = db.execute(
            "SELECT title, body FROM articles JOIN article_bodies USING (version_id) WHERE url LIKE ?", [f"%{BAD}"]
        ).fetchone()
    assert title == f"Bài {BAD}"
    assert "toàn tỉnh còn 14.170 hộ nghèo, chiếm 2,63% tổng số hộ dân." in body


def test_a_failed_item_is_had_the_night_after(faulty: Start) -> None:
    night = faulty({LIST: a.Listing((GOOD, BAD)), BAD: a.Then((a.Status(500), a.Status(500)))})
    assert night.run().tallies[0].outcomes[Outcome.FAILED] == 1
    second = night.run()
    assert second.tallies[0].outcomes[Outcome.INSERTED] == 1
    assert second.state == "done"


def test_empty_listing_is_an_error_of_the_portal(faulty: Start) -> None:
    report = faulty({LIST: a.Listing(())}).run()
    assert report.state == "failed"
    assert "the listing has no articles" in report.problems()[0]


def test_links_outside_the_portal_are_counted_and_never_followed(faulty: Start) -> None:
    night = faulty({LIST: a.Listing((GOOD, "http://example.org/tin-a3.html", "/video/muc-luc/", "mailto:toasoan@example.org"))})
    (tally,) = night.run().tallies
    assert tally.listed == 4
    assert dict(tally.reasons) == {Reason.OFF_SITE: 2, Reason.NOT_AN_ARTICLE: 1}
    assert night.server.paths() == [LIST, GOOD]


def test_duplicate_entries_are_one_article(faulty: Start) -> None:
    night = faulty({LIST: a.Listing((GOOD, f"{GOOD}?utm_source=zalo", f"/print{GOOD}"))})
    (tally,) = night.run().tallies
    assert tally.listed == 3
    assert dict(tally.outcomes) | {Outcome.KNOWN: 0} == _counts(inserted=1, duplicate=2)
    assert night.server.paths() == [LIST, GOOD]


def test_too_many_pages_that_do_not_read_stop_the_portal(faulty: Start) -> None:
    links = tuple(f"/tin-a{n}.html" for n in range(30))
    night = faulty({LIST: a.Listing(links), **{link: _page(article_page("Tin", date="")) for link in links}})
    (tally,) = night.run(portals=(replace(night.portal(), rejection_budget=0.3),)).tallies
    assert tally.listed == 30 == tally.settled
    assert tally.outcomes[Outcome.FAILED] > 0, "the rest was not tried"
    assert "do not read as their layout says" in tally.problems[0]
    assert len(night.server.paths()) < 31


def test_an_unreachable_portal_is_named(faulty: Start) -> None:
    night = faulty({"/robots.txt": a.Status(500)})
    report = night.run()
    assert report.state == "failed"
    assert report.problems()[0].startswith("baoangiang: robots.txt of 127.0.0.1")


def _counts(**counts: int) -> dict[Outcome, int]:
    return {Outcome.KNOWN: 0, Outcome.DUPLICATE: 0, Outcome.REJECTED: 0} | {
        Outcome(name): count for name, count in counts.items()
    }
