"""The systemd units and prefect.yaml say what systemd and the code understand."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]

from flows.settings import Settings
from tests.conftest import BIN

DEPLOY = Path(__file__).parent.parent / "deploy"
UNITS = sorted(path.name for path in DEPLOY.iterdir())


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_systemd_finds_nothing_wrong(tmp_path: Path) -> None:
    for name in UNITS:
        text = (DEPLOY / name).read_text()
        (tmp_path / name).write_text(text.replace("/opt/vnportals/.venv/bin/vnportals", str(BIN / "vnportals")))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / name) for name in UNITS)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, [line for line in done.stderr.splitlines() if "vnportals" in line]) == (0, [])


@pytest.mark.parametrize("name", UNITS)
def test_units_name_settings_and_commands_that_exist(name: str) -> None:
    text = (DEPLOY / name).read_text()
    for setting in re.findall(r"VNPORTALS_([A-Z_]+)", text):
        assert setting.lower() in Settings.model_fields
    for command in re.findall(r"^ExecStart=.*?bin/vnportals (\w+)", text, re.MULTILINE):
        assert importlib.import_module(f"flows.commands.{command}").command.name


def test_prefect_yaml_has_the_schedule_of_serve() -> None:
    (deployment,) = yaml.safe_load((DEPLOY.parent / "prefect.yaml").read_text())["deployments"]
    module, _, flow = deployment["entrypoint"].rpartition(".")
    spec = importlib.util.find_spec(module)
    assert spec is not None
    assert f"def {flow}(" in Path(spec.origin or "").read_text()
    (schedule,) = deployment["schedules"]
    assert schedule["cron"] == Settings.model_fields["nightly_cron"].default
    assert schedule["timezone"] == Settings.model_fields["timezone"].default
