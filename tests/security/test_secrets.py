"""A secret of the environment is in no file that a night writes, and in nothing that it prints."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Final

import pytest

from benchmarks.one_night import Orders
from replicas.server import ReplicaServer
from replicas.world import NIGHTS
from tests.conftest import clean_environment, run_shell

CANARY: Final = "Xq7canary41zK"
SECRETS: Final = {
    "VNPORTALS_ALERT_URLS": f"json://user:{CANARY}@127.0.0.1:9/hook",
    "PREFECT_API_KEY": CANARY,
    "HTTPS_PROXY": f"http://user:{CANARY}@127.0.0.1:9",
    "DATABASE_PASSWORD": CANARY,
}


@pytest.mark.engine
@pytest.mark.timeout(300)  # a dozen seconds, if nobody else is at work
def test_no_secret_is_written_by_a_night_through_prefect(tmp_path: Path) -> None:
    with ReplicaServer(crawl_delay_s=0) as server:
        orders = Orders.to(tmp_path / "warehouse.db", server, NIGHTS[1], how="prefect", impatient=True)
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.one_night", json.dumps(asdict(orders))],
            env=clean_environment() | SECRETS,
            cwd=Path(__file__).parents[2],
            capture_output=True,
            timeout=280,
            check=False,
        )
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"warehouse.db", "archive.db", "prefect.db"} <= {path.name for path in written}, done.stderr.decode()
    assert not [path for path in written if CANARY.encode() in path.read_bytes()]
    assert CANARY.encode() not in done.stdout + done.stderr


@pytest.mark.slow
def test_a_setting_that_will_not_do_is_named_without_its_secret(tmp_path: Path) -> None:
    done = run_shell("vnportals status", cwd=tmp_path, VNPORTALS_ALERT_URLS=f"nonsense://{CANARY}")
    assert done.returncode != 0
    assert CANARY not in done.stdout + done.stderr


@pytest.mark.engine
def test_prefects_server_answers_no_page_of_another_site(tmp_path: Path) -> None:
    """Its default is to answer any: a page open in a browser here could start runs and read logs."""
    told = "from prefect.settings import get_current_settings as s; print(s().server.api.cors_allowed_origins)"
    ours = "from flows.engine import prepare_prefect as p; from flows.settings import Settings; p(Settings());"
    done = run_shell(
        f'cd {Path(__file__).parents[2]} && python -c "{ours} {told}"', cwd=tmp_path, VNPORTALS_DB=str(tmp_path / "w.db")
    )
    assert done.stdout.strip() == "http://127.0.0.1:4200,http://localhost:4200", done.stderr
