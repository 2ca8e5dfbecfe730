"""An article as parsed, for the tests of what follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from transforms.records import RawArticle

FETCHED = datetime(2026, 1, 20, 2, tzinfo=UTC)

_RAW = RawArticle(
    portal="baoangiang",
    url="https://baoangiang.com.vn/x-a1.html",
    title="Giảm nghèo bền vững",
    lead="",
    body=(),
    author=None,
    published_at=FETCHED,
    published_text="20/01/2026",
    updated_at=None,
    images=(),
    section=None,
    tags=(),
    method="layout",
    layout="fck-lead",
)


def raw_article(**changed: Any) -> RawArticle:
    """One with these fields."""
    return replace(_RAW, **changed)
