"""One key for all spellings of a word: lower case, no tone or vowel marks, đ as d, dashes and blanks alike.

Marks go before comparison, so that "Hoà" and "Hòa" (two places for one tone), "Đắk" and "Đăk" meet. The same key serves the
province table and the search index.
"""

from __future__ import annotations

import re
import unicodedata

_MARKS = dict.fromkeys(range(0x0300, 0x0370))  # combining diacritical marks
_D = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d"})
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015_.,'’]+")


def fold(text: str) -> str:
    """Lower case without marks, đ as d; punctuation and blanks stay, so that words keep their places."""
    return unicodedata.normalize("NFD", text).translate(_MARKS).translate(_D).lower()


def fold_key(text: str) -> str:
    """`fold` with every run of blanks, dashes, dots, commas and apostrophes as one blank: a key to look names up by."""
    return _SEPARATORS.sub(" ", fold(text)).strip()
