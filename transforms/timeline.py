"""The period of each statement: named in its sentence, else carried over from an earlier one, else the year of publication."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Literal

from transforms.frames import Frame
from transforms.lowering import whole_words
from transforms.masks import Mask
from transforms.period_terms import PeriodMention, cumulated, year_of
from transforms.periods import find_periods
from transforms.records import Quantity
from transforms.sentences import Span
from transforms.values import value

_CUMULATED = re.compile(whole_words("lũy kế", "luỹ kế", "cộng dồn"))
_FROM = re.compile(r"(?<!\w)từ(?:\s+(?:mức|vị trí|hạng|thứ|chỗ))*\s*$")
# "4,5% năm 2021", "4,5% (2021)"
_BESIDE = re.compile(
    r"\s*(?:\(\s*)?(?:(?:của|trong|vào|ở)\s+)?(?:(?:hết|cuối|đầu|các)\s+)?(?:năm|tháng|quý)\s+|\s*\(\s*(?:(?:hết|cuối)\s+)?"
)
_TO = re.compile(r"[^,;.]{0,30}?(?<!\w)(?:lên|xuống|còn)(?!\w)[^,;.]{0,24}\d")


_OF_A_NUMBER = re.compile(
    r"\d[\d.,]*[ \xa0]*(?:%|[^\W\d_]+(?:[ \xa0][^\W\d_]+){0,2})?[ \xa0]+(?:(?:của|trong|vào|ở)[ \xa0]+)?"
    r"(?:(?:cuối|đầu|hết)[ \xa0]+)?năm[ \xa0]+$"
)
_NUMBER_REACH = 48
_ASIDE = re.compile(r"\s+(?:[^\W\d_]+\s+){1,6}[^()]{0,120}\)")
# "(cùng kỳ đạt 32,5%)", not "so với cùng kỳ"
_SAME_TIME = re.compile(
    r"(?<!với )(?<!so )(?<!bằng )(?<!trên )(?<!hơn )cùng k[ỳì](?:\s+(?:năm\s+)?(?:trước|ngoái|(?:19|20)\d\d))?(?!\w)"
)
_SAME_TIME_REACH = 40
_STARTED_FROM = re.compile(r"(?<!\w)từ\s+\d[^;]{0,24}?\s(?:(?:cuối|đầu|hết)\s+)?năm\s+$")
_REPEATED_WITHIN = 6  # sentences, if the period stands with the number
_NEXT = 2  # … and where it was named before
_MOST_REPEATED = 40  # quantities looked at
_ROUNDED = Decimal("0.02")
_TELLING = 1000  # from here on, two numbers are the same by no accident
_AS_OF = re.compile(r"\(\s*(?:tính|đến|hết|từ)(?!\w)")
_OPENED = re.compile(r"\s*\(\s*(?:(?:xếp|đứng|hạng|thứ|vị trí)\s+)*")
_MANY_WORDS = 3  # in a bracket that says more than a date: "(tính đến 30/6)" still counts
_YEAR = re.compile(r"(?:19|20)\d\d")
_START = attrgetter("start")


# Where a period came from: named right beside the number, before it in the sentence, behind it, in an earlier sentence, or
# nowhere but in the date of publication. One that a repetition of the number names further on counts as carried, too
Origin = Literal["beside", "before", "behind", "carried", "published"]
# What was done to it: "lũy kế" adds up to the month named; the A of "từ A lên B" belongs to the period compared with, or else
# to the year before
Turn = Literal["as_named", "cumulated", "compared_with", "year_before"]


@value
class Period:
    """`mention` is the words that name it, or from which it was turned; None for that of publication."""

    iso: str
    origin: Origin
    mention: PeriodMention | None = None
    turn: Turn = "as_named"

    @property
    def inferred(self) -> bool:
        return self.origin == "published"

    @property
    def last_year(self) -> int:
        return year_of(self.iso)


class Timeline:
    """The period mentions of a text, each completed with the year known so far, read as far as they are asked for."""

    def __init__(
        self,
        lower: str,
        sentences: Sequence[Span],
        masks: Sequence[Mask],
        published: date | None,
        quantities: Sequence[Quantity] = (),
    ) -> None:
        self._lower = lower
        self._published = published
        self._sentences = sentences
        self._starts = [span.start for span in sentences]
        self._quantities = quantities
        self._mentions: list[tuple[PeriodMention, ...]] = []
        self._carried: list[PeriodMention | None] = []  # what holds at the beginning of each sentence
        self._planned: list[PeriodMention | None] = []  # … and what plans there are for
        self._masks = masks
        self._mask_starts = [mask.start for mask in masks]
        self._held: PeriodMention | None = None  # what holds behind the last sentence read
        self._ahead: PeriodMention | None = None  # … and what plans there are for
        self._year = published.year if published else None

    def _read_to(self, sentence: int) -> None:
        """Read on up to a sentence; those behind the last observation are never read."""
        while len(self._mentions) <= sentence:
            self._read_on(self._sentences[len(self._mentions)])

    def _read_on(self, span: Span) -> None:
        published = self._published
        inside = self._masks[bisect_left(self._mask_starts, span.start) : bisect_left(self._mask_starts, span.end)]
        held = self._held.iso if self._held else None
        mentions = find_periods(self._lower, span.start, span.end, inside, year=self._year, published=published, carried=held)
        self._mentions.append(mentions)
        self._carried.append(self._held)
        self._planned.append(self._ahead)
        if not mentions:
            return
        self._ahead = next((mention for mention in reversed(mentions) if mention.kind == "plan"), self._ahead)
        covering = [one for one in mentions if one.kind == "covers" and not (published and _lies_ahead(one, published))]
        if covering:
            self._held = _spoken_of(self._lower, covering, self._held)
            self._year, self._ahead = year_of(self._held.iso), None

    def period_of(self, sentence: int, around: Frame, *, target: bool) -> Period | None:
        """The period of one quantity; None when nothing in the text or its publication tells."""
        self._read_to(sentence)
        named = self._named(sentence, around.start, around.quantity.end, target=target)
        held = (self._planned[sentence] if target else None) or self._carried[sentence]
        mention, origin = named or (held or self._of_repetition(sentence, around.quantity), "carried")
        if mention is None:
            return Period(str(self._published.year), "published") if self._published else None
        iso, turn = self._turned(mention.iso, sentence, around, beside=origin == "beside")
        return Period(iso, origin, mention, turn)

    def _turned(self, iso: str, sentence: int, around: Frame, *, beside: bool) -> tuple[str, Turn]:
        turn: Turn = "as_named"
        if not beside and (earlier := self._year_earlier(iso, around)) != iso:
            return earlier, "year_before"
        if _CUMULATED.search(self._lower, around.left, around.start) and cumulated(iso) != iso:
            iso, turn = cumulated(iso), "cumulated"
        if iso.isdigit() and not beside and self._is_starting_point(around):
            compared = self._compared(sentence)
            return (compared, "compared_with") if compared else (str(int(iso) - 1), "year_before")
        return iso, turn

    def _named(self, sentence: int, start: int, end: int, *, target: bool) -> tuple[PeriodMention, Origin] | None:
        """The period named for the quantity from `start` to `end` in its sentence, and where it stands."""
        if not self._mentions[sentence]:
            return None
        kinds = {"covers", "plan"} if target else {"covers"}
        usable = [mention for mention in self._mentions[sentence] if mention.kind in kinds]
        for mention in self._mentions[sentence]:  # "so với năm 2021 (25/63)"
            if mention.kind == "compare" and mention.end <= start and _OPENED.fullmatch(self._lower, mention.end, start):
                return mention, "beside"
        behind = [mention for mention in usable if mention.start >= end]
        if behind and _BESIDE.fullmatch(self._lower, end, behind[0].start) and not _in_aside(self._lower, behind[0]):
            return behind[0], "beside"
        before = [mention for mention in usable if mention.start < start]
        if before:
            free = (one for one in reversed(before) if not self._belongs_to_another(one) and not self._shut_off(one, start))
            return next(free, before[-1]), "before"
        same_clause = bool(behind) and ";" not in self._lower[end : behind[0].start]
        return (behind[0], "behind") if same_clause else None

    def _shut_off(self, mention: PeriodMention, start: int) -> bool:
        """Does it stand in a bracket that closes before the number: "(chuẩn nghèo giai đoạn 2016 - 2020) giảm 4,4%"?"""
        opened = self._lower.rfind("(", max(0, mention.start - _NUMBER_REACH), mention.start)
        if opened < 0 or ")" in self._lower[opened : mention.start]:
            return False
        closed = self._lower.find(")", mention.end, start)
        if _AS_OF.match(self._lower, opened):
            return False
        return closed >= 0 and self._lower[opened:closed].count(" ") >= _MANY_WORDS

    def _belongs_to_another(self, mention: PeriodMention) -> bool:
        """Is it the year of the number right before it: "từ 50% năm 2015 lên trên 60% năm 2020"?"""
        return _behind_year(self._lower, mention, _OF_A_NUMBER)

    def _of_repetition(self, sentence: int, quantity: Quantity) -> PeriodMention | None:
        """The period of a title's number where one of the next sentences says it again, since titles seldom name one."""
        if self._lower[self._sentences[sentence].end - 1] in ".;:!":
            return None
        first = bisect_left(self._quantities, quantity.end, key=_START)
        later = self._quantities[first : first + _MOST_REPEATED]
        for other in later:
            home = bisect_right(self._starts, other.start) - 1
            if home > sentence + _REPEATED_WITHIN:
                break
            if home > sentence and _same(quantity, other):
                self._read_to(home)
                named = self._named(home, other.start, other.end, target=False)
                return named[0] if named else self._carried[home] if home <= sentence + _NEXT else None
        return None

    def _year_earlier(self, iso: str, around: Frame) -> str:
        """The same time a year before: "cùng kỳ đạt 32,5%", or in the year that is named with it."""
        own = self._lower[max(around.left, around.start - _SAME_TIME_REACH) : around.start]
        found = _SAME_TIME.search(own) if "cùng k" in own else None
        if found is None or "/" in iso or own[found.end() :].lstrip().startswith(("tăng", "giảm", "là năm")):
            return iso
        named = _YEAR.search(found[0])
        return (named[0] if named else str(int(iso[:4]) - 1)) + iso[4:]

    def _is_starting_point(self, around: Frame) -> bool:
        """The A of "từ A lên B"."""
        left = self._lower[around.left : around.start]
        return "từ" in left and bool(_FROM.search(left)) and bool(_TO.match(self._lower, around.quantity.end))

    def _compared(self, sentence: int) -> str | None:
        return next((mention.iso for mention in self._mentions[sentence] if mention.kind == "compare"), None)


