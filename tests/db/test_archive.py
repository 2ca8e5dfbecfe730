from __future__ import annotations

import random
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from db.archive import Archive
from db.errors import CorruptCapture
from tests.db.samples import LATER, NOW, OTHER, PORTAL, page


def template(seed: int, size: int = 40_000) -> bytes:
    """The part all pages of a layout share: text that does not compress by itself."""
    return random.Random(seed).randbytes(size // 2).hex().encode()


def article_page(layout: bytes, number: int) -> bytes:
    words = random.Random(number).choices(["hộ nghèo", "xã", "Đồng Tháp", "tỷ đồng", "nông thôn", "năm 2024"], k=80)
    return layout[:20_000] + f"<h1>{number}</h1>{' '.join(words)}".encode() + layout[20_000:]


def raw(archive: Archive, sql: str) -> list[tuple[Any, ...]]:
    return archive._db.execute(sql).fetchall()


@given(body=st.binary(max_size=5000), status=st.sampled_from([200, 404]), value=st.text(max_size=30))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_page_comes_back_as_it_came(archive: Archive, body: bytes, status: int, value: str) -> None:
    value = value.encode("utf-8", "ignore").decode()
    kept = page(body, status=status, headers=(("Set-Cookie", "a"), ("set-cookie", value)))
    assert archive.read(archive.store(kept)) == kept


def test_pages_of_one_layout_are_kept_small(archive: Archive) -> None:
    layout = template(1)
    kept = [page(article_page(layout, number), url=f"https://x/{number}") for number in range(20)]
    ids = [archive.store(each) for each in kept]
    assert ids == sorted(ids)
    assert [archive.read(capture_id) for capture_id in ids] == kept
    assert raw(archive, "SELECT count(*) FROM dictionaries") == [(1,)]
    ((size, stored),) = raw(archive, "SELECT sum(size), sum(length(data)) FROM bodies")
    assert size / stored > 100  # the template is stored once, in the dictionary


def test_a_reopened_archive_uses_its_dictionaries(tmp_path: Path) -> None:
    kept = [page(article_page(template(1), number)) for number in range(3)]
    ids = []
    for each in kept:
        with Archive(tmp_path / "a.db") as archive:
            ids.append(archive.store(each))
    with Archive(tmp_path / "a.db") as archive:
        assert [archive.read(capture_id) for capture_id in ids] == kept
        assert raw(archive, "SELECT count(*) FROM dictionaries") == [(1,)]


def test_a_new_layout_gets_its_dictionary_and_the_old_one_stays_in_use(archive: Archive) -> None:
    old, new = template(1), template(2)
    for number in range(9):
        archive.store(page(article_page((old, new)[number % 2], number)))
    assert raw(archive, "SELECT dictionary_id, count(*) FROM bodies GROUP BY 1") == [(1, 5), (2, 4)]


@pytest.mark.parametrize(
    "other", [{"portal": OTHER}, {"kind": "listing"}, {"fetched_at": LATER + timedelta(days=31)}], ids=["portal", "kind", "age"]
)
def test_dictionaries_are_of_one_portal_and_kind_and_recent(archive: Archive, other: dict[str, Any]) -> None:
    archive.store(page(article_page(template(1), 1), at=NOW))
    archive.store(page(article_page(template(1), 2), **other))
    assert raw(archive, "SELECT count(*) FROM dictionaries") == [(2,)]


def test_identical_bodies_are_stored_once(archive: Archive) -> None:
    first, second = (page(b"same", url=url) for url in ("https://x/1", "https://x/2"))
    ids = [archive.store(first), archive.store(second)]
    assert [archive.read(capture_id) for capture_id in ids] == [first, second]
    assert raw(archive, "SELECT count(*) FROM bodies") == [(1,)]


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        ("UPDATE bodies SET data = zeroblob(length(data))", "damaged"),
        ("UPDATE bodies SET data = substr(data, 1, length(data) - 4)", "damaged"),
        ("UPDATE dictionaries SET data = (SELECT data FROM dictionaries WHERE dictionary_id = 2)", "damaged"),
        ("DELETE FROM bodies", "its body is missing"),
    ],
    ids=["garbled", "cut short", "wrong dictionary", "missing"],
)
def test_damage_is_seen(tmp_path: Path, damage: str, found: str) -> None:
    path = tmp_path / "a.db"
    with Archive(path) as archive:
        ids = [archive.store(page(article_page(template(seed), 1), url=f"https://x/{seed}")) for seed in (1, 2)]
    breaker = Database(path)
    breaker.execute(damage)
    breaker.close()
    with Archive(path) as archive, pytest.raises(CorruptCapture, match=f"capture {ids[0]} of https://x/1 .*{found}"):
        archive.read(ids[0])


def test_an_unknown_capture_is_a_key_error(archive: Archive) -> None:
    with pytest.raises(KeyError, match="no capture 5"):
        archive.read(5)


def test_a_store_that_fails_leaves_nothing_and_no_wrong_dictionary(archive: Archive) -> None:
    broken = page(article_page(template(1), 1), kind="neither")
    with pytest.raises(sqlite3.IntegrityError):
        archive.store(broken)
    assert raw(archive, "SELECT (SELECT count(*) FROM bodies) + (SELECT count(*) FROM dictionaries)") == [(0,)]
    kept = page(article_page(template(2), 2))  # its dictionary gets the number the other one had
    assert archive.read(archive.store(kept)) == kept


def test_the_latest_good_answer_and_its_validators(archive: Archive) -> None:
    url = "https://x/1"
    assert archive.latest(PORTAL, url) is None
    archive.store(page(b"late", url=url, at=LATER, headers=(("ETAG", 'W/"2"'),)))
    archive.store(page(b"early", url=url, at=NOW))  # imported afterwards
    archive.store(page(b"not found", url=url, at=LATER + timedelta(days=1), status=404))
    found = archive.latest(PORTAL, url)
    assert found is not None
    assert (found.capture_id, found.fetched_at, found.etag, found.last_modified) == (1, LATER, 'W/"2"', None)
    assert archive.latest(OTHER, url) is None


def test_what_a_killed_run_left_behind(archive: Archive) -> None:
    archive.store(page(b"1"))
    second = archive.store(page(b"2", at=LATER))
    archive.store(page(b"list", kind="listing"))
    archive.store(page(b"missing", status=404))
    archive.store(page(b"other", portal=OTHER))
    assert archive.unprocessed(PORTAL, 0) == [1, second]
    assert archive.unprocessed(PORTAL, 1) == [second]
    assert archive.unprocessed(PORTAL, 0, since=LATER) == [second]


def test_threads_and_other_connections_take_turns(tmp_path: Path) -> None:
    layout = template(3, 8000)
    with Archive(tmp_path / "a.db") as one, Archive(tmp_path / "a.db") as two, ThreadPoolExecutor(4) as threads:
        pages = [page(article_page(layout, number), url=f"https://x/{number}") for number in range(60)]
        ids = list(threads.map(lambda pair: (one, two)[pair[0] % 2].store(pair[1]), enumerate(pages)))
        assert len(set(ids)) == 60
        assert list(threads.map(two.read, ids)) == pages


def test_sizes_of_what_there_is(archive: Archive) -> None:
    first, second = archive.store(page(b"x" * 5000)), archive.store(page(b"y" * 70, url="https://baodongthap.example/bai-2"))
    assert archive.sizes([first, second, second + 1]) == {first: 5000, second: 70}
