"""What each quantity of a text states: which indicator, after which act, as a level, a change or an aim.

For each quantity the reader asks what is counted (the unit), about what (the nearest subject), what was done to it (the nearest
act), and takes the first row of `indicator_rules` that fits. What a number takes over from the statement before it is in
`continuations`. Nothing here knows an indicator by name.
"""

from __future__ import annotations

from collections.abc import Sequence

from transforms.asides import read_aside
from transforms.contexts import Contexts
from transforms.continuations import (
    changed,
    count_of,
    goes_on,
    joined_change,
    listed,
    part_of,
    plan_change,
    plan_for,
    ranked_again,
    said_again,
    share_of,
)
from transforms.cues import Hit, even_pattern
from transforms.frames import Frame
from transforms.grounds import BY_UNIT, WITH_NUMBER, Silence
from transforms.indicator_rules import MONEY, RULES, Rule
from transforms.meanings import Choice, Deed, Statement, same_head
from transforms.questions import Question, nearest_subject, question, rules_about, tells_change_of
from transforms.records import Role
from transforms.roles import Change, is_aimed_at, read_addition, read_change, read_signed, read_steps, read_undergone
from transforms.sections import aimed_sentences
from transforms.sentences import Span

_CARRIED_OVER = 2  # sentences after which the rows of one list of sectors are over
_TAILS = {rule.name: even_pattern(rule.tail) for rule in RULES if rule.tail}
_RIGHT_BEFORE = 8  # characters: a hedge may stand between
_TO_DO = even_pattern(r"\s*[^.;,()]{0,24}?(?:phải giải quyết|thuộc thẩm quyền|phải xử lý)")
_PERSONS_OF_TURNS = frozenset({"người", "công"})


