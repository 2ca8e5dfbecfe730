"""Numbers that belong to the word before them: ordinals, places in a list, documents, names."""

from __future__ import annotations

from transforms import mask_patterns as shapes
from transforms.mask_words import (
    ALWAYS,
    CLASS_HEADS,
    COUNT_HEADS,
    COUNTER_WORDS,
    DOCUMENTS,
    PHONE_WORDS,
    RANK_WORDS,
    UNLESS_UNIT,
)
from transforms.nouns import is_known_noun
from transforms.numerals import match_scale
from transforms.spots import Spot, behind_capital, has_unit
from transforms.units import match_measure

# Behind any other word, a number is no label
_LABELS = frozenset({*PHONE_WORDS, *COUNTER_WORDS, *ALWAYS, *UNLESS_UNIT, *(name.split()[0] for name in DOCUMENTS), "số"})
_YEAR = 4  # digits
_GOALS = 2  # digits at most
_LAST_CLASS = 5  # hospitals, hotels and towns are of class 1 to 5


def labelled(spot: Spot) -> tuple[str, int] | None:
    """A number that belongs to the word before it: "Điều 5", "nhóm 3", "bão số 3", "Quyết định 290"."""
    before = spot.before
    if before not in _LABELS or spot.gap.strip(' \xa0.:“"'):
        return None
    if before in PHONE_WORDS and len(spot.digits) > 5:
        return "phone", spot.end
    if before in COUNTER_WORDS and ":" in spot.gap:
        return "counter", spot.end
    # No label is a fraction ("kế hoạch 8,5-9,5%"), and "đề nghị" is no decree
    two = spot.second
    if ":" in spot.gap or "," in spot.digits or (before, two) == ("nghị", "đề"):
        return None
    if before == "số" and two not in COUNT_HEADS:
        found = shapes.DOCUMENT_YEAR.match(spot.lower, spot.start)
        return "document", found.end() if found else spot.end
    if f"{before} {two}" in DOCUMENTS or before in ALWAYS:
        found = shapes.DOCUMENT_YEAR.match(spot.lower, spot.start)
        return ALWAYS.get(before, "document"), found.end() if found else spot.end
    if before not in UNLESS_UNIT or spot.gap.strip(" \xa0"):
        return None
    counts = _ranked(spot) if before == "hạng" else has_unit(spot)
    return None if counts else (UNLESS_UNIT[before], _past_subnumbers(spot))


def _past_subnumbers(spot: Spot) -> int:
    """The end of a label with its parts ("số nhà 12/5") or its further members ("mức độ 3, 4", "nhóm 2 và 3")."""
    found = shapes.SUBNUMBERS.match(spot.text, spot.end)
    if found:
        return found.end()
    end = spot.end
    while (further := shapes.NEXT_LABEL.match(spot.lower, end)) and not _counts(spot.lower, further.end()):
        end = further.end()
    return end


def _counts(lower: str, end: int) -> bool:
    """Does a known unit follow, so that the number before it is a count of its own?"""
    return bool(match_scale(lower, end) or match_measure(lower, end)) or is_known_noun(lower, end)


def _ranked(spot: Spot) -> bool:
    """Is the number, behind "thứ" or "hạng", a place in a ranking, by the words around it?"""
    if spot.before == "hạng" and CLASS_HEADS.intersection(spot.words[1:3]):
        return False
    if RANK_WORDS.intersection(spot.words[1:7]) or spot.text[spot.end : spot.end + 1] == "/":
        return True
    if spot.before == "hạng" and spot.digits.isdigit() and int(spot.digits[:4]) > _LAST_CLASS:
        return True
    if spot.second in {"lên", "xuống"} and spot.digits.isdigit():
        return True
    return shapes.AMONG.match(spot.lower, spot.end) is not None


def ordinal(spot: Spot) -> tuple[str, int] | None:
    """ "lần thứ 12" and "thứ 7" are no ranks; "xếp thứ 5" and "thứ 5/63" are."""
    if spot.before != "thứ" or spot.gap.strip(" \xa0"):
        return None
    if spot.second in {"lần", "kỳ", "khóa", "họp", "năm", "ngày"}:
        return "ordinal", spot.end
    return None if _ranked(spot) else ("ordinal", spot.end)


def named(spot: Spot) -> tuple[str, int] | None:
    """A bare year, a number behind a capitalised name without a unit ("Vĩnh Hậu 2"), scores, "4.0"."""
    length = spot.end - spot.start
    years = shapes.YEARS.match(spot.lower, spot.start) if length >= _YEAR else None
    if years and shapes.ACTOR.match(spot.lower, years.end()):
        return "period", years.end()
    if years and not is_known_noun(spot.lower, years.end()) and not match_measure(spot.lower, years.end()):
        return "period", years.end()
    score = shapes.MATCH_SCORE.match(spot.lower, spot.start) if length <= _GOALS else None
    if score and "số" in spot.words[:3] and "tỷ" in spot.words[:4]:
        return "score", score.end()
    glued = shapes.GLUED_CODE.match(spot.text, spot.start) if spot.text[spot.end : spot.end + 1].isalpha() else None
    if glued and not match_measure(spot.lower, spot.end):
        return "code", glued.end()
    if length == len("4.0") and spot.digits == "4.0" and not has_unit(spot):
        return "name", spot.end
    behind_name = spot.gap in {" ", "\xa0"} and spot.before and behind_capital(spot)
    if behind_name and not has_unit(spot) and spot.text[spot.end : spot.end + 1] not in "%/":
        return "name", spot.end
    return None
