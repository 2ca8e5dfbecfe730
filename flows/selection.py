"""Which portals a run is about."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

import click

from scrapers.portals import BY_SLUG, PORTALS
from scrapers.spec import Portal


class UnknownPortal(ValueError):
    """A slug that no portal has. The message names the nearest one."""

    def __init__(self, slug: str) -> None:
        near = get_close_matches(slug, BY_SLUG, n=1)
        hint = f"did you mean {near[0]!r}?" if near else "`vnportals portals` lists them."
        super().__init__(f"no portal is called {slug!r}; {hint}")


def slugs_of(named: Sequence[str], *, everything: bool) -> tuple[str, ...]:
    """The slugs that `--portal` and `--all` ask for; none for the portals on by default.

    Raises:
        UnknownPortal: no portal has that slug.
        click.UsageError: both were given.
    """
    if named and everything:
        raise click.UsageError("--portal names some portals and --all means every one: give one of the two")
    select_portals(named)
    return tuple(BY_SLUG) if everything else tuple(named)


def select_portals(slugs: Sequence[str]) -> tuple[Portal, ...]:
    """The named portals in registry order, or those on by default when none is named. Raises UnknownPortal."""
    for slug in slugs:
        if slug not in BY_SLUG:
            raise UnknownPortal(slug)
    return tuple(portal for portal in PORTALS if (portal.slug in slugs if slugs else portal.default))


def knowledge_of(slug: str) -> str:
    """How a portal is known, seen or declared; "" for one that was taken out of the registry."""
    return BY_SLUG[slug].knowledge if slug in BY_SLUG else ""
