"""What the report of a run says, in rows and lines that the terminal and Markdown show alike: worked out from its story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from db.run_reports import Example, PortalStory, RunStory, Usual
from db.runs import PortalTally
from flows.selection import knowledge_of
from transforms.indicators import INDICATORS
from transforms.records import Outcome, Reason

WHAT_TO_DO: Final[Mapping[str, str]] = {
    Reason.OFF_SITE: "nothing, unless the portal has moved: then declare the host as an alias",
    Reason.NOT_AN_ARTICLE: "nothing, unless articles are among them: then a layout lacks their kind of address",
    Reason.ROBOTS: "nothing: the portal asks not to fetch these",
    Reason.NOT_FOUND: "nothing: taken off the portal; what we had stays in the warehouse",
    Reason.GONE: "nothing: taken off the portal; what we had stays in the warehouse",
    Reason.HTTP_STATUS: "open one in a browser: the portal may refuse us",
    Reason.REDIRECT_OFF_SITE: "if the portal has moved, declare the new host as an alias",
    Reason.REDIRECT_LOOP: "open one in a browser; it is the portal's defect if it loops there too",
    Reason.TOO_LARGE: "open one: if it is an article, raise VNPORTALS_MAX_BODY_MIB",
    Reason.DAMAGED_RECORD: "get the WARC file again, or another crawl of these pages; then repeat the backfill",
    Reason.DECOMPRESSION_BOMB: "open one with care: unpacked it is beyond VNPORTALS_MAX_BODY_MIB",
    Reason.CONTENT_TYPE: "nothing: a document or picture, not a page",
    Reason.CHALLENGE_PAGE: "the portal tests for browsers: write to its operator with your User-Agent",
    Reason.LAYOUT_CHANGED: "the site has changed: compare the page with the portal's layout, add a new layout",
    Reason.NO_TITLE: "compare the page with the portal's layout",
    Reason.NO_DATE: "compare the page with the portal's layout; a new notation goes into transforms/dates.py",
    Reason.FUTURE_DATE: "open one: a typing error of the portal, or a date element that is not the article's",
    Reason.EMPTY_BODY: "open one: a video or picture page, or a changed layout",
    Reason.NOT_VIETNAMESE: "open one: another language, or a wrong charset",
}
_LABELS: Final = {indicator.code: indicator.label_vi for indicator in INDICATORS}
_SHORT: Final = {Outcome.NOT_MODIFIED: "304"}
_NOT_ASKED: Final = ("portals", "flow_run_id")  # the portals have rows of their own
_TIMES_USUAL: Final = 2.0  # this far off the median, up or down, and by this much at least, is worth a word
_LEAST: Final = {"s": 10.0, "kB": 100.0}
_LEAST_COUNT: Final = 5.0

Cell = str | int | float
Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Total:
    """All portals of a run together."""

    listed: int
    resumed: int
    outcomes: Mapping[Outcome, int]
    observations: int
    requests: int
    bytes: int

    @property
    def items(self) -> int:
        return self.listed + self.resumed


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """The items refused for one reason, by all portals of a run."""

    reason: str
    count: int
    by_portal: str
    examples: tuple[Example, ...]
    todo: str


@dataclass(frozen=True, slots=True)
class NumbersRow:
    """The new numbers of one indicator."""

    indicator: str
    label: str
    count: int
    by_portal: str


def total_of(story: RunStory) -> Total:
    """The sums over the portals."""
    tallies = [portal.tally for portal in story.portals]
    return Total(
        listed=sum(tally.listed for tally in tallies),
        resumed=sum(tally.resumed for tally in tallies),
        outcomes={outcome: sum(tally.outcomes.get(outcome, 0) for tally in tallies) for outcome in Outcome},
        observations=sum(sum(portal.observations.values()) for portal in story.portals),
        requests=sum(tally.requests for tally in tallies),
        bytes=sum(tally.bytes for tally in tallies),
    )


def heading(story: RunStory) -> str:
    """One line: which run, how it ended, when."""
    run = story.run
    name = "Run" if run.kind == "run" else f"Run {run.kind}"
    said = f"{name} {run.run_id}: {run.state}, {run.started_at:%Y-%m-%d %H:%M:%S}"
    if run.finished_at is None:
        return said
    return f"{said} to {run.finished_at:%H:%M:%S}, {span((run.finished_at - run.started_at).total_seconds())}"


def summary(story: RunStory) -> str:
    """One line: what it came to."""
    total = total_of(story)
    said = [
        f"{len(story.portals)} portal{'' if len(story.portals) == 1 else 's'}",
        f"{total.listed} listed" + (f" and {total.resumed} {_resumed(story)}" if total.resumed else ""),
        f"{total.outcomes[Outcome.INSERTED]} new and {total.outcomes[Outcome.UPDATED]} edited articles",
        f"{total.observations} new numbers",
        f"{total.outcomes[Outcome.REJECTED]} rejected",
        f"{total.outcomes[Outcome.FAILED]} failed",
        f"{total.requests} requests",
        size(total.bytes),
    ]
    return " · ".join(said)


def asked_for(story: RunStory) -> str:
    """What the run was asked for beside its portals, empty if nothing."""
    asked = {
        name: value for name, value in story.run.parameters.items() if name not in _NOT_ASKED and value not in (None, False)
    }
    return ", ".join(name if value is True else f"{name} {value}" for name, value in asked.items())


def remarks(story: RunStory) -> Iterator[str]:
    """What to know of the run as a whole beside its counts: how it broke off, and what it had to make good."""
    run = story.run
    if run.state == "running":
        yield "It is still running, or its process is gone; then the next run marks it and completes its work."
    if run.state == "interrupted":
        yield "Its process ended without saying how. The next run completes its work; what is counted here is in the warehouse."
    if run.state == "failed" and run.error and {portal.tally.state for portal in story.portals} != {"failed"}:
        yield f"It broke off: {run.error}"
    if story.interrupted_before:
        numbers = ", ".join(map(str, story.interrupted_before))
        yield f"Interrupted just before: run {numbers}. This run began with what was left."


def nothing_to_do(story: RunStory) -> bool:
    """Whether all was done and nothing found that needs a person."""
    return story.run.state == "done" and all(finding.severity == "info" for finding in story.findings)


def portal_table(story: RunStory) -> tuple[list[str], list[list[Cell]]]:
    """Columns and rows: the items listed or left over, and what became of them; they add up. Empty columns are left out."""
    portals = story.portals
    tallies = [portal.tally for portal in portals]
    had = [outcome for outcome in Outcome if any(tally.outcomes.get(outcome) for tally in tallies)]
    left_over = any(tally.resumed for tally in tallies)
    odd = [unusual(portal) for portal in portals]
    columns = [
        "portal",
        "known",
        "state",
        "listed",
        *([_resumed(story)] if left_over else []),
        *(_SHORT.get(o, o.value) for o in had),
    ]
    columns += ["numbers", "requests", "kB", "s", *(["unusual"] if any(odd) else [])]
    rows = [
        [*_counts(portal, had, left_over), *([", ".join(words)] if any(odd) else [])]
        for portal, words in zip(portals, odd, strict=True)
    ]
    return columns, rows


def _resumed(story: RunStory) -> str:
    """What the items are that stood on no listing."""
    return "left over" if story.run.kind == "run" else "from the archive"


def _counts(portal: PortalStory, had: Sequence[Outcome], left_over: bool) -> list[Cell]:
    tally = portal.tally
    return [
        tally.portal,
        knowledge_of(tally.portal),
        tally.state,
        tally.listed,
        *([tally.resumed] if left_over else []),
        *(tally.outcomes.get(outcome, 0) for outcome in had),
        sum(portal.observations.values()),
        tally.requests,
        tally.bytes // 1000,
        round(tally.duration_s, 1),
    ]


def unusual(portal: PortalStory) -> list[str]:
    """What is far off the last runs: "listed 3 (usually 40)"."""
    if portal.usual is None or portal.tally.state in ("running", "interrupted"):
        return []
    found = []
    for name, now, usually in _measures(portal.tally, sum(portal.observations.values()), portal.usual):
        low, high = sorted((now, usually))
        if high >= _TIMES_USUAL * low and high - low >= _LEAST.get(name, _LEAST_COUNT):
            found.append(f"{name} {now:.0f} (usually {usually:.0f})")
    return found


def _measures(tally: PortalTally, observations: int, usual: Usual) -> Iterator[tuple[str, float, float]]:
    yield "listed", tally.listed, usual.listed
    yield "inserted", tally.outcomes.get(Outcome.INSERTED, 0), usual.inserted
    yield "numbers", observations, usual.observations
    yield "rejected", tally.outcomes.get(Outcome.REJECTED, 0), usual.rejected
    yield "failed", tally.outcomes.get(Outcome.FAILED, 0), usual.failed
    yield "requests", tally.requests, usual.requests
    yield "kB", tally.bytes / 1000, usual.bytes / 1000
    yield "s", tally.duration_s, usual.duration_s


def refused(story: RunStory) -> list[RefusedRow]:
    """By reason, the most frequent first."""
    counts: Counter[str] = Counter()
    portals: dict[str, list[str]] = {}
    examples: dict[str, list[Example]] = {}
    for portal in story.portals:
        for refusal in portal.refusals:
            counts[refusal.reason] += refusal.count
            portals.setdefault(refusal.reason, []).append(f"{portal.tally.portal} {refusal.count}")
            examples.setdefault(refusal.reason, []).extend(refusal.examples)
    return [
        RefusedRow(reason, count, ", ".join(portals[reason]), tuple(examples[reason]), WHAT_TO_DO.get(reason, ""))
        for reason, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def new_numbers(story: RunStory) -> list[NumbersRow]:
    """By indicator, the most frequent first."""
    counts: Counter[str] = Counter()
    portals: dict[str, list[str]] = {}
    for portal in story.portals:
        for indicator, count in portal.observations.items():
            counts[indicator] += count
            portals.setdefault(indicator, []).append(f"{portal.tally.portal} {count}")
    return [
        NumbersRow(indicator, _LABELS.get(indicator, indicator), count, ", ".join(portals[indicator]))
        for indicator, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def waiting(story: RunStory) -> str:
    """One line: the pages that were not loaded when the run ended, by portal; empty if there were none, or nobody counted."""
    said = []
    for portal in story.portals:
        if portal.waiting is not None:
            pages = portal.waiting
            counts = {"queued": pages.queued, "failing": pages.failed, "in quarantine": pages.quarantined}
            if any(counts.values()):
                told = ", ".join(f"{count} {state}" for state, count in counts.items() if count)
                said.append(f"{portal.tally.portal} {told}")
    return "; ".join(said)


def span(seconds: float) -> str:
    """A duration as people say it: 8.4 s, 14 min 3 s, 2 h 5 min."""
    if round(seconds, 1) < 60:
        return f"{seconds:.3g} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def size(count: int) -> str:
    """Bytes as people say them."""
    return f"{count / 1000:.0f} kB" if count < 999_500 else f"{count / 1_000_000:.1f} MB"
