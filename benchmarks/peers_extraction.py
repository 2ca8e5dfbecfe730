"""Articles read from pages, beside trafilatura, newspaper4k, readability-lxml, resiliparse and news-please.

`python -m benchmarks peers_extraction [--aeb DIR]`, after `make bench`: CPU time, text, title and day. All readers see the same
bytes in one run and take turns, each in a process of its own. Text is scored as in scrapinghub/article-extraction-benchmark, of
which `--aeb` names a checkout.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import mean
from typing import Any

from benchmarks.peers_driver import Reader, Result, compare, installed, markdown
from benchmarks.peers_pages import Page, PageSet, public_set, replica_set, saved_sets
from transforms.dates import vietnam_day

ROUNDS, PUBLIC_ROUNDS = 7, 3
DRAWS, SEED = 2_000, 20190321
LAYOUT, GENERIC = "vnportals, own layout", "vnportals, no layout"
SELECTOLAX, LXML = "selectolax, tree alone", "lxml, tree alone"
READERS = {
    LAYOUT: Reader("benchmarks.peers_ours:layout", of_peers=False),
    GENERIC: Reader("benchmarks.peers_ours:generic", of_peers=False),
    "trafilatura": Reader("benchmarks.peers_readers:trafilatura", of_peers=True),
    "trafilatura, fast": Reader("benchmarks.peers_readers:trafilatura_fast", of_peers=True),
    "newspaper4k": Reader("benchmarks.peers_readers:newspaper4k", of_peers=True),
    "readability-lxml": Reader("benchmarks.peers_readers:readability", of_peers=True),
    "resiliparse": Reader("benchmarks.peers_readers:resiliparse", of_peers=True),
    "news-please": Reader("benchmarks.peers_readers:news_please", of_peers=True),
    SELECTOLAX: Reader("benchmarks.peers_ours:selectolax_alone", of_peers=False),
    LXML: Reader("benchmarks.peers_ours:lxml_alone", of_peers=False),
}
TIMES = ("reader", "ms a page", "pages/s", "times selectolax", "times lxml", "spread")
FOUND = ("reader", "F1 of the text (95 %)", "P", "R", "no layout minus it (95 %)", "title", "day", "failed")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class PageScore:
    """Shares of 4-word shingles. None, and no part of the mean: nothing was found, or nothing was to be found."""

    precision: float | None
    recall: float | None


def run() -> None:
    """All that is here without a download."""
    main([])


def main(arguments: Sequence[str]) -> int:
    """Print one table per set of pages. 0, or 2 where there is no benchmark in the folder named."""
    options = _parser().parse_args(arguments)
    sets = [(replica_set(), options.rounds or ROUNDS), *((saved, options.rounds or ROUNDS) for saved in saved_sets())]
    if options.aeb:
        try:
            sets.append((public_set(options.aeb), options.rounds or PUBLIC_ROUNDS))
        except OSError as error:
            print(f"--aeb {options.aeb} is no checkout of scrapinghub/article-extraction-benchmark: {error}", file=sys.stderr)
            return 2
    for pages, rounds in sets:
        readers = {name: reader for name, reader in READERS.items() if pages.declared or name != LAYOUT}
        results = compare(installed(readers), [page.job() for page in pages.pages], rounds)
        size = mean(len(page.body) for page in pages.pages) / 1000
        print(f"{pages.name}: {len(pages.pages)} pages, mean {size:.0f} kB, median of {rounds} rounds\n")
        print(times(pages, results), found(pages, results), sep="\n\n", end="\n\n", flush=True)
    return 0


def times(pages: PageSet, results: Mapping[str, Result]) -> str:
    """Markdown: CPU time of every reader, and of the parsers alone."""
    each = {name: result.timing.median / len(pages.pages) for name, result in results.items()}
    rows = [
        (
            name,
            f"{each[name] * 1000:.2f}",
            f"{1 / each[name]:.0f}",
            f"{each[name] / each[SELECTOLAX]:.1f}",
            f"{each[name] / each[LXML]:.1f}",
            f"{result.timing.spread:.0%}",
        )
        for name, result in results.items()
    ]
    return markdown(TIMES, rows)


def found(pages: PageSet, results: Mapping[str, Result]) -> str:
    """Markdown: how much of the text, and how many titles and days, every reader gets right."""
    readers = {name: result for name, result in results.items() if name not in (SELECTOLAX, LXML)}
    scores = {name: _scores(pages.pages, result) for name, result in readers.items()}
    rows = []
    for name, result in readers.items():
        text = ("reference", "", "", "") if name == LAYOUT and pages.by_layout else _text(scores[name], scores[GENERIC])
        failed = str(result.failed or "")
        rows.append((name, *text, _titles(pages.pages, result), _days(pages.pages, result), failed))
    return markdown(FOUND, rows)


def _text(scores: Sequence[PageScore], generic: Sequence[PageScore]) -> tuple[str, ...]:
    precision, recall, f1 = means(scores)
    low, high = interval(lambda at: means([scores[one] for one in at])[2], len(scores))
    ahead = "" if scores is generic else _difference(generic, scores)
    return f"{f1:.3f} ({low:.3f}–{high:.3f})", f"{precision:.3f}", f"{recall:.3f}", ahead


def _difference(ours: Sequence[PageScore], theirs: Sequence[PageScore]) -> str:
    """How far ours lies above theirs on the same pages, and how far on other pages of the kind."""

    def ahead(at: Sequence[int]) -> float:
        return means([ours[one] for one in at])[2] - means([theirs[one] for one in at])[2]

    low, high = interval(ahead, len(ours))
    return f"{ahead(range(len(ours))):+.3f} ({low:+.3f} to {high:+.3f})"


def interval(measure: Callable[[Sequence[int]], float], pages: int, draws: int = DRAWS) -> tuple[float, float]:
    """The middle 95 % of a measure over sets of as many pages, drawn from these with replacement."""
    draw = random.Random(SEED)
    measured = sorted(measure(draw.choices(range(pages), k=pages)) for _ in range(draws))
    return measured[round(0.025 * (draws - 1))], measured[round(0.975 * (draws - 1))]


def means(scores: Sequence[PageScore]) -> tuple[float, float, float]:
    """Precision and recall, each the mean over the pages that have it, and the F1 of these two."""
    precisions = [score.precision for score in scores if score.precision is not None]
    recalls = [score.recall for score in scores if score.recall is not None]
    precision, recall = mean(precisions or [0.0]), mean(recalls or [0.0])
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def page_score(wanted: str, found: str) -> PageScore:
    """Precision and recall of a page's shingles, as many times as each occurs."""
    want, have = _shingles(wanted), _shingles(found)
    right = (want & have).total()
    return PageScore(right / have.total() if have else None, right / want.total() if want else None)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)) if words)


