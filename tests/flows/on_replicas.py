"""The real commands on replica portals: processes that find `on_replicas` in their environment read these instead."""

from __future__ import annotations

import json
import os
from pathlib import Path

from replicas.server import ReplicaServer

_PATCH = """\
import json, os, sys
sys.modules["pandas"] = None  # sqlite-utils would load it; only the tests' environment has it
if not {"uvicorn", "server"} & set(sys.orig_argv):  # Prefect's server reads no portals, and starts faster without them
    import flows.selection
    from flows.replica_portals import Place, portals_at
    _places = json.loads(os.environ["TEST_PLACES"])
    _portals = portals_at({slug: Place(*place) for slug, place in _places.items()})
    flows.selection.select_portals = lambda slugs: tuple(p for p in _portals if not slugs or p.slug in slugs)
"""


def on_replicas(folder: Path, server: ReplicaServer) -> dict[str, str]:
    """Variables under which `vnportals` and Prefect's engine know the replica portals only, those of `server`."""
    (folder / "replicas").mkdir(exist_ok=True)
    (folder / "replicas" / "sitecustomize.py").write_text(_PATCH)
    places = {slug: [server.home(slug), server.alias(slug)] for slug in server.portals}
    path = os.pathsep.join(filter(None, [str(folder / "replicas"), os.environ.get("PYTHONPATH")]))
    return {"PYTHONPATH": path, "TEST_PLACES": json.dumps(places), "VNPORTALS_CONTACT": "e@example.org"}
