"""Units that measure: money, rates, areas, lengths, weights, energy, time. One declared row per unit with all its spellings.

Counted things ("căn nhà", "lượt người") are no closed list; their grammar is in `nouns`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from transforms.numerals import Reading
from transforms.values import value

UnitKind = Literal["money", "rate", "area", "length", "mass", "other", "time", "score", "step", "count"]


@value
class UnitMatch:
    """A unit found in the text, in canonical spelling, and where it ends."""

    unit: str
    kind: UnitKind
    end: int


@dataclass(frozen=True, slots=True)
class Unit:
    name: str
    kind: UnitKind
    spellings: tuple[str, ...]


UNITS: tuple[Unit, ...] = (
    Unit("VND", "money", ("đồng", "đ", "vnđ", "vnd", "đồng việt nam")),
    Unit("USD", "money", ("usd", "đô la mỹ", "đô-la mỹ", "đôla mỹ", "đô la", "đô-la", "đôla", "mỹ kim")),
    Unit("EUR", "money", ("euro", "eur")),
    Unit("JPY", "money", ("yên nhật", "jpy")),
    Unit("%", "rate", ("%", "phần trăm", "điểm phần trăm", "điểm %")),
    Unit("‰", "rate", ("‰", "%o", "%₀", "phần nghìn", "phần ngàn")),
    Unit("m2", "area", ("m2", "m²", "m 2", "mét vuông", "m vuông")),
    Unit("km2", "area", ("km2", "km²", "km 2", "ki-lô-mét vuông", "kilômét vuông", "km vuông", "cây số vuông")),
    Unit("ha", "area", ("ha", "hecta", "héc ta", "héc-ta", "hec-ta", "hécta", "hec ta")),
    Unit("công đất", "area", ("công đất",)),
    Unit("sào", "area", ("sào",)),
    Unit("km", "length", ("km", "cây số", "ki-lô-mét", "kilômét", "kilomet", "ki lô mét")),
    Unit("m", "length", ("m", "mét", "m dài", "mét dài", "mét tới")),
    Unit("cm", "length", ("cm", "xăng-ti-mét", "xentimét")),
    Unit("mm", "length", ("mm", "milimét", "mi-li-mét")),
    Unit("hải lý", "length", ("hải lý",)),
    Unit("m3", "other", ("m3", "m³", "m 3", "mét khối", "m khối")),
    Unit("lít", "other", ("lít", "l")),
    Unit("t", "mass", ("tấn",)),
    Unit("tạ", "mass", ("tạ",)),
    Unit("kg", "mass", ("kg", "kilôgam", "ki-lô-gam", "ký", "kí", "cân")),
    Unit("g", "mass", ("g", "gr", "gam", "gram")),
    Unit("kWh", "other", ("kwh",)),
    Unit("MWh", "other", ("mwh",)),
    Unit("GWh", "other", ("gwh",)),
    Unit("kW", "other", ("kw",)),
    Unit("MW", "other", ("mw",)),
    Unit("MWp", "other", ("mwp",)),
    Unit("kV", "other", ("kv",)),
    Unit("kVA", "other", ("kva",)),
    Unit("MVA", "other", ("mva",)),
    Unit("độ C", "other", ("độ c", "°c", "oc", "độ")),
    Unit("point", "score", ("điểm",)),
    Unit("lần", "step", ("lần",)),
    Unit("bậc", "step", ("bậc", "hạng")),
    Unit("năm", "time", ("năm",)),
    Unit("tháng", "time", ("tháng",)),
    Unit("ngày", "time", ("ngày", "ngày đêm", "ngày làm việc")),
    Unit("tuần", "time", ("tuần", "tuần lễ")),
    Unit("giờ", "time", ("giờ", "tiếng", "tiếng đồng hồ", "giờ đồng hồ")),
    Unit("phút", "time", ("phút",)),
    Unit("giây", "time", ("giây",)),
    Unit("tuổi", "time", ("tuổi", "tuổi đời", "tuổi đảng", "năm tuổi đảng")),
    Unit("thập kỷ", "time", ("thập kỷ", "thập niên")),
    Unit("thế kỷ", "time", ("thế kỷ",)),
)

READINGS: dict[UnitKind, Reading] = {"rate": "rate", "score": "rate", "count": "count", "money": "count", "time": "count"}

_BLANKS = (" ", "\xa0")
_HEAD = re.compile(r"[^\W\d_]+|[%‰°]")
_PER = re.compile(r"[ \xa0]*/[ \xa0]*(?=[^\W\d_])")
_MOST_PARTS = 8  # "đồng/người/năm" has two
# Of so many: "14,3 bác sỹ/1 vạn dân"
_PER_MANY = re.compile(
    r"[ \xa0]*/[ \xa0]*((?:1[ \xa0]+)?(?:vạn|nghìn|ngàn|triệu|\d{1,3}(?:\.000)+)[ \xa0]+(?:dân|người|hộ|trẻ|phụ nữ))(?!\w)"
)
_PER_NOUN = re.compile(r"[^\W\d_]+")
# Words written with a slash that are no "per": "và/hoặc"
_NO_PER = frozenset({"hoặc", "và", "hay"})
# Continuations that make a measuring word the start of another noun: "điểm trường" is a place, "năm học" a school year
_NOT_BEFORE: dict[str, tuple[str, ...]] = {
    "đồng": ("chí", "bào", "hồ", "đội", "hương", "nghiệp", "lúa", "ruộng", "ý", "thuận", "thời", "bộ", "cỏ", "muối"),
    "điểm": (
        *("trường", "cầu", "du", "nóng", "bán", "kinh", "sạt", "đen", "dân", "sinh", "bưu", "tiếp", "thu", "đến", "chợ"),
        *("giao", "mua", "nhóm", "tư", "trưng", "bỏ", "kết", "rao", "tập", "cung", "vui", "văn", "nút", "công", "tổ"),
        *("thi", "truyền", "phát", "chốt", "thực", "sản", "quan", "ngập", "phục", "dịch", "lẻ", "xử", "có", "khai", "mỏ"),
    ),
    "lần": ("lượt",),
    "ngày": ("công", "hội"),
    "tháng": ("hành",),
    "ký": ("túc", "kết"),
    "hạng": ("mục",),
    "cân": ("đối",),
    "độ": ("tuổi",),
    "tuần": ("hành",),
    "giờ": ("học", "giảng", "bay"),
    "tạ": ("ơn",),
    "tấn": ("công",),
    "năm": ("học",),
}


def _by_head() -> dict[str, tuple[tuple[str, Unit], ...]]:
    table: dict[str, list[tuple[str, Unit]]] = {}
    for unit in UNITS:
        for spelling in unit.spellings:
            head = _HEAD.match(spelling)
            if head is not None:
                table.setdefault(head[0], []).append((spelling, unit))
    return {head: tuple(sorted(rows, key=lambda row: -len(row[0]))) for head, rows in table.items()}


_TABLE = _by_head()


def skip_blanks(text: str, position: int) -> int:
    """The first position from here that is no blank (line breaks stop, since a unit never stands on the next line)."""
    while text.startswith(_BLANKS, position):
        position += 1
    return position


def word_at(lower: str, position: int) -> str:
    """The word that begins at a position, or an empty string."""
    found = _PER_NOUN.match(lower, position)
    return found[0] if found else ""


def match_measure(lower: str, position: int) -> UnitMatch | None:
    """The measuring unit that begins at a position of lower-case text, after blanks, with its "per" part ("đồng/người/năm")."""
    bare = _bare_measure(lower, skip_blanks(lower, position))
    return None if bare is None else with_per(lower, bare)


def _bare_measure(lower: str, start: int) -> UnitMatch | None:
    head = _HEAD.match(lower, start)
    if head is None:
        return None
    for spelling, unit in _TABLE.get(head[0], ()):
        end = start + len(spelling)
        if not lower.startswith(spelling, start) or (spelling[-1].isalnum() and lower[end : end + 1].isalnum()):
            continue
        if spelling in _NOT_BEFORE and word_at(lower, skip_blanks(lower, end)) in _NOT_BEFORE[spelling]:
            continue
        return UnitMatch(unit.name, unit.kind, end)
    return None


def with_per(lower: str, match: UnitMatch) -> UnitMatch:
    """The match extended by "/noun" parts: VND → VND/người/năm. A slash before a digit is left alone."""
    name, end = match.unit, match.end
    if not lower.startswith("/", skip_blanks(lower, end)):
        return match
    for _ in range(_MOST_PARTS):
        many = _PER_MANY.match(lower, end)
        if many is not None:
            return UnitMatch(f"{name}/{' '.join(many[1].split())}", match.kind, many.end())
        slash = _PER.match(lower, end)
        if slash is None:
            break
        measure = _bare_measure(lower, slash.end())
        noun = word_at(lower, slash.end())
        if not noun or noun in _NO_PER:
            break
        if measure is not None and measure.kind != "money":
            name, end = f"{name}/{measure.unit}", measure.end
        else:
            name, end = f"{name}/{noun}", slash.end() + len(noun)
    return UnitMatch(name, match.kind, end)
