"""What the measurements of history stand on: an archive that is what it says, pages that change their layout, fair ratios."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from benchmarks.archive_bytes import PAGES, Change, change_layout, ratio
from benchmarks.backfill_speed import PORTALS, median_ratio, write_archive
from benchmarks.measure import Timing
from scrapers.warc import Scan, articles_in
from transforms.records import Page


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "crawl.warc.gz"
    write_archive(path, 200)
    return path


def test_one_record_of_a_hundred_is_an_article_of_ours(archive: Path) -> None:
    scan = Scan()
    found = list(articles_in([archive], PORTALS, scan, max_body_bytes=10**7))
    assert (scan.records, scan.foreign, scan.not_articles, scan.refused, scan.pages) == (200, 198, 0, 0, 2)
    assert all(isinstance(one, Page) and b"</html>" in one.body for one in found)


def test_every_record_is_sound_and_of_a_size_that_news_has(archive: Path) -> None:
    foreign = []
    for record in ArchiveIterator(str(archive), record_types=WarcRecordType.response, parse_http=False):
        assert record.verify_block_digest()
        if ".example/" in record.headers["WARC-Target-URI"]:
            foreign.append(record.content_length)
    assert len(foreign) == 198
    assert 30_000 < min(foreign) < max(foreign) < 101_000
    assert sum(1 for _ in ArchiveIterator(str(archive), record_types=WarcRecordType.request)) == 200


def test_rounds_are_compared_with_their_own() -> None:
    """A slow moment of the machine that hits both does not count."""
    assert median_ratio(Timing((1.0, 9.0, 1.0)), Timing((2.0, 18.0, 1.0))) == 0.5


@pytest.mark.parametrize(
    ("old", "new", "dictionaries"),
    [("baoangiang-2020", "baoangiang-2023", 1), ("vinhlong-dnn", "angiang-2018", 2)],
    ids=["its dictionary serves on", "the next page becomes one"],
)
def test_a_changed_layout(tmp_path: Path, old: str, new: str, dictionaries: int) -> None:
    change = change_layout(tmp_path, old, new)
    assert (change.dictionaries[PAGES - 1], change.dictionaries[-1]) == (1, dictionaries)
    assert change.needed == (dictionaries > 1)
    assert not change.stuck
    assert ratio(change.raw[PAGES + 1 :], change.kept[PAGES + 1 :]) > 10


def test_a_dictionary_that_is_not_replaced_is_seen() -> None:
    sizes = [100] * 2 * PAGES
    assert Change("a", "b", raw=sizes, by_first=[20] * len(sizes), dictionaries=[1] * len(sizes)).stuck
