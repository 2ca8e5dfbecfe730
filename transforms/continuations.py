"""What a number takes over from the statement before it: parts of a whole, shares, changes, plans, further list members."""

from __future__ import annotations

import re

from transforms.concepts import SYNONYMS
from transforms.cues import Hit, even_pattern
from transforms.frames import Frame
from transforms.grounds import CHANGE, LIST, PART, SHARE
from transforms.indicator_rules import COMPANION_RATES, RULES, Rule
from transforms.meanings import Choice, Deed, Statement, same_head
from transforms.roles import Change, only_joins, read_change

PLAN = "plan_share"
_RULE_BY_NAME = {rule.name: rule for rule in RULES}
_COUNTS = {
    rate: tuple(rule for rule in RULES if rule.indicator == count and not rule.acts)
    for count, rate in COMPANION_RATES.items()
    if any(rule.indicator == count and not rule.acts for rule in RULES)
}
_SHARE_WORDS = even_pattern(
    r"(?:[\s,]|(?<!\w)(?:đạt|chiếm|bằng|tỷ lệ|tương đương|tương ứng|ứng|với|là|trên|gần|hơn|khoảng|giảm|tăng)(?!\w))*"
)
_SHARE_REACH = 72
_AFTER_MARK = re.compile(r"^.*[,(]", re.DOTALL)
_CARRIED_OVER = 2  # sentences after which a list is over
_IN_RANKING = frozenset({"rank", "point", "bậc"})
_SCORED = _IN_RANKING | {"%"}
_NEVER_LISTED = frozenset({"%", "rank", "point"})
_PLAN_WORDS = even_pattern(r"(?<!\w)(?:kế hoạch|kh|chỉ tiêu|mục tiêu|nghị quyết|dự toán)(?!\w)")
_DIVIDED = even_pattern(r"(?<!\w)(?:trong đó|gồm|riêng|cụ thể)(?!\w)")
_TURNS_ASIDE = even_pattern(r",|(?<!\w)(?:và|nhưng|song)(?!\w)")
_MEASURED = even_pattern(r"(?<!\w)(?:đạt|bằng|vượt|hoàn thành|chiếm)(?!\w)")
# What is said of an amount named before, or of the same amount at another time
_SAME_AGAIN = even_pattern(r"(?<!\w)(?:tỷ lệ|con số|số|chỉ số|mức|chỉ tiêu) này(?!\w)")
_OTHER_TIME = even_pattern(r"(?<!\w)(?:(?:19|20)\d\d|đến nay|hiện nay|cuối năm|hiện)(?!\w)")
# A sentence that opens like this goes on with what the one before counted
_OPENER = even_pattern(
    r"\W*(?:trong đó|trong số (?:này|đó)|cụ thể|riêng|gồm|bao gồm|số (?:\w+ )?này|chia theo|cộng|tính chung|ngoài ra)(?!\w)"
)
# "…; ở UBND cấp huyện là 99,3%": nothing but another level or place is named
_ONLY_PLACE = even_pattern(
    r"\s*[;,]?\s*(?:và\s+|còn\s+|riêng\s+)?(?:(?:ở|tại|của|khối)\s+)?(?:ubnd\s+)?"
    r"(?:(?:các\s+)?(?:sở|ngành|cơ quan)[\w\s,]{0,30}?)?"
    r"(?:cấp\s+(?:tỉnh|huyện|xã)|(?:huyện|thị xã|thành phố|tp\.?|xã|phường|quận|tỉnh)(?:\s+[^\W\d_]+){1,4})\s*"
    r"(?:(?:là|đạt|còn|chiếm|được)\s+)?(?:(?:gần|hơn|trên|khoảng)\s+)?[(:]?\s*$"
)


def goes_on(even: str, around: Frame) -> bool:
    """Does the sentence open with words that continue the one before it ("Trong đó …")?"""
    return _OPENER.match(even, around.sentence.span.start, around.start) is not None


