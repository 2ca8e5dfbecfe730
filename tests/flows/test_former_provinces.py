"""Portals of provinces that are no more: what they publish since counts for the province that theirs is part of."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from db.article_rows import article_row
from flows.reading import read_capture
from scrapers.portals import BY_SLUG
from tests.scrapers.skeletons import SKELETONS
from transforms.records import Page

PHUYEN = next(page for page in SKELETONS if page.layout == "phuyen-2026")


@pytest.mark.parametrize(("year", "code", "place"), [(2024, "54", "Phú Yên"), (2026, "66", "Đắk Lắk")])
def test_whose_numbers_a_paper_of_phu_yen_prints(year: int, code: str, place: str) -> None:
    portal = BY_SLUG[PHUYEN.portal]
    html = PHUYEN.html.replace("/01/2026", f"/01/{year}").replace("Năm 2025", f"Năm {year - 1}")
    page = Page(
        portal=portal.slug,
        kind="article",
        url=PHUYEN.url,
        final_url=PHUYEN.url,
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        fetched_at=datetime(2026, 11, 1, tzinfo=UTC),
        body=html.encode(),
    )
    item = read_capture(page, 1, 1, portal)
    assert item.article is not None
    assert code in article_row(item.article, 1, portal.province, "1")
    assert {observation.place for observation in item.observations} == {place}
