"""Text as stored: NFC, white space folded, nothing else changed."""

from __future__ import annotations

import re
import unicodedata

# Left over from word processors; and lone surrogates, which a JSON answer may hold and no file can.
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\ud800-\udfff]")


def tidy_line(text: str) -> str:
    """One line: NFC, every run of white space (no-break spaces and line breaks included) one blank, ends trimmed."""
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).split())


def tidy(text: str) -> str:
    """A paragraph that may hold line breaks (`<br>`): each line tidied, empty lines dropped."""
    return "\n".join(line for line in map(tidy_line, text.split("\n")) if line)


_BYLINE_LABEL = re.compile(
    r"^(?:Tin|Bài|Ảnh|Video|Thực hiện|Bài viết|Người viết|Tác giả)(?:\s*(?:,|và|-|–|&)\s*(?:tin|bài|ảnh|video|clip))*\s*:\s*",
    re.IGNORECASE,
)


def byline(text: str) -> str | None:
    """The author in a signature line, without its label: "Tin, ảnh: P.Y" is "P.Y". A source ("Theo TTXVN") stays as written."""
    return _BYLINE_LABEL.sub("", tidy_line(text)).strip(" .,-–") or None
