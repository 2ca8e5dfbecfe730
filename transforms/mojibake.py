"""How much of a text is garbled Vietnamese: UTF-8 once read in another encoding, or letters lost on the way. Pure."""

from __future__ import annotations

import re
import unicodedata
from itertools import product

_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_VOWELS = "aăâeêioôơuưy"

VIETNAMESE_LETTERS = frozenset(
    letter
    for vowel, tone in product(_VOWELS, _TONES)
    for letter in (unicodedata.normalize("NFC", vowel + tone), unicodedata.normalize("NFC", vowel + tone).upper())
    if not letter.isascii()
) | {"đ", "Đ"}
"""The 134 letters beyond ASCII in which Vietnamese is written, in NFC."""

# What UTF-8 bytes 80 to BF look like when read as windows-1252, or as Latin-1 (C1 controls).
_TRAIL = "".join(dict.fromkeys(bytes(range(0x80, 0xC0)).decode("cp1252", "ignore") + "".join(map(chr, range(0x80, 0xC0)))))
# The first byte of a Vietnamese letter in UTF-8 is C3, C4, C5, C6 or E1 BA, E1 BB; of a combining tone CC.
# After a capital it is a letter of its own right: headlines end in XÃ” and ĐÃ….
_MISREAD = rf"(?:(?<![A-ZĐ])[ÃÄÅÆÌ][{re.escape(_TRAIL)}]|á[º»][{re.escape(_TRAIL)}])"
_LOST = r"\ufffd|(?<=[^\W\d_])\?(?=[^\W\d_])"
_DAMAGE = re.compile(f"{_MISREAD}|{_LOST}")
_WORD = re.compile(r"[^ \t\r\n]+")
_IS_ADDRESS = re.compile(r"https?:|www\.|[?&]\w+=|/\w+\?")


def mojibake_share(text: str) -> float:
    """The share of words, separated by blanks, that show damage: 0 for good text, most of them for a misread page.

    Three kinds count: UTF-8 read as windows-1252 or Latin-1 ("nghÃ¨o", "há»™"), U+FFFD, and a question mark inside a word
    ("ngh?o"), which web addresses have by right. One bad quotation in a good article stays far below a tenth.
    """
    if not _DAMAGE.search(text):  # nearly every text; no damage reaches over a blank
        return 0.0
    words = _WORD.findall(text)  # not split(): a no-break space may be the second half of a misread "à"
    return sum(1 for word in words if _DAMAGE.search(word) and not _IS_ADDRESS.search(word)) / len(words)
