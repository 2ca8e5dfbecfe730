"""Where each statement holds: the place named with the number, else the one its paragraph or the whole text speaks of.

An article of a district names it in its title or first sentence and says "toàn huyện" from then on; a list of districts names
each at the head of its paragraph. Only what the text itself names counts; all else is left to the article's home.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from transforms.frames import Frame
from transforms.lowering import whole_words, word_starts
from transforms.places import NamedPlace, PlaceMention, find_places, local_units
from transforms.sentences import Span

_HEAD = re.compile(
    r"[\s*+•\-–\d.)a-z]{0,12}(?:(?:Tại|Ở|Riêng|Còn|Đối với|Trên địa bàn|Về phía|Theo|Với|tại|ở)\s+){0,2}"
    r"(?:UBND |HĐND |Hội [^,;.:]{0,30})?"
)
_TITLE_HEAD = re.compile(r"(?:[^:\n]{0,40}[-–|]\s*)?([^:,.\n\d]{2,40}):\s")
_OF_PROVINCE = re.compile(
    whole_words(
        *("tỉnh", "Tỉnh", "trung ương", "Trung ương", "các (?:huyện|xã|địa phương)", "Các (?:huyện|xã|địa phương)"),
        *("thành ủy", "Thành ủy", "tỉnh [uủ][ỷy]", "Tỉnh [uủ][ỷy]", "Sở", "Bộ", "Chính phủ"),
    )
    + r"(?! giao)"
)
_BEHIND = re.compile(r"(?:[ \xa0][^\W\d_]+){0,6}[ \xa0](?:ở|tại|của|thuộc|trên địa bàn|cho)[ \xa0]+")
_ANAPHORA = re.compile(
    word_starts("của", "toàn", "cả", "trong", "trên địa bàn")
    + r" (?:huyện|xã|thị xã|thành phố|phường|thị trấn)(?![ ][A-ZĐ])(?!\w)"
)
# Who comes to a place from elsewhere: what is said next is of the province again
_VISITOR = re.compile(
    r"[ ]?,?\s*(?:đồng chí|Sở|Bộ|Tỉnh ủy|Tỉnh đoàn|(?:UBND|HĐND|Hội|Mặt trận|Ủy ban|Ban|Đoàn|Liên|Công an|Báo|Quỹ|Ngân hàng)"
    r"[^,;.]{0,50}(?<!\w)tỉnh)(?!\w)"
)
_AT = re.compile(r"(?<!\w)(?:tại|ở|về|thăm)\s+$", re.IGNORECASE)
_COUNTED = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d")  # a number that is no year
_LAST_DISTRICTS = date(2025, 6, 30)
_OPENING = 4  # sentences: the title, what stands between, and the first of the text
_BULLETS = "*+•-–"
_SUBJECT_REACH = 60
_BEHIND_REACH = 60


class Whereabouts:
    """The places of a text, read sentence by sentence as far as they are asked for."""

    def __init__(self, text: str, sentences: Sequence[Span], *, home: str | None, day: date | None) -> None:
        self._text = text
        self._sentences = sentences
        self._home = home
        self._day = day
        self._own: NamedPlace | None = None  # what the whole text is about, where it is less than the province
        self._carried: list[NamedPlace | None] = []  # what holds at the beginning of each sentence
        self._head: NamedPlace | None = None  # the head of the paragraph
        self._here: tuple[int, tuple[NamedPlace, ...]] = (-1, ())
        self._units: dict[int, list[NamedPlace]] = {}  # the local units of a sentence

    def place_of(self, around: Frame) -> PlaceMention | None:
        """The words that name the place of a quantity; None where the text leaves it at the article's home."""
        found = self._named(around) or self._carry(around.position)
        return self._whole(found, around.position).mention() if found is not None else None

    def _named(self, around: Frame) -> NamedPlace | None:
        """The place named right behind the number, or before it in its clause, or at the head of its sentence."""
        span = around.sentence.span
        if self._here[0] != around.position:
            self._here = around.position, tuple(place for place in self._places(around.position) if not place.aside)
        places = self._here[1]
        end = around.quantity.end
        behind = next((place for place in places if place.start >= end), None)
        if behind is not None and behind.start - end < _BEHIND_REACH and _BEHIND.fullmatch(self._text, end, behind.start):
            return behind
        before = [place for place in places if place.end <= around.start and not self._in_brackets(place, around.start)]
        if before and before[-1].start >= around.clause:
            return before[-1]
        opening = before[0] if before else None
        return opening if opening is not None and _HEAD.fullmatch(self._text, span.start, opening.start) else None

    def _in_brackets(self, place: NamedPlace, start: int) -> bool:
        """Does a bracket that closes before the number hold the place: "ba cây cầu (xã Bình Hòa, xã Thạnh Trị) dài 30 m"?"""
        opened = self._text.rfind("(", max(0, place.start - _BEHIND_REACH), place.start)
        if opened < 0 or self._text.find(")", opened, place.start) >= 0:
            return False
        return self._text.find(")", place.end, start) >= 0

    def _whole(self, place: NamedPlace, sentence: int) -> NamedPlace:
        """A commune with the district it lies in, where the text has said which."""
        if place.level != "commune" or len(place.local) > 1 or (self._day is not None and self._day > _LAST_DISTRICTS):
            return place
        here = self._here[1] if self._here[0] == sentence else ()
        named = [other for other in here if other.level == "district" and other.end <= place.start]
        held = named[-1] if named else self._carry(sentence)
        if held is None or held.wider != place.wider or (held.level == "commune" and len(held.local) == 1):
            return place
        return replace(place, local=(*place.local, *held.local[-1:]))

    def _carry(self, sentence: int) -> NamedPlace | None:
        """What earlier sentences, or the head of this paragraph, say of the place."""
        for index in range(len(self._carried), min(max(sentence + 1, _OPENING), len(self._sentences))):
            self._read_on(index)
        return self._carried[sentence] or self._own

    def _read_on(self, index: int) -> None:
        span = self._sentences[index]
        units = [unit for unit in self._local(index) if unit.level != "province"]
        opens_paragraph = index == 0 or "\n" in self._text[self._sentences[index - 1].end : span.start]
        if index < _OPENING and opens_paragraph and self._own is None and self._text[span.start] not in _BULLETS:
            self._own = None if index and self._titled_by_province() else self._subject(units, span)
            if self._own is None and index == 0:
                self._own = self._titled(span)
        if self._head is not None and not _ANAPHORA.search(self._text, span.start, span.end):
            leaves = opens_paragraph or _OF_PROVINCE.search(self._text, span.start, span.end)
            self._head = None if leaves else self._head
        self._carried.append(self._head)
        if (
            units
            and _HEAD.fullmatch(self._text, span.start, units[0].start)
            and (units[0].level == "district" or not self._head)
            and not _VISITOR.match(self._text, units[0].end)
        ):
            self._head = units[0]
            self._carried[-1] = self._head

    def _local(self, sentence: int) -> list[NamedPlace]:
        """The local units of a sentence, found once."""
        if sentence not in self._units:
            span = self._sentences[sentence]
            self._units[sentence] = local_units(self._text, span.start, span.end, home=self._home, day=self._day)
        return self._units[sentence]

    def _places(self, sentence: int) -> tuple[NamedPlace, ...]:
        span = self._sentences[sentence]
        return find_places(self._text, span.start, span.end, self._local(sentence), home=self._home, day=self._day)

    def _titled_by_province(self) -> bool:
        """Does the title speak of the whole province, so that the district named next is but the first of several?"""
        title = self._sentences[0]
        return _OF_PROVINCE.search(self._text, title.start, title.end) is not None or bool(self._places(0))

    def _subject(self, units: list[NamedPlace], span: Span) -> NamedPlace | None:
        """The unit a title or first sentence has as its subject, or whose office or league: "Hội Nông dân huyện Cái Bè …"."""
        if not units or units[0].start - span.start > _SUBJECT_REACH:
            return None
        said = self._text[span.start : units[0].start]
        if _OF_PROVINCE.search(said) or _COUNTED.search(said) or len({unit.local[-1] for unit in units}) > 1:
            return None
        visited = _AT.search(said) is not None and _OF_PROVINCE.search(self._text, units[0].end, span.end) is not None
        return None if visited else units[0]

    def _titled(self, span: Span) -> NamedPlace | None:
        """The unit that the title heads with its bare name, "Cái Bè: …", and the text names in full."""
        head = _TITLE_HEAD.match(self._text, span.start, span.end)
        if head is None:
            return None
        name = head[1].strip()
        for kind in ("huyện", "thị xã", "thành phố", "quận", "xã", "phường", "thị trấn"):
            for spelled in (kind, kind.capitalize()):
                position = self._text.find(f"{spelled} {name}", span.end)
                if position >= 0:
                    units = local_units(self._text, position, position + _BEHIND_REACH, home=self._home, day=self._day)
                    return replace(units[0], start=head.start(1), end=head.end(1)) if units else None
        return None
