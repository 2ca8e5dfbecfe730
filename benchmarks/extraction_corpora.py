"""Text whose numbers a person has read: this project's own cases, and annotated articles beside the checkout or elsewhere."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from transforms.extraction import extract, published_date, to_json

Row = dict[str, Any]

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "transforms" / "cases"
SHARED = ROOT.parent / "shared"
LEVELS = ("quantities", "metrics")
# Passages nobody looks at while writing rules: their errors are never printed, only their totals.
HELD = frozenset({"d06", "d10", "d14", "d18"})
HOME = "An Giang"  # of an own case that names no province


@dataclass(frozen=True)
class Article:
    """A text with the rows a person reads in it. A level that is None was not annotated, and is not scored."""

    name: str
    text: str
    published: str | None
    province: str | None
    quantities: tuple[Row, ...] | None
    metrics: tuple[Row, ...] | None

    def gold(self, level: str) -> tuple[Row, ...] | None:
        """The annotated rows of a level, `quantities` or `metrics`."""
        return self.quantities if level == "quantities" else self.metrics

    @cached_property
    def found(self) -> dict[str, list[Row]]:
        """What the extraction reads, as `vnportals extract` prints it."""
        return to_json(extract(self.text, published=published_date(self.published), province=self.province))


@dataclass(frozen=True, slots=True)
class Corpus:
    """`digest` tells which text was scored. `shows`: its totals only, its parts (groups, roles) too, or even single errors."""

    name: str
    articles: tuple[Article, ...]
    digest: str
    shows: Literal["totals", "parts", "errors"] = "parts"


def read_cases(theme: str) -> list[Row]:
    """This project's cases of a theme (`quantities`, `masks`, `indicators`), from all its files in order of name."""
    return [case for path in sorted((CASES / theme).glob("*.json")) for case in json.loads(path.read_text(encoding="utf-8"))]


def own_cases() -> Corpus:
    """The invented sentences of tests/: each is annotated on the level it is there for, a mask as text without quantities."""
    read = (
        *(_quantity_case(case) for case in read_cases("quantities")),
        *(_indicator_case(case) for case in read_cases("indicators")),
    )
    masks = (Article(f"mask {case['id']}", case["text"], None, None, (), None) for case in read_cases("masks"))
    return Corpus("own cases", (*read, *masks), digest(CASES.rglob("*.json"), CASES))


def annotated_corpora(shared: Path = SHARED) -> tuple[Corpus, ...]:
    """The annotated text beside the checkout in its two parts, `developed` and `held`; nothing where there is none."""
    gold = shared / "gold"
    if not (gold / "passages.gold.jsonl").is_file():
        return ()
    passages = _join(_rows(gold / "passages.jsonl"), _rows(gold / "passages.gold.jsonl"))
    whole = [_article(row["article"], _page(shared, row["article"]), row) for row in _rows(gold / "dev.jsonl")]
    files = [gold / "passages.jsonl", gold / "passages.gold.jsonl"]
    pages = [gold / "dev.jsonl", *(shared / "articles" / f"{article.name}.txt" for article in whole)]
    developed = (*whole, *(article for article in passages if article.name not in HELD))
    held = tuple(article for article in passages if article.name in HELD)
    return (
        Corpus("developed", developed, digest([*files, *pages], shared), shows="errors"),
        Corpus("held", held, digest(files, shared), shows="totals"),
    )


def corpus_of(name: str, folder: Path) -> Corpus:
    """A folder with `passages.jsonl` (id, published, province, text) and `gold.jsonl` (article, quantities, metrics)."""
    texts, gold = folder / "passages.jsonl", folder / "gold.jsonl"
    for path in (texts, gold):
        if not path.is_file():
            raise FileNotFoundError(f"corpus {name}: no {path.name} in {folder}; it needs passages.jsonl and gold.jsonl")
    return Corpus(name, tuple(_join(_rows(texts), _rows(gold))), digest([texts, gold], folder))


def digest(files: Iterable[Path], base: Path) -> str:
    """SHA-256 of a list of files with their contents; the same as `sha256sum FILE… | sha256sum` run in `base`."""
    lines = sorted((path.relative_to(base).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()) for path in files)
    return hashlib.sha256("".join(f"{content}  {name}\n" for name, content in lines).encode()).hexdigest()


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _page(shared: Path, name: str) -> Row:
    return {"text": (shared / "articles" / f"{name}.txt").read_text(encoding="utf-8")}


def _join(texts: Sequence[Row], gold: Sequence[Row]) -> list[Article]:
    by_name = {row["id"]: row for row in texts}
    unknown = [row["article"] for row in gold if row["article"] not in by_name]
    if unknown:
        raise ValueError(f"annotated, but no such passage: {', '.join(unknown)}")
    return [_article(row["article"], by_name[row["article"]], row) for row in gold]


def _article(name: str, text: Row, gold: Row) -> Article:
    told = text | gold
    return Article(
        name, text["text"], told.get("published"), told.get("province"), *(tuple(gold.get(level) or ()) for level in LEVELS)
    )


def _quantity_case(case: Row) -> Article:
    rows = [
        {"quote": quote, "value": value, "unit": unit} | (extras[0] if extras else {})
        for quote, value, unit, *extras in case["expect"]
    ]
    return Article(f"quantity {case['id']}", case["text"], None, None, tuple(rows), None)


def _indicator_case(case: Row) -> Article:
    rows = [
        {"indicator": indicator, "value": value, "role": role, "period": period} | (extras[0] if extras else {})
        for indicator, value, role, period, *extras in case["expect"]
    ]
    home = case.get("province", HOME)
    return Article(f"indicator {case['id']}", case["text"], case.get("published"), home, None, tuple(rows))
