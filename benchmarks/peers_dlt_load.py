"""Articles and numbers loaded by dlt into SQLite. Runs in dlt's own environment and imports nothing of this project.

`python peers_dlt_load.py ROWS FOLDER`: ROWS holds lines `[table, [row, …]]`; FOLDER gets a database, loaded twice with the same
rows. Prints a JSON list: CPU seconds and rows by table, of both loads.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

# Before dlt is imported, which else would report its use to its makers and keep files at home.
os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
os.environ["DLT_DATA_DIR"] = sys.argv[2]
# SQLite takes one writer at a time; with twenty workers, which is the default, a busy machine gave "database is locked".
os.environ["LOAD__WORKERS"] = "1"

import dlt  # type: ignore[import-not-found]

TABLES = ("articles", "quantities", "observations")


def main(rows: Path, folder: Path) -> None:
    """Load the rows twice into a database in the folder."""
    given: dict[str, list[list[dict[str, Any]]]] = {name: [] for name in TABLES}
    with rows.open(encoding="utf-8") as lines:
        for line in lines:
            name, batch = json.loads(line)
            given[name].append(batch)
    print(json.dumps([_load(given, folder) for _ in range(2)]))


def _load(given: dict[str, list[list[dict[str, Any]]]], folder: Path) -> dict[str, Any]:
    """One load as dlt's documentation does it: merged on the primary key."""
    database = folder / "dlt.db"
    began = time.process_time()
    pipeline = dlt.pipeline(
        "peer",
        pipelines_dir=str(folder / "pipelines"),
        destination=dlt.destinations.sqlalchemy(f"sqlite:///{database}"),
        dataset_name="main",
    )
    pipeline.run([_resource(name, given[name]) for name in TABLES])
    cpu_s = time.process_time() - began
    with closing(sqlite3.connect(database)) as db:
        counts = {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in TABLES}
    return {"cpu_s": cpu_s, "rows": counts}


def _resource(name: str, batches: list[list[dict[str, Any]]]) -> Any:
    copies = ([dict(row) for row in batch] for batch in batches)  # dlt marks the rows that it is given
    return dlt.resource(copies, name=name, primary_key="key", write_disposition="merge")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
