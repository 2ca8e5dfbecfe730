"""A walk over a listing that breaks off is not forgotten: what stood behind the page that failed is found the next night."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace

from db.connect import open_readonly
from db.walks import unfinished_walks
from flows.report import RunReport
from flows.settings import Settings
from replicas.faults import answers as a
from replicas.faults.answers import Fault
from replicas.world import NIGHTS
from scrapers.spec import Portal, QueryPaging
from tests.flows.conftest import FaultyNight
from transforms.records import Outcome

FIRST, SECOND, THIRD = "/xa-hoi/", "/xa-hoi/?p=2", "/xa-hoi/?p=3"
LAST = "/xa-hoi/?p=4"
Start = Callable[[Mapping[str, Fault]], FaultyNight]


def _links(*numbers: int) -> tuple[str, ...]:
    return tuple(f"/tin-a{number}.html" for number in numbers)


def _paged(night: FaultyNight) -> Portal:
    portal = night.portal()
    return replace(portal, listings=tuple(replace(listing, paging=QueryPaging("p")) for listing in portal.listings))


def _run(night: FaultyNight, number: int) -> RunReport:
    return night.run(NIGHTS[number], portals=(_paged(night),), settings=night.settings.model_copy(update={"look_back_days": 0}))


def _inserted(report: RunReport) -> int:
    return report.tallies[0].outcomes[Outcome.INSERTED]


def _owed(settings: Settings) -> dict[str, int]:
    with closing(open_readonly(settings.db)) as db:
        return unfinished_walks(db, "baoangiang")


def test_what_stands_behind_a_page_that_failed_is_found(faulty: Start, settings: Settings) -> None:
    pages: dict[str, Fault] = {FIRST: a.Listing(_links(1, 2)), THIRD: a.Listing(_links(5, 6)), LAST: a.Status(404)}
    night = faulty({**pages, SECOND: a.Status(403)})
    first = _run(night, 1)
    assert (first.state, _inserted(first), _owed(settings)) == ("partial", 2, {FIRST: 2})

    night.server.faults = {**pages, SECOND: a.Listing(_links(3, 4))}
    second = _run(night, 2)
    assert (second.state, _inserted(second), _owed(settings)) == ("done", 4, {}), "nothing was new on the first page"

    night.server.log.clear()
    _run(night, 2)
    assert [seen.path for seen in night.server.log] == ["/robots.txt", FIRST], "and then the walk stops there again"


def test_a_first_page_that_fails_changes_nothing_of_what_is_owed(faulty: Start, settings: Settings) -> None:
    pages: dict[str, Fault] = {FIRST: a.Listing(_links(1)), SECOND: a.Listing(_links(2)), LAST: a.Status(404)}
    night = faulty({**pages, THIRD: a.Status(403)})
    _run(night, 1)
    assert _owed(settings) == {FIRST: 3}
    night.server.faults = {**pages, FIRST: a.Status(403)}
    _run(night, 2)
    assert _owed(settings) == {FIRST: 3}