def part_of(whole: Statement | None, around: Frame, deed: Deed) -> Choice | None:
    """Numbers that add up to an earlier one are its parts, whatever they are called; but for the stages of handling it."""
    if whole is None or whole.rule is None or whole.indicator is None or around.whole is None or whole.quantity != around.whole:
        return None
    if deed.own and whole.rule.acts and deed.act not in whole.rule.acts:
        return None
    return Choice(whole.rule, whole.indicator, PART, source=whole.quantity)


def share_of(
    even: str, last: Statement | None, unbracketed: Statement | None, around: Frame, change: Change | None
) -> Choice | None:
    """The share behind a count, which is the rate that goes with it; behind a change of a count, that of the rate."""
    if around.quantity.unit != "%" or last is None or last.rule is None or last.indicator not in COMPANION_RATES:
        return None
    if last.quantity.start < around.sentence.span.start or around.start - last.quantity.end > _SHARE_REACH:
        return None
    if ")" in even[last.quantity.end : around.start] and unbracketed is not None and around.bracketed is None:
        last = unbracketed  # "17.185 hộ (giảm 5.193 hộ), chiếm 11%": of what stands before the bracket
    if last.rule is None or last.indicator not in COMPANION_RATES:
        return None
    fell = last.change if last.role != "level" and last.change is not None and last.change.by else None
    if last.act == "outcome" or (change is not None and change.by and fell is None):
        return None
    of_plan = any(hit.concept == PLAN for hit in around.behind(around.sentence.subjects))
    tail = _AFTER_MARK.sub("", even[last.quantity.end : around.start])  # what is said since the last comma or bracket
    if of_plan or not _SHARE_WORDS.fullmatch(tail):
        return None
    return Choice(last.rule, COMPANION_RATES[last.indicator], SHARE, source=last.quantity, change=fell)


def count_of(last: Statement | None, around: Frame) -> Choice | None:
    """The count in brackets behind its rate: "2,63% (14.170 hộ)"."""
    if last is None or last.indicator not in _COUNTS or around.bracketed != last.quantity:
        return None
    rule = next((rule for rule in _COUNTS[last.indicator] if around.quantity.unit in rule.units), None)
    return None if rule is None else Choice(rule, rule.indicator, SHARE, source=last.quantity, change=last.change)


def plan_for(even: str, last: Statement | None, around: Frame) -> Choice | None:
    """ "(kế hoạch tăng 7%)", "thấp hơn chỉ tiêu (92%)": the aim that the statement before is measured by."""
    if last is None or last.rule is None or last.indicator is None or last.quantity.start < around.sentence.span.start:
        return None
    unit = around.quantity.unit
    fits = unit in last.rule.delta_units or unit in last.rule.units
    opened = even.rfind("(", last.quantity.end, around.start)
    if not fits or opened < 0 or even.find(")", opened, around.start) >= 0 or _MEASURED.search(even, opened, around.start):
        return None
    if _DIVIDED.search(even, opened, around.start):
        return None
    named = [found.end() for found in _PLAN_WORDS.finditer(even, last.quantity.end, around.start)]
    if not named or (named[-1] < opened and _TURNS_ASIDE.search(even, named[-1], opened)):
        return None
    return Choice(last.rule, last.indicator, PART, source=last.quantity, aimed_at=True)


def plan_change(even: str, around: Frame) -> Change | None:
    """The change that is planned, by the words within the bracket: "(kế hoạch giảm 2%)"."""
    return read_change(even, even.rfind("(", around.sentence.span.start, around.start) + 1, around.start)


def changed(last: Statement | None, around: Frame, change: Change | None) -> Choice | None:
    """By how much the amount stated before rose or fell: "…, tăng 18 mô hình", "(-2,8%)"."""
    if last is None or last.rule is None or change is None or not change.by or last.quantity.start < around.sentence.span.start:
        return None
    unit = around.quantity.unit.removesuffix("/năm")
    if unit not in last.rule.delta_units or around.turns_away():
        return None
    rule = _RULE_BY_NAME[last.rule.growth_rule] if unit == "%" and last.rule.growth_rule else last.rule
    return Choice(rule, rule.indicator if rule.growth else last.indicator, CHANGE, source=last.quantity)


