"""From what there is to tell to one short message of plain text, the gravest first, and to the list of what it tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from db.alerts import Standing, Told, What
from db.findings import Severity
from db.runs import PortalTally, Run
from flows.alert_delivery import Kind, Message
from flows.alert_topics import Topic
from flows.terminal import fit_for_terminal
from transforms.records import Outcome

LONGEST: Final = 3500  # as Telegram counts, which takes 4,096 and gets subject and escapes on top
_LONGEST_LINE: Final = 400
_COUNTED: Final[tuple[Severity, ...]] = ("error", "warning")
_RANK: Final = {"info": 0, "warning": 1, "error": 2}
_HEADS: Final[Mapping[What, str]] = {
    "new": "NEW",
    "worse": "WORSE THAN TOLD",
    "still": "STILL SO, OR AGAIN",
    "resolved": "RESOLVED",
    "all_well": "",
}


@dataclass(frozen=True, slots=True)
class Change:
    """A topic, and why it is told tonight."""

    what: What
    topic: Topic


def changes(
    topics: Iterable[Topic], known: Mapping[str, Standing], resolved: Iterable[str], now: datetime, remind_after: timedelta
) -> list[Change]:
    """What to tell: topics that are new, worse than told, or told long ago, the gravest first; then what is resolved.

    `resolved` are the keys that may be taken for resolved if they are no longer among the topics.
    """
    told: list[Change] = []
    keys = set()
    for topic in topics:
        keys.add(topic.key)
        before = known.get(topic.key)
        if before is None:
            told.append(Change("new", topic))
        elif _RANK[topic.severity] > _RANK[before.severity]:
            told.append(Change("worse", topic))
        elif topic.standing and before.told_at <= now - remind_after:
            told.append(Change("still", topic))
    told.sort(key=lambda change: (-_RANK[change.topic.severity], list(_HEADS).index(change.what)))
    for key in resolved:
        before = known[key]
        if before.standing and key not in keys:
            told.append(Change("resolved", Topic(key=key, severity=before.severity, headline=before.headline, todo="")))
    return told


def compose(run: Run | None, tallies: Sequence[PortalTally], told: Sequence[Change]) -> tuple[Message, list[Told]]:
    """The message, and what of it fitted in: what did not is left for the next night's."""
    lines = [summary(run, tallies)] if run else []
    fitted: list[Change] = []
    left = LONGEST - sum(map(_cost, lines)) - 100  # for the last line
    sections: dict[What, list[str]] = {}
    for change in told:
        entry = _entry(change)
        cost = sum(map(_cost, entry)) + (0 if change.what in sections else 20)
        if cost > left:
            break
        left -= cost
        sections.setdefault(change.what, []).extend(entry)
        fitted.append(change)
    for what, entries in sections.items():
        lines += ["", _HEADS[what], *entries]
    more = len(told) - len(fitted)
    lines += ["", f"and {more} more; `vnportals status` shows all" if more else "`vnportals status` shows all"]
    return Message(subject=_subject(run, told), body="\n".join(lines), kind=_kind(told)), [_told(change) for change in fitted]


def all_well(run: Run, tallies: Sequence[PortalTally], since: datetime | None) -> tuple[Message, list[Told]]:
    """The message of a week without any other."""
    quiet = f"Nothing to tell since {since:%d/%m/%Y}." if since else "Nothing to tell."
    body = f"{summary(run, tallies)}\n\n{quiet} If this message does not come, look whether the machine is up."
    told = Told(key="all well", what="all_well", severity="info", headline="all well", standing=False)
    return Message(subject="vnportals: all well", body=body, kind="success"), [told]


def summary(run: Run, tallies: Sequence[PortalTally]) -> str:
    """What a run came to, in a line."""
    count = {outcome: sum(tally.outcomes.get(outcome, 0) for tally in tallies) for outcome in Outcome}
    done = sum(tally.state == "done" for tally in tallies)
    return (
        f"Run {run.run_id} of {run.started_at:%d/%m/%Y %H:%M}: {run.state}. {done} of {len(tallies)} portals done, "
        f"{count[Outcome.INSERTED]} new and {count[Outcome.UPDATED]} updated articles, "
        f"{count[Outcome.REJECTED]} rejected, {count[Outcome.FAILED]} failed."
    )


def plain_line(text: str, longest: int = _LONGEST_LINE) -> str:
    """Text of a portal as one line that no service acts on: no mention of everyone, no tag, no link under other words."""
    line = " ".join(fit_for_terminal(text).split())
    line = line.replace("<", "‹").replace(">", "›").replace("](", "] (").replace("@", "@\u2060")
    return line if len(line) <= longest else line[: longest - 1] + "…"


def _entry(change: Change) -> list[str]:
    topic = change.topic
    if change.what == "resolved":
        return [f"- {plain_line(topic.headline)}"]
    lines = [f"{topic.severity.upper()} {plain_line(topic.headline)}"]
    if topic.example:
        lines.append(f"  such as {plain_line(topic.example)}")
    return [*lines, f"  → {plain_line(topic.todo)}"]


def _subject(run: Run | None, told: Sequence[Change]) -> str:
    open_now = [change.topic.severity for change in told if change.what != "resolved"]
    counts = [f"{n} {name}{'s' if n > 1 else ''}" for name in _COUNTED if (n := open_now.count(name))] or [
        f"{len(told)} resolved"
    ]
    return f"vnportals: {', '.join(counts)}" + (f" after run {run.run_id}" if run else "")


def _kind(told: Sequence[Change]) -> Kind:
    severities = {change.topic.severity for change in told if change.what != "resolved"}
    return "failure" if "error" in severities else "warning" if severities else "success"


def _told(change: Change) -> Told:
    topic = change.topic
    return Told(
        key=topic.key,
        what=change.what,
        severity=topic.severity,
        headline=plain_line(topic.headline),
        standing=topic.standing,
    )


def _cost(line: str) -> int:
    """Characters as Telegram counts them (UTF-16), with the line's end and the escapes of `&`."""
    return len(line.encode("utf-16-le")) // 2 + 2 + 4 * line.count("&")
