"""Every fixture that `vnportals record` made and somebody reviewed: what parsed then parses today."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.recording import expectation, read_recorded
from scrapers.portals import BY_SLUG

FOLDER = Path(__file__).parent / "recorded"
FIXTURES = sorted(FOLDER.glob("*.json"))

each_fixture = pytest.mark.parametrize("facts", FIXTURES, ids=lambda path: path.stem)


def test_there_are_fixtures_and_each_has_its_page() -> None:
    assert FIXTURES
    assert {path.stem for path in FIXTURES} == {path.stem for path in FOLDER.glob("*.html")}


@each_fixture
def test_it_parses_as_expected(facts: Path) -> None:
    recorded = read_recorded(facts)
    portal = BY_SLUG[recorded.page.portal]
    if recorded.home != portal.home:
        portal = portal.at(recorded.home, aliases=portal.aliases, politeness=portal.politeness)
    assert expectation(recorded.page, portal) == recorded.expected


@each_fixture
def test_it_was_reviewed_and_says_what_for(facts: Path) -> None:
    told = json.loads(facts.read_text("utf-8"))
    assert told["reviewed"] is True, "compare the JSON with the page, then set reviewed"
    assert told["recorded_for"]
