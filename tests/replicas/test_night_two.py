"""Night two changes what CHANGES says, and nothing else."""

from __future__ import annotations

from collections import Counter

import pytest
import requests

from replicas.model import PORTALS, Change, expected_fields
from replicas.server import ReplicaServer
from replicas.sites import SITES
from replicas.sites.site import Edition
from replicas.world import CHANGES, World, world


def of_kind(kind: str) -> list[Change]:
    return [change for change in CHANGES if change.kind == kind]


def ids(change: Change) -> str:
    return f"{change.kind}-{change.portal}-{change.article[-7:]}-{change.spelling}"


def validators(
    night: World, portal: str, server: ReplicaServer, session: requests.Session
) -> dict[str, tuple[int, str | None]]:
    """Status and tag of every article by its path."""
    found = {}
    for article in night.articles[portal]:
        path = SITES[portal].path(article)
        answer = session.head(server.home(portal) + path)
        found[path] = answer.status_code, answer.headers.get("ETag")
    return found


def test_there_is_some_of_everything() -> None:
    counts = Counter(change.kind for change in CHANGES)
    assert counts == {"new": 7, "reprint": 2, "edited": 3, "removed": 1, "moved": 1, "variant": 4}
    assert {change.portal for change in of_kind("new")} == set(PORTALS)


@pytest.mark.parametrize("portal", PORTALS)
def test_only_what_is_declared_changes(
    portal: str, night_one: ReplicaServer, night_two: ReplicaServer, session: requests.Session
) -> None:
    before = validators(world(1), portal, night_one, session)
    after = validators(world(2), portal, night_two, session)
    changed = {path for path in after if after[path] != before.get(path)}
    declared = {change.target for change in CHANGES if change.portal == portal and change.kind != "variant"}
    assert changed == declared
    assert before.keys() - after.keys() == {change.was for change in of_kind("moved") if change.portal == portal}


@pytest.mark.parametrize("change", CHANGES, ids=ids)
def test_what_changed_is_served(change: Change, night_two: ReplicaServer, session: requests.Session) -> None:
    base = f"http://{night_two.alias(change.portal)}" if change.spelling == "alias" else night_two.home(change.portal)
    answer = session.get(base + change.target)
    assert answer.status_code == (410 if change.kind == "removed" else 200)


@pytest.mark.parametrize("change", of_kind("edited"), ids=ids)
def test_an_edit_changes_text_facts_and_validators(
    change: Change, night_one: ReplicaServer, night_two: ReplicaServer, session: requests.Session
) -> None:
    before, after = (world(night).article(change.portal, change.article) for night in (1, 2))
    assert before.facts != after.facts or before.body != after.body
    old, new = (session.get(server.home(change.portal) + change.target) for server in (night_one, night_two))
    assert old.headers["ETag"] != new.headers["ETag"]
    assert old.headers["Last-Modified"] != new.headers["Last-Modified"]
    asked = session.get(night_two.home(change.portal) + change.target, headers={"If-None-Match": old.headers["ETag"]})
    assert asked.status_code == 200


def test_the_moved_article_redirects_and_reads_the_same(night_two: ReplicaServer, session: requests.Session) -> None:
    (change,) = of_kind("moved")
    answer = session.get(night_two.home(change.portal) + change.was, allow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (301, night_two.home(change.portal) + change.target)
    before, after = (expected_fields(world(night).article(change.portal, change.article)) for night in (1, 2))
    assert before == after


def test_reprints_share_most_of_their_words_with_the_original() -> None:
    for change in of_kind("reprint"):
        assert change.of is not None
        origin = expected_fields(world(2).article(*change.of))
        copy = expected_fields(world(2).article(change.portal, change.article))
        whole = (set(" ".join((origin.lead, *origin.body)).split()), set(" ".join(copy.body).split()))
        assert 0.9 < len(whole[0] & whole[1]) / len(whole[0] | whole[1]) < 1


@pytest.mark.parametrize("change", [*of_kind("removed"), *of_kind("variant"), *of_kind("moved"), *of_kind("new")], ids=ids)
def test_lists_link_to_it(change: Change) -> None:
    site = SITES[change.portal]
    edition = Edition("", "alias", world(2).articles[change.portal], 0.1)
    article = world(2).article(change.portal, change.article)
    links = [entry.href for entry in site.entries(article.sections[0] if site.slug != "angiang_portal" else "", edition, str)]
    assert ("http://alias" if change.spelling == "alias" else "") + change.target in links
    assert change.was not in links


def test_turning_the_night_while_serving_and_back() -> None:
    new = of_kind("new")[-1]
    with ReplicaServer(portals=[new.portal]) as server:
        url = server.home(new.portal) + new.target
        seen = []
        for night in (1, 2, 1):
            server.set_night(night)
            seen.append(requests.get(url, timeout=5).status_code)
        assert seen == [404, 200, 404]


def test_there_are_two_nights() -> None:
    with pytest.raises(ValueError, match="night is 1 or 2, not 3"):
        world(3)
