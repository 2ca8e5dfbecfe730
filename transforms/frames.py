"""The surroundings of one quantity, cut out once: its clause, what stands before and behind it, the cues in reach."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter

from transforms.cues import CUES, Hit, Words, even_pattern, words_of
from transforms.lowering import whole_words, word_set, words_by_letter
from transforms.records import Quantity
from transforms.sentences import Span
from transforms.values import value

_STOP_WORDS = (
    *(r"và(?!\s+(?:hộ\s+)?cận nghèo)", "với tổng", "cùng với", "trong đó", "đồng thời", "để", "nhằm", "vì", "do", "bị"),
)
# Marks one by one, not as a class: then a search skips to the first letters of all that is looked for
_STOP = re.compile(r",|;|:|\(|\)|\.|\n|" + words_by_letter(*(rf"{word}(?!\w)" for word in _STOP_WORDS)))
_STOP_OR_DASH = re.compile(rf"\s[-–]\s|{_STOP.pattern}")
# Whom a thing is for, or where it is, tells nothing about what it is; what money is for does ("cho an sinh xã hội")
_STOP_THING = re.compile(whole_words("cho", r"của(?!\s+(?:tỉnh|huyện|thành phố|thị xã|xã|địa phương|toàn))", "tại", "ở"))
# Words that carry no subject of their own: verbs of stating, comparing, changing, and what goes with them
_EMPTY = word_set(
    """những tăng giảm đạt bằng vượt ước được là còn và lên xuống từ đến chiếm tỷ lệ tương ứng đương cao thấp hơn của tỉnh trong
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
_WHOLE_AND_PARTS = 3  # at least
_START = attrgetter("start")
_MORE_THAN = "hơn "


@value
class SentenceCues:
    """The words and cues of one sentence and its quantities.

    `stops` has one list for each quantity and one for the rest: the marks and words that divide clauses, before it and behind
    the quantity before it. `heads` are the first words of the units.
    """

    span: Span
    quantities: Sequence[Quantity]
    heads: list[str]
    stops: list[list[tuple[int, int]]]
    words: Words
    subjects: list[Hit]
    acts: list[Hit]
    aims: list[Hit]


def read_sentence(even: str, span: Span, quantities: Sequence[Quantity]) -> SentenceCues:
    """Find all cues of a sentence of evenly spelled text, of which `quantities` are all."""
    words = words_of(even, span.start, span.end)
    subjects, acts, aims = CUES.find(words)
    aims = [hit for hit in aims if hit.concept != "aim" or not _is_measured(even, span, hit)]
    heads = [quantity.unit.split()[0] for quantity in quantities]
    begins = [span.start, *[quantity.end for quantity in quantities]]
    ends = [*[quantity.start for quantity in quantities], span.end]
    dashed = even.find("-", span.start, span.end) >= 0 or even.find("–", span.start, span.end) >= 0
    find_stops = (_STOP_OR_DASH if dashed else _STOP).finditer
    stops = [[found.span() for found in find_stops(even, *gap)] for gap in zip(begins, ends, strict=True)]
    return SentenceCues(span, quantities, heads, stops, words, subjects, acts, aims)


def _is_measured(even: str, span: Span, hit: Hit) -> bool:
    if _AIM_ITSELF.match(even, hit.end):
        return False
    return _MEASURED_AIM.search(even, max(span.start, hit.start - _AIM_REACH), hit.start) is not None


