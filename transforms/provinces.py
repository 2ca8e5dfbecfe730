"""The provinces and municipalities of Vietnam, with the days on which each row is true.

63 units from 1 August 2008, 34 from 1 July 2025 (Resolution 202/2025/QH15; codes by Decision 19/2025/QĐ-TTg). Seven codes were
given to another province then and 23 merged units kept the name of one part, so neither code nor name alone says which unit is
meant: the key is (code, valid_from).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from transforms.folding import fold_key

Kind = Literal["province", "municipality"]
PROVINCE: Kind = "province"
MUNICIPALITY: Kind = "municipality"

_FIRST = date(2008, 8, 1)  # Hà Tây joined Hà Nội; the table begins here
_LAST_OLD_DAY = date(2025, 6, 30)
_MERGED = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Province:
    """One unit as it was from `valid_from` to `valid_to` (both included; None: still so)."""

    code: str  # two digits, of the National Statistics Office
    name: str
    kind: Kind
    valid_from: date = _FIRST
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Merger:
    """A unit that went into another one; the old row ends on the day before `on`."""

    old_code: str
    old_valid_from: date
    new_code: str
    new_valid_from: date
    on: date


PROVINCES: tuple[Province, ...] = (
    Province("01", "Hà Nội", MUNICIPALITY),
    Province("02", "Hà Giang", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("04", "Cao Bằng", PROVINCE),
    Province("06", "Bắc Kạn", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("08", "Tuyên Quang", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("10", "Lào Cai", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("11", "Điện Biên", PROVINCE),
    Province("12", "Lai Châu", PROVINCE),
    Province("14", "Sơn La", PROVINCE),
    Province("15", "Yên Bái", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("17", "Hòa Bình", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("19", "Thái Nguyên", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("20", "Lạng Sơn", PROVINCE),
    Province("22", "Quảng Ninh", PROVINCE),
    Province("24", "Bắc Giang", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("25", "Phú Thọ", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("26", "Vĩnh Phúc", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("27", "Bắc Ninh", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("30", "Hải Dương", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("31", "Hải Phòng", MUNICIPALITY, valid_to=_LAST_OLD_DAY),
    Province("33", "Hưng Yên", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("34", "Thái Bình", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("35", "Hà Nam", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("36", "Nam Định", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("37", "Ninh Bình", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("38", "Thanh Hóa", PROVINCE),
    Province("40", "Nghệ An", PROVINCE),
    Province("42", "Hà Tĩnh", PROVINCE),
    Province("44", "Quảng Bình", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("45", "Quảng Trị", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("46", "Thừa Thiên Huế", PROVINCE, valid_to=date(2024, 12, 31)),
    Province("48", "Đà Nẵng", MUNICIPALITY, valid_to=_LAST_OLD_DAY),
    Province("49", "Quảng Nam", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("51", "Quảng Ngãi", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("52", "Bình Định", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("54", "Phú Yên", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("56", "Khánh Hòa", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("58", "Ninh Thuận", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("60", "Bình Thuận", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("62", "Kon Tum", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("64", "Gia Lai", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("66", "Đắk Lắk", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("67", "Đắk Nông", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("68", "Lâm Đồng", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("70", "Bình Phước", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("72", "Tây Ninh", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("74", "Bình Dương", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("75", "Đồng Nai", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("77", "Bà Rịa – Vũng Tàu", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("79", "Thành phố Hồ Chí Minh", MUNICIPALITY, valid_to=_LAST_OLD_DAY),
    Province("80", "Long An", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("82", "Tiền Giang", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("83", "Bến Tre", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("84", "Trà Vinh", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("86", "Vĩnh Long", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("87", "Đồng Tháp", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("89", "An Giang", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("91", "Kiên Giang", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("92", "Cần Thơ", MUNICIPALITY, valid_to=_LAST_OLD_DAY),
    Province("93", "Hậu Giang", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("94", "Sóc Trăng", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("95", "Bạc Liêu", PROVINCE, valid_to=_LAST_OLD_DAY),
    Province("96", "Cà Mau", PROVINCE, valid_to=_LAST_OLD_DAY),
    # Renamed, and a municipality, half a year before the mergers
    Province("46", "Huế", MUNICIPALITY, date(2025, 1, 1)),
    # The 23 units made on 1 July 2025
    Province("08", "Tuyên Quang", PROVINCE, _MERGED),
    Province("15", "Lào Cai", PROVINCE, _MERGED),
    Province("19", "Thái Nguyên", PROVINCE, _MERGED),
    Province("24", "Bắc Ninh", PROVINCE, _MERGED),
    Province("25", "Phú Thọ", PROVINCE, _MERGED),
    Province("31", "Hải Phòng", MUNICIPALITY, _MERGED),
    Province("33", "Hưng Yên", PROVINCE, _MERGED),
    Province("37", "Ninh Bình", PROVINCE, _MERGED),
    Province("44", "Quảng Trị", PROVINCE, _MERGED),
    Province("48", "Đà Nẵng", MUNICIPALITY, _MERGED),
    Province("51", "Quảng Ngãi", PROVINCE, _MERGED),
    Province("52", "Gia Lai", PROVINCE, _MERGED),
    Province("56", "Khánh Hòa", PROVINCE, _MERGED),
    Province("66", "Đắk Lắk", PROVINCE, _MERGED),
    Province("68", "Lâm Đồng", PROVINCE, _MERGED),
    Province("75", "Đồng Nai", PROVINCE, _MERGED, valid_to=date(2026, 4, 29)),
    Province("79", "Thành phố Hồ Chí Minh", MUNICIPALITY, _MERGED),
    Province("80", "Tây Ninh", PROVINCE, _MERGED),
    Province("82", "Đồng Tháp", PROVINCE, _MERGED),
    Province("86", "Vĩnh Long", PROVINCE, _MERGED),
    Province("91", "An Giang", PROVINCE, _MERGED),
    Province("92", "Cần Thơ", MUNICIPALITY, _MERGED),
    Province("96", "Cà Mau", PROVINCE, _MERGED),
    Province("75", "Đồng Nai", MUNICIPALITY, date(2026, 4, 30)),
)

# New code -> the codes, until then, of its parts
_PARTS: dict[str, tuple[str, ...]] = {
    "08": ("02", "08"),
    "15": ("10", "15"),
    "19": ("06", "19"),
    "24": ("24", "27"),
    "25": ("17", "25", "26"),
    "31": ("30", "31"),
    "33": ("33", "34"),
    "37": ("35", "36", "37"),
    "44": ("44", "45"),
    "48": ("48", "49"),
    "51": ("51", "62"),
    "52": ("52", "64"),
    "56": ("56", "58"),
    "66": ("54", "66"),
    "68": ("60", "67", "68"),
    "75": ("70", "75"),
    "79": ("74", "77", "79"),
    "80": ("72", "80"),
    "82": ("82", "87"),
    "86": ("83", "84", "86"),
    "91": ("89", "91"),
    "92": ("92", "93", "94"),
    "96": ("95", "96"),
}

MERGERS: tuple[Merger, ...] = tuple(
    Merger(old, _FIRST, new, _MERGED, _MERGED) for new, parts in _PARTS.items() for old in parts
)

# Folded spellings that folding alone does not bring together with the official name
_ALIASES: dict[str, str] = {
    "tp hcm": "thanh pho ho chi minh",
    "tphcm": "thanh pho ho chi minh",
    "hcm": "thanh pho ho chi minh",
    "ho chi minh": "thanh pho ho chi minh",
    "tp ho chi minh": "thanh pho ho chi minh",
    "sai gon": "thanh pho ho chi minh",
    "dac lac": "dak lak",
    "daclak": "dak lak",
    "daklak": "dak lak",
    "dac nong": "dak nong",
    "daknong": "dak nong",
    "bac can": "bac kan",
    "vung tau": "ba ria vung tau",
    "brvt": "ba ria vung tau",
    "br vt": "ba ria vung tau",
    "thua thien": "thua thien hue",
    "tt hue": "thua thien hue",
    "kontum": "kon tum",
}
# One unit under two names in turn: either name finds the row of the day
_RENAMED = {"hue": "thua thien hue", "thua thien hue": "hue"}
_PREFIXES = ("tinh ", "thanh pho ", "tp ")


def _index() -> dict[str, tuple[Province, ...]]:
    rows: dict[str, list[Province]] = {}
    for province in PROVINCES:
        rows.setdefault(fold_key(province.name), []).append(province)
    return {key: tuple(sorted(found, key=lambda row: row.valid_from)) for key, found in rows.items()}


_BY_NAME = _index()


@lru_cache(maxsize=4096)  # an article writes the same few names again and again
def _rows(name: str) -> tuple[Province, ...]:
    key = fold_key(name)
    key = _ALIASES.get(key, key)
    if key not in _BY_NAME:
        prefix = next((prefix for prefix in _PREFIXES if key.startswith(prefix)), "")
        key = key.removeprefix(prefix)
        key = _ALIASES.get(key, key)
    found = _BY_NAME.get(key, ())
    other = _RENAMED.get(key)
    return (*found, *_BY_NAME[other]) if other else found


def is_province(name: str) -> bool:
    """Does any row, of any time, carry this name (in any spelling)?"""
    return bool(_rows(name))


def province_at(name: str, day: date) -> Province | None:
    """The row for a name in any spelling on a day; None for an unknown name, or a unit that was no more (Long An in 2026).

    A day before the table begins is answered with the earliest row.
    """
    day = max(day, _FIRST)
    return next(
        (row for row in _rows(name) if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)),
        None,
    )


def unit_at(name: str, day: date) -> Province | None:
    """Like `province_at`, and for a unit that was no more by that day the one it went into: Long An in 2026 is Tây Ninh.

    For whoever speaks for a unit and goes on doing so: the paper of Phú Yên is one of Đắk Lắk today. A place that a text names
    is never read this way: what is said of Phú Yên is not said of Đắk Lắk.
    """
    row = province_at(name, day)
    if row is not None:
        return row
    old = {(row.code, row.valid_from) for row in _rows(name)}
    merger = next((m for m in MERGERS if (m.old_code, m.old_valid_from) in old and m.on <= day), None)
    if merger is None:
        return None
    valid = (row for row in PROVINCES if row.code == merger.new_code and row.valid_from <= day)
    return max(valid, key=lambda row: row.valid_from, default=None)