def _scores(pages: Sequence[Page], result: Result) -> list[PageScore]:
    return [page_score(page.text, _of(answer, "text") or "") for page, answer in zip(pages, result.answers, strict=True)]


def _titles(pages: Sequence[Page], result: Result) -> str:
    told = [(page.title, _of(answer, "title")) for page, answer in zip(pages, result.answers, strict=True) if page.title]
    return f"{sum(same_title(wanted, found) for wanted, found in told)} of {len(told)}" if told else "–"


def _days(pages: Sequence[Page], result: Result) -> str:
    told = [(page.published, _of(answer, "published")) for page, answer in zip(pages, result.answers, strict=True)]
    dated = [(wanted, found) for wanted, found in told if wanted]
    if not dated or not any(found for _, found in dated):  # nothing to tell, or a reader that tells no dates
        return "–"
    return f"{sum(same_day(wanted, found) for wanted, found in dated)} of {len(dated)}"


def same_title(wanted: str, found: str | None) -> bool:
    """The same but for blanks and composed letters."""
    return _even(wanted) == _even(found or "")


def same_day(wanted: datetime, found: str | None) -> bool:
    """The same day in Vietnam; a date told without zone is taken for one of there."""
    if not found:
        return False
    told = datetime.fromisoformat(found)
    return vietnam_day(wanted) == (vietnam_day(told) if told.tzinfo else told.date())


def _even(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _of(answer: Any, field: str) -> str | None:
    """A field of an answer; None also where the reader failed."""
    found: str | None = answer.get(field)
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks peers_extraction", description=__doc__, allow_abbrev=False)
    parser.add_argument("--aeb", type=Path, metavar="DIR", help="a checkout of scrapinghub/article-extraction-benchmark")
    parser.add_argument("--rounds", type=int, metavar="N", help=f"passes that are timed ({ROUNDS}; {PUBLIC_ROUNDS} for --aeb)")
    return parser
