"""The registry: every portal this project knows, one module each, named by its slug."""

from __future__ import annotations

from typing import Final

from scrapers.portals import (
    angiang_portal,
    baoangiang,
    baocantho,
    baodaklak,
    baodongthap,
    baohaiphong,
    baonghean,
    baotayninh,
    phuyen_baodaklak,
    vinhlong_portal,
)
from scrapers.spec import Portal

# Explicit on purpose: a module that is not listed is not run, and a test fails on one that was forgotten.
PORTALS: Final[tuple[Portal, ...]] = (
    angiang_portal.PORTAL,
    baodaklak.PORTAL,
    vinhlong_portal.PORTAL,
    baoangiang.PORTAL,
    baodongthap.PORTAL,
    baocantho.PORTAL,
    phuyen_baodaklak.PORTAL,
    baotayninh.PORTAL,
    baohaiphong.PORTAL,
    baonghean.PORTAL,
)
BY_SLUG: Final[dict[str, Portal]] = {portal.slug: portal for portal in PORTALS}


def portal_of(url: str) -> Portal | None:
    """The portal that declares the URL's host, if any."""
    return next((portal for portal in PORTALS if portal.declares(url)), None)
