"""Units written once for several numbers: on a later member of a list, on an earlier one, or on the noun before the number."""

from __future__ import annotations

import re

from transforms.drafts import Draft
from transforms.nouns import match_noun
from transforms.sentences import Span, sentence_index
from transforms.units import match_measure

_CONNECTED = re.compile(r"[ \xa0]*(?:,|;|và|hoặc|-|–|lên|xuống|còn|lên tới|lên đến|xuống còn|/|,? và)[ \xa0]*")
_LIST_END = re.compile(
    r"[ \xa0]*(?:(?:định kỳ|thường xuyên|đột xuất|và|hoặc|còn|lên|xuống)(?!\w)|[,;)(.:|/…-]|$)",
    re.MULTILINE,
)
# The noun in "tổng số hộ nghèo là 1.234", "Số đơn tiếp nhận: 258"; not "trong số", "một số"
_HEAD_NOUN = re.compile(
    r"(?<!trong )(?<!một )(?<!đa )(?<!thiểu )(?<!con )(?<!chỉ )(?<!\w)số(?:[ \xa0]+(?:lượng|lượt))?[ \xa0]+(?=[^\W\d_])"
)
_COPULA = re.compile(r"(?:(?<!\w)(?:là|có|còn|đạt|được|gồm|ước|khoảng|trên|hơn|gần|lên|đến)[ \xa0]*|:[ \xa0]*)$")
_HEAD_REACH = 90


def share_units(lower: str, sentences: tuple[Span, ...], drafts: list[Draft]) -> None:
    """Give every bare number of `drafts` the unit it shares. Those that find none are dropped by the caller."""
    homes = [sentence_index(sentences, draft.start) for draft in drafts]
    for index in range(len(drafts) - 2, -1, -1):
        later = drafts[index + 1]
        if not drafts[index].unit and later.unit and homes[index] == homes[index + 1] and not _shut_off(lower, drafts, index):
            _from_later(lower, drafts[index], later)
    for index, draft in enumerate(drafts):
        if draft.unit or not _LIST_END.match(lower, draft.end):
            continue
        limit = sentences[homes[index]].start
        _from_head(lower, draft, max(limit, draft.start - _HEAD_REACH))
        if not draft.unit and index and homes[index] == homes[index - 1] and drafts[index - 1].unit:
            _from_earlier(lower, drafts[index - 1], draft)


def _shut_off(lower: str, drafts: list[Draft], index: int) -> bool:
    """Does a bracket close behind the number that opened before it: "9 buổi (7 định kỳ) cùng 40 khách"?"""
    before = lower[drafts[index - 1].end : drafts[index].start] if index else ""
    return "(" in before and ")" in lower[drafts[index].end : drafts[index + 1].start]


def _from_later(lower: str, draft: Draft, later: Draft) -> None:
    """ "huyện 41, xã là 25 thủ tục"; a scale word only goes over where nothing but a comma or "và" divides them."""
    between = lower[draft.end : later.start]
    connected = _CONNECTED.fullmatch(between) is not None
    if later.unit == "rank" or later.kind == "time":
        return
    if connected or (_LIST_END.match(lower, draft.end) and len(between) < 80 and later.kind in {"count", "money"}):
        draft.borrow(later, scale=connected or later.kind == "money")


def _from_head(lower: str, draft: Draft, limit: int) -> None:
    left = lower[limit : draft.start]
    heads = list(_HEAD_NOUN.finditer(left))
    if not heads or not _COPULA.search(left):
        return
    position = limit + heads[-1].end()
    match = match_measure(lower, position) or match_noun(lower, lower, position)
    if match is not None and match.end <= draft.start:
        draft.unit, draft.kind = match.unit, match.kind


def _from_earlier(lower: str, earlier: Draft, draft: Draft) -> None:
    """ "75 cán bộ: nam 45, nữ 30": parts of what was just counted."""
    between = lower[earlier.end : draft.start]
    if earlier.kind == "count" and earlier.unit != "rank" and len(between) < 40 and re.search(r"[:,(;]|và|còn", between):
        draft.borrow(earlier, scale=False)
