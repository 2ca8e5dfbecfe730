"""Makes the pages of the docs that come from declared data: `make docs`. A test fails when they are out of date."""

from __future__ import annotations

from pathlib import Path

from scrapers.portals import PORTALS
from scrapers.spec import Portal
from transforms.indicators import INDICATORS

FOLDER = Path(__file__).parent


def portals_page() -> str:
    """docs/portals.md."""
    rows = [_portal_row(portal) for portal in PORTALS]
    return "\n".join(
        (
            "# Portals",
            "",
            "Made by `make docs` from `scrapers/portals/`. `seen`: a saved real page parses in a test. `declared`: known by",
            "public facts or by the text of a page only; its selectors are unproved until a page is saved. Default portals are",
            "part of a run that names none.",
            "",
            "| slug | name | province | kind | family | hosts | knowledge | default | known from |",
            "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
            *rows,
            "",
        )
    )


def indicators_page() -> str:
    """docs/indicators.md."""
    return "\n".join(
        (
            "# Indicators",
            "",
            "Made by `make docs` from `transforms/indicators.py`.",
            "",
            "| code | group | unit | Vietnamese | what counts |",
            "| --- | --- | --- | --- | --- |",
            *(f"| `{i.code}` | {i.group} | {i.unit} | {i.label_vi} | {i.definition} |" for i in INDICATORS),
            "",
        )
    )


def _portal_row(portal: Portal) -> str:
    hosts = ", ".join((portal.host, *portal.aliases))
    sources = "; ".join(layout.source for layout in portal.layouts)
    default = "yes" if portal.default else "no"
    cells = (
        f"`{portal.slug}`",
        portal.name,
        portal.province,
        portal.kind,
        portal.family,
        hosts,
        portal.knowledge,
        default,
        sources,
    )
    return f"| {' | '.join(cells)} |"


PAGES = {"portals.md": portals_page, "indicators.md": indicators_page}

if __name__ == "__main__":
    for name, make in PAGES.items():
        (FOLDER / name).write_text(make(), encoding="utf-8")
