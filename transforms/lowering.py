"""Letters and words: lower case that keeps every position, the capitals, closed lists of words."""

from __future__ import annotations

# The capitals of Vietnamese, for character classes: in Unicode they stand mixed with the small letters
CAPITALS = (
    "A-ZĐĂÂÊÔƠƯ"
    + "".join(letter for letter in map(chr, (*range(0xC0, 0xDE), *range(0x1EA0, 0x1EFA))) if letter.isupper())
    + "ĨŨ"
)


def lowered(text: str) -> str:
    """`text.lower()`, letter by letter where the whole would change its length ("İ" becomes two code points)."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)


def word_set(words: str) -> frozenset[str]:
    """The words of a blank-separated list: how the closed word classes are written down."""
    return frozenset(words.split())
