"""The surroundings of one quantity, cut out once: its clause, what stands before and behind it, the cues in reach."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter

from transforms.cues import ACT_LEXICON, AIM_LEXICON, SUBJECT_LEXICON, Hit, Words, even_pattern, words_of
from transforms.lowering import word_set
from transforms.records import Quantity
from transforms.sentences import Span

_STOP = re.compile(
    r"[,;:().\n]|\s[-–]\s|(?<!\w)(?:và(?!\s+(?:hộ\s+)?cận nghèo)|với tổng|cùng với|trong đó|đồng thời|để|nhằm|vì|do|bị)(?!\w)"
)
# Whom a thing is for, or where it is, tells nothing about what it is; what money is for does ("cho an sinh xã hội")
_STOP_THING = re.compile(r"(?<!\w)(?:cho|của(?!\s+(?:tỉnh|huyện|thành phố|thị xã|xã|địa phương|toàn))|tại|ở)(?!\w)")
# Words that carry no subject of their own: verbs of stating, comparing, changing, and what goes with them
_EMPTY = word_set(
    """tăng giảm đạt bằng vượt ước được là còn và lên xuống từ đến chiếm tỷ lệ tương ứng đương cao thấp hơn của tỉnh trong
    đó riêng cụ thể tính chung thêm nhưng giữ vị trí cũ thứ hạng khoảng trên gần lũy luỹ kế mức tốc độ bình quân mỗi tổng số có
    theo giao so với cùng kỳ năm trước này quý tháng đầu nay điểm chỉ song thì tụt dù tuy nằm nhóm vẫn qua đã đang cả
    nước toàn ngoái nhất thành phố thị huyện phường kế tiếp đứng dự toán hoạch trung ương hội đồng nhân dân phần trăm xếp
    khi lại do lần lượt như sau giai đoạn ngày cuối hết khu vực ngoài nhà nhờ tới"""
)
_OWN_SUBJECT = 3
_DIVIDES = even_pattern(r"(?<!\w)(?:gồm|bao gồm|trong đó|chia|cụ thể|trong số|tách ra|là)(?!\w)|[:(]")
# An aim that is spoken of because it was reached, or by how much: "bằng 117% chỉ tiêu", "vượt mục tiêu"
_MEASURED_AIM = even_pattern(
    r"(?:%|(?<!\w)(?:bằng|đạt|vượt|hoàn thành|so với|so|trên|cao hơn|thấp hơn))\s*(?:[^\W\d_]+\s+){0,2}$"
)
_AIM_ITSELF = even_pattern(r"\s+(?:giảm|tăng|đạt|là|đề ra là)\s+(?:(?:trên|dưới|khoảng|từ)\s+)?\d")
_REMARKS = frozenset({"plan_share", "praise"})
_AIM_REACH = 24
_BRACKET_REACH = 400
_NOT_ADDED = frozenset({"%", "rank", "point"})
_FARTHEST_WHOLE = 12  # numbers between a whole and its last part
_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class SentenceCues:
    """The words and cues of one sentence."""

    span: Span
    words: Words
    subjects: list[Hit]
    acts: list[Hit]
    aims: list[Hit]


def read_sentence(even: str, span: Span) -> SentenceCues:
    """Find all cues of a sentence of evenly spelled text."""
    words = words_of(even, span.start, span.end)
    aims = [hit for hit in AIM_LEXICON.find(words) if hit.concept != "aim" or not _is_measured(even, span, hit)]
    return SentenceCues(span, words, SUBJECT_LEXICON.find(words), ACT_LEXICON.find(words), aims)


def _is_measured(even: str, span: Span, hit: Hit) -> bool:
    if _AIM_ITSELF.match(even, hit.end):
        return False
    return _MEASURED_AIM.search(even, max(span.start, hit.start - _AIM_REACH), hit.start) is not None


@dataclass(frozen=True, slots=True)
class Frame:
    """`left` is where the text of this quantity begins: behind the previous one, or at the head of the clause."""

    text: str  # the whole, as it is written; positions are those of the evenly spelled text
    quantity: Quantity
    home: int  # number of the sentence
    sentence: SentenceCues
    clause: int
    left: int
    near: int  # where the last part of that text begins, behind a comma or "và"
    reach: int  # the end of what is said right behind the number
    until: int  # where the next number begins, or the clause ends
    previous: Quantity | None  # the number before it in the sentence
    bracketed: Quantity | None  # what a bracket around this quantity explains
    whole: Quantity | None  # an earlier one to which this and its neighbours add up

    @property
    def start(self) -> int:
        return self.quantity.start

    def behind(self, hits: list[Hit]) -> list[Hit]:
        """The hits in the counted noun and right behind it."""
        return hits[bisect_left(hits, self.start, key=_START) : bisect_left(hits, self.reach, key=_START)]

    def later(self, hits: list[Hit]) -> list[Hit]:
        """The hits from the counted noun to the next number."""
        return hits[bisect_left(hits, self.start, key=_START) : bisect_left(hits, self.until, key=_START)]

    def speaks_of(self, concepts: tuple[str, ...], limit: int) -> bool:
        """Is one of these subjects named between a position and the end of what is said of the number?"""
        if not concepts:
            return False
        hits = self.sentence.subjects
        return any(hit.concept in concepts for hit in hits[bisect_left(hits, limit, key=_START) :] if hit.start < self.reach)

    def before(self, hits: list[Hit], limit: int) -> list[Hit]:
        """The hits before the number, back to a position, the nearest first."""
        stop = bisect_left(hits, self.start, key=_START)
        return [hit for hit in hits[bisect_left(hits, limit, 0, stop, key=_START) : stop][::-1] if hit.end <= self.start]

    def own_words(self) -> list[str]:
        """The words since the previous number."""
        return [word for word in self.sentence.words.between(self.left, self.start) if not word.isdigit()]

    def has_own_subject(self) -> bool:
        """Do the words since the previous number name something, whether or not any concept knows it?"""
        return self._weight(self.left) >= _OWN_SUBJECT

    def _weight(self, start: int) -> int:
        """How many words of their own meaning stand between a position and the number; names of places and people have none."""
        words = self.sentence.words
        low, high = bisect_left(words.spans, (start,)), bisect_left(words.spans, (self.start,))
        return sum(
            text not in _EMPTY and not text.isdigit() and not self.text[span[0]].isupper()
            for text, span in zip(words.texts[low:high], words.spans[low:high], strict=True)
        )

    def names_anything(self) -> bool:
        """Does any of the words since the previous number carry a meaning of its own?"""
        return self._weight(self.left) > 0

    def names_place(self) -> bool:
        """Is a name, spelled with a capital, among the words since the previous number?"""
        words = self.sentence.words
        low, high = bisect_left(words.spans, (self.left,)), bisect_left(words.spans, (self.start,))
        return any(self.text[start].isupper() for start, _ in words.spans[low:high])

    def turns_away(self) -> bool:
        """Do they name something else to speak of: right before the number, or earlier by a subject that some rule knows?"""
        if self._weight(self.near) >= _OWN_SUBJECT:
            return True
        known = any(hit.concept not in _REMARKS for hit in self.before(self.sentence.subjects, self.left))
        return known and self.has_own_subject()


def frame(text: str, even: str, home: int, cues: SentenceCues, quantities: Sequence[Quantity], index: int) -> Frame:
    """Cut out the surroundings of the quantity at `index` among those of its sentence, the text's sentence number `home`."""
    quantity = quantities[index]
    semicolon = even.rfind(";", cues.span.start, quantity.start)
    clause = semicolon + 1 if semicolon >= 0 else cues.span.start
    left = clause
    if index:
        previous_end = quantities[index - 1].end
        said = _STOP.search(even, previous_end, quantity.start)  # "… dự toán, tăng": what is said of the one before ends here
        left = max(clause, said.start() if said else previous_end)
    near = left
    for mark in _STOP.finditer(even, left, quantity.start):
        near = mark.end()
    limit = quantities[index + 1].start if index + 1 < len(quantities) else cues.span.end
    stop = _STOP.search(even, quantity.end, limit)
    reach = stop.start() if stop else limit
    if quantity.unit not in {"VND", "USD", "%"} and (other := _STOP_THING.search(even, quantity.end, reach)):
        reach = other.start()
    parent, sums_up = _bracketed(even, cues.span, quantities, index)
    whole = parent if sums_up else _whole_of(even, cues.span, quantities, index)
    if whole is not None and not sums_up and not _DIVIDES.search(even, whole.end, quantity.start):
        whole = None
    until = even.find(";", quantity.end, limit)
    previous = quantities[index - 1] if index else None
    return Frame(text, quantity, home, cues, clause, left, near, reach, until if until >= 0 else limit, previous, parent, whole)


