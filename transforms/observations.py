"""From quantities to observations: what each number states, for which period and place, as rows for the warehouse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from transforms.breakdowns import read_breakdown
from transforms.cues import even_spelling
from transforms.frames import Frame, frame, read_sentence
from transforms.indicator_rules import BASE_UNITS, RULE_VERSION
from transforms.lowering import lowered
from transforms.masks import Mask, find_masks
from transforms.places import PlaceMention, find_places
from transforms.records import Observation, Quantity, Role
from transforms.sentences import Span, sentence_index, split_sentences
from transforms.statements import Statement, StatementReader
from transforms.timeline import Period, Timeline

_GROWTH = ("tăng", "giảm")
_SHARES = ("chiếm", "tỷ trọng", "cơ cấu", "tỷ lệ")
_INFERRED_PERIOD = 0.1  # taken off the confidence where only the date of publication gives the period


def find_observations(
    text: str,
    quantities: Sequence[Quantity],
    *,
    published: date | None,
    province: str | None,
    masks: tuple[Mask, ...] | None = None,
    sentences: tuple[Span, ...] | None = None,
) -> tuple[Observation, ...]:
    """The observations that the quantities of a text state, in order.

    `published` resolves "10 năm qua" and is the period of last resort; without it and without a period in the text there is no
    observation. `province` is the article's home. `confidence` tells how directly the text states the meaning: 0.95 the subject
    stands with the number, 0.9 the unit alone says it, 0.85 the same clause, 0.7 earlier in the sentence or list; 0.1 less when
    the period is inferred.
    """
    if not quantities:
        return ()
    masks = find_masks(text) if masks is None else masks
    sentences = split_sentences(text) if sentences is None else sentences
    return tuple(_Finder(text, quantities, published, province, masks, sentences).find())


class _Finder:
    def __init__(
        self,
        text: str,
        quantities: Sequence[Quantity],
        published: date | None,
        home: str | None,
        masks: tuple[Mask, ...],
        sentences: tuple[Span, ...],
    ) -> None:
        lower = lowered(text)
        self._text = text
        self._even = even_spelling(lower)
        self._quantities = quantities
        self._published = published
        self._home = home
        self._sentences = sentences
        self._timeline = Timeline(lower, self._sentences, masks, published)
        self._reader = StatementReader(self._even, self._sentences)

    def find(self) -> Iterator[Observation]:
        for home, indexes in self._by_sentence():
            cues = read_sentence(self._even, self._sentences[home])
            places: tuple[PlaceMention, ...] | None = None
            for index in indexes:
                if self._quantities[index].optional:
                    continue
                around = frame(self._even, cues, [self._quantities[i] for i in indexes], index - indexes.start)
                statement = self._reader.read(around, home)
                if statement is None or statement.indicator is None:
                    continue
                if places is None:
                    span = cues.span
                    places = find_places(self._text, span.start, span.end, home=self._home, day=self._published)
                observation = self._observation(around, statement, index, home, places)
                if observation is not None:
                    yield observation

    def _by_sentence(self) -> Iterator[tuple[int, range]]:
        """Each sentence that holds quantities, with the indexes of those."""
        first = 0
        homes = [sentence_index(self._sentences, quantity.start) for quantity in self._quantities]
        for index in range(1, len(homes) + 1):
            if index == len(homes) or homes[index] != homes[first]:
                yield homes[first], range(first, index)
                first = index

    def _observation(
        self, around: Frame, statement: Statement, index: int, home: int, places: tuple[PlaceMention, ...]
    ) -> Observation | None:
        indicator, rule, quantity = statement.indicator, statement.rule, statement.quantity
        if indicator is None or rule is None or (rule.growth and not self._tells_growth(around)):
            return None
        period = self._timeline.period_of(home, around, target=statement.role == "target")
        if period is None:
            return None
        unit, factor = BASE_UNITS.get(indicator, {}).get(quantity.unit, (quantity.unit, Decimal(1)))
        before = [place for place in places if around.clause <= place.start and place.end <= around.start]
        return Observation(
            indicator=indicator,
            quantity=index,
            value=quantity.value * factor * (-1 if statement.falls else 1),
            unit=unit,
            role=self._settled(statement.role, period),
            period=period.iso,
            period_inferred=period.inferred,
            place=before[-1].place if before else self._home,
            breakdown=read_breakdown(self._text, around, inherited=statement.inherited),
            sentence=quantity.sentence,
            rule=f"{RULE_VERSION}/{rule.name}",
            confidence=round(statement.certainty - (_INFERRED_PERIOD if period.inferred else 0.0), 2),
        )

    def _settled(self, role: Role, period: Period) -> Role:
        """What was aimed at in a year gone by when the article appeared has been reached, or missed, by then: a level."""
        gone = self._published is not None and not period.inferred and period.last_year < self._published.year
        return "level" if role == "target" and gone else role

    def _tells_growth(self, around: Frame) -> bool:
        """ "tăng 5%" or "tốc độ tăng trưởng đạt 5%", not "chiếm 25%" of the whole."""
        own = self._even[around.left : around.start]
        if any(word in own for word in _SHARES):
            return False
        said = self._even[around.sentence.span.start : around.reach]
        return any(word in said for word in _GROWTH)
