"""WARC out and in again: nothing may be lost on the way, and other tools must be able to read it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database
from warcio.archiveiterator import ArchiveIterator as Warcio

from db.archive import Archive
from db.errors import ExportError
from db.warc_export import export_warc
from db.warc_import import UnreadableWarc, import_warc
from db.warc_records import headers_of_body, headers_of_wire
from tests.db.samples import NOW, page
from transforms.records import Page

TOKENS = st.sampled_from(["Content-Type", "Content-Encoding", "content-length", "Transfer-Encoding", "ETag", "Set-Cookie", "X"])
HEADERS = st.lists(st.tuples(TOKENS, st.text(st.characters(min_codepoint=33, max_codepoint=255), max_size=9)), max_size=6)

PAGES = (
    page(b"<html>1</html>", url="https://x/1", headers=(("Content-Type", "text/html"), ("ETag", '"1"'))),
    page(b"<html>2</html>", url="https://x/2", final_url="https://x/bai viet-2", headers=(("Content-Encoding", "gzip"),)),
    page(b"<html>1</html>", url="https://x/1", at=NOW + timedelta(days=1, microseconds=7), headers=(("X-Tên", "Đồng"),)),
    page("Đồng Tháp".encode(), url="https://x/3", headers=(("Transfer-Encoding", "chunked"), ("Content-Length", "7"))),
    page(b"[]", url="https://x/list", kind="listing", headers=(("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"))),
)


def _as_archived(one: Page) -> Page:
    """Header texts are Latin-1 for bytes, as requests gives them."""
    return Page(
        portal=one.portal,
        kind=one.kind,
        url=one.url,
        final_url=one.final_url,
        status=one.status,
        headers=tuple((name.encode().decode("latin-1"), value.encode().decode("latin-1")) for name, value in one.headers),
        fetched_at=one.fetched_at,
        body=one.body,
    )


def _export(path: Path, folder: Path, **more: object) -> list[Path]:
    done = export_warc(path, folder, created=NOW, software="vnportals test", **more)  # type: ignore[arg-type]
    assert not done.damaged
    return list(done.files)


@pytest.fixture
def full(tmp_path: Path) -> Path:
    with Archive(tmp_path / "full.db") as archive:
        archive.continue_after(40)
        for one in PAGES:
            archive.store(_as_archived(one))
    return tmp_path / "full.db"


def _everything(path: Path) -> list[tuple[int, Page]]:
    with Archive(path) as archive:
        return [(capture_id, archive.read(capture_id)) for capture_id in archive.ids()]


@pytest.mark.parametrize("max_file_bytes", [10**9, 1500], ids=["one file", "several"])
def test_an_archive_comes_back_as_it_was(full: Path, tmp_path: Path, max_file_bytes: int) -> None:
    files = _export(full, tmp_path / "warc", max_file_bytes=max_file_bytes)
    assert (len(files) > 1) == (max_file_bytes < 10**9)
    with Archive(tmp_path / "again.db") as again:
        first, second = import_warc(again, files), import_warc(again, files)
    assert (first.imported, first.known) == (5, 0)
    assert (second.imported, second.known) == (0, 5)
    assert _everything(tmp_path / "again.db") == _everything(full)
    assert [path.read_bytes() for path in files] == [
        path.read_bytes() for path in _export(tmp_path / "again.db", tmp_path / "w2", max_file_bytes=max_file_bytes)
    ]


def test_beside_other_captures_it_is_given_new_ids(full: Path, tmp_path: Path) -> None:
    files = _export(full, tmp_path / "warc")
    with Archive(tmp_path / "other.db") as other:
        other.store(page(b"mine"))
        import_warc(other, files)
        assert other.ids() == [1, 2, 3, 4, 5, 6]


def test_other_tools_read_it(full: Path, tmp_path: Path) -> None:
    (path,) = _export(full, tmp_path / "warc")
    seen = []
    with path.open("rb") as file:
        for record in Warcio(file, check_digests="raise"):
            body = record.content_stream().read()
            seen.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), body))
    answers = [(kind, uri, body) for kind, uri, body in seen if kind in ("response", "revisit")]
    assert answers == [
        ("response", "https://x/1", b"<html>1</html>"),
        ("response", "https://x/bai%20viet-2", b"<html>2</html>"),
        ("revisit", "https://x/1", b""),
        ("response", "https://x/3", "Đồng Tháp".encode()),
        ("response", "https://x/list", b"[]"),
    ]
    assert [kind for kind, _, _ in seen].count("request") == 5
    assert seen[0][0] == "warcinfo"


def test_of_one_portal_or_since_a_day(full: Path, tmp_path: Path) -> None:
    assert _export(full, tmp_path / "none", portal="elsewhere") == []
    (path,) = _export(full, tmp_path / "late", since=NOW + timedelta(days=1))
    with path.open("rb") as file:
        kinds = [record.rec_type for record in Warcio(file)]
    assert kinds == ["warcinfo", "response", "request", "metadata"], (
        "the first answer of the body is not in this export: no revisit"
    )


@given(HEADERS, st.integers(0, 10**6))
def test_headers_come_back(headers: list[tuple[str, str]], size: int) -> None:
    assert headers_of_wire(headers_of_body(tuple(headers), size)) == tuple(headers)


def test_headers_of_common_crawl_are_read() -> None:
    crawled = (("Content-Type", "text/html"), ("X-Crawler-Content-Encoding", "gzip"), ("Content-Length", "9"))
    assert headers_of_wire(crawled) == (("Content-Type", "text/html"), ("Content-Encoding", "gzip"))


def test_a_file_that_is_none_or_not_ours_or_cut_off(full: Path, tmp_path: Path) -> None:
    (path,) = _export(full, tmp_path / "warc")
    whole = path.read_bytes()
    broken = {"not.warc.gz": b"<html>", "empty.warc.gz": b""} | {f"cut{n}.warc.gz": whole[:-n] for n in (90, 900, 1500)}
    for name, data in broken.items():
        (tmp_path / name).write_bytes(data)
        with Archive(tmp_path / f"{name}.db") as archive, pytest.raises(UnreadableWarc, match=name):
            import_warc(archive, [tmp_path / name])


def test_revisits_need_what_they_repeat(full: Path, tmp_path: Path) -> None:
    files = _export(full, tmp_path / "warc", max_file_bytes=1500)
    with Archive(tmp_path / "part.db") as archive, pytest.raises(UnreadableWarc, match="give all files"):
        import_warc(archive, files[1:])


def test_an_export_leaves_what_stands_there(full: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ExportError, match="not an empty folder"):
        _export(full, tmp_path)


def test_damaged_captures_are_told(full: Path, tmp_path: Path) -> None:
    breaker = Database(full)
    breaker.execute("UPDATE bodies SET data = x'00' WHERE rowid = (SELECT min(rowid) FROM bodies)")
    breaker.close()
    done = export_warc(full, tmp_path / "warc", created=NOW, software="test")
    assert done.damaged
    assert done.responses + done.revisits + len(done.damaged) == 5
