"""Which portals a command is about: those named, every one, or those on by default."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from flows.cli import main
from flows.selection import UnknownPortal, select_portals, slugs_of
from scrapers.portals import BY_SLUG, PORTALS


def test_without_a_word_those_on_by_default() -> None:
    assert select_portals(slugs_of((), everything=False)) == tuple(portal for portal in PORTALS if portal.default)


def test_all_are_all() -> None:
    assert select_portals(slugs_of((), everything=True)) == PORTALS


def test_a_portal_that_is_off_by_default_is_read_by_name() -> None:
    named = ("danang_portal", "baodaklak")
    assert not BY_SLUG["danang_portal"].default
    assert {portal.slug for portal in select_portals(slugs_of(named, everything=False))} == set(named)


def test_a_name_that_is_none() -> None:
    with pytest.raises(UnknownPortal, match="did you mean 'danang_portal'"):
        slugs_of(("danang_portl",), everything=False)


def test_some_and_all_at_once() -> None:
    with pytest.raises(click.UsageError, match="--all means every one"):
        slugs_of(("baodaklak",), everything=True)


@pytest.mark.parametrize("command", ["run", "check"])
def test_wrong_use_touches_nothing(command: str, tmp_path: Path) -> None:
    db = tmp_path / "warehouse.db"
    result = CliRunner().invoke(main, [command, "--all", "--portal", "baodaklak", "--db", str(db)])
    assert result.exit_code == 2
    assert "give one of the two" in result.stderr
    assert not list(tmp_path.iterdir())
