"""A small warehouse written for the tests of series and queries: every number in it is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from sqlite_utils import Database

from db.article_rows import LoadItem
from db.findings import FailingRow, Finding, record_findings
from db.frontier import enqueue, mark_failed, record_rejection
from db.load import load_batch
from db.quarantine import Trouble, put_aside
from db.runs import PortalTally, finish_run, record_portal, start_run
from db.series import SeriesPace
from tests.db.samples import LATER, NOW, OTHER, PORTAL, article
from transforms.analysed_text import analysed_text
from transforms.dates import VIETNAM
from transforms.records import Article, Observation, Outcome, Quantity, Reason, Rejection


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What one sentence of an article states."""

    value: str
    indicator: str | None = "poor_households"
    unit: str = "hộ"
    place: str = "Đồng Tháp"
    period: str = "2024"
    role: str = "level"
    breakdown: str | None = None
    qualifier: str = "exact"
    confidence: float = 0.9


RATE, REVENUE = "poor_household_rate", "budget_revenue"
_HEDGES = {"exact": "", "over": "trên ", "about": "khoảng "}


def sentence(number: int, fact: Fact) -> str:
    return f"Câu {number} nêu rằng {_HEDGES[fact.qualifier]}{fact.value} {fact.unit} là con số."


class World:
    """Loads articles one by one; the bytes of each have the next number."""

    def __init__(self, db: Database, run_id: int) -> None:
        self.db = db
        self.run_id = run_id
        self._captures = 0

    def tell(
        self,
        key: str,
        *facts: Fact,
        portal: str = PORTAL,
        province: str = "Đồng Tháp",
        published: str = "2025-03-01",
        now: datetime = NOW,
        words: str = "",
        title: str | None = None,
        series: SeriesPace | None = None,
    ) -> list[Outcome]:
        """One article. Its words beside the facts are its own, so that it repeats no other, unless `words` are given."""
        own = words or " ".join(sha256(f"{key} {n}".encode()).hexdigest()[:9] for n in range(60))
        body = "\n\n".join([*(sentence(n, fact) for n, fact in enumerate(facts)), own])
        told = article(
            key,
            portal=portal,
            body=body,
            images=(),
            title=title or f"Bài {key}",
            published_at=datetime.fromisoformat(f"{published}T08:00:00").replace(tzinfo=VIETNAM),
        )
        self._captures += 1
        item = _item(self.db, told, facts, self._captures, now)
        return load_batch(
            self.db,
            run_id=self.run_id,
            portal=portal,
            items=[item],
            province=province,
            parser_version="1",
            now=now,
            series=series,
        )


def _item(db: Database, told: Article, facts: Sequence[Fact], capture_id: int, now: datetime) -> LoadItem:
    analysed = analysed_text(told.title, told.lead, told.body, [])
    quantities, observations = [], []
    for number, fact in enumerate(facts):
        stated = sentence(number, fact)
        quote = f"{_HEDGES[fact.qualifier]}{fact.value} {fact.unit}"
        start = analysed.text.index(stated) + stated.index(quote)
        quantities.append(
            Quantity(
                quote=quote,
                start=start,
                end=start + len(quote),
                value=Decimal(fact.value),
                unit=fact.unit,
                qualifier=fact.qualifier,  # type: ignore[arg-type]
                sentence=stated,
            )
        )
        if fact.indicator is not None:
            observations.append(
                Observation(
                    indicator=fact.indicator,
                    quantity=len(quantities) - 1,
                    value=Decimal(fact.value),
                    unit=fact.unit,
                    role=fact.role,  # type: ignore[arg-type]
                    period=fact.period,
                    period_inferred=False,
                    place=fact.place,
                    breakdown=fact.breakdown,
                    sentence=stated,
                    rule="1",
                    confidence=fact.confidence,
                )
            )
    page_id = enqueue(db, told.portal, [(told.url_key, told.url)], now)[told.url_key]
    return LoadItem(
        page_id=page_id,
        url_key=told.url_key,
        capture_id=capture_id,
        article=told,
        quantities=analysed.place(quantities),
        observations=observations,
    )


