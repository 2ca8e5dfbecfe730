"""What became of a night: per portal one count for every outcome, and the sums that must agree."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from db.runs import FinalState, PortalTally, State
from transforms.records import Outcome, Reason


@dataclass(slots=True)
class Tally:
    """The running account of one portal. Only the loader writes it."""

    portal: str
    started_at: datetime
    listed: int = 0
    carried: int = 0  # from earlier nights: queued, failed and due again, or archived and not loaded
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    reasons: Counter[Reason] = field(default_factory=Counter)
    requests: int = 0
    bytes_received: int = 0
    problems: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)  # the first few, with their URLs
    paged: int = 0  # listings whose second page was asked for
    repeating: list[str] = field(default_factory=list)  # second pages that repeat the first
    finished_at: datetime | None = None
    broke_off: bool = False  # the run ended before this portal did

    @property
    def settled(self) -> int:
        return sum(self.outcomes.values())

    @property
    def state(self) -> State:
        """done; partial: something failed, the rest is in; failed: nothing was listed, for the named problem.

        interrupted: the run broke off before every item had its outcome.
        """
        if self.finished_at is None:
            return "running"
        if self.broke_off or self.settled != self.listed + self.carried:
            return "interrupted"
        if self.problems and self.settled == 0:
            return "failed"
        return "partial" if self.problems or self.outcomes[Outcome.FAILED] else "done"

    def recorded(self, now: datetime) -> PortalTally:
        """The same as the warehouse keeps it."""
        return PortalTally(
            portal=self.portal,
            state=self.state,
            listed=self.listed,
            resumed=self.carried,
            outcomes=dict(self.outcomes),
            requests=self.requests,
            bytes=self.bytes_received,
            duration_s=((self.finished_at or now) - self.started_at).total_seconds(),
            error="; ".join(self.trouble()) or None,
        )

    def trouble(self) -> list[str]:
        """One line for everything that went wrong with this portal."""
        lines = list(self.problems)
        failed = self.outcomes[Outcome.FAILED]
        if failed:
            lines.append(f"{failed} failed" + (f", first {self.failures[0]}" if self.failures else ""))
        if self.state == "interrupted":
            lines.append(f"{self.listed + self.carried} items, {self.settled} accounted for")
        return lines


@dataclass(frozen=True, slots=True)
class RunReport:
    run_id: int
    tallies: tuple[Tally, ...]
    error: str | None = None

    @property
    def state(self) -> FinalState:
        """done, partial or failed: a night with any portal in is partial at worst, unless it broke off."""
        states = {tally.state for tally in self.tallies}
        if self.error or states == {"failed"}:
            return "failed"
        return "done" if states <= {"done"} else "partial"

    def problems(self) -> list[str]:
        """One line for everything that went wrong, the portal first."""
        lines = [f"{tally.portal}: {line}" for tally in self.tallies for line in tally.trouble()]
        return [*lines, *([self.error] if self.error else [])]
