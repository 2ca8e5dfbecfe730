"""From quantities to observations: what each number states, for which period and place, as rows for the warehouse."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from transforms.breakdowns import read_breakdown
from transforms.cues import even_pattern, even_spelling
from transforms.frames import Frame, SentenceCues, frame, read_sentence
from transforms.grounds import Silence
from transforms.indicator_rules import BASE_UNITS, RULE_VERSION
from transforms.lowering import lowered
from transforms.masks import Mask, find_masks
from transforms.meanings import Statement
from transforms.places import PlaceMention
from transforms.questions import question
from transforms.records import Observation, Quantity, Role
from transforms.roles import Change
from transforms.sentences import Span, sentence_indexes, split_sentences
from transforms.statements import StatementReader
from transforms.timeline import Period, Timeline
from transforms.values import value
from transforms.whereabouts import Whereabouts

_GROWTH = ("tăng", "giảm")
_FORECAST = re.compile(r"(?<!\w)(?:ước|dự kiến|dự báo|dự ước)(?!\w)")
_SHARE_CLAUSE = even_pattern(r"(?<!\w)(?:tỷ trọng|cơ cấu)(?!\w)(?!.*(?:tăng trưởng|tốc độ tăng))")
_RATE_OF_GROWTH = even_pattern(r"tăng trưởng|tốc độ tăng|mức tăng")
_YEARS = re.compile(r"\d{4}/\d{4}")
_BY_NOW = even_pattern(r"(?<!\w)(?:đến nay|hiện nay|hiện|tới nay)(?!\w)")
_COUNTED_OVER = even_pattern(
    r"(?<!\w)(?:tính đến nay|đến nay|qua \d+ năm|trong \d+ năm|\d+ năm qua|trong giai đoạn|nhiệm kỳ|đã có)(?!\w)"
)
_SHARES = ("chiếm", "tỷ trọng", "cơ cấu", "tỷ lệ")
_AS_IT_IS = Decimal(1)
INFERRED_PERIOD = 0.1  # taken off the confidence where only the date of publication gives the period


@value
class Reading:
    """What was made of one quantity: an observation, or a reason why there is none, and the steps as far as they were taken."""

    quantity: int
    outcome: Observation | Silence
    statement: Statement | None = None
    period: Period | None = None
    place: PlaceMention | None = None


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
    observation. `province` is the article's home. `confidence` is the share of such readings that were right on annotated
    text at first sight (`grounds`): 0.9 the subject stands with the number, 0.85 the unit alone says it or the same clause, 0.8
    earlier in the sentence or list; 0.1 less when the period is inferred.
    """
    readings = read_quantities(text, quantities, published=published, province=province, masks=masks, sentences=sentences)
    return tuple(reading.outcome for reading in readings if isinstance(reading.outcome, Observation))


