"""Sentences as proof: what matters emphasised, what stands far from it left out, nothing in it acting on the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rich.text import Text

from flows.terminal import fit_for_terminal

_GAP: Final = " … "
_WORD_REACH: Final = 16  # how much further than asked for an excerpt goes to end between words


def excerpt(text: str, start: int, end: int, quotes: Sequence[tuple[int, int]], *, around: int, style: str = "bold") -> Text:
    """`text[start:end]` on one line, with the `quotes` in it emphasised and `around` characters kept on either side of each.

    All positions are those of `text`; `quotes` are in order.
    """
    shown = Text()
    position = start
    for left, right in _windows(text, start, end, quotes, around):
        if left > start:
            shown.append(_GAP if position > start else "… ")
        position = left
        for opening, closing in quotes:
            if left <= opening and closing <= right:
                shown.append(_line(text[position:opening]))
                shown.append(_line(text[opening:closing]), style=style)
                position = closing
        shown.append(_line(text[position:right]))
        position = right
    if position < end:
        shown.append(" …")
    return shown


def _windows(text: str, start: int, end: int, quotes: Sequence[tuple[int, int]], around: int) -> Iterator[tuple[int, int]]:
    """The parts to show: the quotes and their surroundings, joined where they meet, cut between words."""
    current: tuple[int, int] | None = None
    for opening, closing in quotes:
        left, right = _back_to_blank(text, start, opening - around), _on_to_blank(text, closing + around, end)
        if current is not None and left <= current[1] + len(_GAP):
            current = current[0], max(right, current[1])
            continue
        if current is not None:
            yield current
        current = left, right
    if current is not None:
        yield current


def _back_to_blank(text: str, start: int, position: int) -> int:
    if position <= start + _WORD_REACH:
        return start
    blank = text.rfind(" ", position - _WORD_REACH, position)
    return blank + 1 if blank >= 0 else position


def _on_to_blank(text: str, position: int, end: int) -> int:
    if position >= end - _WORD_REACH:
        return end
    blank = text.find(" ", position, position + _WORD_REACH)
    return blank if blank >= 0 else position


def _line(text: str) -> str:
    """White space as one blank each, so that positions of words stay as they were read."""
    return fit_for_terminal(text.replace("\n", " ").replace("\t", " "))
