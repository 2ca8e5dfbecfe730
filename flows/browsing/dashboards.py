"""The dashboards as declared in `dashboards/*.toml`, in the form that datasette-dashboards takes.

A chart is a question in SQL (`[[ ... :name ]]` stands only where the filter `name` is set) and how to show its rows:
`vega-lite`, `table` or `metric`. Of our own is `split = "unit"`: one picture per value of that column, since units share no
axis.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final

ORDER: Final = ("indicator", "provinces", "newest", "conflicts", "health")
_FOLDER: Final = Path(__file__).with_name("dashboards")


def dashboards() -> dict[str, dict[str, Any]]:
    """Slug -> dashboard."""
    return {slug: tomllib.loads((_FOLDER / f"{slug}.toml").read_text("utf-8")) for slug in ORDER}
