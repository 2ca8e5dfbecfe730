"""What fuzzing found, kept; and a short form of the fuzzing itself. `python -m benchmarks fuzz` is the long one."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest

from benchmarks import fuzz
from benchmarks.fuzz_targets import TARGETS
from scrapers.acceptance import check_head
from scrapers.errors import FetchRejected, LayoutChanged
from scrapers.families import sc_service
from scrapers.listings import ListingRequest, parse_listing
from scrapers.politeness import http_date, retry_after_s
from scrapers.portals import BY_SLUG
from scrapers.spec import Listing, Select
from scrapers.transport import Head
from transforms.extraction import extract
from transforms.records import Reason
from transforms.urls import url_key

SHORT = {"numbers": 800, "pages": 25, "listings": 150, "dates": 2_000, "urls": 500, "answers": 300}


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
def test_a_short_run_finds_nothing(target: str) -> None:
    tried = fuzz.try_inputs(target, 2026, range(SHORT[target]))
    assert not tried.findings
    assert tried.inputs == SHORT[target]


def test_a_finding_names_the_input_that_makes_it_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("benchmarks.fuzz_targets.read_iso", lambda text: 1 // 0 if "2024" in text else None)
    found = fuzz.try_inputs("dates", 1, range(200)).findings
    assert "ZeroDivisionError" in found[0]
    with pytest.raises(ZeroDivisionError):
        fuzz.main(found[0].partition("again with: ")[2].split())
    assert "2024" in capsys.readouterr().out


def test_an_endless_loop_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "LIMIT_S", 0.05)

    def loop(_text: str) -> None:
        while time.monotonic():
            pass

    monkeypatch.setattr("benchmarks.fuzz_targets.read_iso", loop)
    assert "TooSlow" in fuzz.try_inputs("dates", 1, range(1)).findings[0]


# Found by it, each with the input that showed it made as small as it goes.


@pytest.mark.parametrize("header", ["Sun, 06 Nov 1 99999999999999999999:00:00 GMT", f"Sun, {'9' * 30} Nov 1994 08:49:37 GMT"])
def test_a_date_header_beyond_all_dates_is_none(header: str) -> None:
    assert http_date(header) is None
    assert retry_after_s(header, now=datetime(2026, 1, 20, tzinfo=UTC)) is None


def test_a_length_of_5000_digits_is_too_large() -> None:
    head = Head("http://127.0.0.1:1/x", 200, (("Content-Type", "text/html"), ("Content-Length", "9" * 5000)))
    with pytest.raises(FetchRejected) as refused:
        check_head(head, "article", max_body_bytes=1000)
    assert refused.value.reason is Reason.TOO_LARGE


@pytest.mark.parametrize("published", [date(1, 1, 1), date(999, 12, 31), date(9999, 12, 31)])
def test_a_day_in_no_newspapers_time_breaks_nothing(published: date) -> None:
    text = "Quý I còn 5 hộ nghèo. Trong 5 năm qua có 7 hộ, năm qua 3 hộ, tháng 1 có 2 hộ nghèo. Từ năm 2015 đến nay 5 hộ."
    assert extract(text, published=published).quantities


def test_half_a_letter_in_an_address_has_a_key() -> None:
    assert BY_SLUG["angiang_portal"].key("https://angiang.gov.vn/x?id=\ud800").startswith("angiang.gov.vn/x")
    assert url_key("http://h/?id=\ud800", canonical_host="h", keep_query=("id",)) == "h/?id=%ED%A0%80"


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "answer",
    [" " * 1_000_000, "f(" + "})" + " " * 1_000_000 + "x", "/**/" + " " * 1_000_000, "f" * 1_000_000, "(" * 1_000_000],
    ids=["blanks", "blanks behind", "blanks in front", "a name", "brackets"],
)
def test_a_list_service_that_answers_with_blanks_is_refused_at_once(answer: str) -> None:
    portal = BY_SLUG["baodaklak"]
    listing = Listing(path="/xa-hoi/", link=Select("a"), paging=sc_service.LIST_SERVICE)
    request = ListingRequest(portal.absolute(sc_service.LIST_SERVICE.path) + "?first=0")
    with pytest.raises(LayoutChanged, match="JSONP"):
        parse_listing(answer, request, portal, listing)
