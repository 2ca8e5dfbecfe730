"""Whatever the pieces in which a packed body arrives, what comes out is what was packed, or Corrupt."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.unpacking import Corrupt, UnknownCoding, unpack


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


PACKERS: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.compress, "deflate": zlib.compress, "Deflate ": raw_deflate}


def pieces(packed: bytes, size: int) -> Iterator[bytes]:
    return (packed[start : start + size] for start in range(0, len(packed), size))


@given(body=st.binary(max_size=300), coding=st.sampled_from(sorted(PACKERS)), size=st.integers(1, 40))
def test_any_pieces_give_the_body(body: bytes, coding: str, size: int) -> None:
    assert b"".join(unpack(pieces(PACKERS[coding](body), size), coding)) == body


@given(body=st.binary(min_size=1, max_size=300), coding=st.sampled_from(sorted(PACKERS)), data=st.data())
def test_a_stream_cut_anywhere_is_corrupt(body: bytes, coding: str, data: st.DataObject) -> None:
    packed = PACKERS[coding](body)
    cut = data.draw(st.integers(1, len(packed) - 1))
    with pytest.raises(Corrupt):
        b"".join(unpack(iter([packed[:cut]]), coding))


@pytest.mark.parametrize("beyond", [0, 1, 21, 54, 258])
def test_nothing_stays_inside_the_stream_when_a_step_is_full(beyond: int) -> None:
    body = bytes(256 * 1024 + beyond)  # zlib holds the end of a long match back when the output is full
    assert b"".join(unpack(iter([raw_deflate(body)]), "deflate")) == body


def test_no_step_unpacks_much() -> None:
    bomb = gzip.compress(bytes(16 * 1024 * 1024))
    assert max(map(len, unpack(iter([bomb]), "gzip"))) <= 256 * 1024


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, br", "gzip, gzip, gzip", "compress"])
def test_codings_not_asked_for_are_refused_before_reading(coding: str) -> None:
    with pytest.raises(UnknownCoding, match="not asked for"):
        unpack(iter([b"unread"]), coding)


@pytest.mark.parametrize("coding", [None, "", "identity", " , "])
def test_no_coding_changes_nothing(coding: str | None) -> None:
    assert list(unpack(iter([b"a", b"b"]), coding)) == [b"a", b"b"]
