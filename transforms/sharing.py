"""Units written once for several numbers: on a later member of a list, on an earlier one, or on the noun before the number."""

from __future__ import annotations

import re
from decimal import Decimal

from transforms.drafts import Draft
from transforms.nouns import match_noun
from transforms.sentences import Span, sentence_indexes
from transforms.units import UnitMatch, match_measure, with_per

_CONNECTED = re.compile(r"[ \xa0]*(?:,|;|và|hoặc|-|–|lên|xuống|còn|lên tới|lên đến|xuống còn|/|,? và)[ \xa0]*")
_LIST_END = re.compile(
    r"[ \xa0]*(?:(?:định kỳ|thường xuyên|đột xuất|và|hoặc|còn|lên|xuống)(?!\w)|[,;)(.:|/…-]|$)",
    re.MULTILINE,
)
# The noun in "tổng số hộ nghèo là 1.234", "Số đơn tiếp nhận: 258"; not "trong số", "một số"
_HEAD_NOUN = re.compile(
    r"(?<!trong )(?<!một )(?<!đa )(?<!thiểu )(?<!con )(?<!chỉ )(?<!\w)số(?:[ \xa0]+(?:lượng|lượt))?[ \xa0]+(?=[^\W\d_])"
)
_COPULAS = ("là", "có", "còn", "đạt", "được", "gồm", "ước", "khoảng", "trên", "hơn", "gần", "lên", "đến", ":")
_COPULA = re.compile(rf"(?:(?<!\w)(?:{'|'.join(_COPULAS[:-1])})|:)[ \xa0]*$")
_HEAD_REACH = 90
_SCORE_HEAD = re.compile(
    r"(?<!\w)(?:tổng điểm|điểm số|số điểm|điểm trung bình)(?:\s+[^\W\d_]+){0,6}\s+(?:là|đạt|được)\s+(?:gần\s+|trên\s+)?$"
)
_SCORE_REACH = 72
_LEAST_MONEY = Decimal(1_000_000)
_MONEY_TALK = re.compile(
    r"(?<!\w)(?:vay|vốn|kinh phí|tiền|thu|chi|giá|đầu tư|hỗ trợ|trị giá|grdp|ngân sách|lãi|doanh thu|quỹ|ủng hộ|lương|"
    r"lợi nhuận|thu nhập|đóng góp|huy động|dư nợ|quy mô|tổng sản phẩm|đồng)(?!\w)"
)
_MONEY_REACH = 90
_FOREIGN = frozenset({"USD", "EUR", "JPY"})


def share_units(lower: str, sentences: tuple[Span, ...], drafts: list[Draft]) -> None:
    """Give every bare number of `drafts` the unit it shares. Those that find none are dropped by the caller."""
    homes = sentence_indexes(sentences, (draft.start for draft in drafts))
    for index in range(len(drafts) - 2, -1, -1):
        later = drafts[index + 1]
        if not drafts[index].unit and later.unit and homes[index] == homes[index + 1] and not _shut_off(lower, drafts, index):
            _from_later(lower, drafts[index], later)
    for index, draft in enumerate(drafts):
        if draft.unit or not _LIST_END.match(lower, draft.end):
            continue
        limit = sentences[homes[index]].start
        _from_head(lower, draft, max(limit, draft.start - _HEAD_REACH))
        if not draft.unit:
            _from_score(lower, draft, limit)
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
    if later.unit == "rank" or later.kind == "time" or _is_foreign(draft, later, between):
        return
    if connected or (_LIST_END.match(lower, draft.end) and len(between) < 80 and later.kind in {"count", "money"}):
        draft.borrow(later, scale=connected or later.kind == "money")


def _from_head(lower: str, draft: Draft, limit: int) -> None:
    left = lower[limit : draft.start]
    if "số" not in left or not left.rstrip(" \xa0").endswith(_COPULAS):
        return
    heads = list(_HEAD_NOUN.finditer(left))
    if not heads or not _COPULA.search(left):
        return
    position = limit + heads[-1].end()
    match = match_measure(lower, position) or match_noun(lower, lower, position)
    if match is not None and match.end <= draft.start:
        draft.unit, draft.kind = match.unit, match.kind


def _from_score(lower: str, draft: Draft, limit: int) -> None:
    """ "Tổng điểm của tỉnh là 72,80": the points are named before the number."""
    if _SCORE_HEAD.search(lower, max(limit, draft.start - _SCORE_REACH), draft.start):
        draft.unit, draft.kind = "point", "score"


def name_money(lower: str, drafts: list[Draft]) -> None:
    """Give đồng to amounts in millions and more that name no unit where money is spoken of: "mỗi hộ vay 30 triệu"."""
    for draft in drafts:
        if draft.unit or draft.amount.scale is None or draft.amount.scale < _LEAST_MONEY:
            continue
        per = with_per(lower, UnitMatch("VND", "money", draft.end))
        if per.unit != "VND" or _MONEY_TALK.search(lower, max(0, draft.start - _MONEY_REACH), draft.start):
            draft.take(per)


def _from_earlier(lower: str, earlier: Draft, draft: Draft) -> None:
    """ "75 cán bộ: nam 45, nữ 30": parts of what was just counted."""
    between = lower[earlier.end : draft.start]
    if earlier.kind == "count" and earlier.unit != "rank" and len(between) < 40 and re.search(r"[:,(;]|và|còn", between):
        draft.borrow(earlier, scale=False)


def _is_foreign(draft: Draft, later: Draft, between: str) -> bool:
    """Is it an amount with its own scale, and so in đồng, before one in another currency: "3,5 tỷ; 12.500 USD"?"""
    return (
        later.unit in _FOREIGN and draft.amount.scale is not None and (";" in between or _CONNECTED.fullmatch(between) is None)
    )
