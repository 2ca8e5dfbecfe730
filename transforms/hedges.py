"""Hedge words around a number: "gần", "trên", "ước đạt", "… trở lên".

Numbers are found first; hedges are read backwards from them.
"""

from __future__ import annotations

import re

from transforms.records import Qualifier
from transforms.units import skip_blanks
from transforms.values import value

# Longest first: the first that the text before the number ends with wins
_HEDGES: tuple[tuple[str, Qualifier], ...] = (
    ("trên dưới", "about"),
    ("không dưới", "over"),
    ("không ít hơn", "over"),
    ("không quá", "under"),
    ("không vượt quá", "under"),
    ("ít nhất", "over"),
    ("tối thiểu", "over"),
    ("thấp nhất", "over"),
    ("tối đa", "under"),
    ("cao nhất", "under"),
    ("ước khoảng", "about"),
    ("ước chừng", "about"),
    ("ước tính", "about"),
    ("xấp xỉ", "about"),
    ("khoảng", "about"),
    ("chừng", "about"),
    ("độ chừng", "about"),
    ("ước", "about"),
    ("gần", "nearly"),
    ("ngót", "nearly"),
    ("trên", "over"),
    ("hơn", "over"),
    ("quá", "over"),
    ("dưới", "under"),
)
_BY_LAST: dict[str, tuple[tuple[str, Qualifier], ...]] = {}
for _phrase, _qualifier in _HEDGES:
    _last = _phrase.rsplit(" ", 1)[-1]
    _BY_LAST[_last] = tuple(sorted((*_BY_LAST.get(_last, ()), (_phrase, _qualifier)), key=lambda row: -len(row[0])))

# Verbs that may stand between a hedge and its number: "ước đạt 5%", "dự kiến được"
_LINKS = frozenset({"đạt", "được", "là", "có", "còn", "thực", "hiện", "khoảng", "lên", "chiếm", "bằng", "tới", "đến"})
_FAR: dict[str, Qualifier] = {"ước": "about", "khoảng": "about", "gần": "nearly", "trên": "over", "hơn": "over"}
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_LAST_REACH = 32  # holds any hedge's last word
_BOUNDS = ("trở ", "đổ ", "hoặc ")  # what the next two begin with
_UP = re.compile(r"(?:trở lên|đổ lên|hoặc hơn)(?!\w)")
_DOWN = re.compile(r"(?:trở xuống|đổ lại|đổ xuống)(?!\w)")
_ESTIMATE = re.compile(r"(?:^|[\s(])ước\s")


@value
class Hedge:
    qualifier: Qualifier
    start: int  # where the quote begins


def read_hedge(lower: str, start: int, clause_start: int) -> Hedge:
    """The hedge of the number at `start`. Words before `clause_start` belong to something else."""
    if start > clause_start and not lower[start - 1].isspace():
        return Hedge("exact", start)
    behind = lower.rfind(" ", clause_start, start - 1) + 1
    word = lower[behind : start - 1]
    if behind and word.isalpha() and word not in _BY_LAST and word not in _LINKS:  # nearly always
        return Hedge(_governed(lower, clause_start, start), start)
    stripped = lower[clause_start:start].rstrip()
    last = _LAST_WORD.search(stripped, max(stripped.rfind(" ") + 1, len(stripped) - _LAST_REACH))
    if last is None:
        return Hedge("exact", start)
    for phrase, qualifier in _BY_LAST.get(last[0], ()):
        begin = len(stripped) - len(phrase)
        if stripped.endswith(phrase) and (begin == 0 or not stripped[begin - 1].isalnum()):
            return Hedge(qualifier, clause_start + begin)
    return Hedge(_far_hedge(stripped), start)


def _far_hedge(left: str) -> Qualifier:
    """A hedge with a verb in between ("ước đạt"), or "Ước" at the head of the clause, which governs all its amounts."""
    words = left.rsplit(maxsplit=4)[-4:]
    for word in reversed(words):
        if word in _FAR and word != words[-1]:
            return _FAR[word]
        if word not in _LINKS:
            break
    return _governed(left, 0, len(left))


def _governed(lower: str, clause_start: int, start: int) -> Qualifier:
    """Does "ước" stand anywhere in the clause?"""
    estimated = lower.find("ước", clause_start, start) >= 0 and _ESTIMATE.search(lower[clause_start:start])
    return "about" if estimated else "exact"


def read_bound(lower: str, end: int) -> tuple[Qualifier, int] | None:
    """ "… trở lên" (over) or "… trở xuống" (under) behind a quantity, and where it ends."""
    start = skip_blanks(lower, end)
    if not lower.startswith(_BOUNDS, start):
        return None
    if found := _UP.match(lower, start):
        return "over", found.end()
    if found := _DOWN.match(lower, start):
        return "under", found.end()
    return None
