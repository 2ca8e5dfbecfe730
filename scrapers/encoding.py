"""Bytes to text, in one documented order of trust. Pure.

1. A byte order mark.
2. The bytes themselves, if they are UTF-8: by chance Vietnamese in another encoding never is, while headers and tags lie.
3. The same with a few broken places (a CMS cut a teaser in mid-letter): UTF-8, each broken place replaced and counted.
4. windows-1258, if the Content-Type header or a meta tag or XML declaration in the first 8 kB says so. Other declarations tell
   nothing: UTF-8 is ruled out by now, Latin-1 and ASCII are what servers say when nobody told them.
5. windows-1258, undeclared, if what comes out is Vietnamese.
6. windows-1252, which always gives some text; what it leaves undefined is replaced and counted.

The text comes in NFC (windows-1258 writes tones as combining marks, some editors decompose), without NUL, lines ended by "\\n".
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from transforms.mojibake import VIETNAMESE_LETTERS

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEAD_BYTES = 8192  # baodaklak.vn declares at byte 1,881
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_LONE_CR = re.compile(rb"\r(?![\r\n])")
_WINDOWS_1258 = frozenset({"windows-1258", "x-cp1258", "cp1258"})
_MAX_BROKEN = 0.1  # broken places per good letter beyond ASCII up to which bytes still count as UTF-8
_MIN_VIETNAMESE = 0.95  # share of the letters beyond ASCII


@dataclass(frozen=True, slots=True)
class Decoded:
    """`encoding` is Python's name of what was used, `replaced` the number of U+FFFD put in for bytes without meaning in it."""

    text: str
    encoding: str
    replaced: int = 0


def decode(body: bytes, content_type: str | None) -> Decoded:
    """The text of a page, whatever its header says. Never raises; see the module for the order of trust."""
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            text = body[len(mark) :].decode(encoding, "replace")
            return Decoded(_composed(_plain_lines(text.encode())), encoding, text.count("\ufffd"))
    lines = _plain_lines(body)
    try:
        return Decoded(_composed(lines), "utf-8")
    except UnicodeDecodeError:
        text, encoding = _not_quite_utf8(lines, content_type)
        return Decoded(unicodedata.normalize("NFC", text), encoding, text.count("\ufffd"))


def _plain_lines(body: bytes) -> bytes:
    """Lines ended by "\\n" alone (some portals send CR CR LF), without NUL. Right for every encoding that extends ASCII."""
    if b"\r" not in body and b"\0" not in body:
        return body
    return _LONE_CR.sub(b"\n", body).translate(None, b"\r\0")


def _composed(utf8: bytes) -> str:
    """UTF-8 as text in NFC.

    Where there may be combining marks (U+0300 to U+033F begin with byte CC) line by line: Python normalises the whole of a
    string in which one letter is decomposed, and a single such caption on a page of 78 kB cost 2 ms.
    """
    text = utf8.decode("utf-8")
    if b"\xcc" not in utf8:
        return unicodedata.normalize("NFC", text)
    return "\n".join([unicodedata.normalize("NFC", line) for line in text.split("\n")])


def _not_quite_utf8(body: bytes, content_type: str | None) -> tuple[str, str]:
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    letters = sum(not char.isascii() for char in text) - broken
    if broken <= letters * _MAX_BROKEN:
        return text, "utf-8"
    in_1258 = body.decode("cp1258", "replace")
    if _declares_1258(body, content_type) or _is_vietnamese(in_1258):
        return in_1258, "cp1258"
    return body.decode("cp1252", "replace"), "cp1252"


def _declares_1258(body: bytes, content_type: str | None) -> bool:
    in_header = _HEADER.search(content_type or "")
    if in_header and in_header.group(1).lower() in _WINDOWS_1258:
        return True
    declared = (match[0] or match[1] for match in _DECLARED.findall(body[:_HEAD_BYTES]))
    return any(label.decode("ascii", "replace").lower() in _WINDOWS_1258 for label in declared)


def _is_vietnamese(text: str) -> bool:
    letters = [char for char in unicodedata.normalize("NFC", text) if not char.isascii() and (char.isalpha() or _is_mark(char))]
    return bool(letters) and sum(char in VIETNAMESE_LETTERS for char in letters) >= _MIN_VIETNAMESE * len(letters)


def _is_mark(char: str) -> bool:
    return unicodedata.combining(char) != 0
