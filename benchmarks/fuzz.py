"""`python -m benchmarks fuzz`: hostile inputs by the million, each within a time limit, invariants checked, memory watched.

Every input is made from (target, seed, number) alone: what a finding names can be run again by itself, with `--number`.
"""

from __future__ import annotations

import argparse
import faulthandler
import resource
import signal
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from types import FrameType
from typing import Final

from benchmarks.fuzz_targets import TARGETS, Target

LIMIT_S: Final = 5.0  # CPU time of one input, and 2 s more for every 100 kB; what a library loads at its first use included
_PER_SIZE_S: Final = 2.0 / 100_000
_PART: Final = 100  # inputs between two looks at the clock and the memory
_HARD_LIMIT_S: Final = 900.0  # wall time of a part; a loop in C that no signal reaches ends the process with a trace
_MEMORY_BYTES: Final = 3 * 2**30  # of the process; what asks for more gets a MemoryError, which is a finding
_MOST_FINDINGS: Final = 10  # of a target; then it is left


class TooSlow(BaseException):
    """An input took longer than its size allows. None that the code under test could catch as an error of its own."""


@dataclass(slots=True)
class Tried:
    """What became of the inputs of one target."""

    target: str
    inputs: int = 0
    seconds: float = 0.0
    slowest_s: float = 0.0
    slowest: int = 0  # its number
    findings: list[str] = field(default_factory=list)


def try_inputs(target: str, seed: int, numbers: range) -> Tried:
    """Run these inputs of a target. A finding is an exception, an invariant that does not hold, or a time limit passed."""
    made = TARGETS[target]
    tried = Tried(target)
    with _time_limits():
        for number in numbers:
            value = made.make(Random(f"{target}/{seed}/{number}"))
            began = time.process_time()
            try:
                _check_in_time(made, value)
            except (Exception, TooSlow) as error:
                place = traceback.extract_tb(error.__traceback__)[-1]
                tried.findings.append(
                    f"{type(error).__name__}: {str(error)[:200]} ({place.filename.rsplit('/', 1)[-1]}:{place.lineno})"
                    f" -- again with: --target {target} --seed {seed} --number {number}"
                )
            taken = time.process_time() - began
            tried.inputs += 1
            tried.seconds += taken
            if taken > tried.slowest_s:
                tried.slowest_s, tried.slowest = taken, number
            if len(tried.findings) >= _MOST_FINDINGS:
                break
    return tried


def _check_in_time(target: Target, value: object) -> None:
    """A second try for what was too slow: the first use of a library may have loaded half of it."""
    for last in (False, True):
        try:
            signal.setitimer(
                signal.ITIMER_PROF, LIMIT_S + target.size(value) * _PER_SIZE_S, 0.5
            )  # again: a __del__ may swallow it
            target.check(value)
            return
        except TooSlow:
            if last:
                raise
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)


@contextmanager
def _time_limits() -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlow("took longer than its size allows")

    before = signal.signal(signal.SIGPROF, stop)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def peak_mb() -> float:
    """The most memory this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def main(arguments: Sequence[str]) -> int:
    """Status 1 if anything was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=10_000, help="how many in all (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--target", choices=("all", *TARGETS), default="all")
    parser.add_argument("--number", type=int, help="only this input of the target, with its trace")
    chosen = parser.parse_args(arguments)
    if chosen.number is not None:
        if chosen.target == "all":
            parser.error("--number needs --target")
        return _again(chosen.target, chosen.seed, chosen.number)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))
    shares = {name: target.share for name, target in TARGETS.items() if chosen.target in ("all", name)}
    whole = sum(shares.values())
    findings = sum(_fuzz(name, chosen.seed, round(chosen.inputs * share / whole)) for name, share in shares.items())
    print(f"{findings} findings; most memory held {peak_mb():.0f} MB")
    return 1 if findings else 0


def _fuzz(target: str, seed: int, inputs: int) -> int:
    """One target; memory is looked at after a tenth of the inputs and at the end. Returns how much was found."""
    first = try_inputs(target, seed, range(inputs // 10))
    early = peak_mb()
    findings, done = list(first.findings), first
    for start in range(inputs // 10, inputs, _PART):
        faulthandler.dump_traceback_later(_HARD_LIMIT_S, exit=True)
        print(f"\r{target} {start:,}", end="", file=sys.stderr, flush=True)
        part = try_inputs(target, seed, range(start, min(start + _PART, inputs)))
        findings += part.findings
        done = Tried(
            target, done.inputs + part.inputs, done.seconds + part.seconds, *max(
                (done.slowest_s, done.slowest), (part.slowest_s, part.slowest)
            ),
        )  # fmt: skip
        if len(findings) >= _MOST_FINDINGS:
            break
    faulthandler.cancel_dump_traceback_later()
    print(
        f"\r{target:9} {done.inputs:>9,} inputs  {done.inputs / max(done.seconds, 1e-9):>7,.0f}/s of CPU"
        f"  slowest {done.slowest_s:.2f} s (number {done.slowest})  memory {early:.0f} -> {peak_mb():.0f} MB",
        flush=True,
    )
    for finding in findings:
        print(f"  FOUND {finding}", flush=True)
    return len(findings)


def _again(target: str, seed: int, number: int) -> int:
    value = TARGETS[target].make(Random(f"{target}/{seed}/{number}"))
    print(ascii(value)[:4000])
    began = time.process_time()
    TARGETS[target].check(value)
    print(f"nothing found, {time.process_time() - began:.3f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
