"""Every province of today has a portal, and every portal says how it is known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scrapers.coverage import by_name, coverage, province_of
from scrapers.portals import BY_SLUG, PORTALS
from scrapers.spec import Portal

FIRST_FIVE = {"angiang_portal", "baodaklak", "vinhlong_portal", "baoangiang", "baodongthap"}
each_portal = pytest.mark.parametrize("portal", PORTALS, ids=lambda portal: portal.slug)


def test_all_34_provinces_have_a_portal() -> None:
    covered = coverage(PORTALS)
    assert len(covered) == 34
    assert [row.province.name for row in covered if not row.portals] == []
    assert sum(len(row.portals) for row in covered) == len(PORTALS)
    assert sum(len(row.parts) for row in covered) == 63


def test_a_province_without_a_portal_is_seen() -> None:
    of_hanoi = {portal.slug for portal in PORTALS if portal.province == "Hà Nội"}
    assert of_hanoi
    covered = coverage(portal for portal in PORTALS if portal.slug not in of_hanoi)
    assert [(row.province.name, row.without) for row in covered if not row.portals] == [("Hà Nội", ("Hà Nội",))]


def test_a_portal_of_a_former_province_counts_for_the_one_it_went_into() -> None:
    (row,) = [row for row in coverage([BY_SLUG["phuyen_baodaklak"]]) if row.portals]
    assert (row.province.name, row.parts, row.without, row.seen) == ("Đắk Lắk", ("Đắk Lắk", "Phú Yên"), ("Đắk Lắk",), 1)


def test_a_portal_of_no_province_is_refused() -> None:
    with pytest.raises(ValueError, match="baodaklak speaks for 'Sài Thành'"):
        province_of(replace(BY_SLUG["baodaklak"], province="Sài Thành"))


def test_names_are_sorted_as_readers_look_them_up() -> None:
    assert sorted(["Đồng Nai", "Hà Nội", "Đắk Lắk", "An Giang", "Đà Nẵng"], key=by_name) == [
        "An Giang",
        "Đà Nẵng",
        "Đắk Lắk",
        "Đồng Nai",
        "Hà Nội",
    ]


@each_portal
def test_only_what_is_seen_and_the_first_five_is_on_by_default(portal: Portal) -> None:
    assert portal.default == (portal.knowledge == "seen" or portal.slug in FIRST_FIVE)


@each_portal
def test_no_portal_is_known_before_the_web_or_after_today(portal: Portal) -> None:
    assert portal.known_since is None or 1997 <= portal.known_since <= 2026


def test_since_when_a_portal_is_known_is_the_earliest_year_of_its_sources() -> None:
    portal = BY_SLUG["baodongthap"]
    assert portal.known_since == 2019
    of_pages = tuple(replace(layout, source="page 10230827 of 2021 (a80443), 1,999 words") for layout in portal.layouts)
    assert replace(portal, layouts=of_pages).known_since == 2021
    assert replace(portal, layouts=tuple(replace(layout, source="a crawler") for layout in portal.layouts)).known_since is None
