"""What a replay changed: the articles of each batch as they stood before and after, compared and added up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from db.readings import Holdings, Reading, Thing

EXAMPLES: Final = 10  # of each kind of change: a report is read by people
_NUMBERS: Final = 3  # of each example


@dataclass(slots=True)
class Counts:
    """Values that are stated now and were not, the other way round, and of the same thing with another value."""

    added: int = 0
    removed: int = 0
    changed: int = 0

    def add(self, before: str | None, after: str | None) -> None:
        self.added += before is None
        self.removed += after is None
        self.changed += before is not None and after is not None


@dataclass(frozen=True, slots=True)
class Example:
    """One article that changed. `numbers` tells some: (thing, value before or None, value after or None)."""

    url: str
    fields: tuple[str, ...]
    numbers: tuple[tuple[Thing, str | None, str | None], ...]


@dataclass(slots=True)
class Changes:
    """The sums, and the first examples of each kind."""

    articles_added: int = 0
    articles_changed: int = 0
    versions_added: int = 0  # of articles that were known
    versions_merged: int = 0  # that say the same by today's rules
    fields: Counter[str] = field(default_factory=Counter)
    quantities: Counts = field(default_factory=Counts)
    observations: dict[str, Counts] = field(default_factory=dict)  # by indicator
    now_read: int = 0  # pages that left the quarantine
    no_longer_read: int = 0  # pages with an article that went into it; the article stays
    kept_versions: int = 0  # read from answers that give nothing any more
    parsers_before: Counter[str] = field(default_factory=Counter)  # parser version -> articles
    parsers_after: Counter[str] = field(default_factory=Counter)
    rules_before: Counter[str] = field(default_factory=Counter)  # rule version -> observations
    rules_after: Counter[str] = field(default_factory=Counter)
    examples: list[Example] = field(default_factory=list)
    unread_examples: list[str] = field(default_factory=list)  # addresses of pages that are no longer read

    @property
    def anything(self) -> bool:
        """Whether the replay made any difference to what the warehouse says."""
        articles = self.articles_added + self.articles_changed + self.versions_added + self.versions_merged
        return articles + self.now_read + self.no_longer_read > 0

    def compare(self, before: Holdings, after: Holdings, url_keys: Iterable[str]) -> None:
        """Adds what became of some pages."""
        for key in url_keys:
            was, now = before.articles.get(key), after.articles.get(key)
            if now is not None:
                self._add_article(was, now)
            self.now_read += key in before.quarantine and key not in after.quarantine
            if now is not None and key in after.quarantine and key not in before.quarantine:
                self.no_longer_read += 1
                if len(self.unread_examples) < EXAMPLES:
                    self.unread_examples.append(now.url)

    def _add_article(self, was: Reading | None, now: Reading) -> None:
        if was is not None:
            self.parsers_before[was.parser_version] += 1
            self.rules_before += was.rules
            self.versions_added += len(set(now.captures) - set(was.captures))
        self.parsers_after[now.parser_version] += 1
        self.rules_after += now.rules
        fields = tuple(name for name, value in now.fields.items() if was is not None and was.fields[name] != value)
        self.fields.update(fields)
        quantities = _pairs(was.quantities if was else Counter(), now.quantities)
        numbers = _pairs(was.observations if was else Counter(), now.observations)
        for _, before, after in quantities:
            self.quantities.add(before, after)
        for thing, before, after in numbers:
            self.observations.setdefault(thing.indicator, Counts()).add(before, after)
        self.articles_added += was is None
        if was is not None and (fields or quantities or numbers):
            self.articles_changed += 1
            if len(self.examples) < EXAMPLES:
                self.examples.append(Example(now.url, fields, tuple(numbers[:_NUMBERS])))


def _pairs(was: Counter[tuple[Any, str]], now: Counter[tuple[Any, str]]) -> list[tuple[Any, str | None, str | None]]:
    """(thing, value before, value after) of what differs; the values of one thing are paired as far as they go."""
    gone: defaultdict[Hashable, list[str]] = defaultdict(list)
    come: defaultdict[Hashable, list[str]] = defaultdict(list)
    for thing, value in (was - now).elements():
        gone[thing].append(value)
    for thing, value in (now - was).elements():
        come[thing].append(value)
    pairs: list[tuple[Any, str | None, str | None]] = []
    for thing in dict.fromkeys([*gone, *come]):
        for place in range(max(len(gone[thing]), len(come[thing]))):
            pairs.append((thing, _at(gone[thing], place), _at(come[thing], place)))
    return pairs


def _at(values: list[str], place: int) -> str | None:
    return values[place] if place < len(values) else None