def rate(value: str, **more: Any) -> Fact:
    return Fact(value=value, indicator=RATE, unit="%", **more)


def fill(db: Database) -> None:
    """One run over two portals: a conflict, a corroboration, an edit, a reprint, a merger of provinces, some trouble."""
    run_id = start_run(db, "run", {}, NOW)
    world = World(db, run_id)
    world.tell("a1", Fact(value="120"), rate("3.1"), rate("3.5", period="2023"))
    an_giang: dict[str, Any] = {"place": "An Giang", "period": "2024"}
    world.tell(
        "a2",
        rate("2.5", **an_giang),
        rate("2.0", place="An Giang", period="2025", role="target"),
        Fact(value="40", indicator="petitions_received", unit="đơn", place="huyện Chợ Mới, An Giang"),
        Fact(value="2000", indicator="administrative_procedures", unit="thủ tục", **an_giang),
        Fact(value="300", indicator="administrative_procedures", unit="thủ tục", breakdown="commune", **an_giang),
        Fact(value="10", indicator=REVENUE, unit="VND", **an_giang),
        Fact(value="20", indicator=REVENUE, unit="VND", place="Kiên Giang"),
        portal=OTHER,
        published="2025-03-02",
    )
    world.tell("a3", rate("3.9", qualifier="about"), portal=OTHER, published="2025-04-01")
    world.tell("a4", rate("3.1"), published="2025-04-02")
    later: dict[str, Any] = {"place": "An Giang", "period": "2025"}
    words = " ".join(f"lời{n} chung{n}" for n in range(60))
    told = (
        rate("1.9", **later),
        Fact(value="12", indicator="pci_rank", unit="rank", **later),
        Fact(value="67.5", indicator="pci_score", unit="point", **later),
        Fact(value="500", indicator="citizens_received", unit="lượt", **later),
        Fact(value="200", indicator="petitions_received", unit="đơn", **later),
        Fact(value="150", indicator="petitions_resolved", unit="đơn", **later),
        Fact(value="90", indicator="skilful_mobilisation_models", unit="mô hình", **later),
        Fact(value="33", indicator=REVENUE, unit="VND", **later),
        Fact(value="15", indicator=None, unit="km"),
    )
    world.tell("a5", *told, portal=OTHER, published="2026-03-01", words=words, title="Bài gốc", province="An Giang")
    world.tell("a6", *told, published="2026-03-02", words=words, title="Bài gốc")
    world.tell("a7", Fact(value="8", place="Cao Bằng", confidence=0.5), rate("4.4", place="Cao Bằng"), published="2025-01-05")
    world.tell("a8", rate("4.0", place="Cao Bằng", period="2023"), published="2024-01-05")
    world.tell("a1", Fact(value="150"), rate("3.1"), rate("3.5", period="2023"), now=LATER)
    page = enqueue(db, OTHER, [("baoangiang.example/hong", "https://baoangiang.example/hong")], NOW)
    mark_failed(db, page["baoangiang.example/hong"], "status 503", NOW)
    defect = Trouble("read", "defect", "KeyError: 'x'")
    put_aside(db, run_id, page["baoangiang.example/hong"], 4, NOW, defect)
    refused = Rejection("parse", Reason.NO_DATE, "https://baoangiang.example/x", "no date on the page")
    record_rejection(db, run_id, OTHER, refused, NOW)
    new = [(run_id, PORTAL, RATE, 4), (run_id, OTHER, REVENUE, 2)]
    with db.atomic():
        db.conn.executemany("INSERT INTO run_observations (run_id, portal, indicator, observations) VALUES (?, ?, ?, ?)", new)
    tally = PortalTally(portal=PORTAL, state="done", listed=2, outcomes={Outcome.INSERTED: 1, Outcome.UPDATED: 1})
    record_portal(db, run_id, tally)
    finish_run(db, run_id, "done", LATER, None)
    shown = [FailingRow(detail=f"read by {name}", capture_id=number) for number, name in enumerate("xy")]
    lost = Finding(rule="layout_lost", severity="error", message="m", todo="t", portal=PORTAL, failing=7, rows=shown)
    record_findings(db, run_id, [Finding(rule="queue", severity="warning", message="old", todo="t"), lost])
