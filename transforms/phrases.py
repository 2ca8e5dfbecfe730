"""How vocabulary is written down: one row per concept, its phrases divided by bars."""

from __future__ import annotations

from collections.abc import Mapping


def phrases(rows: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The phrases of each concept."""
    return {concept: split(row) for concept, row in rows.items()}


def split(row: str) -> tuple[str, ...]:
    """The phrases of one row."""
    return tuple(phrase.strip() for phrase in row.split("|"))