@value
class Frame:
    """`left` is where the text of this quantity begins: behind the previous one, or at the head of the clause."""

    text: str  # the whole, as it is written; positions are those of the evenly spelled text
    quantity: Quantity
    start: int  # of the quantity
    home: int  # number of the sentence among those with numbers
    position: int  # … and among all
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
    def digits(self) -> int:
        """Where the number itself begins, behind the hedge that belongs to its quote."""
        return self.start + (len(_MORE_THAN) if self.quantity.quote[: len(_MORE_THAN)].lower() == _MORE_THAN else 0)

    def behind(self, hits: list[Hit]) -> list[Hit]:
        """The hits in the counted noun and right behind it."""
        if not hits:
            return hits
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
        if not hits:
            return hits
        stop = bisect_left(hits, self.start, key=_START)
        return [hit for hit in hits[bisect_left(hits, limit, 0, stop, key=_START) : stop][::-1] if hit.end <= self.start]

    def own_words(self) -> list[str]:
        """The words since the previous number."""
        low, high = self.sentence.words.between(self.left, self.start)
        return [word for word in self.sentence.words.texts[low:high] if not word.isdigit()]

    def has_own_subject(self) -> bool:
        """Do the words since the previous number name something, whether or not any concept knows it?"""
        return self._weight(self.left) >= _OWN_SUBJECT

    def _weight(self, start: int) -> int:
        """How many words of their own meaning stand between a position and the number; names of places and people have none."""
        words = self.sentence.words
        low, high = words.between(start, self.start)
        return sum(
            text not in _EMPTY and not text.isdigit() and not self.text[begin].isupper()
            for text, begin in zip(words.texts[low:high], words.starts[low:high], strict=True)
        )

    def names_anything(self) -> bool:
        """Does any of the words since the previous number carry a meaning of its own?"""
        return self._weight(self.left) > 0

    def names_place(self) -> bool:
        """Is a name, spelled with a capital, among the words since the previous number?"""
        words = self.sentence.words
        low, high = words.between(self.left, self.start)
        return any(self.text[start].isupper() for start in words.starts[low:high])

    def turns_away(self) -> bool:
        """Do they name something else to speak of: right before the number, or earlier by a subject that some rule knows?"""
        if self._weight(self.near) >= _OWN_SUBJECT:
            return True
        known = any(hit.concept not in _REMARKS for hit in self.before(self.sentence.subjects, self.left))
        return known and self.has_own_subject()


def frame(text: str, even: str, home: int, position: int, cues: SentenceCues, index: int) -> Frame:
    """Cut out the surroundings of the quantity at `index` among those of the sentence with number `position`."""
    quantities = cues.quantities
    quantity = quantities[index]
    start, end = quantity.start, quantity.end
    previous = quantities[index - 1] if index else None
    semicolon = even.rfind(";", cues.span.start, start)
    clause = semicolon + 1 if semicolon >= 0 else cues.span.start
    before, behind = cues.stops[index], cues.stops[index + 1]
    left = clause
    if previous is not None:  # "… dự toán, tăng": what is said of the one before ends at the first stop
        left = max(clause, before[0][0] if before else previous.end)
    near = before[-1][1] if before and before[-1][0] >= left else left
    limit = quantities[index + 1].start if index + 1 < len(quantities) else cues.span.end
    reach = behind[0][0] if behind else limit
    if quantity.unit not in {"VND", "USD", "%"} and (other := _STOP_THING.search(even, end, reach)):
        reach = other.start()
    parent, sums_up = _bracketed(even, cues.span, quantities, index)
    whole = parent if sums_up else _whole_of(even, cues, index)
    if whole is not None and not sums_up and not _DIVIDES.search(even, whole.end, start):
        whole = None
    until = even.find(";", end, limit)
    if until < 0:
        until = limit
    return Frame(text, quantity, start, home, position, cues, clause, left, near, reach, until, previous, parent, whole)


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


def _whole_of(even: str, cues: SentenceCues, index: int) -> Quantity | None:
    """An earlier quantity that two or more right behind it in the same unit, this one among them, add up to exactly."""
    quantities, heads, span = cues.quantities, cues.heads, cues.span
    part, head = quantities[index], heads[index]
    if part.unit in _NOT_ADDED or part.value_high is not None:
        return None
    near = range(max(0, index - _FARTHEST_WHOLE), min(len(quantities), index + _FARTHEST_WHOLE))
    same = [at for at in near if heads[at] == head]
    if len(same) < _WHOLE_AND_PARTS or same[0] == index:
        return None
    inside = _in_bracket(even, span, part)
    alike = [(at, quantities[at]) for at in same if _in_bracket(even, span, quantities[at]) == inside]
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
