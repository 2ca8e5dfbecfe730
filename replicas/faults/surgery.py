"""Changes to a good page that make it a bad one, whatever its layout: bytes of UTF-8 HTML in, bytes out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

_DAY = re.compile(r"\b(\d{1,2})([/-])(\d{1,2})\2(20\d\d)\b|\b(20\d\d)-(\d\d)-(\d\d)(?=T|\b)")
_PARAGRAPH = re.compile(r"(<p\b[^>]*>).*?(</p>)", re.DOTALL | re.IGNORECASE)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL | re.IGNORECASE)
_OPENING = 16  # characters of the title; its end differs from place to place by the name of the site
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_NAMES = re.compile(r"\b(class|id)=\"([^\"]*)\"")


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
    text = unicodedata.normalize("NFC", page.decode())
    return _NOT_ASCII.sub(lambda letter: _for_1258(letter[0]), text).encode("cp1258", "xmlcharrefreplace")


@cache
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
    """The title gone from heading, head and machine data: whatever opens with the words that the <title> opens with."""
    text = page.decode()
    title = _TITLE.search(text)
    opening = re.escape(title[1].strip()[:_OPENING]) if title else ""
    return re.sub(rf"""([>"'])\s*{opening}[^<"']*""", r"\1", text).encode() if opening else page


def laid_out_anew(page: bytes) -> bytes:
    """The same text in a layout that nobody declared: every class and id has another name than the night before."""

    def renamed(names: re.Match[str]) -> str:
        return f'{names[1]}="{" ".join(f"{name}-v2" for name in names[2].split())}"'

    return _NAMES.sub(renamed, page.decode()).encode()
