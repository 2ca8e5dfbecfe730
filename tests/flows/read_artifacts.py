"""A demo's artifacts, read through the API of a Prefect server on its database: `python -m tests.flows.read_artifacts DIR`."""

from __future__ import annotations

import sys
from pathlib import Path

from flows.demo import demo_settings
from flows.engine import prepare_prefect, start_temporary_server

if __name__ == "__main__":
    prepare_prefect(demo_settings(Path(sys.argv[1])), own=True, quiet=True)
    start_temporary_server()
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        print(client.request("POST", "/artifacts/filter", json={"sort": "CREATED_DESC"}).text)  # noqa: T201
