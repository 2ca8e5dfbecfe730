"""Articles written for these tests, with their numbers placed the way the pipeline places them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256

from sqlite_utils import Database

from db.article_rows import LoadItem
from db.frontier import enqueue
from db.load import load_batch
from transforms.analysed_text import analysed_text
from transforms.dates import VIETNAM
from transforms.records import Article, Image, Observation, Outcome, Page, Quantity

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=VIETNAM)
LATER = NOW + timedelta(days=1)
PORTAL = "baodongthap"
OTHER = "baoangiang"
PARSER = "1"

BODY = (
    "Năm 2024, tỉnh Đồng Tháp có 1.250 hộ nghèo, giảm 300 hộ so với năm trước.\n\n"
    "Nhân dân đóng góp trên 3,5 tỷ đồng làm đường nông thôn.\n\n"
    "Ở huyện Tháp Mười còn 210 hộ nghèo."
)


def article(
    key: str = "bai-1", *, portal: str = PORTAL, body: str = BODY, title: str | None = None, **changes: object
) -> Article:
    title = title or f"Đồng Tháp giảm nghèo bền vững: {key}"
    lead = "Ghi nhận từ cơ sở."
    values: dict[str, object] = {
        "portal": portal,
        "url": f"https://{portal}.example/{key}",
        "url_key": f"{portal}.example/{key}",
        "title": title,
        "lead": lead,
        "body": body,
        "author": "P. Y",
        "published_at": datetime(2025, 3, 1, 8, 30, tzinfo=VIETNAM),
        "updated_at": None,
        "images": (
            Image(f"https://{portal}.example/{key}.jpg", "Trao 25 căn nhà tình nghĩa"),
            Image(f"https://{portal}.example/{key}-2.jpg"),
        ),
        "section": "Xã hội",
        "tags": ("giảm nghèo", "nông thôn"),
        "method": "layout",
        "layout": "2023",
        "content_hash": sha256(f"{title}\n{lead}\n{body}".encode()).hexdigest(),
    }
    return Article(**(values | changes))  # type: ignore[arg-type]


def _quantity(text: str, quote: str, value: str, unit: str, **more: object) -> Quantity:
    start = text.index(quote)
    values = {
        "quote": quote,
        "start": start,
        "end": start + len(quote),
        "value": Decimal(value),
        "unit": unit,
        "sentence": quote,
    }
    return Quantity(**(values | more))  # type: ignore[arg-type]


def item(
    db: Database,
    loaded: Article,
    *,
    capture_id: int = 1,
    now: datetime = NOW,
    fetched_at: datetime | None = None,
    rule: str = "1",
    households: str = "1250",
) -> LoadItem:
    """A load item whose page is known, with the numbers its text holds."""
    page_id = enqueue(db, loaded.portal, [(loaded.url_key, loaded.url)], now)[loaded.url_key]
    analysed = analysed_text(loaded.title, loaded.lead, loaded.body, [image.caption for image in loaded.images])
    known = [
        ("1.250 hộ", households, "hộ", {}),
        ("trên 3,5 tỷ đồng", "3500000000", "VND", {"qualifier": "over"}),
        ("210 hộ", "210", "hộ", {}),
        ("25 căn nhà", "25", "căn nhà", {}),
    ]
    quantities = [
        _quantity(analysed.text, quote, value, unit, **more) for quote, value, unit, more in known if quote in analysed.text
    ]
    places = {"1.250 hộ": "Đồng Tháp", "210 hộ": "huyện Tháp Mười, Đồng Tháp"}
    observations = [
        Observation(
            indicator="poor_households",
            quantity=index,
            value=quantity.value,
            unit=quantity.unit,
            role="level",
            period="2024",
            period_inferred=False,
            place=places[quantity.quote],
            breakdown=None,
            sentence=quantity.quote,
            rule=rule,
            confidence=0.9,
        )
        for index, quantity in enumerate(quantities)
        if quantity.quote in places
    ]
    return LoadItem(
        page_id=page_id,
        url_key=loaded.url_key,
        capture_id=capture_id,
        article=loaded,
        quantities=analysed.place(quantities),
        observations=observations,
        fetched_at=fetched_at,
    )


def load(
    db: Database, run_id: int, *items: LoadItem, portal: str = PORTAL, now: datetime = NOW, parser: str = PARSER
) -> list[Outcome]:
    return load_batch(db, run_id=run_id, portal=portal, items=items, province="Đồng Tháp", parser_version=parser, now=now)


def dump(db: Database) -> list[str]:
    """Every table, view and row, as SQL."""
    return list(db.conn.iterdump())


def page(body: bytes, *, url: str = "https://baodongthap.example/bai-1", at: datetime | None = None, **changes: object) -> Page:
    values: dict[str, object] = {
        "portal": PORTAL,
        "kind": "article",
        "url": url,
        "final_url": url,
        "status": 200,
        "headers": (("Content-Type", "text/html"), ("ETag", '"abc"'), ("Last-Modified", "Sat, 01 Mar 2025 01:30:00 GMT")),
        "fetched_at": at or datetime(2026, 11, 21, 19, 0, 5, 123456, tzinfo=UTC),
        "body": body,
    }
    return Page(**(values | changes))  # type: ignore[arg-type]
