"""Numbers that state nothing of their own, whatever they count: back-references, prices, comparisons."""

from __future__ import annotations

import re

from transforms.cues import even_pattern, even_spelling
from transforms.frames import Frame
from transforms.grounds import Silence
from transforms.indicator_rules import MONEY
from transforms.lowering import CAPITALS
from transforms.meanings import Statement, same_head

_PART_OF = even_pattern(r"(?<!\w)(?:gồm|bao gồm|trong đó|chia ra)(?!\w)")
_BACK_REFERENCE = even_pattern(r"(?:(?<!tổng )trong (?:tổng )?số|(?:^|[.\n])\s*trong)\s*$")
_BACK_REACH = 24
_REACH = 64
_TOLD_BEFORE = even_pattern(r"\s+(?:ấy|nói trên|kể trên|nêu trên|này)(?!\w)")
_ITS_SHARE = even_pattern(
    r"[^.;(),]{0,30}[(,]\s*(?:chiếm|đạt|tỷ lệ|tương đương|bằng)?\s*(?:tỷ lệ\s+)?(?:gần|hơn|trên|khoảng)?\s*"
)
_HEDGE = r"(?:(?:gần|hơn|trên|khoảng|tới|đến)\s+)?"
# "cao hơn bình quân cả nước 2,1%" tells how two places differ, "bằng 98% so với cùng kỳ" nothing that can be added up
_STANDARD = (
    r"(?:mức|bình quân|trung bình|cả nước|toàn quốc|kế hoạch|chỉ tiêu|mục tiêu|nghị quyết|dự toán|quy định|toàn tỉnh|khu vực|"
    r"yêu cầu)"
)
_BEYOND = even_pattern(rf"(?<!\w)(?:hơn|vượt|kém)\s+(?:so\s+với\s+)?{_STANDARD}(?:\s+[^\W\d_]+){{0,8}}\s*(?:là\s+)?{_HEDGE}$")
_MORE = even_pattern(rf"(?<!\w)(?:(?:cao|thấp|nhiều|ít|lớn)\s+hơn|vượt|kém)\s+{_HEDGE}$")
_THAN_STANDARD = even_pattern(rf"\s*(?:điểm\s+)?so\s+(?:với\s+)?{_STANDARD}(?!\w)")
_WHOLES = tuple(map(even_spelling, ("cả nước", "toàn quốc", "bình quân chung", "mức chung")))
_OF_STANDARD = even_pattern(rf"(?<!\w)(?:{'|'.join(_WHOLES)})\s*[(–-]\s*(?:ước\s+)?(?:đạt\s+)?(?:gần\s+)?$")
_CONTRIBUTES = even_pattern(rf"(?<!\w)(?:góp|đóng góp|góp phần)\s+{_HEDGE}$")
_SHARES_IN_GROWTH = even_pattern(r"(?<!\w)(?:đóng góp|góp)(?!\w)")
_THAN_PLACE = re.compile(
    rf"(?:cao|thấp|nhiều|ít|lớn|kém)\s+hơn\s+(?:so với\s+)?(?:(?:tỉnh|thành phố|TP\.?|huyện)\s*)?"
    rf"[{CAPITALS}]\w*(?:\s+[{CAPITALS}]\w*){{0,3}}\s+$"
)
_EXCEEDS = even_pattern(rf"(?<!\w)vượt\s+{_HEDGE}$")
_EQUALS = even_pattern(rf"(?<!\w)(?:bằng|tương đương)\s+{_HEDGE}$")
_OF_OTHER = even_pattern(r"\s*(?:của|so(?:\s+với)?|cùng kỳ|cả năm|quý|năm|mức)(?!\w)")
# What one of several got or cost: no total
_EACH = even_pattern(
    r"(?<!\w)mỗi\s+(?:suất|phần|căn|hộ|nơi|đơn vị|em|xã|huyện|nhà|gia đình|trường hợp|trường|điểm|cây|con|cháu|cụ|học bổng)"
    r"(?:\s+[^\W\d_]+){0,5}\s*$"
)
_NOT_PRICED = frozenset({*MONEY, "%", "lần", "point", "rank"})
_PRICED = even_pattern(
    r"\(\s*(?:(?:tổng|với|giá|trị giá|kinh phí|tổng kinh phí|tổng trị giá|trị giá|tổng số tiền|là|trên|gần|hơn|khoảng)\s+)*$"
)