def read_quantities(
    text: str,
    quantities: Sequence[Quantity],
    *,
    published: date | None,
    province: str | None,
    masks: tuple[Mask, ...] | None = None,
    sentences: tuple[Span, ...] | None = None,
) -> Iterator[Reading]:
    """A reading of every quantity, in order: how `find_observations` comes to what it finds."""
    if quantities:
        masks = find_masks(text) if masks is None else masks
        sentences = split_sentences(text) if sentences is None else sentences
        yield from _Finder(text, quantities, published, province, masks, sentences).read()


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
        self._timeline = Timeline(lower, self._sentences, masks, published, quantities)
        self._whereabouts = Whereabouts(text, self._sentences, home=home, day=published)
        self._reader = StatementReader(self._even, self._sentences)

    def read(self) -> Iterator[Reading]:
        for order, (home, indexes) in enumerate(self._by_sentence()):
            here = self._quantities[indexes.start : indexes.stop]
            cues: SentenceCues | None = None
            for index in indexes:
                quantity = self._quantities[index]
                if quantity.optional:
                    yield Reading(index, Silence.OPTIONAL)
                    continue
                if not question(quantity.unit, changes=True).rules:  # no need to look at the words, then
                    yield Reading(index, Silence.NO_RULE_FOR_UNIT)
                    continue
                cues = cues or read_sentence(self._even, self._sentences[home], here)
                around = frame(self._text, self._even, order, home, cues, index - indexes.start)
                statement = self._reader.read(around)
                if isinstance(statement, Silence) or statement.indicator is None:
                    yield _silent(index, statement)
                    continue
                yield self._observed(around, statement, index, home)

    def _by_sentence(self) -> Iterator[tuple[int, range]]:
        """Each sentence that holds quantities, with the indexes of those."""
        first = 0
        homes = sentence_indexes(self._sentences, (quantity.start for quantity in self._quantities))
        for index in range(1, len(homes) + 1):
            if index == len(homes) or homes[index] != homes[first]:
                yield homes[first], range(first, index)
                first = index

    def _observed(self, around: Frame, statement: Statement, index: int, home: int) -> Reading:
        indicator, rule, ground, quantity = statement.indicator, statement.rule, statement.ground, statement.quantity
        if indicator is None or rule is None or ground is None:
            return _silent(index, statement)
        if rule.growth and not self._tells_growth(around, statement.change):
            return Reading(index, Silence.NO_GROWTH_TOLD, statement)
        period = self._timeline.period_of(home, around, target=statement.role == "target")
        if period is None:
            return Reading(index, Silence.NO_PERIOD, statement)
        iso = self._of_state(period, around) if rule.stock and statement.role == "level" else period.iso
        if rule.ceremony and statement.role == "level":
            iso = self._of_ceremony(period, around, home)
        unit, factor = BASE_UNITS.get(indicator, {}).get(quantity.unit, (quantity.unit, _AS_IT_IS))
        place = self._whereabouts.place_of(around)
        observation = Observation(
            indicator=indicator,
            quantity=index,
            value=quantity.value * factor * (-1 if statement.falls else 1),
            unit=unit,
            role="target" if statement.measured_by else self._settled(statement, period, around),
            period=iso,
            period_inferred=period.inferred,
            place=place.place if place else self._home,
            breakdown=read_breakdown(self._text, around, inherited=ground.inherited),
            sentence=quantity.sentence,
            rule=f"{RULE_VERSION}/{rule.name}",
            confidence=round(ground.certainty - (INFERRED_PERIOD if period.inferred else 0.0), 2),
        )
        return Reading(index, observation, statement, period, place)

    def _of_state(self, period: Period, around: Frame) -> str:
        """How things stand has no span of years: by now it is the year of publication, otherwise the last of the span."""
        if not _YEARS.fullmatch(period.iso) or period.origin == "beside":
            return period.iso
        span = around.sentence.span
        if self._published is not None and _BY_NOW.search(self._even, span.start, around.start):
            return str(self._published.year)
        return period.iso.rpartition("/")[2]

    def _of_ceremony(self, period: Period, around: Frame, home: int) -> str:
        """Awards take the year of the ceremony, not the years they are for, unless they are counted over those years."""
        if self._published is None or not _YEARS.fullmatch(period.iso) or period.origin in {"beside", "before"}:
            return period.iso
        begin = self._sentences[max(0, home - 1)].start
        if _COUNTED_OVER.search(self._even, begin, around.start):
            return period.iso
        return str(self._published.year)

    def _settled(self, statement: Statement, period: Period, around: Frame) -> Role:
        """The role, seen from the day of publication.

        What was aimed at in a year gone by has been reached, or missed, by then: a level. What is said of a year to come is an
        aim, but for a forecast.
        """
        role = statement.role
        if self._published is None or period.inferred:
            return role
        if role == "target" and period.last_year < self._published.year:
            growth = statement.rule is not None and statement.rule.growth
            return "delta" if statement.change is not None and statement.change.by and not growth else "level"
        if role == "target":
            return role
        ahead = int(period.iso[:4]) > self._published.year
        return "target" if ahead and not _FORECAST.search(self._even, around.clause, around.start) else role

    def _tells_growth(self, around: Frame, change: Change | None) -> bool:
        """ "tăng 5%" or "tốc độ tăng trưởng đạt 5%", not "chiếm 25%" of the whole."""
        own = self._even[around.left : around.start]
        if any(word in own for word in _SHARES) or _SHARE_CLAUSE.search(self._even, around.clause, around.start):
            return False
        if change is not None and not change.by and not _RATE_OF_GROWTH.search(self._even, around.clause, around.start):
            return False  # "tăng từ 32% lên 33%" is a share that grew
        said = self._even[around.sentence.span.start : around.reach]
        return any(word in said for word in _GROWTH)


def _silent(index: int, statement: Statement | Silence) -> Reading:
    """The reading of a quantity that states no indicator: a row says that it is none, or none fits."""
    if isinstance(statement, Silence):
        return Reading(index, statement)
    return Reading(index, Silence.NO_RULE_FITS if statement.rule is None else Silence.NOT_AN_INDICATOR, statement)