class StatementReader:
    """Reads the quantities of one text in order; what a quantity means depends on the ones before it."""

    def __init__(self, even: str, sentences: Sequence[Span]) -> None:
        self._even = even
        self._aimed = aimed_sentences(even, sentences)
        self._contexts = Contexts(even, sentences)
        self._last: Statement | None = None
        self._known: Statement | None = None  # the last that states an indicator
        self._open: Statement | None = None  # the last that stands in no bracket
        self._said: dict[int, Statement] = {}  # of the sentence being read, by where the quantity starts
        self._before: dict[int, Statement] = {}  # of the sentence before it
        self._home = -1
        self._positions: list[int] = []  # of the sentences with numbers

    def read(self, around: Frame) -> Statement | Silence:
        """The statement of the quantity in `around`, or why it states nothing of its own."""
        if around.home != self._home:
            self._before = self._said if around.home == self._home + 1 else {}
            self._home, self._said = around.home, {}
            self._positions.append(around.position)
        change = self._change(around)
        asked = question(around.quantity.unit, changes=change is not None and change.by)
        if not asked.rules:
            return Silence.NO_RULE_FOR_UNIT
        before = self._said.get(around.previous.start) if around.previous is not None else None
        if (aside := read_aside(self._even, around, self._last, before)) is not None:
            return aside
        deed = self._deed(around, asked.acts)
        whole = self._said.get(around.whole.start) if around.whole is not None else None
        if whole is not None and whole.indicator is None and around.quantity.unit not in MONEY:
            return Silence.PART_OF_UNKNOWN
        choice = self._choice(around, asked, deed, change, whole)
        if choice is not None and self._counts_again(around, choice):
            return Silence.COUNTED_ALREADY
        statement = self._stated(around, choice, deed.act, change)
        if choice is None or not choice.rule.remark:
            self._last = statement
        if statement.indicator is not None:
            self._known = statement
        if around.bracketed is None:
            self._open = statement
        self._said[around.start] = statement
        return statement

    def _stated(self, around: Frame, choice: Choice | None, act: str, change: Change | None) -> Statement:
        if choice is None:
            return Statement(around.quantity, around.home, around.reach, None, None, act, change, "level", None)
        if choice.aimed_at:
            change = plan_change(self._even, around)
        elif change is None and choice.change is not None:
            change = choice.change
        elif change is None and choice.rule.stock:
            change = read_addition(self._even, around.left, around.start, around.quantity.end)
        return Statement(
            around.quantity,
            around.home,
            around.reach,
            choice.rule,
            choice.indicator,
            act,
            change,
            _role(around, choice, change, under_aims=around.position in self._aimed),
            choice.ground,
            choice.subject,
            choice.source,
            choice.aimed_at,
        )

    def _change(self, around: Frame) -> Change | None:
        even, start, end = self._even, around.start, around.quantity.end
        if around.quantity.unit == "bậc":
            return read_steps(even, around.left, start)
        change = read_change(even, around.left, around.digits) or read_signed(even, start) or read_undergone(even, end)
        return change or joined_change(even, self._last, around)

    def _deed(self, around: Frame, wanted: frozenset[str]) -> Deed:
        """The act nearest to the number: before it, else behind it, else that of the statement it is a part of.

        Only acts of the kind that the rules ask for count. What happened to someone ("được hỗ trợ") may stand behind and still
        rules. What stands behind "38/45 đơn" describes the 45; of so many to be resolved, those were.
        """
        acts = around.sentence.acts if wanted else []
        hits = [hit for hit in acts if hit.concept in wanted and not self._only_joins(hit, around)]
        of_whole = around.quantity.of is not None
        if hits:
            undergone = [hit for hit in around.later(hits) if hit.concept == "helped"]
            own = undergone or around.before(hits, around.left)
            if not own:
                own = [hit for hit in around.behind(hits) if not (of_whole and hit.concept == "stage")]
            if own:
                return Deed(own[0].concept, own=True)
        if of_whole and "resolve" in wanted and _TO_DO.match(self._even, around.quantity.end):
            return Deed("resolve", own=True)
        alike = self._alike(around)
        if alike is not None:
            return Deed(alike.act, own=False)
        further = around.before(hits, around.clause)
        return Deed(further[0].concept if further else "", own=False)

    def _only_joins(self, hit: Hit, around: Frame) -> bool:
        """ "còn" tells what is left where it stands right before the number; further off it only means "while"."""
        alone = hit.end - hit.start == len("còn") and self._even.startswith("còn", hit.start)
        return alone and not 0 <= around.start - hit.end <= _RIGHT_BEFORE

    def _alike(self, around: Frame) -> Statement | None:
        """The latest statement that counts the same kind of thing, of this sentence or of the one it goes on from."""
        for one in reversed(self._said.values()):
            if same_head(one.quantity, around.quantity):
                return one
        if not self._before or not goes_on(self._even, around):
            return None
        return next((one for one in reversed(self._before.values()) if same_head(one.quantity, around.quantity)), None)

    def _choice(
        self, around: Frame, asked: Question, deed: Deed, change: Change | None, whole: Statement | None
    ) -> Choice | None:
        return (
            part_of(whole, around, deed)
            or share_of(self._even, self._last, self._open, around, change)
            or count_of(self._last, around)
            or plan_for(self._even, self._last, around)
            or self._choose(around, asked, deed, change)
        )

    def _choose(self, around: Frame, asked: Question, deed: Deed, change: Change | None) -> Choice | None:
        """The first rule about the nearest subject, or what the list goes on with when the number names none itself."""
        for rule in asked.by_tail:
            if self._fits(rule, around):
                return Choice(rule, None, BY_UNIT)
        nearest = nearest_subject(around, asked.subjects)
        if nearest.ground is not WITH_NUMBER:
            taken = self._taken_over(around, asked, deed, change)
            if taken is not None:
                return taken
        changes = change is not None and change.by
        for rule in rules_about(around.quantity.unit, nearest.concepts, deed.act, changes=changes):
            told = rule.name in asked.levels or tells_change_of(rule, self._even, around)
            if told and self._fits(rule, around):
                if rule.subjects and nearest.ground is not None:
                    return Choice(rule, rule.indicator, nearest.ground, nearest.subject)
                return Choice(rule, rule.indicator, BY_UNIT)
        return ranked_again(self._known, around, asked.rules) if nearest.ground is None else None

    def _taken_over(self, around: Frame, asked: Question, deed: Deed, change: Change | None) -> Choice | None:
        """What the list goes on with: the statement just before, else the last of this kind, else what has changed."""
        last = self._last
        taken = listed(self._even, last, around, asked.names, deed, change)
        if taken is None and last is not None and not same_head(last.quantity, around.quantity):
            taken = listed(self._even, self._alike(around), around, asked.names, deed, change)
        return taken or changed(self._known, around, change) or said_again(self._even, self._known, around)

    def _counts_again(self, around: Frame, choice: Choice) -> bool:
        """Persons beside turns ("310 lượt với 402 người") tell the same thing twice; only the turns count."""
        last = self._last
        if last is None or last.rule is not choice.rule or last.quantity.start < around.sentence.span.start:
            return False
        beside = choice.rule.turns_only or choice.ground is not WITH_NUMBER
        return beside and last.quantity.unit.startswith("lượt") and around.quantity.unit.split()[0] in _PERSONS_OF_TURNS

    def _fits(self, rule: Rule, around: Frame) -> bool:
        """Does a rule about this subject and act hold by all else that it asks for?"""
        if rule.name in _TAILS and not _TAILS[rule.name].match(self._even, around.quantity.end):
            return False
        if rule.after and not self._follows(rule.after, around):
            return False
        if rule.beside and not around.speaks_of(rule.beside, around.left):
            return False
        if (rule.unless and around.speaks_of(rule.unless, around.clause)) or around.speaks_of(rule.not_beside, around.left):
            return False
        if rule.not_about and self._contexts.mention(rule.not_about, self._context_start, around.position):
            return False
        return not rule.also or self._contexts.mention(rule.also, self._context_start, around.position)

    @property
    def _context_start(self) -> int:
        """The sentence from which on the text is the context of this one: the second before it that states numbers."""
        return self._positions[-1 - _CARRIED_OVER] if len(self._positions) > _CARRIED_OVER else 0

    def _follows(self, names: tuple[str, ...], around: Frame) -> bool:
        """Was the last statement of an indicator made by one of these rules, in this sentence or shortly before?"""
        known = self._known
        if known is None or known.rule is None or around.home - known.home > _CARRIED_OVER:
            return False
        return known.rule.name in names


def _role(around: Frame, choice: Choice, change: Change | None, *, under_aims: bool) -> Role:
    if choice.aimed_at or is_aimed_at(around.sentence.aims, around.start):
        return "target"
    if under_aims and not around.sentence.aims:  # a word of reaching in the sentence itself outweighs the heading
        return "target"
    if change is None or not change.by:
        return "level"
    is_growth = choice.rule.growth and choice.indicator == choice.rule.indicator
    return "level" if is_growth and not change.compared else "delta"
