"""One key for all spellings of a word: lower case, no tone or vowel marks, đ as d, dashes and blanks alike.

Marks go before comparison, so that "Hoà" and "Hòa" (two places for one tone), "Đắk" and "Đăk" meet. The same key serves the
province table and the search index.
"""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile(
    "[\u0300-\u036f]+"
)  # combining diacritical marks; taken out by a pattern: translate is several times slower
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015_.,'’]+")


def fold(text: str) -> str:
    """Lower case without marks, đ as d; punctuation and blanks stay, so that words keep their places."""
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text))
    return bare.lower().replace("đ", "d").replace("ð", "d")  # ð: mistyped for đ, its capital looks the same


def fold_key(text: str) -> str:
    """`fold` with every run of blanks, dashes, dots, commas and apostrophes as one blank: a key to look names up by."""
    return _SEPARATORS.sub(" ", fold(text)).strip()
