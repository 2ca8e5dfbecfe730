"""Datasette's metadata, made from what is declared elsewhere: the data dictionary, the documented queries, the dashboards."""

from __future__ import annotations

import re
from typing import Any, Final

from markupsafe import Markup

from db.dictionary import QueryEntry, datasette_metadata, dictionary
from db.queries import NamedQuery, Parameter, named_queries
from flows.browsing.dashboards import dashboards
from flows.browsing.database import NAME

TITLE: Final = "Số liệu các cổng thông tin tỉnh · Numbers of Vietnam's provincial portals"
LICENSE: Final = "văn bản: của các báo, cổng đã đăng · texts: of the portals and newspapers that published them"
_ONE_INDICATOR: Final = "?indicator=poor_household_rate"
# On the front page, in this order; all others are one step further. Name -> filter to begin with: of millions of rows, a page
# of one indicator comes at once.
MAIN_TABLES: Final = {
    "current_observations": _ONE_INDICATOR,
    "indicator_series": _ONE_INDICATOR,
    "latest_observations": _ONE_INDICATOR,
    "conflicting_observations": "",
    "corroborated_observations": "",
    "articles": "",
    "coverage": "",
    "portal_health": "",
    "rejections": "",
}
_FACETS: Final = {
    "articles": ["portal", "section"],
    "current_observations": ["indicator", "portal"],
    "observations": ["indicator", "role", "place_level"],
    "indicators": ["theme"],
    "indicator_series": ["indicator", "role", "chosen_by"],
    "latest_observations": ["indicator"],
    "conflicting_observations": ["indicator"],
    "pages": ["portal", "state"],
    "rejections": ["portal", "reason"],
    "provinces": ["kind"],
    "runs": ["state"],
}
_NEWEST_FIRST: Final = {
    "articles": "published_at",
    "runs": "run_id",
    "rejections": "rejection_id",
}
_LABELS: Final = {"articles": "title", "portals": "name", "indicators": "label_vi"}  # what a link to a row says
_HIDDEN: Final = ("_sqlite_migrations",)  # beside what the dictionary calls internal
_NUMBERS: Final = {"integer": "INTEGER", "year": "INTEGER", "number": "REAL"}  # a form gives text
# A parameter in SQL, but not inside a text or a comment.
_NAMED: Final = re.compile(r"'(?:[^']|'')*'|--[^\n]*|:(?P<name>\w+)")


def metadata() -> dict[str, Any]:
    """All of it: titles, descriptions, canned queries, facets, dashboards."""
    tables: dict[str, dict[str, Any]] = datasette_metadata(NAME)["databases"][NAME]["tables"]
    for key, values in (("facets", _FACETS), ("sort_desc", _NEWEST_FIRST), ("label_column", _LABELS)):
        for name, value in values.items():
            tables[name][key] = value
    for name in _HIDDEN:
        tables[name] = {"hidden": True}
    tables["articles"] |= {"fts_table": "articles_fts_folded", "fts_pk": "article_id"}
    told = dictionary().queries
    queries = {name: canned_query(query, told[name]) for name, query in named_queries().items()}
    return {
        "title": TITLE,
        "license": LICENSE,
        "databases": {NAME: {"tables": tables, "queries": queries}},
        "plugins": {"datasette-dashboards": dashboards()},
    }


def canned_query(query: NamedQuery, told: QueryEntry) -> dict[str, Any]:
    """A documented query for Datasette, whose form gives "" for what was left empty: that then means the default."""
    item = Markup("<li><code>{}</code>: {} / {}{}</li>")
    parameters = Markup("").join(
        item.format(p.name, told.parameters[p.name].vi, told.parameters[p.name].en, f" ({p.default})" if p.default else "")
        for p in query.parameters
    )
    about = Markup("<p>{}</p><p>{}. {}</p>").format(told.about.vi, told.title.en, told.about.en)
    return {
        "title": told.title.vi,
        "description_html": about + (Markup("<ul>{}</ul>").format(parameters) if parameters else Markup("")),
        "sql": with_defaults(query),
        "params": [parameter.name for parameter in query.parameters],
    }


def with_defaults(query: NamedQuery) -> str:
    """The query's SQL in which a parameter that is "" counts as its default, or as NULL where it has none."""
    parameters = {parameter.name: parameter for parameter in query.parameters}

    def given(found: re.Match[str]) -> str:
        name = found["name"]
        return _or_default(parameters[name]) if name in parameters else found[0]

    return _NAMED.sub(given, query.sql)


def _or_default(parameter: Parameter) -> str:
    value = f"nullif(:{parameter.name}, '')"
    if parameter.default:
        value = f"coalesce({value}, '{parameter.default.replace(chr(39), chr(39) * 2)}')"
    return f"CAST({value} AS {_NUMBERS[parameter.kind]})" if parameter.kind in _NUMBERS else value
