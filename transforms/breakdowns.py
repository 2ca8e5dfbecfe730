"""The part a number stands for where one statement splits an indicator: a level of government, or the part as named."""

from __future__ import annotations

import re

from transforms.frames import Frame

_LEVELS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("province", ("cấp tỉnh", "các sở", "sở ngành", "cấp thành phố")),
    ("district", ("cấp huyện", "ubnd huyện", "các huyện", "ubnd các huyện")),
    ("commune", ("cấp xã", "các xã", "ubnd các xã", "xã phường thị trấn")),
)
_LEVEL_WORDS = ("cấp ", "sở", "huyện", "xã")  # one of these is in each name
_EDGE = re.compile(
    r"^(?:[\s,;:.()\-–]|(?:trong đó|gồm|bao gồm|cụ thể|riêng|và|còn|với|trong số này|như sau)(?!\w))+"
    r"|(?:[\s,;:()\-–]|(?<!\w)(?:là|có|được|đạt|còn|gần|trên|hơn|khoảng|ước|tăng|giảm|so với cùng kỳ"
    r"|tiếp nhận|đã|chiếm|thực hiện))+$"
)
_MAX_WORDS = 8
_LABEL_REACH = 400  # far more than eight words and what goes with them


def read_breakdown(text: str, around: Frame, *, inherited: bool) -> str | None:
    """`province`, `district`, `commune`, the named part of a list, or None where the number stands for the whole."""
    words = " ".join(around.own_words())
    if any(map(words.__contains__, _LEVEL_WORDS)):
        nearest = max(((words.rfind(name), level) for level, names in _LEVELS for name in names), key=lambda row: row[0])
        if nearest[0] >= 0:
            return nearest[1]
    if not inherited or around.start - around.left > _LABEL_REACH:
        return None
    label = _EDGE.sub("", _EDGE.sub("", text[around.left : around.start])).strip()
    return label if label and len(label.split()) <= _MAX_WORDS and not any(mark in label for mark in ",;:(") else None