def _same(first: Quantity, second: Quantity) -> bool:
    """Is it the same number, as written or rounded: "hơn 59 ngàn hồ sơ" and "59,7 ngàn hồ sơ"?"""
    alike = first.unit.split()[0] == second.unit.split()[0]
    if first.value == second.value:
        return alike or first.value >= _TELLING
    return alike and first.qualifier != "exact" and abs(first.value - second.value) <= _ROUNDED * second.value


def _spoken_of(lower: str, covering: Sequence[PeriodMention], before: PeriodMention | None) -> PeriodMention:
    """The last period of a sentence, but for those that are only brought up.

    An aside in brackets brings one up ("(năm 2014 cũng đứng thứ 16)"), and so does the start of a change ("từ 34% năm 2021").
    """
    started = [one for one in covering if _behind_year(lower, one, _STARTED_FROM)]
    plain = [one for one in covering if one not in started and not _in_aside(lower, one)]
    if plain:
        return plain[-1]
    return before if before is not None else covering[-1]


def _behind_year(lower: str, mention: PeriodMention, pattern: re.Pattern[str]) -> bool:
    """Does what stands before a period fit a pattern that ends with the word "năm"?"""
    reach = max(0, mention.start - _NUMBER_REACH)
    if not lower[reach : mention.start].rstrip().endswith("năm"):
        return False
    return pattern.search(lower, reach, mention.start) is not None


def _in_aside(lower: str, mention: PeriodMention) -> bool:
    opened = lower.rfind("(", max(0, mention.start - _NUMBER_REACH), mention.start)
    return opened >= 0 and ")" not in lower[opened : mention.start] and _ASIDE.match(lower, mention.end) is not None


def _lies_ahead(mention: PeriodMention, published: date) -> bool:
    """A forecast's year: what follows is of the present again."""
    return int(mention.iso[:4]) > published.year
