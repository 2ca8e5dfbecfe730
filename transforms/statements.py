"""What each quantity of a text states: which indicator, after which act, as a level, a change or an aim.

For each quantity the reader asks what is counted (the unit), about what (the nearest subject), what was done to it (the nearest
act), and takes the first row of `indicator_rules` that fits. Parts, changes and further members of a list take over from the
statement they belong to. Nothing here knows an indicator by name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.concepts import SUBJECTS
from transforms.cues import Hit, even_spelling
from transforms.frames import Frame
from transforms.indicator_rules import COMPANION_RATES, RULES, Rule
from transforms.records import Quantity, Role
from transforms.roles import Change, is_aimed_at, only_joins, read_change, read_steps
from transforms.sentences import Span

# How directly the text says what a number means: the stated meaning of an observation's confidence
WITH_NUMBER, IN_CLAUSE, TAKEN_OVER, BY_UNIT = 0.95, 0.85, 0.7, 0.9

# Concepts that only count close to the number; further off they belong to something else
_LOCAL = frozenset({"plan_share", "praise"})
_PLAN = "plan_share"
_OF_PLAN = frozenset(concept for rule in RULES if rule.of_plan for concept in rule.subjects)
_SHARE_WORDS = re.compile(r"(?:[\s,]|(?<!\w)(?:đạt|chiếm|bằng|tỷ lệ|tương đương|tương ứng|với|là|trên|gần|hơn|khoảng)(?!\w))*")
_PART_OF = re.compile(r"(?<!\w)(?:gồm|bao gồm|trong đó|chia ra)(?!\w)")
_BACK_REFERENCE = re.compile(r"(?<!tổng )trong (?:tổng )?số\s*$")
_UNNAMED = frozenset({"%", "VND", "USD", "EUR", "rank", "point"})  # units that say nothing about what is counted
_NEVER_INHERITED = frozenset({"%", "rank", "point"})
_SHARE_REACH = 72
_AFTER_MARK = re.compile(r"^.*[,(]", re.DOTALL)


def _by_unit(field: str) -> dict[str, tuple[Rule, ...]]:
    table: dict[str, list[Rule]] = {}
    for rule in RULES:
        for unit in getattr(rule, field):
            table.setdefault(unit, []).append(rule)
    return {unit: tuple(rules) for unit, rules in table.items()}


_LEVEL_RULES = _by_unit("units")
_DELTA_RULES = _by_unit("delta_units")
_PHRASES = {concept: tuple(f" {even_spelling(phrase)} " for phrase in phrases) for concept, phrases in SUBJECTS.items()}


@dataclass(frozen=True, slots=True)
class Statement:
    """What was made of one quantity; `indicator` is None where nothing fits or a row says that it is no indicator."""

    quantity: Quantity
    reach: int
    rule: Rule | None
    indicator: str | None
    act: str
    change: Change | None
    role: Role
    certainty: float
    inherited: bool

    @property
    def falls(self) -> bool:
        """Is the value to be negative: a fall, stated as a change or as (negative) growth?"""
        changes = self.role != "level" or (self.rule is not None and self.rule.growth)
        return changes and self.change is not None and self.change.by and self.change.sign < 0


@dataclass(frozen=True, slots=True)
class _Choice:
    rule: Rule
    indicator: str | None
    certainty: float
    inherited: bool


class StatementReader:
    """Reads the quantities of one text in order; what a quantity means depends on the one before it."""

    def __init__(self, even: str, sentences: Sequence[Span]) -> None:
        self._even = even
        self._sentences = sentences
        self._last: Statement | None = None
        self._whole: Statement | None = None  # the last one that stands in no bracket
        self._contexts: dict[int, str] = {}

    def read(self, around: Frame, home: int) -> Statement | None:
        """The statement of the quantity in `around`, of sentence number `home`; None for one that states nothing of its own."""
        change = self._change(around)
        rules = _rules_for(around.quantity.unit, _LEVEL_RULES)
        if change is not None and change.by:
            rules = (*rules, *_rules_for(around.quantity.unit, _DELTA_RULES))
        if not rules or self._is_aside(around):
            return None
        act, own_act = self._act(around)
        choice = self._part(around) or self._companion(around) or self._choose(around, rules, act, own_act, home)
        if choice is not None and self._counts_again(around, choice):
            return None
        if choice is None:
            statement = Statement(around.quantity, around.reach, None, None, act, change, "level", 0.0, False)
        else:
            role = _role(around, choice, change)
            statement = Statement(
                around.quantity,
                around.reach,
                choice.rule,
                choice.indicator,
                act,
                change,
                role,
                choice.certainty,
                choice.inherited,
            )
        if choice is None or not choice.rule.remark:
            self._last = statement
        if around.bracketed is None:
            self._whole = statement
        return statement

    def _change(self, around: Frame) -> Change | None:
        if around.quantity.unit == "bậc":
            return read_steps(self._even, around.left, around.start)
        change = read_change(self._even, around.left, around.start)
        last = self._last
        if change is None and last is not None and last.change is not None and last.change.by:
            joined = _same_head(last.quantity, around.quantity) and last.reach <= around.start
            joined = joined and only_joins(self._even, last.reach, around.start)
            return last.change if joined else None
        return change

    def _is_aside(self, around: Frame) -> bool:
        """A back-reference ("trong số 90 đơn ấy"), or a part of something that is no indicator."""
        if _BACK_REFERENCE.search(self._even, max(around.left, around.start - 24), around.start):
            return True
        last = self._last
        parent = around.bracketed
        if parent is not None and _PART_OF.search(self._even, parent.end, around.start):
            orphan = last is None or last.quantity.start < parent.start
            return orphan and not _same_head(parent, around.quantity)
        return False

    def _act(self, around: Frame) -> tuple[str, bool]:
        """The act nearest to the number: before it, else behind it, else that of the statement it is a part of."""
        hits = around.sentence.acts
        own = around.before(hits, around.left) or around.behind(hits)
        if own:
            return own[0].concept, True
        last = self._last
        if (
            last is not None
            and last.quantity.start >= around.sentence.span.start
            and _same_head(last.quantity, around.quantity)
        ):
            return last.act, False
        further = around.before(hits, around.clause)
        return (further[0].concept, False) if further else ("", False)

    def _choose(self, around: Frame, rules: tuple[Rule, ...], act: str, own_act: bool, home: int) -> _Choice | None:
        """The first rule about the nearest subject, or what the list goes on with when the number names none itself."""
        wanted = {concept for rule in rules for concept in rule.subjects}
        subjects, certainty = _subjects(around, wanted)
        if certainty < WITH_NUMBER and (taken := self._inherited(around, rules, act, own_act)) is not None:
            return taken
        for rule in rules:
            if self._fits(rule, subjects, act, home):
                return _Choice(rule, rule.indicator, certainty if rule.subjects else BY_UNIT, False)
        return None

    def _part(self, around: Frame) -> _Choice | None:
        """Bracketed numbers that add up to the one before the bracket are its parts, whatever they are called."""
        whole = self._whole
        if whole is None or whole.rule is None or not around.sums_up or whole.quantity != around.bracketed:
            return None
        return _Choice(whole.rule, whole.indicator, BY_UNIT, True)

    def _counts_again(self, around: Frame, choice: _Choice) -> bool:
        """Persons beside turns ("310 lượt với 402 người") tell the same thing twice; only the turns count."""
        last = self._last
        if last is None or last.rule is not choice.rule or last.quantity.start < around.sentence.span.start:
            return False
        return last.quantity.unit.startswith("lượt") and around.quantity.unit.split()[0] in {"người", "công"}

    def _companion(self, around: Frame) -> _Choice | None:
        """The share behind a count, which is the rate that goes with it."""
        last = self._last
        if around.quantity.unit != "%" or last is None or last.rule is None or last.indicator not in COMPANION_RATES:
            return None
        if last.quantity.start < around.sentence.span.start or last.role == "delta":
            return None
        gap = self._even[last.quantity.end : around.start]
        of_plan = any(hit.concept == _PLAN for hit in around.behind(around.sentence.subjects))
        tail = _AFTER_MARK.sub("", gap)  # what is said since the last comma or bracket
        if of_plan or len(gap) > _SHARE_REACH or not _SHARE_WORDS.fullmatch(tail):
            return None
        return _Choice(last.rule, COMPANION_RATES[last.indicator], BY_UNIT, True)

    def _inherited(self, around: Frame, rules: tuple[Rule, ...], act: str, own_act: bool) -> _Choice | None:
        """A part, a change or a further member of the list that the last statement of the sentence began."""
        last = self._last
        if last is None or last.rule is None or last.quantity.start < around.sentence.span.start:
            return None
        unit = around.quantity.unit
        if unit in last.rule.delta_units and not around.has_own_subject():
            change = self._change(around)
            if change is not None and change.by:
                return _Choice(last.rule, last.indicator, IN_CLAUSE, True)
        if not _same_head(last.quantity, around.quantity) or unit in _NEVER_INHERITED or last.rule not in rules:
            return None
        if own_act and last.rule.acts and act not in last.rule.acts:
            return None
        return _Choice(last.rule, last.indicator, TAKEN_OVER, True)

    def _fits(self, rule: Rule, subjects: set[str], act: str, home: int) -> bool:
        if rule.subjects and not subjects.intersection(rule.subjects):
            return False
        if rule.acts and act not in rule.acts:
            return False
        return not rule.also or self._mentions(rule.also, home)

    def _mentions(self, concepts: tuple[str, ...], home: int) -> bool:
        """Is one of the concepts named in the sentence, the two before it, or the title?"""
        if home not in self._contexts:
            title, begin, end = self._sentences[0], self._sentences[max(0, home - 2)].start, self._sentences[home].end
            around = f" {self._even[title.start : title.end]} {self._even[begin:end]} "
            self._contexts[home] = re.sub(r"\W+", " ", around)
        context = self._contexts[home]
        return any(phrase in context for concept in concepts for phrase in _PHRASES[concept])


def _subjects(around: Frame, wanted: set[str]) -> tuple[set[str], float]:
    """The concepts named nearest to the number among those its unit allows, and how sure that makes us."""
    hits = [hit for hit in around.sentence.subjects if hit.concept in wanted]
    own = around.behind(hits) or around.before(hits, around.left)
    if own and own[0].concept == _PLAN:
        topic = [hit for hit in around.before(around.sentence.subjects, around.clause) if hit.concept not in _LOCAL]
        own = topic[:1] if topic and topic[0].concept in _OF_PLAN else own
    if own:
        return _together(hits, own[0]), WITH_NUMBER
    if around.quantity.unit in _UNNAMED and around.has_own_subject():
        return set(), 0.0
    for limit, certainty in ((around.clause, IN_CLAUSE), (around.sentence.span.start, TAKEN_OVER)):
        further = [hit for hit in around.before(hits, limit) if hit.concept not in _LOCAL]
        if further:
            return _together(hits, further[0]), certainty
    return set(), 0.0


def _role(around: Frame, choice: _Choice, change: Change | None) -> Role:
    if is_aimed_at(around.sentence.aims, around.start):
        return "target"
    is_growth = choice.rule.growth and choice.indicator == choice.rule.indicator
    return "delta" if change is not None and change.by and not is_growth else "level"


def _together(hits: list[Hit], nearest: Hit) -> set[str]:
    """All concepts of one phrase ("hiến tặng" is giving land as well as giving money)."""
    return {hit.concept for hit in hits if hit.start == nearest.start}


def _rules_for(unit: str, table: dict[str, tuple[Rule, ...]]) -> tuple[Rule, ...]:
    """The rules of a unit, else of its first words ("hộ hội viên" → "hộ"); a rate per something only has its own."""
    words = [unit] if "/" in unit else unit.split()
    for count in range(len(words), 0, -1):
        found = table.get(" ".join(words[:count]))
        if found is not None:
            return found
    return ()


def _same_head(one: Quantity, other: Quantity) -> bool:
    return one.unit.split()[0] == other.unit.split()[0]
