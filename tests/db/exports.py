"""A warehouse with everything in it that an export could get wrong, and its rows as they must come out again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from db.export import Exported, export_warehouse
from db.export_columns import Column, Relation, relations
from db.runs import finish_run
from tests.db.samples import BODY, LATER, OTHER, article, item, load
from transforms.dates import VIETNAM

CREATED = datetime(2026, 11, 22, 5, 0, tzinfo=VIETNAM)
ODD_TEXTS = ("", '"', "a,b", "x\ny", "x\r\ny", "\r", "=1+1", "\\N", "NULL", " nghèo ", "Đồng Tháp", "''", "\u2028")


def fill(db: Database, run_id: int) -> None:
    """Versions, a reprint, values and places of every kind, and texts that CSV trips over."""
    articles = [
        article(f"bai-{number}", author=text or None, title=f"Tin {number} {text}") for number, text in enumerate(ODD_TEXTS)
    ]
    load(db, run_id, *(item(db, one, households=str(1250 + number)) for number, one in enumerate(articles)))
    load(db, run_id, item(db, article("bai-1", body=BODY + " Thêm một câu."), households="1251", capture_id=2), now=LATER)
    for key, value in (("khac", "1250"), ("sai", "1520")):
        body = f"Theo ghi chép riêng ({key}), tỉnh còn 1.250 hộ nghèo cuối năm, chưa kể nơi rà soát lại đợt {key}."
        load(db, run_id, item(db, article(key, portal=OTHER, body=body, author=None), households=value), portal=OTHER)
    old = article("bai-cu", published_at=datetime(2019, 12, 31, 23, 59, 59, tzinfo=VIETNAM))
    load(db, run_id, item(db, old, households="0.1"))
    finish_run(db, run_id, "done", LATER)
    with db.atomic():
        db.execute("UPDATE article_versions SET lead = '', author = '' WHERE version_id = 3")
        db.execute("UPDATE articles SET lead = '', author = '' WHERE version_id = 3")
        for number, text in enumerate(ODD_TEXTS, start=1):
            db.execute("UPDATE observations SET breakdown = ? WHERE observation_id = ?", [text, number])
        _restate(db, 1, value="-12345678901234567890123456789012345678901234567890", place_level="other", place="Lào")
        _restate(db, 2, value="0.0000000000000000001", place_level="other", place=None)
        _restate(db, 5, value="1E+3", province_code="01", province_valid_from="2008-08-01", place="Hà Nội")
        db.execute("UPDATE observations SET province_code = NULL, province_valid_from = NULL WHERE place_level = 'other'")
        db.execute(
            "UPDATE observations SET period = '2010/2020', period_start = '2010-01-01', period_end = '2020-12-31' "
            "WHERE observation_id IN (5, 6)"
        )


def _restate(db: Database, observation_id: int, **changes: Any) -> None:
    names = ", ".join(f"{name} = ?" for name in changes)
    db.execute(f"UPDATE observations SET {names} WHERE observation_id = ?", [*changes.values(), observation_id])


def make_export(path: Path, folder: Path, **options: Any) -> Exported:
    return export_warehouse(path, folder, created=CREATED, **options)


def stored(db: Database, name: str) -> tuple[Relation, list[tuple[Any, ...]]]:
    """A table or view of the warehouse, and its rows, sorted."""
    relation = relations(db)[name]
    columns = ", ".join(f'"{column.name}"' for column in relation.columns)
    return relation, in_order(db.execute(f'SELECT {columns} FROM "{name}"').fetchall())


def as_stored(relation: Relation, rows: Iterable[Iterable[Any]]) -> list[tuple[Any, ...]]:
    """Rows as a reader of Parquet gives them, in the warehouse's spelling, sorted."""
    return in_order(tuple(_value(column, value) for column, value in zip(relation.columns, row, strict=True)) for row in rows)


def in_order(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(rows, key=repr)


def _value(column: Column, value: Any) -> Any:
    if value is None:
        return None
    if column.kind == "date":
        assert type(value) is date
        return value.isoformat()
    if column.kind == "moment":
        assert isinstance(value, datetime)
        return value.astimezone(VIETNAM).isoformat()
    if column.kind == "flag":
        assert value in (True, False)
        return int(value)
    return value
