"""`--refetch`: every page is asked for in full; without it, only what the portal says has changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from flows.report import RunReport
from replicas.server import ReplicaServer
from transforms.records import Outcome


@pytest.mark.parametrize("refetch", [False, True], ids=["as always", "refetch"])
def test_in_full_or_only_what_changed(live: Callable[..., RunReport], replicas: ReplicaServer, refetch: bool) -> None:
    live(1)
    report = live(1, refetch=refetch)
    assert report.state == "done"
    statuses = {request.status for request in replicas.requests if request.path != "/robots.txt"}
    assert (304 in statuses) is not refetch
    outcomes = {outcome: sum(tally.outcomes[outcome] for tally in report.tallies) for outcome in Outcome}
    assert (outcomes[Outcome.NOT_MODIFIED] == 0) is refetch
    assert outcomes[Outcome.INSERTED] == outcomes[Outcome.UPDATED] == 0, "what did not change is not written again"
    assert (outcomes[Outcome.UNCHANGED] > 0) is refetch
