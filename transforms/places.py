"""Places as a sentence names them: a commune in its district in its province, a province, the whole country."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from operator import attrgetter
from typing import Literal

from transforms.lowering import CAPITALS, whole_words, word_starts
from transforms.provinces import MUNICIPALITY, is_province, province_at
from transforms.values import value

Level = Literal["commune", "district", "province", "country"]

# No syllable of a name is longer; without a bound, a long run of capitals would be read again from each of them
_SYLLABLE = rf"[{CAPITALS}][^\W\d_]{{0,40}}"
_NAME = rf"{_SYLLABLE}(?:['’]{_SYLLABLE})?"
_KINDS = ("huyện", "thị xã", "thành phố", "quận", "xã", "phường", "thị trấn", "tỉnh", "đặc khu")
_UNIT = re.compile(
    "("
    + word_starts(*_KINDS, *map(str.capitalize, _KINDS), r"TP\.?", r"TX\.?")
    + rf")\s*({_NAME}(?:[ ]{_NAME}){{0,3}}(?:[ ]\d{{1,2}}(?=[,;:.)\n]|$))?)"
)
_COUNTRY = re.compile(whole_words("cả nước", "Cả nước", "toàn quốc", "Toàn quốc"))
_IN_PROVINCE = ("toàn tỉnh", "cả tỉnh", "trên địa bàn tỉnh", "trong (?:toàn )?tỉnh")
_WHOLE_PROVINCE = re.compile(whole_words(*_IN_PROVINCE, *(words[0].upper() + words[1:] for words in _IN_PROVINCE)))
_CAPITALS = re.compile(rf"{_NAME}(?:(?:[ ]|\s?[-–]\s?){_NAME}){{1,3}}")
# A place in these is an address, an author or a comparison, not what the number is about
_ASIDE = re.compile(r"(?:so với|của UBND|UBND|HĐND|Ban Dân vận|Công an|Tỉnh ủy|Đảng bộ|giáp|Bí thư|Chủ tịch)[^,;.]{0,24}$")
# … but what the office of a commune or district does, it does there
_OFFICE = re.compile(r"(?<!của )(?<!tịch )(?<!thư )(?:UBND|HĐND|Đảng bộ|Công an|Ban Dân vận)[ \xa0]$")
_ASIDE_REACH = 40
# The country is spoken of at the head of a clause or right before the verb; "thứ 5 cả nước", "hơn mức của cả nước" are measures
_COUNTRY_HEAD = re.compile(
    r"(?:^|[,;:.(\n])\s*(?:(?:hiện|tính|trên|trong|phạm vi|bình quân|chung|của|và|còn|riêng)\s+){0,4}$", re.IGNORECASE
)
_STATES = re.compile(r"\s+(?:(?:hiện|đã|cũng|ước|mới|chỉ)\s+)?(?:có|là|đạt|còn|tăng|giảm|được|thu)(?!\w)")
_COMPARED = re.compile(r"(?:so với|hơn|bằng|ngang|mức chung|bình quân|xấp xỉ)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_CHAINED = re.compile(r"\s*[,(–-]?\s*(?:(?:của|thuộc)\s+)?")
_LEVELS: dict[str, Level] = {
    **dict.fromkeys(("xã", "phường", "thị trấn", "đặc khu"), "commune"),
    **dict.fromkeys(("huyện", "thị xã", "thành phố", "tp", "tp.", "tx", "tx.", "quận"), "district"),
}
_SPELLED = {"tp": "TP.", "tp.": "TP.", "thành phố": "TP.", "tx": "thị xã", "tx.": "thị xã"}
_START = attrgetter("start")
_RANKS: dict[Level, int] = {"commune": 0, "district": 1, "province": 2, "country": 3}


@value
class PlaceMention:
    """`place` is spelled in full, the smallest part first: "xã Mỹ Lộc, huyện Tam Bình, Vĩnh Long"."""

    start: int
    end: int
    place: str


@value
class NamedPlace:
    """A mention with its parts: local units as written, smallest first, and the province or country they lie in."""

    start: int
    end: int
    level: Level
    local: tuple[str, ...]
    wider: str | None
    aside: bool = False

    def mention(self) -> PlaceMention | None:
        """As a mention spelled in full; None where not even the province is known and no local part is named."""
        parts = [*self.local, self.wider] if self.wider else list(self.local)
        return PlaceMention(self.start, self.end, ", ".join(parts)) if parts else None


def local_units(text: str, start: int, end: int, *, home: str | None, day: date | None) -> list[NamedPlace]:
    """The units named with their kind ("huyện Cái Bè"), neighbours joined: a commune with its district and province."""
    chained: list[NamedPlace] = []
    for unit in _units(text, start, end, home, day):
        last = chained[-1] if chained else None
        joined = last is not None and _RANKS[last.level] < _RANKS[unit.level] and _RANKS[last.level] < _RANKS["province"]
        if (
            last is not None
            and joined
            and _CHAINED.fullmatch(text, last.end, unit.start)
            and len(last.local) < _RANKS["province"]
        ):
            chained[-1] = NamedPlace(
                last.start, unit.end, last.level, (*last.local, *unit.local), unit.wider or last.wider, last.aside
            )
        else:
            chained.append(unit)
    return chained


def find_places(
    text: str, start: int, end: int, units: Iterable[NamedPlace], *, home: str | None, day: date | None
) -> tuple[NamedPlace, ...]:
    """All places named in `text[start:end]`, in order: `units`, which are its `local_units`, and besides them provinces without
    their kind, "toàn tỉnh", "cả nước".
    """
    found = list(units)
    for match in _CAPITALS.finditer(text, start, end):
        if is_province(match[0]) and not any(place.start < match.end() and match.start() < place.end for place in found):
            found.append(
                NamedPlace(*match.span(), "province", (), _province(match[0], day), _is_aside(text, start, match.start()))
            )
    for match in _WHOLE_PROVINCE.finditer(text, start, end) if text.find("tỉnh", start, end) >= 0 else ():
        if not _COMPARED.search(text, max(start, match.start() - _ASIDE_REACH), match.start()):
            found.append(NamedPlace(*match.span(), "province", (), home))
    country = text.find("nước", start, end) >= 0 or text.find("quốc", start, end) >= 0
    for match in _COUNTRY.finditer(text, start, end) if country else ():
        head = _COUNTRY_HEAD.search(text, max(start, match.start() - _ASIDE_REACH), match.start())
        if head or _STATES.match(text, match.end()):
            found.append(NamedPlace(*match.span(), "country", (), "Việt Nam"))
    found.sort(key=_START)
    return tuple(found)


def _units(text: str, start: int, end: int, home: str | None, day: date | None) -> Iterator[NamedPlace]:
    for match in _UNIT.finditer(text, start, end):
        kind, name = match[1].lower(), match[2]
        aside = _is_aside(text, start, match.start())
        if kind == "tỉnh" or (kind.startswith(("tp", "thành phố")) and _is_municipality(name, day)):
            yield NamedPlace(*match.span(), "province", (), _province(name, day), aside)
        else:
            aside = aside and not _OFFICE.search(text, max(start, match.start() - _ASIDE_REACH), match.start())
            yield NamedPlace(*match.span(), _LEVELS[kind], (f"{_SPELLED.get(kind, kind)} {name}",), home, aside)


def _is_aside(text: str, start: int, position: int) -> bool:
    return _ASIDE.search(text, max(start, position - _ASIDE_REACH), position) is not None


def _is_municipality(name: str, day: date | None) -> bool:
    """Is it a city with the rank of a province? "thành phố Cà Mau" lies in the province of that name."""
    row = province_at(name, day) if day is not None else None
    return row is not None and row.kind == MUNICIPALITY


def _province(name: str, day: date | None) -> str:
    row = province_at(name, day) if day is not None else None
    return row.name if row is not None else name
