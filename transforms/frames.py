"""The surroundings of one quantity, cut out once: its clause, what stands before and behind it, the cues in reach."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.cues import ACT_LEXICON, AIM_LEXICON, SUBJECT_LEXICON, Hit, Word, words_of
from transforms.lowering import word_set
from transforms.records import Quantity
from transforms.sentences import Span

_STOP = re.compile(r"[,;:().\n]|\s[-–]\s|(?<!\w)(?:và|với tổng|cùng với|trong đó|đồng thời|để|nhằm|vì|do|bị)(?!\w)")
# Whom a thing is for, or where it is, tells nothing about what it is; what money is for does ("cho an sinh xã hội")
_STOP_THING = re.compile(r"(?<!\w)(?:cho|của|tại|ở)(?!\w)")
# Words that carry no subject of their own: verbs of stating, comparing, changing, and what goes with them
_EMPTY = word_set(
    """tăng giảm đạt bằng vượt ước được là còn và lên xuống từ đến chiếm tỷ lệ tương ứng đương cao thấp hơn của tỉnh trong
    đó riêng cụ thể tính chung thêm nhưng giữ vị trí cũ thứ hạng khoảng trên gần lũy luỹ kế mức tốc độ bình quân mỗi tổng số có
    theo giao so với cùng kỳ năm trước này quý tháng đầu nay điểm chỉ song thì tụt dù tuy nằm nhóm vẫn qua đã đang cả nước
    toàn ngoái dự toán hoạch trung ương hội đồng nhân dân phần trăm xếp đứng khi lại do lần lượt như sau giai đoạn
    ngày cuối hết"""
)
_OWN_SUBJECT = 3


@dataclass(frozen=True, slots=True)
class SentenceCues:
    """The words and cues of one sentence."""

    span: Span
    words: list[Word]
    subjects: list[Hit]
    acts: list[Hit]
    aims: list[Hit]


def read_sentence(even: str, span: Span) -> SentenceCues:
    """Find all cues of a sentence of evenly spelled text."""
    words = words_of(even, span.start, span.end)
    return SentenceCues(span, words, SUBJECT_LEXICON.find(words), ACT_LEXICON.find(words), AIM_LEXICON.find(words))


@dataclass(frozen=True, slots=True)
class Frame:
    """`left` is where the text of this quantity begins: behind the previous one, or at the head of the clause."""

    quantity: Quantity
    sentence: SentenceCues
    clause: int
    left: int
    reach: int  # the end of what is said right behind the number
    bracketed: Quantity | None  # what a bracket around this quantity explains
    sums_up: bool  # … and whether the numbers in the bracket add up to it

    @property
    def start(self) -> int:
        return self.quantity.start

    def behind(self, hits: list[Hit]) -> list[Hit]:
        """The hits in the counted noun and right behind it."""
        return [hit for hit in hits if self.start <= hit.start < self.reach]

    def before(self, hits: list[Hit], limit: int) -> list[Hit]:
        """The hits before the number, back to a position, the nearest first."""
        return [hit for hit in reversed(hits) if hit.start >= limit and hit.end <= self.start]

    def has_own_subject(self) -> bool:
        """Do the words since the previous number name something, whether or not any concept knows it?"""
        own = [word for word in self.sentence.words if self.left <= word.start < self.start]
        return sum(word.text not in _EMPTY for word in own) >= _OWN_SUBJECT


def frame(even: str, cues: SentenceCues, quantities: Sequence[Quantity], index: int) -> Frame:
    """Cut out the surroundings of the quantity at `index` among those of its sentence."""
    quantity = quantities[index]
    semicolon = even.rfind(";", cues.span.start, quantity.start)
    clause = semicolon + 1 if semicolon >= 0 else cues.span.start
    left = clause
    if index:
        previous_end = quantities[index - 1].end
        said = _STOP.search(even, previous_end, quantity.start)  # "… dự toán, tăng": what is said of the one before ends here
        left = max(clause, said.start() if said else previous_end)
    limit = quantities[index + 1].start if index + 1 < len(quantities) else cues.span.end
    stop = _STOP.search(even, quantity.end, limit)
    reach = stop.start() if stop else limit
    if quantity.unit not in {"VND", "USD", "%"} and (other := _STOP_THING.search(even, quantity.end, reach)):
        reach = other.start()
    parent, sums_up = _bracketed(even, cues.span, quantities, index)
    return Frame(quantity, cues, clause, left, reach, parent, sums_up)


def _bracketed(even: str, span: Span, quantities: Sequence[Quantity], index: int) -> tuple[Quantity | None, bool]:
    """The quantity right before the bracket that the one at `index` stands in, and whether the bracket adds up to it."""
    opened = even.rfind("(", span.start, quantities[index].start)
    if opened < 0 or even.find(")", opened, quantities[index].start) >= 0:
        return None, False
    closed = even.find(")", opened, span.end)
    parent = next((quantity for quantity in reversed(quantities[:index]) if quantity.end <= opened), None)
    parts = [quantity.value for quantity in quantities if opened < quantity.start < closed]
    return parent, parent is not None and len(parts) > 1 and sum(parts) == parent.value
