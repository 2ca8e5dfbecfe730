"""Letters and words: lower case that keeps every position, the capitals, closed lists of words."""

from __future__ import annotations

from functools import lru_cache

# The capitals of Vietnamese, for character classes: in Unicode they stand mixed with the small letters
CAPITALS = (
    "A-ZĐĂÂÊÔƠƯ"
    + "".join(letter for letter in map(chr, (*range(0xC0, 0xDE), *range(0x1EA0, 0x1EFA))) if letter.isupper())
    + "ĨŨ"
)


@lru_cache(maxsize=8)  # masks, quantities and observations of one text each begin with it
def lowered(text: str) -> str:
    """`text.lower()`, letter by letter where the whole would change its length ("İ" becomes two code points)."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)


def whole_words(*alternatives: str) -> str:
    """The pattern `(?<!\\w)(?:one|other)(?!\\w)`, as fast as `word_starts`."""
    return word_starts(*alternatives) + r"(?!\w)"


def word_starts(*alternatives: str) -> str:
    """The pattern `(?<!\\w)(?:one|other)`, as fast as `words_by_letter`."""
    return f"(?:{words_by_letter(*alternatives)})"


def words_by_letter(*alternatives: str) -> str:
    """The pattern `(?<!\\w)one|(?<!\\w)other`, written so that a search can skip to the first letters of the words.

    Each alternative is a pattern that begins with a plain letter. A pattern that begins with a look behind is tried at every
    letter of the text instead, which takes several times as long.
    """
    rests: dict[str, list[str]] = {}
    for alternative in alternatives:
        rests.setdefault(alternative[0], []).append(alternative[1:])
    return "|".join(rf"{first}(?<!\w{first})(?:{'|'.join(rest)})" for first, rest in rests.items())


def word_set(words: str) -> frozenset[str]:
    """The words of a blank-separated list: how the closed word classes are written down."""
    return frozenset(words.split())
