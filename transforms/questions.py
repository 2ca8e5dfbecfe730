"""What the unit of a number asks for: which rules could fit, and what is named nearest to the number among their subjects."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from transforms.acts import ACT_FAMILIES
from transforms.concepts import RIVALS, WEAK
from transforms.continuations import PLAN, together
from transforms.cues import Hit, even_pattern
from transforms.frames import Frame
from transforms.grounds import IN_CLAUSE, IN_SENTENCE, WITH_NUMBER, Ground
from transforms.indicator_rules import OTHER_THINGS, RULES, Rule
from transforms.values import value

# Concepts that only count close to the number; further off they belong to something else
_LOCAL = frozenset({PLAN, "praise", "services_again"})
_OF_PLAN = frozenset(concept for rule in RULES if rule.of_plan for concept in rule.subjects)
_UNNAMED = frozenset({"%", "VND", "USD", "EUR", "rank", "point"})  # units that say nothing about what is counted
_IN_RANKING = frozenset({"rank", "point", "bậc"})


def _by_unit(field: str) -> dict[str, tuple[Rule, ...]]:
    table: dict[str, list[Rule]] = {}
    for rule in RULES:
        for unit in getattr(rule, field):
            table.setdefault(unit, []).append(rule)
    return {unit: tuple(rules) for unit, rules in table.items()}


_LEVEL_RULES = _by_unit("units")
_DELTA_RULES = _by_unit("delta_units")


@dataclass(frozen=True, slots=True)
class Question:
    """What a unit asks for, the same for every number that has it: rules, the acts and subjects they ask for in turn.

    `names` are those of the rules, `levels` those of the rules that need no subject to state a level. `by_tail` are the rules
    that tell by what follows the number that it is no indicator, whatever it is about.
    """

    rules: tuple[Rule, ...]
    names: frozenset[str]
    levels: frozenset[str]
    acts: frozenset[str]
    subjects: frozenset[str]
    by_tail: tuple[Rule, ...]


@lru_cache(maxsize=4096)
def question(unit: str, *, changes: bool) -> Question:
    """The question of a unit, for a number that tells a change or one that does not."""
    level = _rules_for(unit, _LEVEL_RULES)
    rules = (*level, *_rules_for(unit.removesuffix("/năm"), _DELTA_RULES)) if changes else level
    subjects = frozenset(concept for rule in rules for concept in rule.subjects)
    for rivals in RIVALS:
        subjects |= rivals if subjects & rivals else frozenset()
    families = [family for family in ACT_FAMILIES if any(family.intersection(rule.acts) for rule in rules)]
    acts = frozenset(act for family in families for act in family)
    names, levels = frozenset(rule.name for rule in rules), frozenset(rule.name for rule in level)
    by_tail = tuple(rule for rule in rules if rule.indicator is None and rule.tail and not rule.subjects)
    return Question(rules, names, levels, acts, subjects, by_tail)


@lru_cache(maxsize=4096)
def rules_about(unit: str, concepts: frozenset[str], act: str, *, changes: bool) -> tuple[Rule, ...]:
    """Those rules of the question, in order, that are about one of the concepts, or about no subject, and after this act."""
    return tuple(
        rule
        for rule in question(unit, changes=changes).rules
        if (not rule.subjects or concepts.intersection(rule.subjects))
        and (not rule.acts or act in rule.acts)
        and not (rule.of_plan and changes)  # "giải ngân tăng 22%": the money did, not the share of the plan
    )


def _rules_for(unit: str, table: dict[str, tuple[Rule, ...]]) -> tuple[Rule, ...]:
    """The rules of a unit, else of its first words ("hộ hội viên" → "hộ"); a rate per something only has its own."""
    words = [unit] if "/" in unit else unit.split()
    if unit not in table and " ".join(words[:2]) in OTHER_THINGS:
        return ()
    for count in range(len(words), 0, -1):
        found = table.get(" ".join(words[:count]))
        if found is not None:
            return found
    return ()


def tells_change_of(rule: Rule, even: str, around: Frame) -> bool:
    """May a change without a level be one of this rule? Of counted things only if they are named: "số đơn tố cáo giảm 12%"."""
    if rule.units[0] in _UNNAMED:
        return bool(rule.subjects)
    return _named_things(rule.units).search(even, around.left, around.start) is not None


@lru_cache(maxsize=512)
def _named_things(units: tuple[str, ...]) -> re.Pattern[str]:
    return even_pattern(rf"(?<!\w)(?:số|lượng|lượt|tổng số)\s+(?:lượng\s+)?(?:{'|'.join(map(re.escape, units))})(?!\w)")


@value
class Nearest:
    """The concepts of the nearest phrase, how near that is, and the phrase."""

    concepts: frozenset[str] = frozenset()
    ground: Ground | None = None
    subject: Hit | None = None


_NOTHING_NAMED = Nearest()


def nearest_subject(around: Frame, wanted: frozenset[str]) -> Nearest:
    """What is named nearest to the number among the wanted concepts: with it, in its clause, or in its sentence."""
    hits = [hit for hit in around.sentence.subjects if hit.concept in wanted]
    if not hits:
        return _NOTHING_NAMED
    strong = [hit for hit in hits if hit.concept not in WEAK]
    if len(strong) < len(hits) and any(
        around.clause <= hit.start < around.reach and hit.concept not in _LOCAL for hit in strong
    ):
        hits = strong
    own = around.behind(hits) or [
        hit for hit in around.before(hits, around.left) if hit.concept not in _LOCAL or hit.start >= around.near
    ]
    if own and own[0].concept == PLAN:
        topic = [hit for hit in around.before(around.sentence.subjects, around.clause) if hit.concept not in _LOCAL]
        own = topic[:1] if topic and topic[0].concept in _OF_PLAN else own
    if own:
        return Nearest(together(hits, own[0]), WITH_NUMBER, own[0])
    unit = around.quantity.unit
    if unit in _UNNAMED and around.has_own_subject():
        return Nearest()
    for limit, ground in ((around.clause, IN_CLAUSE), (around.sentence.span.start, IN_SENTENCE)):
        further = [hit for hit in around.before(hits, limit) if hit.concept not in _LOCAL]
        if further:
            return Nearest(together(hits, further[0]), ground, further[0])
    # "Bắc Giang (tăng 29 bậc, đứng thứ 2 bảng xếp hạng PCI)": a ranking may be named last
    later = [hit for hit in hits if hit.start > around.start] if unit in _IN_RANKING else []
    return Nearest(together(hits, later[0]), IN_SENTENCE, later[0]) if later else Nearest()
