"""The place a number is about: the article's home unless the text names another one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from transforms.lowering import CAPITALS
from transforms.provinces import is_province, province_at

_NAME = rf"[{CAPITALS}][^\W\d_]*(?:['’][{CAPITALS}][^\W\d_]*)?"
_UNIT = re.compile(
    r"(?<!\w)([Hh]uyện|[Tt]hị xã|[Tt]hành phố|TP\.?|TX\.?|[Qq]uận|[Xx]ã|[Pp]hường|[Tt]hị trấn|[Tt]ỉnh)"
    rf"\s*({_NAME}(?:[ ]{_NAME}){{0,3}}(?:[ ]\d{{1,2}})?)"
)
_COUNTRY = re.compile(r"(?<!\w)(?:[Cc]ả nước|[Tt]oàn quốc)(?!\w)")
_CAPITALS = re.compile(rf"{_NAME}(?:(?:[ ]|\s?[-–]\s?){_NAME}){{1,3}}")
# A place in these is an address, an author or a comparison, not what the number is about
_ASIDE = re.compile(r"(?:so với|của UBND|UBND|HĐND|Ban Dân vận|Công an|Tỉnh ủy|Đảng bộ|giáp|Bí thư|Chủ tịch)[^,;.]{0,24}$")


@dataclass(frozen=True, slots=True)
class PlaceMention:
    start: int
    end: int
    place: str


def find_places(text: str, start: int, end: int, *, home: str | None, day: date | None) -> tuple[PlaceMention, ...]:
    """The places named in `text[start:end]`, spelled as the tables do for provinces and as written for the levels below."""
    found: list[PlaceMention] = []
    for match in _UNIT.finditer(text, start, end):
        if not _ASIDE.search(text, max(start, match.start() - 40), match.start()):
            found.append(PlaceMention(match.start(), match.end(), _full_name(match[1], match[2], home, day)))
    covered = [(mention.start, mention.end) for mention in found]
    for match in _CAPITALS.finditer(text, start, end):
        if any(left < match.end() and match.start() < right for left, right in covered) or not is_province(match[0]):
            continue
        if not _ASIDE.search(text, max(start, match.start() - 40), match.start()):
            found.append(PlaceMention(match.start(), match.end(), _province(match[0], day)))
    found += [PlaceMention(match.start(), match.end(), "Việt Nam") for match in _COUNTRY.finditer(text, start, end)]
    return tuple(sorted(found, key=lambda mention: mention.start))


def _full_name(kind: str, name: str, home: str | None, day: date | None) -> str:
    level = kind.lower()
    if level == "tỉnh" or (level.startswith(("tp", "thành phố")) and is_province(name)):
        return _province(name, day)
    spelled = {"tp": "TP.", "tp.": "TP.", "thành phố": "TP.", "tx": "thị xã", "tx.": "thị xã"}.get(level, level)
    return f"{spelled} {name}, {home}" if home else f"{spelled} {name}"


def _province(name: str, day: date | None) -> str:
    row = province_at(name, day) if day is not None else None
    return row.name if row is not None else name
