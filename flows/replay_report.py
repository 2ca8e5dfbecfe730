"""What a replay came to, for people and for machines."""

from __future__ import annotations

import resource
import time
from collections import Counter
from dataclasses import asdict, dataclass, fields
from datetime import timedelta
from typing import Any, Final

from rich.console import Console
from rich.text import Text

from db.readings import Thing
from flows.render import make_table
from flows.replay_changes import Changes, Counts
from flows.replaying import ReplayReport
from flows.terminal import fit_for_terminal
from transforms.records import Outcome

_SHOWN = (Outcome.INSERTED, Outcome.UPDATED, Outcome.UNCHANGED, Outcome.DUPLICATE, Outcome.REJECTED, Outcome.FAILED)
_INDICATORS: Final = 12  # told to people


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds by the clock, and of the cores of all processes."""

    seconds: float
    cpu: float

    @classmethod
    def so_far(cls) -> Took:
        """Of this process and of those it started that have ended."""
        usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return cls(time.monotonic(), sum(usage.ru_utime + usage.ru_stime for usage in usages))

    def since(self, began: Took) -> Took:
        return Took(self.seconds - began.seconds, self.cpu - began.cpu)


def progress_line(done: int, total: int, seconds: float) -> str:
    """How far it is, for a log."""
    left = timedelta(seconds=round((total - done) * seconds / max(done, 1)))
    return f"{done:,} of {total:,} answers, {done / seconds:.0f} a second, {left} left"


def replay_json(report: ReplayReport, *, dry_run: bool, took: Took) -> dict[str, Any]:
    """Everything that is told, as JSON values. `run_id` is null for a dry run, which leaves none."""
    changes = report.changes
    told: dict[str, Any] = {each.name: getattr(changes, each.name) for each in fields(changes)}
    told["quantities"] = asdict(changes.quantities)
    told["observations"] = {indicator: asdict(counts) for indicator, counts in sorted(changes.observations.items())}
    told["examples"] = [
        {"url": e.url, "fields": e.fields, "numbers": [{**t._asdict(), "before": b, "after": a} for t, b, a in e.numbers]}
        for e in changes.examples
    ]
    return {
        "run_id": None if dry_run else report.run.run_id,
        "dry_run": dry_run,
        "goes_on_with": report.goes_on_with,
        "state": report.run.state,
        "seconds": round(took.seconds, 1),
        "cpu_seconds": round(took.cpu, 1),
        "workers": report.workers,
        "pages": report.pages,
        "answers": sum(tally.carried for tally in report.run.tallies),
        "portals": {
            tally.portal: {"answers": tally.carried, **{outcome.value: tally.outcomes[outcome] for outcome in _SHOWN}}
            for tally in report.run.tallies
        },
        "changes": told,
        "undeclared": report.undeclared,
        "problems": report.run.problems(),
    }


def print_replay(console: Console, report: ReplayReport, *, dry_run: bool, took: Took) -> None:
    """For people."""
    answers = sum(tally.settled for tally in report.run.tallies)
    what = "dry run, nothing is kept" if dry_run else f"run {report.run.run_id}"
    if report.goes_on_with is not None:
        what += f", going on with run {report.goes_on_with}"
    speed = (
        f"{took.seconds:.1f} s, {answers / max(took.seconds, 0.001):.0f} answers/s by {report.workers}; "
        f"{answers / max(took.cpu, 0.001):.0f} per core and second"
    )
    console.print(
        Text(f"{what}: {answers:,} archived answers of {report.pages:,} pages, {report.run.state} ({speed})"), style="bold"
    )
    rows = [(t.portal, t.carried, *(t.outcomes[outcome] for outcome in _SHOWN)) for t in report.run.tallies if t.carried]
    if rows:
        console.print(make_table(("portal", "answers", *_SHOWN), rows))
    for line in _lines(report.changes):
        console.print(Text(fit_for_terminal(line)), soft_wrap=True)
    if report.changes.observations:
        _print_indicators(console, report.changes)
    for slug, count in report.undeclared.items():
        console.print(f"{slug}: {count:,} answers of hosts that the portal does not declare were left out", style="yellow")
    for problem in report.run.problems():
        console.print(Text(fit_for_terminal(problem), style="red"), soft_wrap=True)


def _lines(changes: Changes) -> list[str]:
    lines = [] if changes.anything else ["nothing changed: the warehouse says what today's rules read"]
    if changes.articles_changed:
        fields_ = ", ".join(f"{name} {count}" for name, count in changes.fields.most_common()) or "their numbers only"
        lines.append(f"articles changed: {changes.articles_changed} ({fields_})")
    if changes.articles_added:
        lines.append(f"articles new: {changes.articles_added}")
    if changes.versions_added or changes.versions_merged:
        lines.append(f"versions of known articles: {changes.versions_added} added, {changes.versions_merged} merged")
    if any(asdict(changes.quantities).values()):
        lines.append(f"quantities: {_counts(changes.quantities)}")
    lines += _quarantine_lines(changes)
    for what, before, after in (
        ("parser", changes.parsers_before, changes.parsers_after),
        ("rules", changes.rules_before, changes.rules_after),
    ):
        if before.keys() != after.keys():
            lines.append(f"{what}: {_versions(before)} -> {_versions(after)}")
    for example in changes.examples:
        lines.append(f"  {example.url}" + (f": {', '.join(example.fields)}" if example.fields else ""))
        lines.extend(
            f"    {_thing(thing)}: {before or 'none'} -> {after or 'none'}" for thing, before, after in example.numbers
        )
    return lines


def _quarantine_lines(changes: Changes) -> list[str]:
    lines: list[str] = []
    if changes.now_read:
        lines.append(f"pages read now that were in the quarantine: {changes.now_read}")
    if changes.no_longer_read:
        lines.append(f"pages no longer read: {changes.no_longer_read}; their articles stay, see `vnportals query quarantine`")
        lines.extend(f"  {url}" for url in changes.unread_examples)
    if changes.kept_versions:
        lines.append(f"versions kept though nothing is read from their answer any more: {changes.kept_versions}")
    return lines


def _print_indicators(console: Console, changes: Changes) -> None:
    rows = [
        (indicator, counts.added, counts.removed, counts.changed)
        for indicator, counts in sorted(changes.observations.items(), key=lambda pair: -sum(asdict(pair[1]).values()))
    ]
    console.print(make_table(("observations of", "added", "removed", "changed"), rows[:_INDICATORS]))
    if len(rows) > _INDICATORS:
        console.print(f"and {len(rows) - _INDICATORS} indicators more; --format json tells all")


def _counts(counts: Counts) -> str:
    return f"{counts.added} added, {counts.removed} removed, {counts.changed} changed"


def _versions(versions: Counter[str]) -> str:
    return ", ".join(f"{name} ({count:,})" for name, count in sorted(versions.items())) or "none"


def _thing(thing: Thing) -> str:
    return " · ".join(
        part for part in (thing.indicator, thing.role, thing.place, thing.period, thing.breakdown, thing.unit) if part
    )
