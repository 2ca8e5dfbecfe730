"""Text as stored: NFC, white space folded, nothing else changed."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))  # left over from word processors


def tidy_line(text: str) -> str:
    """One line: NFC, every run of white space (no-break spaces and line breaks included) one blank, ends trimmed."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_INVISIBLE).split())


def tidy(text: str) -> str:
    """A paragraph that may hold line breaks (`<br>`): each line tidied, empty lines dropped."""
    return "\n".join(line for line in map(tidy_line, text.split("\n")) if line)


_BYLINE_LABEL = re.compile(
    r"^(?:(?:Tin|Bài|Ảnh|Video|Thực hiện|Bài viết|Người viết|Tác giả)(?:\s*(?:,|và|-|–|&)\s*(?:tin|bài|ảnh|video|clip))*)\s*:\s*",
    re.IGNORECASE,
)


def byline(text: str) -> str | None:
    """The author in a signature line, without its label: "Tin, ảnh: P.Y" is "P.Y". A source ("Theo TTXVN") stays as written."""
    return _BYLINE_LABEL.sub("", tidy_line(text)).strip(" .,-–") or None
