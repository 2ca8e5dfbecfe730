"""`vnportals query article_history`: the versions of an article, each with what changed against the one before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.text import Text

from db.queries import Result, run_sql
from flows.article_changes import Change, NumberChange, StatedNumber, number_changes, text_changes
from flows.excerpts import excerpt
from flows.terminal import fit_for_terminal, json_text

_AROUND: Final = 60  # letters on either side of what changed
_FIELDS: Final = ("title", "lead", "body")
_NUMBERS: Final = """
    SELECT q.version_id, q.surface, q.value || ' ' || q.unit, o.indicator, i.label_vi, o.role, o.place, o.period, o.breakdown
    FROM article_versions AS v
    JOIN quantities AS q ON q.version_id = v.version_id
    LEFT JOIN observations AS o ON o.quantity_id = q.quantity_id
    LEFT JOIN indicators AS i ON i.indicator = o.indicator
    WHERE v.article_id = (SELECT w.article_id FROM article_versions AS w WHERE w.version_id = :version_id)
    ORDER BY q.quantity_id
"""


@dataclass(frozen=True, slots=True)
class Version:
    """A version with its columns, and what changed against the one before."""

    columns: Mapping[str, Any]
    changes: list[Change]
    numbers: list[NumberChange]


def versions(path: Path, result: Result) -> list[Version]:
    """The rows of the query article_history, compared one with the next."""
    rows: list[dict[str, Any]] = [dict(zip(result.columns, row, strict=True)) for row in result.rows]
    numbers = _numbers(path, rows[0]["version_id"]) if rows else {}
    found: list[Version] = []
    for before, row in zip([None, *rows], rows, strict=False):
        if before is None:
            found.append(Version(row, [], []))
            continue
        changes = [change for field in _FIELDS for change in text_changes(field, before[field], row[field])]
        then, now = (numbers.get(each["version_id"], []) for each in (before, row))
        found.append(Version(row, changes, number_changes(then, now)))
    return found


def print_history(console: Console, history: list[Version]) -> None:
    """For people: - what was taken out, + what came in, then the numbers that changed."""
    if not history:
        console.print("no such article: give -p article_id=NUMBER or -p url=ADDRESS", markup=False)
    for version in history:
        columns = version.columns
        title = fit_for_terminal(str(columns["title"]))
        console.print(Text(f"version {columns['number']}, fetched {columns['seen_at']}: {title}", style="bold"), soft_wrap=True)
        for change in version.changes:
            _print_change(console, change)
        if version.numbers:
            console.print("  numbers that changed")
        for number in version.numbers:
            told = f"{_values(number.before)} → {_values(number.after)}  {' · '.join(number.of) or 'states no indicator'}"
            console.print(Text(f"    {fit_for_terminal(told)}"), soft_wrap=True)
        if int(columns["number"]) > 1 and not version.changes:
            console.print("  no word of title, lead and body differs: the change is in pictures, author or dates")


def print_history_json(history: list[Version]) -> str:
    """For programs: the columns of every version, with `changes` and `numbers_changed`."""
    return json_text(
        [
            {
                **version.columns,
                "changes": [{"field": c.field, "before": c.before, "after": c.after} for c in version.changes],
                "numbers_changed": [{"of": n.of, "before": n.before, "after": n.after} for n in version.numbers],
            }
            for version in history
        ],
        indent=2,
    )


def _print_change(console: Console, change: Change) -> None:
    for sign, text, spans, style in (
        ("-", change.before, change.removed, "bold red"),
        ("+", change.after, change.added, "bold green"),
    ):
        if text is not None:
            shown = excerpt(text, 0, len(text), spans or [(0, len(text))], around=_AROUND, style=style)
            console.print(Text(f"  {sign} {change.field}: ", style=style) + shown, soft_wrap=True)


def _values(surfaces: tuple[str, ...]) -> str:
    return ", ".join(surfaces) or "none"


def _numbers(path: Path, version_id: int) -> dict[int, list[StatedNumber]]:
    found: dict[int, list[StatedNumber]] = {}
    for version, surface, value, indicator, label, *rest in run_sql(path, _NUMBERS, {"version_id": version_id}).rows:
        of = tuple(str(part) for part in (label, *rest) if part is not None) if indicator else ()
        found.setdefault(int(str(version)), []).append(StatedNumber(of, str(surface), str(value)))
    return found
