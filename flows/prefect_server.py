"""Prefect's server in a process that ends with the one that started it, however that ends: `python -m flows.prefect_server
MODULE ARGUMENT…`, where MODULE is prefect or uvicorn.

Whoever starts it holds the other end of its standard input, and never writes. A server that outlived a killed run would hold
its port and its database for ever.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
import threading


def _end_with_parent() -> None:
    os.read(0, 1)  # returns when the other end is closed, which the kernel does for a process that was killed
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
