"""The period of each statement: named in its sentence, else carried over from an earlier one, else the year of publication."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from transforms.frames import Frame
from transforms.masks import Mask
from transforms.periods import PeriodMention, cumulated, find_periods, year_of
from transforms.sentences import Span

_CUMULATED = re.compile(r"(?<!\w)(?:lũy kế|luỹ kế|cộng dồn)(?!\w)")
_FROM = re.compile(r"(?<!\w)từ(?:\s+(?:mức|vị trí|hạng|thứ|chỗ))*\s*$")
_BESIDE = re.compile(r"\s*(?:\(\s*)?(?:(?:của|trong|vào|ở)\s+)?(?:cuối\s+)?(?:năm|tháng|quý)\s+")  # "4,5% năm 2021"
_TO = re.compile(r"[^,;.]{0,30}?(?<!\w)(?:lên|xuống|còn)(?!\w)[^,;.]{0,24}\d")


@dataclass(frozen=True, slots=True)
class Period:
    iso: str
    inferred: bool

    @property
    def last_year(self) -> int:
        return year_of(self.iso)


class Timeline:
    """The period mentions of a text, sentence by sentence, each completed with the year known so far."""

    def __init__(self, lower: str, sentences: Sequence[Span], masks: Sequence[Mask], published: date | None) -> None:
        self._lower = lower
        self._published = published
        self._mentions: list[tuple[PeriodMention, ...]] = []
        self._carried: list[str | None] = []  # what holds at the beginning of each sentence
        starts = [mask.start for mask in masks]
        carried: str | None = None
        year = published.year if published else None
        for span in sentences:
            inside = masks[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
            mentions = find_periods(lower, span.start, span.end, inside, year=year, published=published)
            self._mentions.append(mentions)
            self._carried.append(carried)
            covering = [mention for mention in mentions if mention.kind == "covers"]
            if covering:
                carried = covering[-1].iso
                year = year_of(carried)

    def period_of(self, sentence: int, around: Frame, *, target: bool) -> Period | None:
        """The period of one quantity; None when nothing in the text or its publication tells."""
        named = self._named(sentence, around, target=target)
        iso = named[0] if named else self._carried[sentence]
        if iso is None:
            return Period(str(self._published.year), True) if self._published else None
        if _CUMULATED.search(self._lower, around.left, around.start):
            iso = cumulated(iso)
        if iso.isdigit() and not (named and named[1]) and self._is_starting_point(around):
            iso = self._compared(sentence) or str(int(iso) - 1)
        return Period(iso, False)

    def _named(self, sentence: int, around: Frame, *, target: bool) -> tuple[str, bool] | None:
        """The period named for a quantity in its sentence, and whether right beside it."""
        kinds = {"covers", "plan"} if target else {"covers"}
        usable = [mention for mention in self._mentions[sentence] if mention.kind in kinds]
        end = around.quantity.end
        behind = [mention for mention in usable if mention.start >= end]
        if behind and _BESIDE.fullmatch(self._lower, end, behind[0].start):
            return behind[0].iso, True
        before = [mention for mention in usable if mention.start < around.start]
        if before:
            return before[-1].iso, False
        same_clause = bool(behind) and ";" not in self._lower[end : behind[0].start]
        return (behind[0].iso, False) if same_clause else None

    def _is_starting_point(self, around: Frame) -> bool:
        """The A of "từ A lên B"."""
        left = self._lower[around.left : around.start]
        return bool(_FROM.search(left)) and bool(_TO.match(self._lower, around.quantity.end))

    def _compared(self, sentence: int) -> str | None:
        return next((mention.iso for mention in self._mentions[sentence] if mention.kind == "compare"), None)
