"""`--explain` for a reader: which rule made each observation and on what ground, and what the other digits are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.excerpts import excerpt
from flows.notation import readable_observation
from flows.terminal import fit_for_terminal
from transforms.concepts import SUBJECTS
from transforms.explanation import Explanation
from transforms.extraction import Extraction
from transforms.grounds import Silence
from transforms.indicator_rules import Rule
from transforms.observations import INFERRED_PERIOD, Reading
from transforms.records import Observation
from transforms.timeline import Origin, Turn
from transforms.topics import TOPICS

WHY_NONE: Final[Mapping[Silence, str]] = {
    Silence.OPTIONAL: "a duration, an age or the size of a ranking group",
    Silence.NO_RULE_FOR_UNIT: "no rule is about this unit",
    Silence.REFERS_BACK: "refers back to what was told before",
    Silence.PART_OF_UNKNOWN: "a part of a number that is no indicator",
    Silence.PRICE: "what the thing before it cost",
    Silence.COMPARISON: "how far from another place, an average or a plan",
    Silence.COUNTED_ALREADY: "counts again what the number before counts",
    Silence.NO_RULE_FITS: "rules know the unit; none fits what the sentence is about",
    Silence.NOT_AN_INDICATOR: "rule {rule}: not to be taken for an indicator",
    Silence.NO_GROWTH_TOLD: "rule {rule} wants a rate of growth, and no growth is told",
    Silence.NO_PERIOD: "rule {rule} fits, but neither the text nor --published tells the time",
}
WHY: Final[Mapping[str, str]] = {
    "subject_with_number": "“{subject}” stands with the number",
    "unit_alone": "the unit alone says it",
    "subject_in_clause": "“{subject}” stands in the same clause",
    "subject_in_sentence": "“{subject}” stands earlier in the sentence",
    "part_of_whole": "in brackets, and adds up with the others to “{source}”",
    "share_of_count": "the share behind “{source}” is the rate that goes with it",
    "change_of_level": "a change of “{source}”",
    "list_goes_on": "goes on with what “{source}” began",
}
ORIGINS: Final[Mapping[Origin, str]] = {
    "beside": "“{words}” stands right behind the number",
    "before": "“{words}” stands before the number in its sentence",
    "behind": "“{words}” stands behind the number in its sentence",
    "carried": "“{words}” of an earlier sentence still holds",
    "published": "inferred: the year of publication",
}
TURNS: Final[Mapping[Turn, str]] = {
    "as_named": "",
    "cumulated": ", and lũy kế adds up to it",
    "compared_with": ", but the start of a change belongs to the period compared with",
    "year_before": ", but the start of a change belongs to the year before",
}
KINDS: Final[Mapping[str, str]] = {
    "clock": "time of day",
    "table": "head of a table",
    "code": "code",
    "counter": "counter of the page",
    "date": "date",
    "document": "document number",
    "list": "list, page or figure",
    "name": "part of a name",
    "ordinal": "ordinal",
    "period": "year or period",
    "phone": "phone number",
    "score": "score of a match",
    "url": "web or mail address",
}
_UNREAD: Final = {"no_unit": "no unit goes with it", "no_number": "no number as written"}
_PHRASES: Final = 3  # of a concept, to show what it means


def print_steps(console: Console, found: Extraction, explanation: Explanation) -> None:
    """For each observation the rule, the ground, and where period and place came from."""
    if found.observations:
        console.print(Text("\nHow each was read", style="bold"))
    for row in found.observations:
        quantity = found.quantities[row.quantity]
        head = Text(fit_for_terminal(readable_observation(row, quantity)), style="bold")
        console.print(head.append(f"  {row.indicator}", style="not bold"))
        steps = Table.grid(padding=(0, 1))
        steps.add_column(width=7, style="dim", justify="right")
        steps.add_column(overflow="fold")
        for name, line in _steps(found, row, explanation.readings[row.quantity]):
            steps.add_row(name, Text(fit_for_terminal(" ".join(line.split()))))
        console.print(steps)


def _steps(found: Extraction, row: Observation, reading: Reading | None) -> Iterator[tuple[str, str]]:
    statement = reading.statement if reading else None
    if reading is None or statement is None or statement.rule is None or statement.ground is None or reading.period is None:
        from_table = " | " in row.sentence
        how = "read from a table, with its heads" if from_table else "read otherwise than in its sentence"
        yield "rule", f"{row.rule}, {how}"
        return
    yield "rule", f"{row.rule}: {'; '.join(_asks(statement.rule))}"
    subject = found.text[statement.subject.start : statement.subject.end] if statement.subject else ""
    source = statement.source.quote if statement.source else ""
    why = WHY[statement.ground.name].format(subject=subject, source=source)
    less = f", less {INFERRED_PERIOD} for the period" if reading.period.inferred else ""
    yield "why", f"{why} ({statement.ground.certainty}{less})"
    mention = reading.period.mention
    words = found.text[mention.start : mention.end] if mention else ""
    yield "period", f"{row.period}: {ORIGINS[reading.period.origin].format(words=words)}{TURNS[reading.period.turn]}"
    if reading.place is not None:
        yield "place", f"{row.place}: “{found.text[reading.place.start : reading.place.end]}” is named for it"
    else:
        yield "place", f"{row.place}: as given" if row.place else "none named or given"


def _asks(rule: Rule) -> Iterator[str]:
    """What a row of the rules asks for, in words."""
    yield f"in {', '.join(rule.units)}"
    for words, concepts in (
        ("about", rule.subjects),
        ("near words of", rule.also),
        ("not near words of", rule.not_about),
        ("beside", rule.beside),
        ("not beside", (*rule.unless, *rule.not_beside)),
    ):
        if concepts:
            yield f"{words} {' or '.join(map(_concept, concepts))}"
    for words, names in (("changes also in", rule.delta_units), ("behind a number by", rule.after)):
        if names:
            yield f"{words} {', '.join(names)}"
    if rule.acts:
        yield "done: " + ", ".join(act or "nothing named" for act in rule.acts)
    for said, words in (
        (rule.tail, "followed by certain words"),
        (rule.growth, "a rate of growth, so a fall is negative"),
        (rule.of_plan, "a share of a plan"),
    ):
        if said:
            yield words


def _concept(name: str) -> str:
    """A concept with the first phrases that express it."""
    phrases = SUBJECTS.get(name) or TOPICS[name]
    return f"{name} ({', '.join(phrases[:_PHRASES])}{', …' if len(phrases) > _PHRASES else ''})"


def print_rejected(console: Console, found: Extraction, explanation: Explanation) -> None:
    """Every run of digits outside the quantities: what it was taken for, and where it stands."""
    runs = [(mask.start, mask.end, KINDS.get(mask.kind, mask.kind)) for mask in explanation.rejected]
    runs += [(piece.start, piece.end, _UNREAD[piece.reason]) for piece in explanation.unread]
    if not runs:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("no quantity", max_width=24, overflow="fold")
    table.add_column("read as", max_width=20, overflow="fold")
    table.add_column("where", style="dim", overflow="fold")
    for start, end, meaning in sorted(runs):
        line = found.text.rfind("\n", 0, start) + 1
        line_end = found.text.find("\n", end)
        where = excerpt(found.text, line, line_end if line_end >= 0 else len(found.text), [(start, end)], around=16)
        table.add_row(Text(fit_for_terminal(" ".join(found.text[start:end].split()))), meaning, where)
    console.print(table)
