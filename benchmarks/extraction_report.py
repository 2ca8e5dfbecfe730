"""The figures of extraction as Markdown tables: totals, places, groups, roles, confidence, and the errors left with reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.extraction_corpora import LEVELS, Article, Corpus, Row
from benchmarks.extraction_scoring import Counts, Match, by_group, by_role, calibration, f1_interval, places, score, total
from transforms.extraction import RULE_VERSION

MOST_QUOTED = 60
LEVEL_NAMES = {"quantities": "quantities", "metrics": "observations"}

# (article, indicator or "quantity", value) -> why the error is left
Explanations = Mapping[tuple[str, str, float], str]


@dataclass(frozen=True, slots=True)
class Error:
    """One error: a row that was missed, one that is extra, or both where they are two readings of one number."""

    article: str
    level: str
    quote: str
    gold: Row | None
    found: Row | None

    @property
    def key(self) -> tuple[str, str, float]:
        """What its explanation is filed under: the annotated row if there is one, else what was found."""
        row = self.gold or self.found or {}
        return self.article, row.get("indicator", "quantity"), float(row["value"])


def figures(corpora: Sequence[Corpus], explanations: Explanations) -> str:
    """All tables, headings included."""
    return "\n".join(_lines(corpora, explanations)) + "\n"


def single_errors(corpus: Corpus) -> list[Error]:
    """The errors of a corpus, observations after quantities."""
    articles = {article.name: article for article in corpus.articles}
    return [
        error
        for level in LEVELS
        for match in score(corpus.articles, level)
        for error in _paired(match, level, articles[match.article])
    ]


def _lines(corpora: Sequence[Corpus], explanations: Explanations) -> Iterator[str]:
    yield f"Rules {RULE_VERSION}."
    yield from ("", "### Totals", "")
    yield from _table(("corpus", "level", "texts", "P", "R", "F1", "95 % of F1", "right", "extra", "missed"), _totals(corpora))
    observed = {corpus.name: score(corpus.articles, "metrics") for corpus in corpora}
    yield from ("", "### Place", "", "Of the observations that are right, how many have the annotated place, too.", "")
    placed = {name: places(matches) for name, matches in observed.items()}
    yield from _table(("corpus", "place right"), ((name, _share(*pair)) for name, pair in placed.items() if pair[1]))
    detailed = {corpus.name: observed[corpus.name] for corpus in corpora if corpus.shows != "totals"}
    yield from _parts("group", detailed, by_group)
    yield from _parts("role", detailed, by_role)
    yield from ("", "### Confidence", "", "Of the observations that state a confidence, how many are right.", "")
    stated = {name: calibration(matches) for name, matches in detailed.items()}
    levels = sorted({confidence for rows in stated.values() for confidence in rows}, reverse=True)
    rows = ((f"{level:.2f}", *(_share(*stated[name].get(level, (0, 0))) for name in stated)) for level in levels)
    yield from _table(("confidence", *stated), rows)
    yield from _errors(corpora, explanations)
    yield from (
        "",
        "### Digests",
        "",
        "What was scored: SHA-256 of the corpus files (of what `sha256sum` prints for them).",
        "",
    )
    yield from _table(("corpus", "digest"), ((corpus.name, f"`{corpus.digest}`") for corpus in corpora))


def _totals(corpora: Sequence[Corpus]) -> Iterator[tuple[str, ...]]:
    for corpus in corpora:
        for level in LEVELS:
            matches = score(corpus.articles, level)
            if not matches:
                continue
            counts, (low, high) = total(matches), f1_interval(matches)
            shares = (counts.precision, counts.recall, counts.f1)
            yield (
                corpus.name,
                LEVEL_NAMES[level],
                str(len(matches)),
                *(f"{share:.3f}" for share in shares),
                f"{low:.3f} to {high:.3f}",
                *(str(count) for count in (counts.right, counts.extra, counts.missed)),
            )


def _parts(
    name: str, observed: Mapping[str, Sequence[Match]], split: Callable[[Iterable[Match]], Mapping[str, Counts]]
) -> Iterator[str]:
    yield from ("", f"### F1 of observations by {name}", "", "With the number of annotated rows.", "")
    parts = {corpus: split(matches) for corpus, matches in observed.items()}
    keys = sorted({key for counts in parts.values() for key in counts})
    yield from _table((name, *parts), ((key, *(_f1(parts[corpus].get(key)) for corpus in parts)) for key in keys))


def _errors(corpora: Sequence[Corpus], explanations: Explanations) -> Iterator[str]:
    for corpus in corpora:
        if corpus.shows == "errors":
            yield from ("", f"### Errors left in `{corpus.name}`", "")
            errors = single_errors(corpus)
            if not errors:
                yield "None."
                continue
            rows = ((e.article, e.quote, _told(e.gold), _told(e.found), explanations.get(e.key, "unexplained")) for e in errors)
            yield from _table(("article", "quote", "a person reads", "found", "why"), rows)


def _paired(match: Match, level: str, article: Article) -> Iterator[Error]:
    """A missed and an extra row with the same value are one error: the number was found and read otherwise."""
    extra = list(match.extra)
    for gold in match.missed:
        same = [index for index, row in enumerate(extra) if row["value"] == gold["value"]]
        found = extra.pop(same[0]) if same else None
        yield Error(match.article, level, _quote(gold, found, article), gold, found)
    for found in extra:
        yield Error(match.article, level, _quote(None, found, article), None, found)


def _quote(gold: Row | None, found: Row | None, article: Article) -> str:
    """The words of the number: annotated observations carry none, so they borrow those of a quantity of the same value."""
    quotes = [row["quote"] for row in (gold, found) if row and "quote" in row]
    if not quotes and gold:
        quotes = [row["quote"] for row in article.quantities or () if row["value"] == gold["value"]]
    quote = " ".join(quotes[0].split()) if quotes else ""
    return quote if len(quote) <= MOST_QUOTED else quote[: MOST_QUOTED - 1] + "…"


def _told(row: Row | None) -> str:
    if row is None:
        return "nothing"
    if "indicator" in row:
        return f"{row['indicator']} {row['value']} {row.get('role') or 'level'} {row.get('period')}"
    words = [str(row["value"]), str(row["unit"])]
    words += [f"{field.replace('value_', 'to ')} {row[field]}" for field in ("value_high", "of") if row.get(field) is not None]
    return " ".join(words)


def _f1(counts: Counts | None) -> str:
    return "" if counts is None else f"{counts.f1:.3f} ({counts.right + counts.missed})"


def _share(right: int, count: int) -> str:
    return f"{right / count:.3f} ({right}/{count})" if count else ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"| {' | '.join('---' for _ in head)} |"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"
