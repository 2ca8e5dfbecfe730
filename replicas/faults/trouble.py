"""Faults at random for the replica portals: `ReplicaServer(trouble=Trouble(seed))` answers as portals do on bad nights.

The dice are thrown for each request by seed, portal, address and how often it was asked for, so that a seed makes the same
faults in whatever order threads come by.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from replicas.faults.answers import Altered, EndlessRedirect, Fault, Status
from replicas.faults.kinds import FLAPPING, KINDS, NEW_LAYOUT, NOWHERE, REPEATED_PAGE, Kind, Spells, Spot
from replicas.faults.surgery import laid_out_anew
from replicas.sites.site import Request

_FURTHER = re.compile(r"([?&])(?:page|p)=\d+&?")  # the parameter that names a page of a list
_SPELLS = Spells()


class Named(NamedTuple):
    """A fault and the kind it is of."""

    name: str
    fault: Fault


class Trouble:
    """What goes wrong, request by request. Safe to be asked from several threads.

    `lasting` admits the kinds that later good nights do not take back, too. `made` counts the faults made, by kind; `calm`
    switches them off.
    """

    def __init__(self, seed: int, *, lasting: bool = False, kinds: Sequence[Kind] = KINDS, spells: Spells = _SPELLS) -> None:
        self.calm = False
        self.made: Counter[str] = Counter()
        self._seed = seed
        self._lasting = lasting
        self._spells = spells
        self._kinds = [kind for kind in kinds if lasting or not kind.lasting]
        self._lock = threading.Lock()
        self._asked: Counter[tuple[str, str]] = Counter()
        self._flaps: dict[str, int] = {}  # portal -> requests until it answers steadily again

    def request_instead(self, portal: str, night: int, request: Request) -> Request:
        """What is answered: the request, or that for the first page where every page of a listing is the first one."""
        if self.calm or self._nightly(portal, night, "page") >= self._spells.repeated_page:
            return request
        first = Request("GET", _FURTHER.sub(r"\1", request.target).rstrip("?&"))
        if first.target == request.target and request.method == "GET":
            return request
        with self._lock:
            self.made[REPEATED_PAGE] += 1
        return first

    def fault_of(self, portal: str, night: int, request: Request, spot: Spot) -> Named | None:
        """What goes wrong with this request; None: nothing."""
        if self.calm:
            return None
        with self._lock:
            self._asked[portal, request.target] += 1
            named = self._draw(portal, night, request, spot)
            if named is not None:
                self.made[named.name] += 1
            return named

    def _draw(self, portal: str, night: int, request: Request, spot: Spot) -> Named | None:
        if "?hop=" in request.target:  # the next hop of an endless redirect, which is not to end well by chance
            return Named(NOWHERE, EndlessRedirect())
        dice = self._dice(portal, request.target, self._asked[portal, request.target])
        flaps = self._flaps.pop(portal, 0) or (self._spells.flapping_requests if dice.random() < self._spells.flapping else 0)
        if flaps > 1:
            self._flaps[portal] = flaps - 1
        if flaps % 2:
            return Named(FLAPPING, Status(503))
        for kind in self._kinds:
            if spot in kind.spots and dice.random() < kind.probability:
                return Named(kind.name, kind.make(dice))
        if self._lasting and spot == "article" and self._nightly(portal, night, "layout") < self._spells.new_layout:
            return Named(NEW_LAYOUT, Altered(laid_out_anew))
        return None

    def _nightly(self, portal: str, night: int, what: str) -> float:
        return self._dice(portal, night, what).random()

    def _dice(self, *of: object) -> Random:
        return Random(f"{self._seed} {of}")  # noqa: S311 - chance, no secret
