"""Quantities of running text: value, unit, hedge, range, part of a whole, each with its span.

The grammar starts at a digit that no mask covers: amount, unit, then what may follow (a range, a slash pair, "trong 63 tỉnh").
Units written once for a list are shared out afterwards (`sharing`), hedges are read backwards from the number (`hedges`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from transforms.drafts import Draft
from transforms.hedges import Hedge, read_bound, read_hedge
from transforms.lowering import lowered
from transforms.masks import Mask, find_masks
from transforms.nouns import match_noun
from transforms.numerals import Amount, match_amount, numeral_spans
from transforms.records import Qualifier, Quantity
from transforms.sentences import Span, sentence_indexes, split_sentences
from transforms.sharing import name_money, share_units
from transforms.units import UnitMatch, match_measure

_RANGE = re.compile(r"[ \xa0]*(?:[-–—~]|đến|tới)[ \xa0]*(?:(?:dưới|gần|hơn|trên|khoảng|cận)[ \xa0]+)?(?=\d)")
_SLASH = re.compile(r"[ \xa0]*/[ \xa0]*(?=\d)")
_WHOLE = re.compile(r"[ \xa0]+(?:(?:trong|trên)(?:[ \xa0]+tổng)?(?:[ \xa0]+số)?|của)[ \xa0]+(?=\d)")
_WHOLE_OF = re.compile(r"[ \xa0]+(?:trong|trên)[ \xa0]+tổng[ \xa0]+số[ \xa0]+(?=\d)")
_FRACTION_NOUN = re.compile(r"[ \xa0]*(?:tổng )?số[ \xa0]+")
_FROM = re.compile(r"(?<!\w)từ[ \xa0]+$")
_ORDINAL = re.compile(r"(?:(?:vị trí|hạng|xếp)[ \xa0]+)?(?:thứ|hạng)(?:[ \xa0]+nhất là)?[ \xa0]+$")
_POSITION = re.compile(r"(?:hạng|vị trí(?: số)?|vị thứ|thứ bậc|thứ hạng)[ \xa0]+$")
_RANK_TAILS = ("thứ", "hạng", "nhất là", "vị trí", "vị trí số", "thứ bậc")  # what _ORDINAL and _POSITION end with
_RANKING = re.compile(r"(?<!\w)(?:xếp|hạng|đứng|vị trí|vị thứ|thứ bậc|tụt|vươn lên|thăng hạng)(?!\w)")
_NOT_RANKED = re.compile(r"xếp loại|hạng mục|xếp hạng (?:di tích|sao)")
_GROUP = re.compile(r"(?<!\w)(?:nhóm|tốp|top)[ \xa0]+$")
_ONE = Decimal(1)
_EXACT = Decimal(10) ** 27  # below it, Decimal rounds no whole number
_GROUPS = ("nhóm", "tốp", "top")
_RANK_REACH = 72


def find_quantities(
    text: str, masks: tuple[Mask, ...] | None = None, sentences: tuple[Span, ...] | None = None
) -> tuple[Quantity, ...]:
    """All quantities of a text in NFC, in order; `text[q.start:q.end] == q.quote`.

    `masks` and `sentences` of the same text spare finding them again.
    """
    masks = find_masks(text) if masks is None else masks
    lower = lowered(text)
    sentences = split_sentences(text) if sentences is None else sentences
    drafts = _Reader(text, lower, masks).drafts()
    share_units(lower, sentences, drafts)
    name_money(lower, drafts)
    return tuple(_built(text, lower, sentences, drafts))


class _Reader:
    """Walks over the numbers that no mask covers and parses one expression at each."""

    def __init__(self, text: str, lower: str, masks: Iterable[Mask]) -> None:
        self.text = text
        self.lower = lower
        self.masked = bytearray(len(text))  # one flag for each letter
        for mask in masks:
            self.masked[mask.start : mask.end] = b"\1" * (mask.end - mask.start)

    def drafts(self) -> list[Draft]:
        found: list[Draft] = []
        position = 0
        for begin, end in numeral_spans(self.text):
            start = max(begin, position)
            if start >= end or self.masked[start]:
                continue
            found += self._expression(start)
            position = max(position, found[-1].end) if found else position
        return found

    def _amount(self, start: int) -> Amount | None:
        return None if self.masked[start] else match_amount(self.lower, start)

    def _unit(self, end: int) -> UnitMatch | None:
        return match_measure(self.lower, end) or match_noun(self.text, self.lower, end)

    def _expression(self, start: int) -> list[Draft]:
        amount = self._amount(start)
        if amount is None:
            return []
        draft = Draft(amount, amount.end)
        words = self.lower[max(0, start - _RANK_REACH) : start].rstrip(" \xa0")
        if self._is_rank(draft, labelled=words.endswith(_RANK_TAILS)):
            return [self._rank(draft)]
        draft.take(self._unit(amount.end))
        draft.sized_group = words.endswith(_GROUPS) and bool(_GROUP.search(self.lower, max(0, start - 8), start))
        if draft.kind != "time":
            self._range(draft)
        return self._pair(draft) if draft.high is None else [draft]

    def _range(self, draft: Draft) -> None:
        """ "10 - 15 triệu", "từ 60% đến dưới 75%": the upper end, with unit and scale written once for both."""
        joint = _RANGE.match(self.lower, draft.end)
        upper = self._amount(joint.end()) if joint else None
        if upper is None:
            return
        unit = self._unit(upper.end)
        if draft.unit and unit and unit.unit != draft.unit:
            return
        trial = Draft(draft.amount, upper.end, draft.unit, draft.kind)
        trial.take(unit)
        trial.shared_scale = upper.scale if draft.amount.scale is None and not draft.unit else None
        low, high = trial.read(draft.amount), trial.read(upper)
        if low is None or high is None or low >= high:
            return
        draft.high, draft.end, draft.unit, draft.kind = upper, trial.end, trial.unit, trial.kind
        draft.shared_scale = trial.shared_scale

    def _pair(self, draft: Draft) -> list[Draft]:
        """ "118/131 vụ" is a part and its whole; "620/600 tỷ" and "310 lượt/402 người" are two quantities."""
        slash = _SLASH.match(self.lower, draft.end)
        whole = _WHOLE_OF.match(self.lower, draft.end)
        joint = slash or whole
        second = self._amount(joint.end()) if joint else None
        if second is None:
            return [draft]
        other = Draft(second, second.end)
        other.take(self._unit(second.end) or self._fraction_unit(second.end))
        if draft.unit and other.unit and draft.unit != other.unit and not _is_part(draft, other):
            return [draft, other]
        if not draft.unit:
            draft.borrow(other, scale=True)
        elif not other.unit:
            other.borrow(draft, scale=False)
        low, high = draft.read(draft.amount), other.read(second)
        if low is None or high is None or low > high or draft.kind == "money":
            return [draft, other]
        draft.of, draft.end = second, other.end
        return [draft]

    def _fraction_unit(self, end: int) -> UnitMatch | None:
        noun = _FRACTION_NOUN.match(self.lower, end)
        return self._unit(noun.end()) if noun else None

    def _is_rank(self, draft: Draft, *, labelled: bool) -> bool:
        """Is it a place in a ranking? `labelled`: the text before it ends with one of the words that ranks stand behind."""
        start, end = draft.amount.start, draft.amount.end
        slash = _SLASH.match(self.lower, end)
        if slash is None and not labelled:
            return False
        left = self.lower[max(0, start - _RANK_REACH) : start].rpartition("\n")[2].rpartition(";")[2]
        if labelled and (_ORDINAL.search(left) or _POSITION.search(left)):
            return True  # all other ordinals are masked
        if slash is None or not _speaks_of_ranking(left):
            return False
        rest = self._amount(slash.end())
        unit = self._unit(rest.end) if rest else None
        places = unit is not None and unit.unit.split()[0] in {"tỉnh", "thành"}
        return (unit is None or places) and rest is not None and rest.scale is None

    def _rank(self, draft: Draft) -> Draft:
        draft.unit, draft.kind = "rank", "step"
        joint = _SLASH.match(self.lower, draft.end) or _WHOLE.match(self.lower, draft.end)
        whole = self._amount(joint.end()) if joint else None
        if whole is not None:
            draft.of, draft.end = whole, whole.end
        return draft


def _speaks_of_ranking(left: str) -> bool:
    return _RANKING.search(left) is not None and _NOT_RANKED.search(left) is None


def _is_part(draft: Draft, other: Draft) -> bool:
    """ "45.661 hộ nghèo/361.591 hộ dân": so many of those, since both are households."""
    heads = {draft.unit.split()[0], other.unit.split()[0]}
    return draft.kind == other.kind == "count" and len(heads) == 1 and not draft.unit.startswith("lượt")


def _built(text: str, lower: str, sentences: tuple[Span, ...], drafts: list[Draft]) -> Iterable[Quantity]:
    previous_end = 0
    quoted: dict[int, str] = {}
    homes = sentence_indexes(sentences, (draft.start for draft in drafts))
    for draft, home in zip(drafts, homes, strict=True):
        value = draft.read(draft.amount) if draft.unit else None
        if value is None:
            continue
        high = draft.read(draft.high)
        sentence = sentences[home]
        if home not in quoted:
            quoted[home] = text[sentence.start : sentence.end]
        start, end, qualifier = _edges(lower, draft, max(previous_end, sentence.start))
        previous_end = end
        yield Quantity(
            quote=text[start:end],
            start=start,
            end=end,
            value=_plain(value),
            value_high=None if high is None else _plain(high),
            unit=draft.unit,
            qualifier=qualifier,
            of=_whole(draft),
            optional=draft.kind == "time" or draft.sized_group,
            sentence=quoted[home],
        )


def _edges(lower: str, draft: Draft, left_limit: int) -> tuple[int, int, Qualifier]:
    """Span and qualifier of the quote: hedge and "từ"/"thứ" before, "trở lên" behind."""
    start, end = draft.start, draft.end
    hedge: Hedge = read_hedge(lower, start, left_limit)
    start, qualifier = hedge.start, hedge.qualifier
    bound = read_bound(lower, end)
    if bound is not None:
        qualifier, end = bound
    opening = _FROM.search(lower, max(left_limit, start - 8), start) if draft.high is not None or bound else None
    if draft.unit == "rank":
        reach = max(left_limit, start - 16)
        opening = _ORDINAL.search(lower, reach, start) or (None if draft.of else _POSITION.search(lower, reach, start))
    return (opening.start() if opening else start), end, qualifier


def _whole(draft: Draft) -> Decimal | None:
    of = draft.read(draft.of)
    return None if of is None else _plain(of)


def _plain(value: Decimal) -> Decimal:
    """The same number without trailing zeros or exponent: 1.90 → 1.9, 1E+3 → 1000."""
    if value.same_quantum(_ONE) and abs(value) < _EXACT:
        return value
    value = value.normalize()
    return value.quantize(_ONE) if value == value.to_integral_value() and abs(value) < _EXACT else value