def _bracketed(even: str, span: Span, quantities: Sequence[Quantity], index: int) -> tuple[Quantity | None, bool]:
    """The quantity right before the bracket that the one at `index` stands in, and whether the bracket adds up to it."""
    opened = even.rfind("(", span.start, quantities[index].start)
    if opened < 0 or even.find(")", opened, quantities[index].start) >= 0:
        return None, False
    closed = even.find(")", opened, span.end)
    before = bisect_left(quantities, opened, 0, index, key=_START)
    parent = quantities[before - 1] if before else None
    parts = [quantity.value for quantity in quantities[before : bisect_left(quantities, closed, key=_START)]]
    return parent, parent is not None and len(parts) > 1 and sum(parts) == parent.value


def _in_bracket(even: str, span: Span, quantity: Quantity) -> bool:
    start = max(span.start, quantity.start - _BRACKET_REACH)
    return even.rfind("(", start, quantity.start) > even.rfind(")", start, quantity.start)


def _whole_of(even: str, span: Span, quantities: Sequence[Quantity], index: int) -> Quantity | None:
    """An earlier quantity that two or more right behind it in the same unit, this one among them, add up to exactly."""
    part = quantities[index]
    if part.unit in _NOT_ADDED or part.value_high is not None:
        return None
    head = part.unit.split()[0]
    alike = [
        (at, quantities[at]) for at in range(max(0, index - _FARTHEST_WHOLE), min(len(quantities), index + _FARTHEST_WHOLE))
    ]
    alike = [(at, quantity) for at, quantity in alike if quantity.unit.split()[0] == head]
    inside = _in_bracket(even, span, part)
    alike = [(at, quantity) for at, quantity in alike if _in_bracket(even, span, quantity) == inside]
    for position, (at, whole) in enumerate(alike):
        if at >= index:
            break
        total, parts = Decimal(0), 0
        for behind, quantity in alike[position + 1 :]:
            total, parts = total + quantity.value, parts + 1
            if total >= whole.value:
                if total == whole.value and parts > 1 and behind >= index:
                    return whole
                break
    return None
