"""Nights whose process is killed at any moment: do the warehouse and its archive end as those of an undisturbed world?

    python -m benchmarks nights_under_fire --kills 200 --seed 7
    python -m benchmarks nights_under_fire --kills 100 --seed 7 --faults

The replica portals are served by this process, every night runs in one of its own, which gets SIGKILL at a random moment: while
it starts, makes its files, lists, fetches, loads, finishes or looks back. So it goes for some nights, then one runs
undisturbed; then follows the second night of the replica world, and then the next life in an empty folder, until enough were
killed. With `--faults` the portals misbehave at random until the clean night. Exit 1 with the first rows that differ.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

from benchmarks.fire_watch import Watch, come_to
from benchmarks.one_night import ForkedNight, How, Night, Orders, nursery
from benchmarks.same_warehouse import World, contents, differences
from benchmarks.sound_warehouse import archived_articles, defects
from replicas.faults.trouble import Trouble
from replicas.model import PORTALS
from replicas.server import ReplicaServer

CRAWL_DELAY_S = 0.03
QUIET_S = 0.25  # without a request: all portals are done
LATER = timedelta(days=15)  # what was said to be gone is asked for again after two weeks
MOST_LINES = 60
PATIENCE_S = 300.0  # for a night that nobody kills


@dataclass(frozen=True, slots=True)
class Course:
    """How an undisturbed night goes, in seconds from the start of its process."""

    first_request: float
    last_request: float
    end: float

    def moment(self, dice: Random) -> float:
        """When to kill: half of the times amid the requests, else before the first or after the last one."""
        part = dice.random()
        if part < 0.25:
            return dice.uniform(self.first_request * 0.5, self.first_request)
        if part < 0.75:
            return dice.uniform(self.first_request, self.last_request)
        return dice.uniform(self.last_request, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How many processes to kill, by which dice, and what sort of nights to live.

    `faults`: the portals misbehave, too; `lasting`: also in ways that leave traces, so that worlds are checked, not compared.
    Every so many nights start with their interpreter, or go through Prefect; the others are forked.
    """

    kills: int
    seed: int
    faults: bool = False
    lasting: bool = False
    fresh_every: int = 0
    prefect_every: int = 0
    articles: int | None = None
    most_per_night: int = 9
    portals: Sequence[str] = PORTALS
    nights: Sequence[int] = (1, 2)


