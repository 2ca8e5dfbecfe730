"""How well numbers are read: P, R and F1 on annotated text, pinned floors, and docs/extraction-quality.md.

`python -m benchmarks extraction_quality` prints the figures, and fails where one is below its floor. `--write` puts them into
the docs and raises the floors; a floor is lowered only with `--allow-lower`. `--corpus NAME=DIR` adds annotated text.
"""

from __future__ import annotations

import argparse
import math
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.extraction_corpora import LEVELS, ROOT, Corpus, annotated_corpora, corpus_of, own_cases
from benchmarks.extraction_report import Explanations, figures, single_errors
from benchmarks.extraction_scoring import score, total

FLOORS = ROOT / "tests" / "transforms" / "floors.toml"
PAGE = ROOT / "docs" / "extraction-quality.md"
EXPLANATIONS = ROOT / "docs" / "extraction-errors.toml"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"

# The lowest F1 allowed, by corpus and level
Floors = Mapping[str, Mapping[str, float]]


def run() -> None:
    """Print the figures, without judging them."""
    print(figures((own_cases(), *annotated_corpora()), read_explanations(EXPLANATIONS)))


def main(arguments: Sequence[str]) -> int:
    """The command with its options. 0: no floor is broken; 1: one is, or there is nothing to write from; 2: wrong use."""
    options = _parser().parse_args(arguments)
    annotated = annotated_corpora()
    try:
        added = [_added(named) for named in options.corpus]
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    pinned = (own_cases(), *annotated)
    text = figures((*pinned, *added), read_explanations(EXPLANATIONS))
    floors, reached = read_floors(FLOORS), measured(pinned)
    broken = below(reached, floors)
    print(text)
    for line in broken:
        print(line, file=sys.stderr)
    if options.write and not annotated:
        print("nothing written: the annotated text, ../shared/gold, is not beside this checkout", file=sys.stderr)
        return 1
    if broken and not (options.write and options.allow_lower):
        return 1
    if options.write:
        _warn_of_stale_explanations(pinned)
        write_floors(FLOORS, reached if options.allow_lower else raised(reached, floors))
        PAGE.write_text(with_figures(PAGE.read_text(encoding="utf-8"), text), encoding="utf-8")
    return 0


def measured(corpora: Sequence[Corpus]) -> Floors:
    """The F1 reached, in ten-thousandths and rounded down, so that a floor never lies above what was measured."""
    return {
        corpus.name: {level: math.floor(total(score(corpus.articles, level)).f1 * 10_000) / 10_000 for level in LEVELS}
        for corpus in corpora
    }


def below(reached: Floors, floors: Floors) -> list[str]:
    """One line for every floor that is not reached. A corpus that is not here breaks none."""
    return [
        f"{corpus}, {level}: F1 {f1:.4f} is below its floor {floors[corpus][level]:.4f}"
        for corpus, levels in reached.items()
        for level, f1 in levels.items()
        if f1 < floors.get(corpus, {}).get(level, 0.0)
    ]


def raised(reached: Floors, floors: Floors) -> Floors:
    """The floors with those raised that more than reach theirs."""
    return {
        corpus: {
            level: max(reached.get(corpus, {}).get(level, 0.0), floors.get(corpus, {}).get(level, 0.0)) for level in LEVELS
        }
        for corpus in {**floors, **reached}
    }


def read_floors(path: Path) -> Floors:
    """The pinned floors; none where the file is not there yet."""
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def write_floors(path: Path, floors: Floors) -> None:
    """Pin the floors; a diff shows what was raised."""
    tables = (
        f'["{corpus}"]\n' + "".join(f"{level} = {f1}\n" for level, f1 in levels.items()) for corpus, levels in floors.items()
    )
    head = (
        "# The lowest F1 allowed. `python -m benchmarks extraction_quality --write` raises these and refuses to lower one.\n\n"
    )
    path.write_text(head + "\n".join(tables), encoding="utf-8")


def read_explanations(path: Path) -> Explanations:
    """Why an error is left, by (article, indicator or "quantity", value); none where there is no file."""
    rows = tomllib.loads(path.read_text(encoding="utf-8")).get("error", []) if path.exists() else []
    return {(row["article"], row["indicator"], float(row["value"])): row["why"] for row in rows}


def with_figures(page: str, text: str) -> str:
    """The page with what stands between its markers replaced; ValueError where it has no markers."""
    head, begin, rest = page.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{PAGE.name} has lost its markers {BEGIN} and {END}")
    return f"{head}{BEGIN}\n\n{text}\n{END}{tail}"


def _warn_of_stale_explanations(corpora: Sequence[Corpus]) -> None:
    left = {error.key for corpus in corpora if corpus.shows == "errors" for error in single_errors(corpus)}
    for article, indicator, value in read_explanations(EXPLANATIONS).keys() - left:
        print(f"{EXPLANATIONS.name}: {article}, {indicator}, {value:g} explains an error that is gone", file=sys.stderr)


def _added(named: str) -> Corpus:
    name, equals, folder = named.partition("=")
    if not name or not equals:
        raise ValueError(f"--corpus {named}: write NAME=DIR")
    return corpus_of(name, Path(folder))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks extraction_quality", description=__doc__, allow_abbrev=False)
    parser.add_argument("--write", action="store_true", help="write docs/extraction-quality.md and raise the floors")
    parser.add_argument("--allow-lower", action="store_true", help="with --write: lower floors that are no longer reached")
    parser.add_argument(
        "--corpus", action="append", default=[], metavar="NAME=DIR", help="score the annotated text of a folder, too"
    )
    return parser
