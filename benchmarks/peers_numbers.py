"""Numbers read from articles, beside quantulum3, Recognizers-Text and one regular expression, against what people annotated.

`python -m benchmarks peers_numbers`, after `make bench`, with ../shared/gold beside the checkout. None of the peers knows
Vietnamese, so each is scored four times, from what it can do to what is needed:

* places: it finds something where a person reads a quantity; it may find several things in one
* values, scales lent: its number is the quantity's once a scale word right behind it is applied for it ("1.900" in "1.900 tỷ")
* values: its number is the quantity's (1.9e12) without help
* quantities: unit, whole and range too, by the rules of the annotation

The second number of a range or a share may be found or not: only the last score asks for it.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from benchmarks.extraction_corpora import Article, Corpus, Row, annotated_corpora
from benchmarks.extraction_scoring import Match, f1_interval, match_rows, total
from benchmarks.peers_driver import Reader, Result, compare, installed, markdown
from benchmarks.peers_ours import SCALES

ROUNDS = 5
OURS = "vnportals, extract"
READERS = {
    OURS: Reader("benchmarks.peers_ours:quantities", of_peers=False),
    "regular expression": Reader("benchmarks.peers_ours:regular_expression", of_peers=False),
    "quantulum3": Reader("benchmarks.peers_readers:quantulum3", of_peers=True),
    "Recognizers-Text, English": Reader("benchmarks.peers_readers:recognizers_english", of_peers=True),
    "Recognizers-Text, Spanish": Reader("benchmarks.peers_readers:recognizers_comma", of_peers=True),
}
FOUND = ("reader", "places", "values, scales lent", "values (95 %)", "P", "R", "quantities (95 %)", "failed")
TIMES = ("reader", "characters/s", "times ours", "spread")
_SCALE_BEHIND = re.compile(rf"\s*({'|'.join(SCALES)})\b")


def run() -> None:
    """The same without options."""
    main([])


def main(arguments: Sequence[str]) -> int:
    """Print how much every reader finds in both parts of the annotated text, and how fast. 0, or 1 where no such text is."""
    options = _parser().parse_args(arguments)
    corpora = [_annotated(corpus) for corpus in annotated_corpora()]
    if not corpora:
        print("peers_numbers: skipped, the annotated text, ../shared/gold, is not beside this checkout", file=sys.stderr)
        return 1
    articles = [article for corpus in corpora for article in corpus.articles]
    results = compare(installed(READERS), [_job(article) for article in articles], options.rounds)
    for corpus in corpora:
        here = [number for number, article in enumerate(articles) if article in corpus.articles]
        chosen = {name: [result.answers[number] for number in here] for name, result in results.items()}
        wanted = sum(not row.get("optional") for article in corpus.articles for row in article.quantities or ())
        print(f"{corpus.name}: {len(here)} texts, {wanted} quantities to find\n", found(corpus.articles, chosen), "", sep="\n")
    size = sum(len(article.text) for article in articles)
    print(f"all {len(articles)} texts, {size} characters, CPU time, median of {options.rounds} rounds\n")
    print(times(size, results), end="\n\n")
    return 0


def found(articles: Sequence[Article], answers: Mapping[str, Sequence[Any]]) -> str:
    """Markdown: the four scores of every reader. A text on which it fails has nothing found in it."""
    rows = []
    for name, told in answers.items():
        read = [answer if isinstance(answer, list) else [] for answer in told]
        places, lent, values, quantities = (scored(articles, read, kind) for kind in KINDS)
        counts = total(values)
        rows.append(
            (
                name,
                f"{total(places).f1:.3f}",
                f"{total(lent).f1:.3f}",
                _with_interval(values),
                f"{counts.precision:.3f}",
                f"{counts.recall:.3f}",
                _with_interval(quantities),
                str(sum(not isinstance(answer, list) for answer in told) or ""),
            )
        )
    return markdown(FOUND, rows)


def _with_interval(matches: Sequence[Match]) -> str:
    low, high = f1_interval(matches)
    return f"{total(matches).f1:.3f} ({low:.3f}–{high:.3f})"


def times(size: int, results: Mapping[str, Result]) -> str:
    """Markdown: characters a second of CPU time."""
    rows = [
        (
            name,
            f"{size / result.timing.median:.0f}",
            f"{result.timing.median / results[OURS].timing.median:.2f}",
            f"{result.timing.spread:.0%}",
        )
        for name, result in results.items()
    ]
    return markdown(TIMES, rows)


def scored(articles: Sequence[Article], read: Sequence[Sequence[Row]], kind: str) -> list[Match]:
    """The matches of a kind of KINDS, article by article."""
    matches = []
    for article, rows in zip(articles, read, strict=True):
        gold = list(article.quantities or ())
        pairs, missed, extra = match_rows(*KINDS[kind](article.text, gold, list(rows)), "quantities")
        matches.append(Match(article.name, tuple(pairs), tuple(missed), tuple(extra)))
    return matches


def quote_spans(text: str, gold: Sequence[Row]) -> list[tuple[int, int]]:
    """Where each quote stands. Rows come in the order of the text: each is looked for behind the one before, then anywhere."""
    spans: list[tuple[int, int]] = []
    at = 0
    for row in gold:
        start = text.find(row["quote"], at)
        if start < 0:
            start = text.find(row["quote"])
        if start < 0:
            raise ValueError(f"the annotated quote {row['quote']!r} does not stand in its text")
        spans.append((start, start + len(row["quote"])))
        at = start + 1
    return spans


def _by_place(text: str, gold: list[Row], rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """A row stands for the quotes it overlaps: the first not taken yet counts, a further row on a taken one is left out."""
    spans = quote_spans(text, gold)
    taken: set[int] = set()
    placed = []
    for number, row in enumerate(rows):
        hits = [at for at, (start, end) in enumerate(spans) if row["start"] < end and start < row["end"]]
        hit = next((at for at in hits if at not in taken), None)
        if hit is not None:
            taken.add(hit)
            placed.append({"value": hit})
        elif not hits:
            placed.append({"value": -1 - number})
    return [_only(row, at) for at, row in enumerate(gold)], placed


def _lent(text: str, gold: list[Row], rows: list[Row]) -> tuple[list[Row], list[Row]]:
    return _asked_values(gold), [{"value": row["value"] * _scale_behind(text, row["end"])} for row in rows]


def _scale_behind(text: str, end: int) -> float:
    """What a scale word right behind a number multiplies it with. A reader that takes scales in has none behind it."""
    scale = _SCALE_BEHIND.match(text, end)
    return SCALES[scale[1]] if scale else 1


def _values(_: str, gold: list[Row], rows: list[Row]) -> tuple[list[Row], list[Row]]:
    return _asked_values(gold), [{"value": row["value"]} for row in rows]


def _asked_values(gold: list[Row]) -> list[Row]:
    seconds = [row[field] for row in gold for field in ("value_high", "of") if row.get(field) is not None]
    return [_only(row, row["value"]) for row in gold] + [{"value": second, "optional": True} for second in seconds]


def _quantities(_: str, gold: list[Row], rows: list[Row]) -> tuple[list[Row], list[Row]]:
    return gold, rows


def _only(row: Row, value: float) -> Row:
    return {"value": value, "optional": row.get("optional", False)}


# What is compared of the annotated rows and of those found in a text
KINDS: Mapping[str, Callable[[str, list[Row], list[Row]], tuple[list[Row], list[Row]]]] = {
    "places": _by_place,
    "values, scales lent": _lent,
    "values": _values,
    "quantities": _quantities,
}


def _annotated(corpus: Corpus) -> Corpus:
    articles = tuple(article for article in corpus.articles if article.quantities is not None)
    return Corpus(corpus.name, articles, corpus.digest, corpus.shows)


def _job(article: Article) -> dict[str, Any]:
    return {"text": article.text, "published": article.published, "province": article.province}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks peers_numbers", description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N", help=f"passes that are timed ({ROUNDS})")
    return parser
