"""Changes to a good page that make it a bad one, whatever its layout: bytes of UTF-8 HTML in, bytes out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_DAY = re.compile(r"\b(\d{1,2})([/-])(\d{1,2})\2(20\d\d)\b|\b(20\d\d)-(\d\d)-(\d\d)(?=T|\b)")
_PARAGRAPH = re.compile(r"(<p\b[^>]*>).*?(</p>)", re.DOTALL | re.IGNORECASE)


def without_dates(page: bytes) -> bytes:
    """No day anywhere, visible or in machine data."""
    return _DAY.sub("", page.decode()).encode()


def dated(year: int) -> Callable[[bytes], bytes]:
    """Every day moved to that year, its notation kept."""

    def change(page: bytes) -> bytes:
        def moved(day: re.Match[str]) -> str:
            if day.group(5):
                return f"{year}-{day.group(6)}-{day.group(7)}"
            return f"{day.group(1)}{day.group(2)}{day.group(3)}{day.group(2)}{year}"

        return _DAY.sub(moved, page.decode()).encode()

    return change


def without_paragraphs(page: bytes) -> bytes:
    """The frame of the page, every paragraph empty."""
    return _PARAGRAPH.sub(r"\1\2", page.decode()).encode()


def badly_nested(page: bytes) -> bytes:
    """End tags missing between paragraphs, and crossed with inline tags elsewhere, as old editors leave them."""
    text = re.sub(r"</p>(\s*<p\b)", r"\1", page.decode())
    return re.sub(r"</(strong|em|b|i|span)>\s*</p>", r"</p></\1>", text).encode()


def decomposed(page: bytes) -> bytes:
    """NFD: each tone its own character, as some editors save."""
    return unicodedata.normalize("NFD", page.decode()).encode()


def in_windows_1258(page: bytes) -> bytes:
    """The legacy encoding, tones as combining bytes; what it cannot hold becomes a character reference."""
    return "".join(map(_for_1258, unicodedata.normalize("NFC", page.decode()))).encode("cp1258", "xmlcharrefreplace")


def _for_1258(letter: str) -> str:
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        tones = "\u0300\u0301\u0303\u0309\u0323"
        decomposed = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in decomposed if mark in tones), "")
        return unicodedata.normalize("NFC", decomposed.replace(tone, "")) + tone
    return letter


def without_title(page: bytes) -> bytes:
    """No title anywhere: neither heading nor head, nor machine data."""
    text = re.sub(r"<(h1|title)\b[^>]*>.*?</\1>", "", page.decode(), flags=re.DOTALL | re.IGNORECASE)
    text = re.sub(r"<meta\b[^>]*\b(?:og:|twitter:)?title[\"'][^>]*>", "", text, flags=re.IGNORECASE)
    return _MARKED_TITLE.sub("", text).encode()


def laid_out_anew(page: bytes) -> bytes:
    """The same text in a layout nobody declared: every class and id has another name since last night."""
    return _NAMES.sub(
        lambda names: f"{names[1]}{names[2]}" + " ".join(f"{n}-v2" for n in names[3].split()) + names[2], page.decode()
    ).encode()
