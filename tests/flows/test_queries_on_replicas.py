"""The documented queries after two nights on the replica portals: what the portals changed is what they tell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from db.queries import Result, run_named
from flows.article_history import versions
from flows.report import RunReport
from flows.settings import Settings

Live = Callable[..., RunReport]


def test_the_queries_tell_what_two_nights_brought(live: Live, settings: Settings) -> None:
    live(1)
    live(2)

    def ask(name: str, **given: str) -> list[dict[str, Any]]:
        result: Result = run_named(settings.db, name, given)
        return [dict(zip(result.columns, row, strict=True)) for row in result.rows]

    growth = {row["place"]: row["value"] for row in ask("ranking", indicator="grdp_growth", year="2025")}
    assert growth["Đồng Tháp"] == "7.61"
    assert growth["Vĩnh Long"] == "7.42"

    (rate,) = [row for row in ask("corroborated") if row["place"] == "An Giang" and row["period"] == "2025"]
    assert (rate["value"], rate["sources"], rate["portals"]) == ("0.94", 2, 2), "three articles, one of them a reprint"

    reprints = ask("near_duplicates")
    assert len(reprints) == 3
    assert {row["original_portal"] for row in reprints} == {"baoangiang", "angiang_portal"}
    assert all(row["published_at"] >= row["original_published_at"] for row in reprints)

    edits = ask("edited_articles")
    assert {row["portal"] for row in edits} == {"vinhlong_portal", "baodaklak", "baodongthap"}
    communes = next(row for row in edits if row["portal"] == "vinhlong_portal")
    assert ("96 xã" in communes["title_before"], "98 xã" in communes["title"]) == (True, True)
    corrected = {(row["value_before"], row["value"]) for row in ask("corrected_numbers") if row["portal"] == "vinhlong_portal"}
    assert ("96", "98") in corrected
    _, latest = versions(settings.db, run_named(settings.db, "article_history", {"article_id": str(communes["article_id"])}))
    assert {change.field for change in latest.changes} == {"title", "body"}
    assert any(number.before == ("96 xã",) and number.after == ("98 xã",) for number in latest.numbers)

    profile = {(row["indicator"], row["breakdown"]): row["value"] for row in ask("province_profile", province="an giang")}
    assert profile["administrative_procedures", None] == "2184"
    assert profile["administrative_procedures", "commune"] == "388"
    index = {(row["index"], row["year"]): row["rank"] for row in ask("governance_indices", province="An Giang")}
    assert (index["PAR", "2025"], index["SIPAS", "2025"]) == ("15", "11")

    for conflict in ask("conflicts"):
        assert conflict["low_sentence"] != conflict["high_sentence"]
        assert conflict["spread"] > 0
    assert [row["inserted"] for row in ask("runs_of_late")] == [9, 41]
    assert {row["last_state"] for row in ask("portal_overview")} == {"done"}
    assert len(ask("portal_counts")) == 5


@pytest.mark.parametrize("year", ["2024", "2025"])
def test_gaps_and_values_are_all_provinces(live: Live, settings: Settings, year: str) -> None:
    live(1)
    gaps = {row[0] for row in run_named(settings.db, "gaps", {"year": year}).rows}
    there = {row[1] for row in run_named(settings.db, "ranking", {"indicator": "poor_household_rate", "year": year}).rows}
    assert len(gaps | there) == {"2024": 63, "2025": 34}[year]