def said_again(even: str, known: Statement | None, around: Frame) -> Choice | None:
    """ "Năm 2010, tỷ lệ này là 50%", "đến năm 2014 chỉ còn 31%": the amount stated last, at another time."""
    if known is None or known.rule is None or known.indicator is None or around.home - known.home > 1:
        return None
    indicator = COMPANION_RATES.get(known.indicator) if around.quantity.unit == "%" else None
    if indicator is None and around.quantity.unit not in known.rule.units:
        return None
    indicator = indicator or known.indicator
    if _SAME_AGAIN.search(even, around.left, around.start):
        return Choice(known.rule, indicator, LIST, source=known.quantity)
    if around.quantity.unit not in _NEVER_LISTED or around.names_anything():
        return None
    if not around.names_place() and (known.home != around.home or not _OTHER_TIME.search(even, around.left, around.start)):
        return None
    return Choice(known.rule, indicator, LIST, source=known.quantity)


def _same_ranking(rule: Rule, known: Rule) -> bool:
    """Are both about one index, by whichever of its names?"""
    names = next((set(names) for names in SYNONYMS if names & set(known.subjects)), set(known.subjects))
    return bool(rule.indicator) and bool(names.intersection(rule.subjects))


def ranked_again(known: Statement | None, around: Frame, rules: tuple[Rule, ...]) -> Choice | None:
    """Further places, scores and steps in the ranking that was named: "Bạc Liêu hạng 59, Sóc Trăng ở vị trí 62"."""
    if known is None or known.rule is None or not _IN_RANKING.intersection(known.rule.units):
        return None
    near = known.home == around.home or (around.home - known.home <= _CARRIED_OVER and not around.turns_away())
    if not near or around.quantity.unit not in _SCORED or around.quantity.value_high is not None:
        return None
    rule = next((rule for rule in rules if _same_ranking(rule, known.rule)), None)
    return None if rule is None else Choice(rule, rule.indicator, LIST, source=known.quantity)


def listed(
    even: str, last: Statement | None, around: Frame, rules: frozenset[str], deed: Deed, change: Change | None
) -> Choice | None:
    """A change of the last statement of the sentence, or a further member of the list that it began."""
    if last is None or last.rule is None:
        return None
    if last.quantity.start < around.sentence.span.start and not (last.home == around.home - 1 and goes_on(even, around)):
        return None
    if (change_of := changed(last, around, change)) is not None:
        return change_of
    unit = around.quantity.unit.removesuffix("/năm")
    if not same_head(last.quantity, around.quantity) or last.rule.name not in rules:
        return None
    if unit in _NEVER_LISTED and not (unit == "%" and _ONLY_PLACE.fullmatch(even, last.quantity.end, around.start)):
        return None
    if deed.own and last.rule.acts and deed.act not in last.rule.acts:
        return None
    return Choice(last.rule, last.indicator, LIST, source=last.quantity)


def joined_change(even: str, last: Statement | None, around: Frame) -> Change | None:
    """The change that a verb said once tells of two numbers: "tăng 5 mô hình và 3 điển hình"."""
    if last is None or last.change is None or not last.change.by:
        return None
    alike = same_head(last.quantity, around.quantity) or {last.quantity.unit, around.quantity.unit} <= _IN_RANKING
    if not alike:
        return None
    return last.change if last.reach <= around.start and only_joins(even, last.reach, around.start) else None


def together(hits: list[Hit], nearest: Hit) -> frozenset[str]:
    """All concepts of one phrase ("hiến tặng" is giving land as well as giving money)."""
    return frozenset(hit.concept for hit in hits if hit.start == nearest.start)