@dataclass(slots=True)
class Fire:
    """One session of the harness: its server, its dice, and what it has seen."""

    server: ReplicaServer
    dice: Random
    folder: Path
    terms: Terms
    watch: Watch
    nursery: subprocess.Popen[str]
    kills: int = 0
    shots_too_late: int = 0
    nights: int = 0
    lives: int = 0
    newest_run: int = 0
    by_phase: Counter[str] = field(default_factory=Counter)
    by_how: Counter[How] = field(default_factory=Counter)
    courses: dict[tuple[int, How], Course] = field(default_factory=dict)
    calm: dict[int | None, World] = field(default_factory=dict)  # after each night, None: after the later one
    wrong: list[str] = field(default_factory=list)

    def measure(self) -> None:
        """The undisturbed world, kept as it is after each night, and how long the nights take."""
        every: dict[How, int] = {"fresh": self.terms.fresh_every, "prefect": self.terms.prefect_every}
        for how in (how for how, number in every.items() if number):
            folder = self._new_folder(f"calm-{how}")
            for night in self.terms.nights:
                self.courses[night, how] = self._undisturbed(folder, night, how)
        calm = self._new_folder("calm")
        for night in self.terms.nights:
            self.courses[night, "forked"] = self._undisturbed(calm, night)
            self.calm[night] = self._world(calm)
        if self.terms.faults:
            self._undisturbed(calm, self.terms.nights[-1], later=LATER)
            self.calm[None] = self._world(calm)

    def _new_folder(self, name: str) -> Path:
        self.newest_run = 0
        self.watch.new_folder()
        folder = self.folder / name
        folder.mkdir()
        return folder

    def live(self) -> None:
        """One life: every night of the replica world under fire, each with an undisturbed run at its end."""
        self.lives += 1
        folder = self._new_folder(f"life-{self.lives}")
        for night in self.terms.nights:
            self.server.set_night(night)
            self.watch.new_night()
            if self.server.trouble:
                self.server.trouble.calm = False
            for _ in range(self.dice.randint(2, self.terms.most_per_night)):
                if self.kills >= self.terms.kills or not self._shoot(folder, night):
                    break
            if self.server.trouble:
                self.server.trouble.calm = True
            self._undisturbed(folder, night)
            if not self.terms.faults:
                self._compare(folder, self.calm[night], f"life {self.lives}, night {night}")
        if self.terms.faults:
            self._undisturbed(folder, self.terms.nights[-1], later=LATER)
            self._compare(folder, self.calm[None], f"life {self.lives}")
        if not self.wrong:
            shutil.rmtree(folder)

    def _shoot(self, folder: Path, night: int) -> bool:
        """Start a night and kill it. False: it came to its end before the shot."""
        how = self._next_how()
        self.watch.begin()
        process = self._start(folder, how, impatient=self.terms.faults)
        if self._wait(process, self.courses[night, how]):
            process.send(signal.SIGKILL)
        self.nights += 1
        killed = process.wait(PATIENCE_S) == -signal.SIGKILL
        phase = self._see(folder)
        if killed:
            self.kills += 1
            self.by_how[how] += 1
            self.by_phase[phase] += 1
            if self.kills % 10 == 0:
                print(f"  {self.kills} killed, {self.nights} nights begun, {self.lives} lives", flush=True)
        else:
            self.shots_too_late += 1
        return killed

    def _next_how(self) -> How:
        if self.terms.prefect_every and self.kills % self.terms.prefect_every == self.terms.prefect_every - 1:
            return "prefect"
        if self.terms.fresh_every and self.kills % self.terms.fresh_every == self.terms.fresh_every - 1:
            return "fresh"
        return "forked"

    def _start(self, folder: Path, how: How, later: timedelta = timedelta(), *, impatient: bool = False) -> Night:
        now = self.server.now() + later
        orders = Orders.to(folder / "warehouse.db", self.server, now, how=how, impatient=impatient)
        return ForkedNight(self.nursery, orders) if how == "forked" else Night(orders)

    def _wait(self, process: Night, course: Course) -> bool:
        """Until the moment to kill has come. False: the process has ended.

        What earlier runs had done makes this one shorter than its course: when it asks nothing more, its end is near.
        """
        began = time.monotonic()
        until, rest = began + course.moment(self.dice), self.dice.uniform(0, course.end - course.last_request)
        while process.poll() is None:
            now = time.monotonic()
            if now >= until:
                return True
            asked = self.watch.last_request()
            if asked is not None and now - asked > QUIET_S:
                until = min(until, asked + QUIET_S + rest)
            time.sleep(0.005)
        return False

    def _undisturbed(self, folder: Path, night: int, how: How = "forked", later: timedelta = timedelta()) -> Course:
        if self.server.night != night:
            self.server.set_night(night)
            self.watch.new_night()
        began = time.monotonic()
        self.watch.begin()
        process = self._start(folder, how, later)
        status = process.wait(PATIENCE_S)
        self.nights += 1
        ended = time.monotonic()
        self._see(folder)
        if status != 0:
            self.wrong.append(f"{folder.name}: a night that nobody disturbed ended with status {status}; see nights.log there")
        starts = [request.started_monotonic for request in self.watch.of_this_process] or [began]
        return Course(min(starts) - began, max(starts) - began, ended - began)

    def _see(self, folder: Path) -> str:
        """Look at what a process asked for and left; how far it had come."""
        phase, self.newest_run = come_to(folder / "warehouse.db", self.newest_run)
        self.wrong += [f"{folder.name}: {line}" for line in self.watch.end(folder / "archive.db")]
        return phase

    def _world(self, folder: Path) -> World:
        tables = contents(folder / "warehouse.db")
        if self.terms.faults:
            tables.pop("rejections")  # tell of what the portals did, which is taken back but not forgotten
        return tables | {"archived": Counter(set(archived_articles(folder / "archive.db")))}

    def _compare(self, folder: Path, calm: World, where: str) -> None:
        found = defects(folder / "warehouse.db", folder / "archive.db")
        if not self.terms.lasting:
            found += [line for difference in differences(calm, self._world(folder)) for line in difference.lines()]
        self.wrong += [f"{where}: {line}" for line in found]


