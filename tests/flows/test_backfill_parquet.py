"""`vnportals backfill --to parquet:DIR`: the same articles and numbers as a warehouse, whoever writes them, however often."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from click.testing import CliRunner

from benchmarks.portal_pages import PORTALS, pages
from db.archive import Archive
from db.errors import ExportError
from db.export import export_warehouse
from db.parquet_rows import TABLES, key_of
from db.parquet_store import ParquetStore
from db.warc_export import export_warc
from flows.backfilling import BackfillPlan, run_backfill
from flows.cli import main
from flows.clock import Clock
from flows.lock import Busy, alone
from flows.parquet_backfill import ParquetPlan, ParquetReport, backfill_parquet
from flows.parquet_writing import PartOrder, PartWritten, write_part
from flows.settings import Settings
from replicas.world import NIGHTS
from transforms.records import Page

pytestmark = pytest.mark.night  # reads the same articles many times

ROOT = Path(__file__).parents[2]
SOME = 24


@pytest.fixture(scope="module")
def warcs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """Articles; some of them again, in part edited, and a page that is none; and some of both, crawled before the others."""
    folder = tmp_path_factory.mktemp("crawled")
    first = list(pages(SOME))
    later = [
        _at(page, days=2, body=_edited(page.body) if number % 3 == 0 else page.body) for number, page in enumerate(first[:12])
    ]
    junk = replace(first[0], body=b"<!doctype html><html><body><p>Xin ch\xc3\xa0o</p></body></html>")
    earlier = [_at(page, days=-2, body=page.body) for page in (first[3], first[20], later[6])]
    made = [first, [*later, _at(junk, days=3, body=junk.body)], earlier]
    files = []
    for number, some in enumerate(made):
        with closing(Archive(folder / f"{number}.db")) as archive:
            archive.store_all(some)
        done = export_warc(folder / f"{number}.db", folder / f"warc{number}", created=NIGHTS[2], software="test")
        files.append(done.files[0].rename(folder / f"crawl-{number}.warc.gz"))
    return tuple(files)


def _at(page: Page, *, days: int, body: bytes) -> Page:
    return replace(page, fetched_at=page.fetched_at + timedelta(days=days), body=body)


def _edited(body: bytes) -> bytes:
    return body.replace(b"</p>", " Toàn tỉnh còn 12.345 hộ nghèo.</p>".encode(), 5)


def write(folder: Path, *files: Path, portals: Any = PORTALS, write_parts: Any = None) -> ParquetReport:
    plan = ParquetPlan(files=files, portals=portals, folder=folder, max_body_bytes=10**7, clock=Clock(NIGHTS[2]))
    return backfill_parquet(plan, write_parts=write_parts)


def ask(sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as db:
        return db.sql(sql).fetchall()


def everything(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, in an order of their own, but for when a rejection was found."""
    left_out = {"rejections": "EXCLUDE (rejected_at)"}
    rows = {
        name: ask(f"SELECT * {left_out.get(name, '')} FROM read_parquet('{folder}/{name}/**/*.parquet')")
        for name in TABLES
        if any((folder / name).rglob("*.parquet"))
    }
    return {name: sorted(found, key=repr) for name, found in rows.items()}


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.parquet")}


