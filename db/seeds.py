"""The rows that come with the program: provinces, their mergers, indicators; and the portals, which the caller hands in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from db.transaction import writing
from transforms.indicators import Indicator
from transforms.provinces import Merger, Province

Row = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class PortalRow:
    """A portal as the warehouse knows it. `province` is the name of the unit it speaks for."""

    portal: str
    name: str
    kind: str
    province: str
    home: str


def register_portals(db: Database, portals: Iterable[PortalRow]) -> None:
    """The portals of the registry: new ones added, changed ones changed, none dropped. Pages and runs need them."""
    rows: list[Row] = [(row.portal, row.name, row.kind, row.province, row.home) for row in portals]
    _sync(db, {"portals": (("portal",), ("name", "kind", "province", "home"), rows)})


def sync_seeds(db: Database, provinces: Sequence[Province], mergers: Sequence[Merger], indicators: Sequence[Indicator]) -> None:
    """Brings the dimension tables to these rows. Writes only what differs; a row that is no longer declared stays."""
    _sync(
        db,
        {
            "provinces": (
                ("code", "valid_from"),
                ("valid_to", "name", "kind"),
                [
                    (p.code, p.valid_from.isoformat(), p.valid_to.isoformat() if p.valid_to else None, p.name, p.kind)
                    for p in provinces
                ],
            ),
            "province_mergers": (
                ("old_code", "old_valid_from", "new_code", "new_valid_from"),
                ("merged_on",),
                [
                    (m.old_code, m.old_valid_from.isoformat(), m.new_code, m.new_valid_from.isoformat(), m.on.isoformat())
                    for m in mergers
                ],
            ),
            "indicators": (
                ("indicator",),
                ("theme", "unit", "label_vi", "definition"),
                [(i.code, i.group, i.unit, i.label_vi, i.definition) for i in indicators],
            ),
        },
    )


def _sync(db: Database, tables: dict[str, tuple[tuple[str, ...], tuple[str, ...], list[Row]]]) -> None:
    """Upserts per table: (key columns, other columns, rows). Takes no write lock when every row stands there already."""
    changed = {
        name: (keys, others, rows)
        for name, (keys, others, rows) in tables.items()
        if not set(rows) <= set(db.execute(f"SELECT {', '.join((*keys, *others))} FROM {name}").fetchall())  # noqa: S608 names above
    }
    if not changed:
        return
    with writing(db):
        for name, (keys, others, rows) in changed.items():
            columns = ", ".join((*keys, *others))
            marks = ", ".join("?" * len((*keys, *others)))
            updates = ", ".join(f"{column} = excluded.{column}" for column in others)
            differs = " OR ".join(f"{name}.{column} IS NOT excluded.{column}" for column in others)
            db.conn.executemany(
                f"INSERT INTO {name} ({columns}) VALUES ({marks}) "  # noqa: S608 names above
                f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {updates} WHERE {differs}",
                rows,
            )