def read_aside(even: str, around: Frame, last: Statement | None, before: Statement | None) -> Silence | None:
    """Why the number states nothing of its own, or None where it may. `before`: the statement of the number right before it."""
    quantity, start = around.quantity, around.start
    left = even[max(around.left, start - _BACK_REACH) : start]
    if left.rstrip().endswith(("số", "trong")) and _BACK_REFERENCE.search(left):
        return Silence.REFERS_BACK
    if _TOLD_BEFORE.match(even, quantity.end):
        return Silence.REFERS_BACK
    if _is_share_of_nothing(even, around, before):
        return Silence.PART_OF_UNKNOWN
    near = max(around.near, start - _REACH)
    if even.find("mỗi", near, start) >= 0 and _EACH.search(even, near, start):
        return Silence.PRICE
    if _is_compared(even, around):
        return Silence.COMPARISON
    return _explained(even, around, last)


def _explained(even: str, around: Frame, last: Statement | None) -> Silence | None:
    """What the number in a bracket is to the one before the bracket, where that makes it nothing of its own."""
    quantity, parent = around.quantity, around.bracketed
    if parent is None:
        return None
    if quantity.unit in MONEY and parent.unit not in _NOT_PRICED and _PRICED.search(even, parent.end, around.start):
        return Silence.PRICE
    if _PART_OF.search(even, parent.end, around.start):
        orphan = last is None or last.quantity.start < parent.start
        return Silence.PART_OF_UNKNOWN if orphan and not same_head(parent, quantity) else None
    return None


def _is_share_of_nothing(even: str, around: Frame, before: Statement | None) -> bool:
    """ "167 đơn đang giải quyết (chiếm 11%)": the share of a number that is no indicator is none either."""
    if around.quantity.unit != "%" or around.previous is None or (before is not None and before.indicator is not None):
        return False
    gap = even[around.previous.end : around.start]
    if len(gap) >= _REACH or _ITS_SHARE.fullmatch(gap) is None:
        return False
    named = even.rfind(", ", around.clause, around.previous.start) + 1  # "đúng và trước hạn 51.072 hồ sơ, đạt 98,63%"
    said = [hit for hit in around.sentence.subjects if max(named, around.clause) <= hit.start < around.start]
    return not any(hit.start < around.previous.start or hit.start >= around.previous.end for hit in said)


def _is_compared(even: str, around: Frame) -> bool:
    """Does the number tell how far one amount is from another place's, a plan's or an average?"""
    quantity = around.quantity
    left = even[max(around.left - 1, around.start - _REACH, 0) : around.digits]
    if quantity.unit == "%":
        if ("bằng" in left or "tương đương" in left) and _EQUALS.search(left) and _OF_OTHER.match(even, quantity.end):
            return True
        if "góp" in left and _CONTRIBUTES.search(left):
            return True
        if "điểm" in quantity.quote and _SHARES_IN_GROWTH.search(even, around.sentence.span.start, around.start):
            return True
    far = max(around.sentence.span.start, around.start - _REACH)
    if any(map(even[far : around.start].__contains__, _WHOLES)) and _OF_STANDARD.search(even, far, around.start):
        return True
    if even.find("hơn", far, around.start) >= 0 and _THAN_PLACE.search(around.text, far, around.start):
        return True
    exceeds = "vượt" in left
    if exceeds and quantity.unit != "bậc" and _EXCEEDS.search(left):
        return True
    if not exceeds and "hơn" not in left and "kém" not in left:
        return False
    return bool(_BEYOND.search(left) or (_MORE.search(left) and _THAN_STANDARD.match(even, quantity.end)))
