"""Readers in processes of their own, taking turns on the same inputs: `.venv/peers` has the libraries, its clock is its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Self

from benchmarks.measure import Timing
from benchmarks.peers_process import Input

ROOT = Path(__file__).resolve().parents[1]
PEERS_PYTHON = ROOT / ".venv" / "peers" / "bin" / "python"


class ReaderFailed(Exception):
    """A reader's process ended instead of answering."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader by its `module:function`; `of_peers` tells that it needs the environment of the peers."""

    make: str
    of_peers: bool

    @property
    def python(self) -> Path:
        return PEERS_PYTHON if self.of_peers else Path(sys.executable)


@dataclass(frozen=True, slots=True)
class Result:
    """What a reader answers to every input, in order, and the CPU seconds of its passes over all of them."""

    answers: Sequence[Any]
    timing: Timing

    @property
    def failed(self) -> int:
        """On how many inputs it raised an error."""
        return sum(isinstance(answer, dict) and "error" in answer for answer in self.answers)


def compare(readers: Mapping[str, Reader], inputs: Sequence[Input], rounds: int) -> dict[str, Result]:
    """Let every reader pass over the inputs once per round, in turn, after one pass that gives its answers and no time."""
    with ExitStack() as stack:
        processes = {name: stack.enter_context(_Process(name, reader)) for name, reader in readers.items()}
        for process in processes.values():
            process.ask({"inputs": list(inputs)})
        answers = {name: process.ask({})["answers"] for name, process in processes.items()}
        seconds: dict[str, list[float]] = {name: [] for name in readers}
        for _ in range(rounds):
            for name, process in processes.items():
                seconds[name].append(process.ask({})["cpu_s"])
    return {name: Result(answers[name], Timing(tuple(seconds[name]))) for name in readers}


def installed(readers: Mapping[str, Reader]) -> dict[str, Reader]:
    """The readers whose environment is there. Says on standard error how to get the others'."""
    there = {name: reader for name, reader in readers.items() if reader.python.exists()}
    if len(there) < len(readers):
        print(f"skipped: {', '.join(readers.keys() - there)}; `make bench` installs them", file=sys.stderr)
    return there


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table as the docs hold it."""
    lines = [head, ("---", *("---:" for _ in head[1:])), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


class _Process:
    """A running reader: one line of JSON in, one out."""

    def __init__(self, name: str, reader: Reader) -> None:
        self._name = name
        self._command = [str(reader.python), "-m", "benchmarks.peers_process", reader.make]

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            self._command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(BrokenPipeError):
            self._pipe(self._process.stdin).close()
        self._process.wait(timeout=60)
        self._pipe(self._process.stdout).close()

    def ask(self, job: Mapping[str, Any]) -> dict[str, Any]:
        """Hand over a job and wait for its answer."""
        pipe = self._pipe(self._process.stdin)
        try:
            pipe.write(json.dumps(job) + "\n")
            pipe.flush()
        except BrokenPipeError:
            line = ""
        else:
            line = self._pipe(self._process.stdout).readline()
        if not line:
            raise ReaderFailed(f"{self._name}: its process ended with {self._process.wait(timeout=60)}; its words stand above")
        answer: dict[str, Any] = json.loads(line)
        return answer

    @staticmethod
    def _pipe(pipe: IO[str] | None) -> IO[str]:
        assert pipe is not None
        return pipe
