"""Counted nouns: which words after a number name what is counted, classifier first ("lượt hộ nghèo").

A noun the tables do not know is still read, up to two syllables: the words that can never be one (verbs, prepositions) are
a closed list, the nouns are not.
"""

from __future__ import annotations

import re

from transforms.counted_nouns import ABBREVIATIONS, NOUNS
from transforms.lowering import word_set
from transforms.units import UnitMatch, skip_blanks, with_per

# Classifiers take the noun behind them into the unit
CLASSIFIERS = word_set("""lượt căn ngôi cây chiếc suất phần con cuộc buổi bộ tấm bức tuyến vụ đoàn nhóm loại mẫu bản
    cái khu điểm hộ gia cơ đợt lớp hội quyển cuốn giấy bài""")
# No counted noun begins with one of these, and none goes on with one
STOPS = word_set(
    """và với của cho được bị do đã đang sẽ có là tại ở trong ngoài trên dưới theo từ đến tới về để nhằm vì nên mà thì
    như hoặc hay cùng so bằng đạt chiếm tăng giảm còn gồm bao qua sau trước khi lúc vào ra lên xuống lại này đó ấy kia
    nay nói vừa mới rất khá đều cũng chỉ không chưa phải cần hiện nhưng song tuy nếu thu trao tặng nhận giao xếp đứng bình
    thuộc gần hơn khoảng ước toàn cả mỗi từng nhiều ít một hai ba bốn năm sáu bảy tám chín mười riêng tỷ tỉ
    tương đương tính lũy luỹ đầu giữa nhờ góp làm giúp thực trở vượt ngang kế giai nhất hằng hàng
    đối nằm thấp cao cách tức kể ngày tháng quý tiếp giải các những rõ ngay số định thường đột
    đón xóa xoá khởi khánh hoàn triển phấn xây sửa hỗ ủng yêu phê duyệt tham diễn bắt kết đưa mang nêu gửi phải dù liền suốt
    đi chạy"""
)
# Two syllables that are no noun though the first of them may be one
_NO_NOUN = re.compile(r"(?:cụ thể|cơ (?:bản|cấu|động)|chính thức|thể hiện|trực (?:tiếp|tuyến)|bản thân)(?!\w)")
# … but these may go on inside one: "người có công", "bình quân"
_INNER_ALLOWED = frozenset({"có", "chính"})
# Where a stop word starts a known noun ("giải thưởng", "hàng hóa", "tiếp xúc")
_WORD = re.compile(r"[^\W\d_]+")


def _noun_table() -> dict[str, dict[str, tuple[str, ...]]]:
    table: dict[str, dict[str, list[str]]] = {}
    for noun in NOUNS:
        head, _, rest = noun.partition(" ")
        table.setdefault(head, {}).setdefault(rest[:1], []).append(noun)
    return {
        head: {letter: tuple(sorted(nouns, key=len, reverse=True)) for letter, nouns in by_letter.items()}
        for head, by_letter in table.items()
    }


# By the first word and the first letter of the second, the longest first
_BY_HEAD = _noun_table()
# A lost blank, as pages have them: "69 cánhân", "120 lượtngười"
_GLUED = {noun.replace(" ", ""): noun for noun in NOUNS if noun.count(" ") == 1}


def _known(lower: str, start: int, head: str) -> str:
    """The longest listed noun at a position, or an empty string."""
    by_letter = _BY_HEAD.get(head)
    if by_letter is None:
        return ""
    behind = start + len(head) + 1
    for letter in (lower[behind : behind + 1], ""):
        for noun in by_letter.get(letter, ()):
            end = start + len(noun)
            if lower.startswith(noun, start) and not lower[end : end + 1].isalpha():
                return noun
    return ""


def match_noun(text: str, lower: str, position: int) -> UnitMatch | None:
    """The counted noun at a position, after blanks. None where a name, a verb, a preposition or punctuation stands there."""
    start = skip_blanks(lower, position)
    found = _WORD.match(lower, start)
    if found is None:
        return None
    head = found[0]
    if head in ABBREVIATIONS and text[start : found.end()].isupper():
        return with_per(lower, UnitMatch(ABBREVIATIONS[head], "count", found.end()))
    noun = _known(lower, start, head)
    if not noun:
        if head in _GLUED:
            return with_per(lower, UnitMatch(_GLUED[head], "count", found.end()))
        if head in STOPS or text[start].isupper() or len(head) == 1 or _NO_NOUN.match(lower, start):
            return None
        noun = _open_noun(text, lower, start, head)
    return with_per(lower, UnitMatch(noun, "count", start + len(noun)))


def is_known_noun(lower: str, position: int) -> bool:
    """Does a listed noun or classifier begin here? (Enough to read "2015 hộ" as a count and not as a year.)"""
    start = skip_blanks(lower, position)
    found = _WORD.match(lower, start)
    return found is not None and (found[0] in CLASSIFIERS or bool(_known(lower, start, found[0])) or found[0] in _COMMON)


_COMMON = word_set("người hộ xã tỉnh huyện phường thôn ấp đơn vụ cháu em cụ ca cặp ý trường trạm cầu nhà tin chỗ")


def _open_noun(text: str, lower: str, start: int, head: str) -> str:
    """One syllable, or two when the next can go on a noun; a classifier takes a listed noun whole."""
    after = start + len(head)
    if not lower.startswith(" ", after):
        return head
    follow = _WORD.match(lower, after + 1)
    if follow is None or text[after + 1].isupper() or (follow[0] in STOPS and follow[0] not in _INNER_ALLOWED):
        return head
    if head in CLASSIFIERS:
        known = _known(lower, after + 1, follow[0])
        if known:
            return f"{head} {known}"
    if head in _COMMON:
        return head
    return f"{head} {follow[0]}"
