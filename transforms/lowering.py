"""Lower case that keeps every position, so that spans found in it hold in the original."""

from __future__ import annotations


def lowered(text: str) -> str:
    """`text.lower()`, letter by letter where the whole would change its length ("İ" becomes two code points)."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
