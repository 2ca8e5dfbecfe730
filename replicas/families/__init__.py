"""Replica sites of all families: one small site per declared portal, in markup written down from what is known of it.

Apart from the five of `replicas.sites`, which have nights, faults and articles written by people: these stand still, are read
from the tables beside this module (one per family) and filled with generated articles. `family_server()` serves them.
"""

from replicas.families.world import FAMILY_SITES, family_expected, family_server, family_world

__all__ = ["FAMILY_SITES", "family_expected", "family_server", "family_world"]