def burn(folder: Path, terms: Terms) -> Fire:
    """Kill so many processes; then see what is wrong (`Fire.wrong`, at best empty)."""
    trouble = Trouble(terms.seed, lasting=terms.lasting) if terms.faults else None
    with (
        ReplicaServer(terms.portals, crawl_delay_s=CRAWL_DELAY_S, articles=terms.articles, trouble=trouble) as server,
        nursery(folder / "nights.log") as process,
    ):
        fire = Fire(server, Random(terms.seed), folder, terms, Watch(server, CRAWL_DELAY_S), process)
        if trouble:
            trouble.calm = True
        fire.measure()
        while fire.kills < terms.kills and not fire.wrong:
            fire.live()
    return fire


def _said(by_how: Counter[How]) -> str:
    return f"{by_how['forked']} forked, {by_how['fresh']} from the interpreter's start, {by_how['prefect']} through Prefect"


def _report(fire: Fire, seconds: float) -> None:
    watch, trouble = fire.watch, fire.server.trouble
    lines: list[tuple[str, object, str]] = [("killed with SIGKILL", fire.kills, _said(fire.by_how))]
    lines += [(f"  {phase}", count, "") for phase, count in fire.by_phase.most_common()]
    lines += [
        ("ended before the shot", fire.shots_too_late, ""),
        ("nights begun", fire.nights, f"in {fire.lives} lives"),
        ("requests", watch.requests, ""),
        ("articles sent in full", watch.in_full, f"{watch.anew} of them anew, in flight at a kill"),
        (
            "ahead of schedule, ms",
            f"{watch.most_ahead_s * 1e3:.0f}",
            f"at most; Crawl-delay {CRAWL_DELAY_S * 1e3:.0f}, on arrival",
        ),
    ]
    if trouble:
        lines.append(("faults made", trouble.made.total(), f"of {len(trouble.made)} kinds"))
        lines += [(f"  {name}", count, "") for name, count in trouble.made.most_common()]
    lines.append(("wrong", len(fire.wrong), f"after {seconds:.0f} s"))
    for what, count, more in lines:
        print(f"{what:30} {count:>7}  {more}".rstrip())
    for line in fire.wrong[:MOST_LINES]:
        print(f"  {line}")


def main(arguments: Sequence[str]) -> int:
    """0: every world was as the undisturbed one."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks nights_under_fire", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--faults", action="store_true", help="the portals misbehave, too, until the clean night")
    parser.add_argument(
        "--lasting",
        action="store_true",
        help="faults that leave traces, too: worlds are checked, but not compared with the calm one",
    )
    parser.add_argument("--fresh-every", type=int, default=8, metavar="N", help="every Nth with its interpreter's start")
    parser.add_argument("--prefect-every", type=int, default=0, metavar="N", help="every Nth through Prefect's flow")
    parser.add_argument("--articles", type=int, metavar="N", help="fill every portal up to N articles on night one")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="a new folder for all files, which is not removed")
    options = parser.parse_args(arguments)
    folder = options.keep or Path(tempfile.mkdtemp(prefix="nights-under-fire-"))
    folder.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    terms = {name: value for name, value in vars(options).items() if name != "keep"}
    fire = burn(folder, Terms(**{**terms, "faults": options.faults or options.lasting}))
    _report(fire, time.monotonic() - began)
    if fire.wrong:
        print(f"the files are in {folder}", file=sys.stderr)
    elif not options.keep:
        shutil.rmtree(folder)
    return int(bool(fire.wrong))
