"""datapackage.json of an export: Data Package v2 (datapackage.org), one resource per table and format.

Beyond the standard, a resource tells its `rows`, `description_vi` stands beside `description`, and where a resource is several
files, `files` has path, rows, bytes and hash of each.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal

from db.export_columns import Column, Kind, Relation
from db.export_files import WrittenFile
from db.export_rows import ARTICLES_AND_WHAT_THEY_HOLD

Format = Literal["parquet", "csv"]
NAME: Final = "vnportals-export"
FILE: Final = "datapackage.json"
_PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES: Final[Mapping[Kind, str]] = {
    "text": "string",
    "json": "string",  # a list or an object, spelled as JSON
    "exact": "number",
    "integer": "integer",
    "real": "number",
    "flag": "boolean",
    "date": "date",
    "moment": "datetime",
}
_IN_CSV: Final = {
    "mediatype": "text/csv",
    "encoding": "utf-8",
    "dialect": {"header": True, "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
}
_IN_PARQUET: Final = {"mediatype": "application/vnd.apache.parquet"}


@dataclass(frozen=True, slots=True)
class Resource:
    """One table or view in one format. `decimals`: exact column -> the decimal column beside it; `partial`: not all rows."""

    relation: Relation
    format: Format
    files: Sequence[WrittenFile]
    decimals: Mapping[str, str]
    partial: bool

    @property
    def name(self) -> str:
        return f"{self.relation.name}.{self.format}"

    @property
    def rows(self) -> int:
        return sum(file.rows for file in self.files)


def descriptor(resources: Collection[Resource], created: datetime, since: date | None) -> dict[str, Any]:
    """The content of datapackage.json."""
    exported = {resource.name: resource for resource in resources}
    return {
        "$schema": _PROFILE,
        "name": NAME,
        "title": "Numbers that Vietnam's provincial portals and newspapers publish",
        "description": "Tables and views of a warehouse of vnportals"
        + (f", as far as they come from articles published on {since} or later." if since else "."),
        "created": created.isoformat(timespec="seconds"),
        "resources": [_resource(resource, exported) for resource in resources],
    }


def _resource(resource: Resource, exported: Mapping[str, Resource]) -> dict[str, Any]:
    relation, files = resource.relation, resource.files
    told: dict[str, Any] = {
        "name": resource.name,
        "type": "table",
        "description": relation.about[0],
        "description_vi": relation.about[1],
        "format": resource.format,
        **(_IN_CSV if resource.format == "csv" else _IN_PARQUET),
        "rows": resource.rows,
        "bytes": sum(file.size for file in files),
    }
    if len(files) == 1:
        told |= {"path": files[0].path, "hash": f"sha256:{files[0].sha256}"}
    else:
        told |= {
            "path": [file.path for file in files],
            "files": [{"path": f.path, "rows": f.rows, "bytes": f.size, "hash": f"sha256:{f.sha256}"} for f in files],
        }
    return told | {"schema": _schema(resource, exported)}


def _schema(resource: Resource, exported: Mapping[str, Resource]) -> dict[str, Any]:
    relation = resource.relation
    schema: dict[str, Any] = {"fields": [field for column in relation.columns for field in _fields(resource, column)]}
    if relation.primary_key:
        schema["primaryKey"] = list(relation.primary_key)
    keys = [
        {
            "fields": list(key.columns),
            "reference": ({} if key.table == relation.name else {"resource": f"{key.table}.{resource.format}"})
            | {"fields": list(key.their_columns)},  # a reference to itself names no resource
        }
        for key in relation.foreign_keys
        if _holds(resource, exported.get(f"{key.table}.{resource.format}"))
    ]
    return schema | ({"foreignKeys": keys} if keys else {}) | ({"missingValues": [""]} if resource.format == "csv" else {})


def _holds(resource: Resource, other: Resource | None) -> bool:
    """Whether every row refers to one that is there: with `since`, articles that others refer to may be left out."""
    return other is not None and (not other.partial or resource.relation.name in ARTICLES_AND_WHAT_THEY_HOLD)


def _fields(resource: Resource, column: Column) -> list[dict[str, Any]]:
    type_ = "string" if column.kind == "exact" and resource.format == "parquet" else _TYPES[column.kind]
    field: dict[str, Any] = {"name": column.name, "type": type_}
    if column.kind == "flag" and resource.format == "csv":
        field |= {"trueValues": ["1"], "falseValues": ["0"]}
    field |= {"description": column.about[0], "description_vi": column.about[1]}
    if column.name not in resource.decimals:
        return [field]
    about = f"{column.name} as a decimal number; missing where it needs more digits than that has"
    return [field, {"name": resource.decimals[column.name], "type": "number", "description": about}]
