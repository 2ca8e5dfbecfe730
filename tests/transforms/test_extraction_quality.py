"""Floors of quality on the annotated text that lies beside a working checkout; skipped where it is not.

The matching is that of the annotation's own scorer: value, unit and whole for quantities; indicator, value, role and period for
observations; optional rows count neither way.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from transforms.extraction import extract, published_date, to_json

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = SHARED / "gold"
QUANTITY_FLOOR = 0.99
OBSERVATION_FLOOR = 0.96

pytestmark = pytest.mark.skipif(not (GOLD / "score.py").exists(), reason="no annotated text beside this checkout")


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def _annotated() -> list[tuple[str, dict[str, Any]]]:
    texts = {row["id"]: row["text"] for row in _rows("passages.jsonl")}
    passages = [(texts[row["article"]], row) for row in _rows("passages.gold.jsonl")]
    articles = [
        ((SHARED / "articles" / f"{row['article']}.txt").read_text(encoding="utf-8"), row) for row in _rows("dev.jsonl")
    ]
    return passages + articles


def _f1(level: str, same: str) -> float:
    spec = importlib.util.spec_from_file_location("gold_score", GOLD / "score.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    found = missed = extra = 0
    for text, gold in _annotated():
        rows = to_json(extract(text, published=published_date(gold["published"]), province=gold["province"]))[level]
        hits, misses, extras = scorer.match(gold[level], rows, getattr(scorer, same))
        found, missed, extra = found + len(hits), missed + len(misses), extra + len(extras)
    return 2 * found / (2 * found + missed + extra)


def test_quantities_stay_above_their_floor() -> None:
    assert _f1("quantities", "same_quantity") >= QUANTITY_FLOOR


def test_observations_stay_above_their_floor() -> None:
    assert _f1("metrics", "same_metric") >= OBSERVATION_FLOOR
