"""Measuring: rounds interleaved, medians, ratios. The machine is noisy; what changes from round to round hits every variant."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds per round of one variant."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def spread(self) -> float:
        """(slowest - fastest) / median."""
        return (max(self.seconds) - min(self.seconds)) / self.median


def interleave(
    variants: Mapping[str, Callable[[], object]], rounds: int, *, clock: Callable[[], float] = time.process_time
) -> dict[str, Timing]:
    """Time every variant once per round, after one round that does not count. The default clock is CPU time of this process."""
    seconds: dict[str, list[float]] = {name: [] for name in variants}
    for number in range(rounds + 1):
        for name, call in variants.items():
            gc.collect()
            began = clock()
            call()
            if number:
                seconds[name].append(clock() - began)
    return {name: Timing(tuple(values)) for name, values in seconds.items()}