@pytest.fixture(scope="module")
def written(warcs: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written") / "history"
    report = write(folder, *warcs)
    assert report.complete
    assert report.rows["articles"] == SOME + 12 + 3
    assert report.settled.repeats == 8 + 3, "what was unchanged in the second file, and all of the third"
    return folder


@pytest.fixture(scope="module")
def exported(warcs: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the same files come to by way of a warehouse."""
    folder = tmp_path_factory.mktemp("exported")
    settings = Settings(db=folder / "warehouse.db", archive=None)
    plan = BackfillPlan(files=(warcs[2], *warcs[:2]), portals=PORTALS, settings=settings, clock=Clock(NIGHTS[2]))
    assert run_backfill(plan).run.state == "done"
    export_warehouse(settings.db, folder / "export", created=NIGHTS[2], formats=["parquet"])
    return folder / "export" / "parquet"


def test_it_says_what_a_warehouse_says_in_the_same_columns(written: Path, exported: Path) -> None:
    """One query reads both: same names, same types, same articles, same numbers of the latest versions."""
    for name in TABLES:
        ours, theirs = (
            f"'{written}/{name}/**/*.parquet'",
            f"'{exported}/{name}{'/**/*' if name == 'observations' else ''}.parquet'",
        )
        columns = [
            ask(f"SELECT column_name, column_type FROM (DESCRIBE FROM read_parquet({place}, hive_partitioning = false))")
            for place in (ours, theirs)
        ]
        assert columns[0] == columns[1], name
        both = f"FROM read_parquet([{ours}, {theirs}], hive_partitioning = false) SELECT count(*)"
        assert ask(both)[0][0] == sum(ask(f"FROM read_parquet({place}) SELECT count(*)")[0][0] for place in (ours, theirs))
    said = """
        SELECT url_key, content_hash, title, lead, body, author, published_at, province_code, province_valid_from, section,
            tags, method, layout, parser_version
        FROM read_parquet('{articles}', hive_partitioning = false) AS a
        JOIN read_parquet('{bodies}', hive_partitioning = false) AS b USING (version_id)
        WHERE version_id IN (SELECT version_id FROM '{observations}' WHERE current) ORDER BY ALL
    """
    numbers = """
        SELECT url_key, content_hash, indicator, o.value, o.value_decimal, o.unit, role, period, period_start, period_end,
            place, place_level, o.province_code, breakdown, o.sentence, rule_version, confidence, surface, field, "start"
        FROM read_parquet('{observations}', hive_partitioning = false) AS o
        JOIN read_parquet('{articles}', hive_partitioning = false) AS a USING (article_id, version_id)
        JOIN read_parquet('{quantities}', hive_partitioning = false) AS q USING (version_id, quantity_id)
        WHERE current ORDER BY ALL
    """
    here = {name: f"{written}/{name}/**/*.parquet" for name in TABLES} | {"bodies": f"{written}/article_bodies/**/*.parquet"}
    there = {name: f"{exported}/{name}.parquet" for name in TABLES} | {
        "bodies": f"{exported}/article_bodies.parquet",
        "observations": f"{exported}/observations/**/*.parquet",
    }
    assert len(ask(said.format(**here))) > 15
    assert ask(said.format(**here)) == ask(said.format(**there))
    assert len(ask(numbers.format(**here))) > 50
    assert ask(numbers.format(**here)) == ask(numbers.format(**there))
    rejected = "SELECT portal, url, stage, reason, detail FROM read_parquet('{rejections}') ORDER BY ALL"
    assert ask(rejected.format(rejections=f"{written}/rejections/*.parquet")) == ask(rejected.format(**there)) != []


def test_polars_and_duckdb_use_the_folders(written: Path) -> None:
    year = (
        pl.scan_parquet(f"{written}/observations/**/*.parquet", hive_partitioning=True).filter(pl.col("year") == 2025).collect()
    )
    assert year.height == ask(f"FROM '{written}/observations/**/*.parquet' SELECT count(*) WHERE year = 2025")[0][0] > 0
    assert year["period_end"].dt.year().unique().to_list() == [2025]
    provinces = pl.read_parquet(f"{written}/articles/**/*.parquet", hive_partitioning=True)
    assert set(provinces["province"].cast(pl.Int64)) == set(provinces["province_code"].cast(pl.Int64))
    assert not [path for path in written.rglob("*.parquet") if path.relative_to(written).parts[0].startswith(("_", "."))]


def test_each_version_stands_once_as_it_was_first_crawled(written: Path) -> None:
    articles = f"read_parquet('{written}/articles/**/*.parquet')"
    assert ask(f"SELECT count(*), count(DISTINCT version_id), count(DISTINCT article_id) FROM {articles}") == [
        (SOME + 4, SOME + 4, SOME)
    ]
    assert (
        ask(f"SELECT min(first_seen_at)::DATE::VARCHAR, count(*) FROM {articles} WHERE first_seen_at < '2026-01-19'")[0][1] == 2
    )
    assert ask(f"SELECT DISTINCT min(article_id) > 2**62 FROM {articles}") == [(True,)]
    current = f"SELECT count(DISTINCT version_id) FROM '{written}/observations/**/*.parquet' WHERE"
    assert ask(f"{current} NOT current")[0][0] == 4, "an edited article's observations of before"
    assert ask(
        f"SELECT count(*) FROM (SELECT article_id FROM '{written}/observations/**/*.parquet' WHERE current "
        "GROUP BY ALL HAVING count(DISTINCT version_id) > 1)"
    ) == [(0,)]


def test_again_nothing_changes_and_no_order_does(written: Path, warcs: tuple[Path, ...], tmp_path: Path) -> None:
    before = files_of(written)
    report = write(written, *warcs)
    assert (report.known, report.scan.records) == (3, 0)
    assert files_of(written) == before
    moved = shutil.copy(warcs[0], tmp_path / "other-name.warc.gz")
    assert write(written, Path(moved)).known == 1
    for number, order in enumerate([warcs[::-1], (warcs[1], warcs[2], warcs[0])]):
        folder = tmp_path / str(number)
        for file in order:  # one run each
            write(folder, file)
        assert everything(folder) == everything(written)


def test_portals_that_are_asked_for_later_come_in_beside_the_others(
    written: Path, warcs: tuple[Path, ...], tmp_path: Path
) -> None:
    write(tmp_path / "p", *warcs, portals=PORTALS[:2])
    assert 0 < len(everything(tmp_path / "p")["articles"]) < SOME
    assert write(tmp_path / "p", *warcs).known == 0
    assert everything(tmp_path / "p") == everything(written)


def test_parts_written_elsewhere_in_any_order_and_a_run_that_breaks_off(
    written: Path, warcs: tuple[Path, ...], tmp_path: Path
) -> None:
    """What a writer leaves that nobody took note of is removed by the next run, and never read in halves."""

    class Lost(Exception):
        pass

    def one_and_lost(orders: list[PartOrder]) -> Any:
        yield write_part(orders[1])
        write_part(orders[0])
        raise Lost

    def shuffled(orders: list[PartOrder]) -> list[PartWritten]:
        random.Random(4).shuffle(orders)
        return [write_part(order) for order in orders]

    folder = tmp_path / "p"
    with pytest.raises(Lost):
        write(folder, *warcs, write_parts=one_and_lost)
    left = {path.stem for path in ParquetStore(folder).files()}
    assert len(left) == 2
    assert write(folder, warcs[1]).known == 1
    assert len({path.stem for path in ParquetStore(folder).files()}) == 1, "the part without a note is gone"
    assert write(folder, *warcs, write_parts=shuffled).known == 1
    assert everything(folder) == everything(written)


def test_killed_at_any_moment_it_is_completed_and_never_unreadable(
    written: Path, warcs: tuple[Path, ...], tmp_path: Path
) -> None:
    folder = tmp_path / "p"
    command = [
        sys.executable,
        "-c",
        "from flows.cli import main; main()",
        "backfill",
        *map(str, warcs),
        "--to",
        f"parquet:{folder}",
    ]
    environment = {"PYTHONPATH": str(ROOT)}
    for wanted in ("articles/*/*/*.parquet", "_vnportals/done/*.json"):
        with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as victim:
            while victim.poll() is None and not any(folder.glob(wanted)):
                time.sleep(0.002)
            victim.kill()
        assert victim.returncode in (-signal.SIGKILL, 0)
        everything(folder)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    assert everything(folder) == everything(written)
    assert not any((folder / "_vnportals" / "staging").iterdir())


@pytest.mark.engine
def test_workers_of_a_cluster_write_the_same_though_one_is_lost(written: Path, warcs: tuple[Path, ...], tmp_path: Path) -> None:
    """Scheduler and workers in processes of their own; one is killed when the first part is written."""
    folder = tmp_path / "p"
    command = [sys.executable, "-m", "tests.flows.cluster_backfill", f"parquet:{folder}", "{}", *map(str, warcs)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("3 files"), done.stdout
    assert done.stdout.strip().endswith("-9"), "the worker was killed"
    assert everything(folder) == everything(written)


def test_a_file_that_cannot_be_read_is_named_and_read_again(warcs: tuple[Path, ...], tmp_path: Path) -> None:
    broken = tmp_path / "broken.warc.gz"
    broken.write_bytes(b"nothing")
    for known in (0, 1):
        report = write(tmp_path / "p", broken, warcs[2])
        assert not report.complete
        assert (report.known, len(report.unreadable)) == (known, 1)
    found = CliRunner().invoke(main, ["backfill", str(broken), "--to", f"parquet:{tmp_path / 'p'}"])
    assert found.exit_code == 1
    assert "broken.warc.gz" in found.stderr
    assert len(everything(tmp_path / "p")["articles"]) == 3


def test_the_command_tells_what_it_wrote_and_what_it_cannot(
    warcs: tuple[Path, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def backfill(*words: str) -> Any:
        return CliRunner().invoke(main, ["backfill", *words], env={"VNPORTALS_DB": str(tmp_path / "warehouse.db")})

    done = backfill(str(warcs[0]), "--to", f"parquet:{tmp_path / 'p'}")
    assert done.exit_code == 0, done.output
    assert [line.split()[:2] for line in done.stdout.splitlines() if line.startswith(" articles")] == [["articles", str(SOME)]]
    assert not (tmp_path / "warehouse.db").exists()
    assert "1 files were done before" in backfill(str(warcs[0]), "--to", f"parquet:{tmp_path / 'p'}").stdout
    for target in ("csv:x", "parquet:", "x", "parquet://x"):
        refused = backfill(str(warcs[0]), "--to", target)
        assert refused.exit_code == 2
        assert "there is parquet:DIR" in refused.stderr
    (tmp_path / "list.txt").write_text("https://baodaklak.vn/x")
    assert "without --to" in backfill(str(tmp_path / "list.txt"), "--to", f"parquet:{tmp_path / 'p'}").stderr
    monkeypatch.setattr("flows.commands.backfill.find_spec", lambda name: None)
    assert "pip install 'vnportals[export]'" in backfill(str(warcs[0]), "--to", f"parquet:{tmp_path / 'q'}").stderr


def test_a_folder_of_something_else_is_not_touched(warcs: tuple[Path, ...], tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ExportError, match="no backfill has written"):
        write(tmp_path, *warcs)
    with pytest.raises(ExportError, match="is a file"):
        write(tmp_path / "mine.txt", *warcs)
    with pytest.raises(ExportError, match="cannot be made"):
        write(tmp_path / "mine.txt" / "below", *warcs)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    store = ParquetStore(tmp_path / "p")
    store.prepare()
    with alone(store.lock, "a backfill"), pytest.raises(Busy):
        write(tmp_path / "p", *warcs)


def test_keys_are_no_keys_of_a_warehouse_and_fit_a_column() -> None:
    keys = [key_of("portal", number) for number in range(1000)]
    assert len(set(keys)) == 1000
    assert all(2**62 <= key < 2**63 for key in keys)
    assert pa.array(keys, pa.int64()).to_pylist() == keys
    assert key_of("a", "b") != key_of("ab")


def test_the_note_of_a_part_is_for_people(written: Path) -> None:
    notes = [json.loads(path.read_text("utf-8")) for path in (written / "_vnportals" / "done").iterdir()]
    assert sorted(note["file"] for note in notes) == ["crawl-0.warc.gz", "crawl-1.warc.gz", "crawl-2.warc.gz"]
    assert all(note["unreadable"] is None for note in notes)
