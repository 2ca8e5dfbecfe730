"""One reader of pages or texts in a process of its own: `python -m benchmarks.peers_process MODULE:MAKE`.

Imports only the standard library, for it also runs in `.venv/peers`, where nothing of this project is installed. A job is a
line of JSON: `{"inputs": [...]}` hands over what to read, `{}` reads all of it once more. Each is answered by one line: the
number of inputs kept, or `cpu_s`, the CPU seconds of this process for the pass, and `answers`, in order.
"""

from __future__ import annotations

import base64
import contextlib
import gc
import importlib
import json
import logging
import os
import socket
import sys
import time
import warnings
from collections.abc import Callable, Iterable
from typing import Any, NoReturn, TextIO

Input = dict[str, Any]
# One input to what the reader finds in it. Values must go into JSON.
Read = Callable[[Input], Any]


def serve(read: Read, jobs: Iterable[str], out: TextIO) -> None:
    """Answer every job. A page on which the reader fails is answered by `{"error": ...}`, for that is a finding too."""
    inputs: list[Input] = []
    for line in jobs:
        job = json.loads(line)
        if "inputs" in job:
            inputs = [_unpacked(one) for one in job["inputs"]]
            answer: dict[str, Any] = {"kept": len(inputs)}
        else:
            answer = _one_pass(read, inputs)
        out.write(json.dumps(answer) + "\n")
        out.flush()


def packed(body: bytes) -> str:
    """Bytes as they travel in a job, under the key `body`."""
    return base64.b64encode(body).decode("ascii")


def _unpacked(one: Input) -> Input:
    return one | {"body": base64.b64decode(one["body"])} if "body" in one else one


def _one_pass(read: Read, inputs: list[Input]) -> dict[str, Any]:
    answers = []
    gc.collect()
    began = time.process_time()
    for one in inputs:
        try:
            answers.append(read(one))
        except Exception as error:  # whatever a library raises on a page, the others are still to be read
            answers.append({"error": f"{type(error).__name__}: {error}"[:200]})
    return {"cpu_s": time.process_time() - began, "answers": answers}


def _refuse(*_: object) -> NoReturn:
    raise OSError("readers of saved pages fetch nothing")


def main(name: str) -> None:
    """Serve until the input ends. What a library prints goes to standard error: standard output belongs to the answers."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    socket.socket.connect = _refuse  # type: ignore[method-assign]
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    with contextlib.redirect_stdout(sys.stderr):
        module, _, make = name.partition(":")
        serve(getattr(importlib.import_module(module), make)(), sys.stdin, out)


if __name__ == "__main__":
    main(sys.argv[1])
