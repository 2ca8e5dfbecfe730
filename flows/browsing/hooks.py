"""What we add to Datasette through its plugin hooks: our pages, our links, and the search that knows Vietnamese."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any

from datasette import Forbidden, NotFound, Request, Response, hookimpl
from datasette.app import Datasette
from markupsafe import Markup

from db.dictionary import dictionary
from flows.browsing.article_page import read_article
from flows.browsing.dashboards import dashboards
from flows.browsing.database import NAME
from flows.browsing.front import read_front
from flows.browsing.links import linked_cell
from flows.browsing.metadata import MAIN_TABLES
from flows.browsing.search_page import LIMIT, as_expression, find
from transforms.indicators import INDICATORS

_LABELS = {indicator.code: indicator.label_vi for indicator in INDICATORS}  # a choice is shown by its name, not its code
_OURS = ("index.html", "article.html", "search.html")
_LONGEST_SEARCH = 300


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    """Our three pages, the first in place of Datasette's own front page."""
    return [("^/$", _front), (r"^/article/(?P<article_id>\d{1,15})$", _article), ("^/-/search$", _search)]


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection) -> None:
    """In place of Datasette's function of that name: its search boxes then find "Đồng Tháp" by "dong thap"."""
    conn.create_function("escape_fts", 1, lambda text: as_expression(str(text)), deterministic=True)


@hookimpl
def render_cell(value: Any, column: str, datasette: Datasette) -> Markup | None:
    """A link where the column names an article, a portal or an address; None leaves the cell to Datasette."""
    plain = value["value"] if isinstance(value, dict) else value
    return linked_cell(column, plain, datasette.setting("base_url").rstrip("/"), NAME)


@hookimpl
def extra_template_vars(template: str) -> dict[str, Any]:
    """What our pages and the dashboards' know beside what their routes give them."""
    shown: dict[str, Any] = {"database": NAME} if template in _OURS else {}
    if template.startswith("dashboard"):
        shown |= {"option_labels": _LABELS, "column_texts": _column_texts()}
    return shown


@cache
def _column_texts() -> dict[str, str]:
    """What the columns of a dashboard's tables hold, by name; columns of one name mean the same in all views."""
    views = dictionary().views
    shown = ("portal_health", "conflicting_observations", "indicator_series", "current_observations")
    columns = (item for name in shown for item in views[name].columns.items())
    return {column: f"{entry.text.vi} / {entry.text.en}" for column, entry in columns}


async def _may_look(datasette: Datasette, request: Request) -> None:
    if await datasette.permission_allowed(request.actor, "view-database", NAME, default=True) is False:
        raise Forbidden("view-database denied")


async def _front(request: Request, datasette: Datasette) -> Response:
    """In place of Datasette's list of databases, of which there is one."""
    await _may_look(datasette, request)
    told = dictionary()
    relations = told.views | told.tables
    tables = [(name, start, relations[name].text) for name, start in MAIN_TABLES.items()]
    front = await datasette.get_database(NAME).execute_fn(
        lambda db: read_front(db, dashboards(), told.queries.values(), tables)
    )
    context = {"front": front, "metadata": datasette.metadata()}
    return Response.html(await datasette.render_template("index.html", context, request=request))


async def _article(request: Request, datasette: Datasette) -> Response:
    await _may_look(datasette, request)
    article_id = int(request.url_vars["article_id"])
    version, number = (_whole(request.args.get(name)) for name in ("version", "number"))
    page = await datasette.get_database(NAME).execute_fn(
        lambda db: read_article(db, article_id, version=version, number=number)
    )
    if page is None:
        raise NotFound(f"there is no article {article_id}" + (f" in a version {version}" if version is not None else ""))
    return Response.html(await datasette.render_template("article.html", {"page": page, "chosen": number}, request=request))


async def _search(request: Request, datasette: Datasette) -> Response:
    await _may_look(datasette, request)
    text, exact = (request.args.get("q") or "").strip()[:_LONGEST_SEARCH], request.args.get("exact") == "1"
    hits, problem = [], None
    if text:
        try:
            hits = await datasette.get_database(NAME).execute_fn(lambda db: find(db, text, exact=exact))
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
            problem = "Tìm quá lâu: hãy thêm từ · that took too long: add a word"
    context = {"searched": text, "exact": exact, "hits": hits, "limit": LIMIT, "problem": problem}
    return Response.html(await datasette.render_template("search.html", context, request=request))


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdecimal() and len(text) <= 15 else None
