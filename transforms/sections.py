"""Headings that turn what follows into aims: "II. Chỉ tiêu chủ yếu năm 2021", up to the next heading of its kind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.cues import even_pattern, even_spelling
from transforms.sentences import Span

_LONGEST_HEADING = 140
_OPENS_LINE = re.compile(r"(?:^|\n)[ \t]*$")
_ENDS_LINE = re.compile(r"[ \t:]*(?:\n|$)")
_AIMS = even_pattern(
    r"\W*(?:(?:[ivx]+|\d{1,2})\s*[.)/-]\s*)*(?:(?:một số|các|những)\s+)?"
    r"(?:chỉ tiêu|mục tiêu|phương hướng|nhiệm vụ|kế hoạch)(?!\w)"
)
_AIMS_IN_TITLE = even_pattern(r"(?<!\w)(?:chỉ tiêu|mục tiêu)\s+(?:chủ yếu|cụ thể|phát triển|đến năm|nhiệm kỳ)(?!\w)")
_REACHED = even_pattern(r"(?<!\w)(?:kết quả|thực hiện|đạt|hoàn thành|vượt|tổng kết|đã|so với|theo)(?!\w)")
_AIMS_OF_LIST = even_pattern(r"(?<!\w)(?:chỉ tiêu|mục tiêu|phấn đấu|nhiệm vụ)(?!\w)")
_AIM_WORDS = tuple(map(even_spelling, ("chỉ tiêu", "mục tiêu", "phương hướng", "nhiệm vụ", "kế hoạch", "phấn đấu")))
_COLON = re.compile(r"[ \t]*:")
_BULLET = re.compile(r"[ \t]*(?:[-–+*•]|\d{1,2}[.)])")
_NEXT_HEADING = even_pattern(r"\W*(?:[ivx]+\s*[.)/-]|(?:kết quả|đánh giá|tình hình|thực hiện|nhận xét)(?!\w))")


def aimed_sentences(even: str, sentences: Sequence[Span]) -> frozenset[int]:
    """The numbers of the sentences under a heading of aims, the headings included. `even` is evenly spelled lower-case text.

    A heading is a line of its own that states nothing: no full stop, no word of a result.
    """
    if not any(map(even.__contains__, _AIM_WORDS)):
        return frozenset()
    aimed: set[int] = set()
    under = False
    listing = False
    for index, span in enumerate(sentences):
        listing = _goes_on(even, span, listing=listing)
        if _is_heading(even, span):
            line = even[span.start : span.end]
            if _REACHED.search(line):
                under = under and not _NEXT_HEADING.match(line)
            elif _AIMS.match(line) or _AIMS_IN_TITLE.search(line):
                under = True
            elif _NEXT_HEADING.match(line):
                under = False
        if under or listing:
            aimed.add(index)
    return frozenset(aimed)


def _goes_on(even: str, span: Span, *, listing: bool) -> bool:
    """Is the sentence one of a list of aims, or does it open one: "tỉnh đề ra các mục tiêu:" and lines with dashes?"""
    if even[span.end - 1 : span.end] == ":" or _COLON.match(even, span.end):
        line = even[span.start : span.end]
        return _AIMS_OF_LIST.search(line) is not None and _REACHED.search(line) is None
    opens_line = even.rfind("\n", 0, span.start) + 1
    return listing and _BULLET.match(even, opens_line) is not None


def _is_heading(even: str, span: Span) -> bool:
    if span.end - span.start > _LONGEST_HEADING or even[span.end - 1 : span.end] in {".", ";", ","}:
        return False
    return bool(_OPENS_LINE.search(even, max(0, span.start - 4), span.start)) and bool(_ENDS_LINE.match(even, span.end))
