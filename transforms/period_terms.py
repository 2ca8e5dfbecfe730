"""A period as a text names it, its ISO 8601 form, and what the words before it make of it."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from transforms.values import value

# covers: the statement is about it; plan: it lies ahead; compare: "so với …"; event: a day on which something took place
PeriodKind = Literal["covers", "plan", "compare", "event"]


@value
class PeriodMention:
    """`iso` is the period that the text from `start` to `end` names."""

    start: int
    end: int
    iso: str
    kind: PeriodKind


_COMPARING = ("so", "cùng k", "ngang", "như", "từ mức")  # one of these is in what the next one finds
_COMPARED = re.compile(
    r"(?:(?<!\w)so(?:\s+với)?|cùng kỳ|cùng kì|ngang với|ngang bằng|(?<!nếu )như|từ mức)\s+(?:[^\W\d_]+\s+){0,5}$"
)
_PLANS = (
    *("phương hướng", "nhiệm vụ", "kế hoạch", "triển khai", "mục tiêu", "phấn đấu", "chuyên đề", "chủ đề", "định hướng"),
    *("dự toán", "chỉ tiêu"),
)
_PLANNED = re.compile(
    rf"(?:{'|'.join(_PLANS)})"
    r"\s+(?:[^\W\d_]+\s+(?:[-–]\s+)?){0,9}$"
)
# "kết quả thực hiện các chỉ tiêu năm 2022" is of what was done
_CARRIED_OUT = re.compile(r"(?<!\w)(?:kết quả|thực hiện|hoàn thành|tổng kết)(?!\w)[^,;.:]{0,40}$")
# "niên vụ 2020 - 2021", "năm học 2021 - 2022", "giá so sánh năm 2010" are names
_NAMED_AFTER = re.compile(
    r"(?<!\w)(?:niên vụ|năm học|niên khóa|niên khoá|đông xuân|hè thu|thu đông|vụ mùa|mùa khô|mùa mưa"
    r"|giá(?: so sánh| cố định| gốc)?)\s+(?:năm\s+)?$"
)
_TERM = re.compile(r"(?<!\w)nhiệm k[ỳì]\s+(?:năm\s+)?$")
# The last letters of all that the two above find, before "năm"
_NAMING = (
    *("vụ", "học", "khóa", "khoá", "xuân", "thu", "đông", "mùa", "khô", "mưa", "giá", "so sánh", "cố định", "gốc"),
    *("kỳ", "kì"),
)
_BODY = re.compile(
    r"(?<!\w)(?:khóa|khoá|hđnd|hội đồng nhân dân|đại biểu|chấp hành|đại hội|kỳ họp|lần thứ|quốc hội|bầu cử)(?!\w)"
)
LEFT_REACH = 48


def months_iso(year: int, first: int, last: int) -> str:
    """Whole months of a year in the shortest form: a year, half, quarter, month, or a span of months."""
    if first == last:
        return f"{year}-{first:02d}"
    if (first, last) == (1, 12):
        return str(year)
    if last - first == 5 and first in {1, 7}:
        return f"{year}-H{1 if first == 1 else 2}"
    if last - first == 2 and first % 3 == 1:
        return f"{year}-Q{last // 3}"
    return f"{year}-{first:02d}/{year}-{last:02d}"


def cumulated(iso: str) -> str:
    """ "lũy kế" up to a month: January to it. Anything but a month stays as it is."""
    found = re.fullmatch(r"(\d{4})-(\d\d)", iso)
    return months_iso(int(found[1]), 1, int(found[2])) if found else iso


def year_of(iso: str) -> int:
    """The year in which a period ends."""
    return int(iso.rsplit("/", 1)[-1][:4])


@value
class Reading:
    """The text around one sentence, the year that a bare month or quarter belongs to, the period that held so far."""

    lower: str
    start: int
    end: int
    year: int | None
    published: date | None
    carried: str | None = None


def kind_of(left: str, default: PeriodKind) -> PeriodKind:
    """What the words before a period make of it."""
    if any(map(left.__contains__, _COMPARING)) and _COMPARED.search(left):
        return "compare"
    if any(map(left.__contains__, _PLANS)) and _PLANNED.search(left) and not _CARRIED_OUT.search(left):
        return "plan"
    tail = left.rstrip().removesuffix("năm").rstrip()
    if not tail.endswith(_NAMING):
        return default
    return "event" if _NAMED_AFTER.search(left) or _of_a_body(left) else default


def _of_a_body(left: str) -> bool:
    """Is it the term of a council or a congress ("HĐND tỉnh khóa X, nhiệm kỳ 2016 - 2021")? "Trong nhiệm kỳ …" is a period."""
    return bool(_TERM.search(left)) and bool(_BODY.search(left))
