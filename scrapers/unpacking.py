"""Undoing Content-Encoding piece by piece, so that a bomb is never unpacked: the reader stops when it has had enough."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator

_PIECE = 256 * 1024  # how much one step may unpack
_MAX_CODINGS = 2  # a proxy that packs what was packed is known; more is an attack on our patience

Unpacker = Callable[[Iterator[bytes]], Iterator[bytes]]


class Corrupt(ValueError):
    """The packed stream ends early, or is none."""


class UnknownCoding(ValueError):
    """A Content-Encoding that was not asked for."""


def unpack(pieces: Iterator[bytes], content_encoding: str | None) -> Iterator[bytes]:
    """The pieces of a body without its content encodings. Raises UnknownCoding at once, Corrupt while reading."""
    codings = [name for name in (part.strip().lower() for part in (content_encoding or "").split(",")) if name]
    codings = [name for name in codings if name != "identity"]
    if len(codings) > _MAX_CODINGS or any(name not in _UNPACKERS for name in codings):
        raise UnknownCoding(f"content encoding {content_encoding!r} was not asked for")
    for name in reversed(codings):  # the last one named was applied last
        pieces = _UNPACKERS[name](pieces)
    return pieces


def _gunzip(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """A gzip stream of one or several members. What follows a whole member and is no member is ignored, as browsers do."""
    stream = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    begun = whole = False
    for piece in pieces:
        packed = piece
        while packed:
            if stream.eof:
                if not packed.startswith(b"\x1f"):
                    break
                stream = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
            begun = True
            yield from _inflate(stream, packed)
            packed = stream.unused_data
            whole = stream.eof
    if begun and not whole:
        raise Corrupt("gzip stream ends early")


def _undeflate(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """A deflate stream: with a zlib header, as the standard says, or without, as some servers send it."""
    stream = None
    held = b""
    for piece in pieces:
        held += piece
        if stream is None:
            if len(held) < 2:
                continue
            has_header = held[0] & 0x0F == zlib.DEFLATED and int.from_bytes(held[:2], "big") % 31 == 0
            stream = zlib.decompressobj(wbits=zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)
        if not stream.eof:
            yield from _inflate(stream, held)
        held = b""
    if held or (stream is not None and not stream.eof):
        raise Corrupt("deflate stream ends early")


def _inflate(stream: zlib._Decompress, packed: bytes) -> Iterator[bytes]:
    try:
        while True:
            unpacked = stream.decompress(packed, _PIECE)
            if unpacked:
                yield unpacked
            packed = stream.unconsumed_tail
            # A full piece may leave more inside the stream although all input is consumed.
            if stream.eof or (not packed and len(unpacked) < _PIECE):
                return
    except zlib.error as error:
        raise Corrupt(f"not a packed stream: {error}") from error


_UNPACKERS: dict[str, Unpacker] = {"gzip": _gunzip, "x-gzip": _gunzip, "deflate": _undeflate}
