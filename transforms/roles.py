"""Level, delta or target: whether a number says how much there is, by how much it changed, or how much is aimed at."""

from __future__ import annotations

import re
from typing import Literal

from transforms.cues import Hit
from transforms.values import value

_UP = frozenset({"tăng", "thăng", "nhích", "vượt", "lên"})
_DOWN = frozenset({"giảm", "hạ", "tụt", "sụt", "rớt", "xuống", "kéo"})
# "tăng", "giảm" are changes by an amount; "lên", "xuống" are only with a unit of steps ("xuống 3 bậc")
_BY_AMOUNT = frozenset({"tăng", "thăng", "nhích", "giảm", "hạ", "tụt", "sụt", "rớt"})
_TELLING = (*_BY_AMOUNT, "hơn")  # without one of these, nothing changes
# Between the verb and the number, these turn a change into the state it led to or started from: "giảm còn 820"
_TO_STATE = frozenset({"còn", "đạt", "lên", "xuống", "từ", "là", "chiếm", "có", "thành"})
_WORD = re.compile(r"[^\W\d_]+|[,;:()]")
_REACH = 12
_THAN: dict[str, Literal[1, -1]] = {"cao": 1, "nhiều": 1, "lớn": 1, "thấp": -1, "ít": -1}
_SIGNS: dict[str, Literal[1, -1]] = {"(-": -1, "(–": -1, "(+": 1}
_NEAR = 4
_UNDERGONE = re.compile(r"\s+được\s+(?:giảm|kéo giảm)(?!\w)(?!\s+\w+\s+còn)")
_MORE = re.compile(r"\s+nữa(?!\w)")
_JOINERS = frozenset({"và", "cùng", "với", ",", "cũng", "như"})


@value
class Change:
    """`sign` is -1 for a fall; `by` tells a change by the number from a state ("còn", "lên tới")."""

    sign: Literal[1, -1]
    by: bool
    compared: bool = False  # "cao hơn cùng kỳ 1,9%"


def read_change(even: str, start: int, end: int) -> Change | None:
    """The change the words before a number speak of, or None."""
    said = even[start:end]
    if not any(map(said.__contains__, _TELLING)):
        return None
    words = _WORD.findall(said)[-_REACH:]
    state = False
    for index, word in reversed(list(enumerate(words))):
        if (word in ";:(" and index < len(words) - 1) or (word == "," and state):
            break
        if word == "giảm" and words[index + 1 : index + 2] == ["nghèo"]:  # "chương trình giảm nghèo bền vững"
            continue
        if word == "hơn" and index and words[index - 1] in _THAN and "," not in words[index:]:  # "cao hơn cùng kỳ 29,3%"
            return Change(_THAN[words[index - 1]], True, compared=True)
        if word in _BY_AMOUNT:
            return Change(-1 if word in _DOWN else 1, not state)
        state = state or word in _TO_STATE
    return None


def read_signed(even: str, start: int) -> Change | None:
    """A sign written out in brackets: "(-46 triệu USD)", "(+0,28%)". A dash in running text is no sign."""
    sign = _SIGNS.get(even[max(0, start - 2) : start])
    return None if sign is None else Change(sign, True)


def read_undergone(even: str, end: int) -> Change | None:
    """A fall told behind the number: "6.600 hộ nghèo được giảm"."""
    return Change(-1, True) if _UNDERGONE.match(even, end) else None


def read_addition(even: str, start: int, number: int, end: int) -> Change | None:
    """ "có thêm 5 xã", "5 xã nữa": so many more of something that there is anyway."""
    words = _WORD.findall(even, start, number)[-_NEAR:]
    return Change(1, True) if "thêm" in words or _MORE.match(even, end) else None


def read_steps(even: str, start: int, end: int) -> Change:
    """The direction of a number of steps in a ranking: up unless a word of falling stands before it."""
    words = _WORD.findall(even, start, end)[-_REACH:]
    word = next((word for word in reversed(words) if word in _UP or word in _DOWN), "")
    return Change(-1 if word in _DOWN else 1, True)


def only_joins(even: str, start: int, end: int) -> bool:
    """Is there nothing but "và", "cùng" or a comma between two numbers, so that the verb of the first holds for the second?"""
    return all(word in _JOINERS for word in _WORD.findall(even, start, end))


def is_aimed_at(aims: list[Hit], position: int) -> bool:
    """Is the last word of aiming or reaching before the number one of aiming?"""
    before = [hit for hit in aims if hit.end <= position] if aims else aims
    return bool(before) and before[-1].concept == "aim"
