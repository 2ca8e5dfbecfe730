"""From quantities to observations: which indicator a number states, in which role, for which period and place.

For each quantity the engine asks what is counted (the unit), about what (the nearest subject), what was done to it (the nearest
act), and takes the first row of `indicator_rules` that fits. Parts of a list take over from the statement they belong to.
Nothing here knows an indicator by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from transforms.breakdowns import read_breakdown
from transforms.concepts import SUBJECTS
from transforms.cues import Hit, even_spelling
from transforms.frames import Frame, SentenceCues, frame, read_sentence
from transforms.indicator_rules import COMPANION_RATES, RULE_VERSION, RULES, Rule
from transforms.lowering import lowered
from transforms.masks import Mask, find_masks
from transforms.places import PlaceMention, find_places
from transforms.records import Observation, Quantity, Role
from transforms.roles import Change, is_aimed_at, only_joins, read_change, read_steps
from transforms.sentences import sentence_index, split_sentences
from transforms.timeline import Timeline

# Concepts that only count close to the number; further off they belong to something else
_LOCAL = frozenset({"plan_share", "share"})
_SHARE_WORDS = re.compile(
    r"[\s,(]*(?:\(|đạt|chiếm|bằng|tỷ lệ|tương đương|tương ứng|đạt tỷ lệ|chiếm tỷ lệ|với tỷ lệ|\s|là|,|trên|gần|hơn|khoảng)*$"
)
_PART_OF = re.compile(r"(?<!\w)(?:gồm|bao gồm|trong đó|chia ra|cụ thể)(?!\w)")
_BACK_REFERENCE = re.compile(r"(?<!tổng )trong (?:tổng )?số\s*$")
_PERSONS_BESIDE = re.compile(r"\s*(?:/|với|,|\()\s*$")
_SCALES: dict[str, dict[str, Decimal]] = {
    "land_donated": {"ha": Decimal(10_000), "km2": Decimal(1_000_000), "sào": Decimal(360), "công đất": Decimal(1_000)},
    "rural_roads": {"m": Decimal("0.001")},
}
_BASE_UNIT = {"land_donated": "m2", "rural_roads": "km"}


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
class _Statement:
    """What was made of one quantity; `rule` is None where nothing fits or a row says that it is no indicator."""

    quantity: Quantity
    rule: Rule | None
    indicator: str | None
    act: str
    change: Change | None
    role: Role
    certainty: float
    inherited: bool


def find_observations(
    text: str,
    quantities: Sequence[Quantity],
    *,
    published: date | None,
    province: str | None,
    masks: tuple[Mask, ...] | None = None,
) -> tuple[Observation, ...]:
    """The observations that the quantities of a text state, in order.

    `published` resolves "10 năm qua" and is the period of last resort; without it and without a period in the text there is no
    observation. `province` is the article's home. `confidence` says how directly the text states the meaning: 0.95 the subject
    stands with the number, 0.85 in the same clause, 0.7 earlier in the sentence or list, 0.6 carried over from a sentence before.
    """
    if not quantities:
        return ()
    engine = _Engine(text, quantities, published, province, find_masks(text) if masks is None else masks)
    return tuple(engine.run())


class _Engine:
    def __init__(
        self, text: str, quantities: Sequence[Quantity], published: date | None, province: str | None, masks: tuple[Mask, ...]
    ) -> None:
        self.text = text
        self.lower = lowered(text)
        self.even = even_spelling(self.lower)
        self.quantities = quantities
        self.published = published
        self.home = province
        self.sentences = split_sentences(text)
        self.timeline = Timeline(self.lower, self.sentences, masks, published)
        self.last: _Statement | None = None
        self.places: tuple[PlaceMention, ...] = ()

    def run(self) -> Iterator[Observation]:
        homes = [sentence_index(self.sentences, quantity.start) for quantity in self.quantities]
        current, cues = -1, None
        for index, quantity in enumerate(self.quantities):
            if cues is None or homes[index] != current:
                current = homes[index]
                cues = read_sentence(self.even, self.sentences[current])
                self.places = find_places(self.text, cues.span.start, cues.span.end, home=self.home, day=self.published)
            previous = self.quantities[index - 1] if index and homes[index - 1] == current else None
            following = self.quantities[index + 1] if index + 1 < len(homes) and homes[index + 1] == current else None
            if quantity.optional:
                continue
            around = frame(self.even, cues, quantity, previous, following)
            statement = self._statement(around, current)
            if statement is not None:
                self.last = statement
                observation = self._observation(around, statement, index, current)
                if observation is not None:
                    yield observation

    # What is stated

    def _statement(self, around: Frame, home: int) -> _Statement | None:
        quantity = around.quantity
        change = self._change(around)
        rules = _LEVEL_RULES.get(quantity.unit) or _rules_for(quantity.unit, _LEVEL_RULES)
        if change is not None and change.by:
            rules = (*rules, *_rules_for(quantity.unit, _DELTA_RULES))
        if not rules or self._is_aside(around):
            return None
        act, own_act = self._act(around)
        choice = self._choose(around, rules, act, home)
        if choice is None:
            return _Statement(quantity, None, None, act, change, "level", 0.0, False)
        rule, indicator, certainty, inherited = choice
        if not own_act and inherited and self.last is not None:
            act = self.last.act
        role = self._role(around, rule, indicator, change)
        return _Statement(quantity, rule, indicator, act, change, role, certainty, inherited)

    def _change(self, around: Frame) -> Change | None:
        if around.quantity.unit == "bậc":
            return read_steps(self.even, around.left, around.start)
        change = read_change(self.even, around.left, around.start)
        listed = change is None and self.last is not None and self.last.change is not None and self.last.change.by
        if listed and self.last is not None and only_joins(self.even, self.last.quantity.end, around.start):
            return self.last.change
        return change

    def _is_aside(self, around: Frame) -> bool:
        """A back-reference ("trong số 90 đơn ấy"), persons beside turns, or a part of something that is no indicator."""
        left = self.even[around.left : around.start]
        if _BACK_REFERENCE.search(left):
            return True
        last = self.last
        if last is None or last.quantity.end > around.start or last.quantity.end < around.sentence.span.start:
            return False
        between = self.even[last.quantity.end : around.start]
        if last.indicator and last.quantity.unit.startswith("lượt") and around.quantity.unit.split()[0] in {"người", "công"}:
            return bool(_PERSONS_BESIDE.fullmatch(between))
        return False

    def _act(self, around: Frame) -> tuple[str, bool]:
        """The act nearest to the number: before it, else behind it, else that of the statement it is a part of."""
        hits = around.sentence.acts
        before = around.before(hits, around.left)
        if before:
            return before[0].concept, True
        behind = around.behind(hits)
        if behind:
            return behind[0].concept, True
        last = self.last
        if (
            last is not None
            and last.quantity.start >= around.sentence.span.start
            and _same_head(last.quantity, around.quantity)
        ):
            return last.act, False
        further = around.before(hits, around.clause)
        return (further[0].concept, False) if further else ("", False)

    def _choose(
        self, around: Frame, rules: tuple[Rule, ...], act: str, home: int
    ) -> tuple[Rule, str | None, float, bool] | None:
        """The rule, the indicator, how sure, and whether it was taken over from an earlier statement."""
        rate = self._companion(around)
        if rate is not None:
            return rate
        wanted = {concept for rule in rules for concept in rule.subjects}
        subjects, certainty = self._subjects(around, wanted)
        fitting = [rule for rule in rules if self._fits(rule, subjects, act, around, home)]
        own = certainty >= 0.95
        taken = None if own else self._inherited(around, rules, act)
        if taken is not None:
            return taken
        if fitting:
            rule = fitting[0]
            return rule, rule.indicator, certainty if rule.subjects else 0.9, False
        return None

    def _companion(self, around: Frame) -> tuple[Rule, str | None, float, bool] | None:
        last = self.last
        if around.quantity.unit != "%" or last is None or last.indicator not in COMPANION_RATES or last.rule is None:
            return None
        adjacent = last.quantity.start >= around.sentence.span.start and last.role != "delta"
        gap = self.even[last.quantity.end : around.start]
        own = around.behind(around.sentence.subjects)
        if (
            adjacent
            and len(gap) < 40
            and _SHARE_WORDS.fullmatch(gap[gap.find("(") + 1 :])
            and not any(hit.concept == "plan_share" for hit in own)
        ):
            return last.rule, COMPANION_RATES[last.indicator], 0.9, True
        return None

    def _subjects(self, around: Frame, wanted: set[str]) -> tuple[set[str], float]:
        """The concepts named nearest to the number among those its unit allows, and how sure that makes us."""
        hits = [hit for hit in around.sentence.subjects if hit.concept in wanted]
        behind = around.behind(hits)
        if behind:
            return _together(hits, behind[0]), 0.95
        before = around.before(hits, around.left)
        if before:
            return _together(hits, before[0]), 0.95
        countable = around.quantity.unit not in {"%", "VND", "USD", "rank", "point"}
        if not countable and around.has_own_subject():
            return set(), 0.0
        for limit, certainty in ((around.clause, 0.85), (around.sentence.span.start, 0.7)):
            further = [hit for hit in around.before(hits, limit) if hit.concept not in _LOCAL]
            if further:
                return _together(hits, further[0]), certainty
        return set(), 0.0

    def _fits(self, rule: Rule, subjects: set[str], act: str, around: Frame, home: int) -> bool:
        if rule.subjects and not subjects.intersection(rule.subjects):
            return False
        if rule.acts and act not in rule.acts:
            return False
        return not rule.also or self._mentions(rule.also, home)

    def _mentions(self, concepts: tuple[str, ...], home: int) -> bool:
        """Is one of the concepts named in the sentence, the two before it, or the title?"""
        begin = self.sentences[max(0, home - 2)].start
        title = self.sentences[0]
        words = re.sub(r"[^\w]+", " ", f" {self.even[title.start : title.end]} {self.even[begin : self.sentences[home].end]} ")
        return any(phrase in words for concept in concepts for phrase in _PHRASES[concept])

    def _inherited(self, around: Frame, rules: tuple[Rule, ...], act: str) -> tuple[Rule, str | None, float, bool] | None:
        """A part, a change or a further member of the list that the last statement began."""
        last = self.last
        if last is None or last.rule is None:
            return None
        same_sentence = last.quantity.start >= around.sentence.span.start
        delta = around.quantity.unit in last.rule.delta_units and same_sentence and not around.has_own_subject()
        if delta and (change := read_change(self.even, around.left, around.start)) and change.by:
            return last.rule, last.indicator, 0.85, True
        if around.quantity.unit == "bậc" and same_sentence and "bậc" in last.rule.delta_units:
            return last.rule, last.indicator, 0.85, True
        if not _same_head(last.quantity, around.quantity) or around.quantity.unit in {"%", "rank", "point"}:
            return None
        own_act = bool(around.before(around.sentence.acts, around.left) or around.behind(around.sentence.acts))
        if last.rule in rules and not (own_act and last.rule.acts and act not in last.rule.acts) and same_sentence:
            return last.rule, last.indicator, 0.7, True
        return None

    def _role(self, around: Frame, rule: Rule, indicator: str | None, change: Change | None) -> Role:
        if is_aimed_at(around.sentence.aims, around.sentence.span.start, around.start):
            return "target"
        is_delta = change is not None and change.by and not (rule.growth and indicator == rule.indicator)
        return "delta" if is_delta else "level"

    # When and where

    def _observation(self, around: Frame, statement: _Statement, index: int, home: int) -> Observation | None:
        indicator, quantity, rule = statement.indicator, statement.quantity, statement.rule
        if indicator is None or rule is None:
            return None
        if rule.growth and not self._tells_growth(around):
            return None
        period = self.timeline.period_of(home, around, target=statement.role == "target")
        if period is None:
            return None
        signed = statement.change is not None and statement.change.sign < 0 and (statement.role != "level" or rule.growth)
        falls = signed and statement.change is not None and statement.change.by
        factor = _SCALES.get(indicator, {}).get(quantity.unit, Decimal(1))
        return Observation(
            indicator=indicator,
            quantity=index,
            value=quantity.value * factor * (-1 if falls else 1),
            unit=_BASE_UNIT[indicator] if quantity.unit in _SCALES.get(indicator, {}) else quantity.unit,
            role=statement.role,
            period=period.iso,
            period_inferred=period.inferred,
            place=self._place(around),
            breakdown=read_breakdown(self.text, self.even, around, inherited=statement.inherited),
            sentence=quantity.sentence,
            rule=f"{RULE_VERSION}/{rule.name}",
            confidence=round(statement.certainty - (0.1 if period.inferred else 0.0), 2),
        )

    def _tells_growth(self, around: Frame) -> bool:
        """ "tăng 5%" or "tốc độ tăng trưởng đạt 5%", not "chiếm 25%" of the whole."""
        left = self.even[around.left : around.start]
        if any(word in left for word in ("chiếm", "tỷ trọng", "cơ cấu", "tỷ lệ")):
            return False
        return (
            "tăng" in self.even[around.clause : around.reach]
            or "giảm" in left
            or "tăng" in self.even[around.sentence.span.start : around.start]
        )

    def _place(self, around: Frame) -> str | None:
        before = [mention for mention in self.places if around.clause <= mention.start and mention.end <= around.start]
        return before[-1].place if before else self.home


def _together(hits: list[Hit], nearest: Hit) -> set[str]:
    """All concepts of one phrase ("hiến tặng" is giving land as well as giving money)."""
    return {hit.concept for hit in hits if hit.start == nearest.start}


def _rules_for(unit: str, table: dict[str, tuple[Rule, ...]]) -> tuple[Rule, ...]:
    """The rules of a unit, else of its first words: "hộ hội viên" → "hộ"; "VND/người/năm" → "VND/người"."""
    divider = "/" if "/" in unit else " "
    parts = unit.split(divider)
    least = 2 if divider == "/" else 1
    for count in range(len(parts), least - 1, -1):
        found = table.get(divider.join(parts[:count]))
        if found is not None:
            return found
    return ()


def _same_head(one: Quantity, other: Quantity) -> bool:
    return one.unit.split()[0] == other.unit.split()[0]
