"""`vnportals query`: the documented queries, and any SQL that only reads."""

from __future__ import annotations

from pathlib import Path

import click

from db.errors import QueryError
from db.queries import TIME_LIMIT_S, NamedQuery, named_queries, run_named, run_sql
from flows.options import db_option, existing_warehouse
from flows.render import Format, format_option, make_table, output_console, print_rows


def _parameters(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    for name, equals, _value in pairs:
        if not name or not equals:
            raise click.BadParameter(f"{name!r} is not name=value")
    return {name: value for name, _, value in pairs}


@click.command()
@click.argument("name", required=False)
@click.option("--sql", help="Any single SQL statement that only reads.")
@click.option("-p", "--param", "parameters", multiple=True, callback=_parameters, help="name=value for a query's parameter.")
@click.option(
    "--time-limit", type=click.FloatRange(min=0, min_open=True), default=TIME_LIMIT_S, show_default=True, help="Seconds."
)
@format_option
@db_option
def command(
    name: str | None, sql: str | None, parameters: dict[str, str], time_limit: float, output_format: Format, db: Path | None
) -> None:
    """Ask the warehouse. Without a name and without --sql, list the documented queries.

    The connection cannot write. Parameters of --sql are bound by name (:name).

    \b
    Examples:
      vnportals query
      vnportals query latest_numbers -p province="An Giang"
      vnportals query --sql "SELECT portal, count(*) FROM articles GROUP BY portal" --format csv
    """
    if name is not None and sql is not None:
        raise click.UsageError("give the name of a query or --sql, not both")
    if name is None and sql is None:
        output_console().print(make_table(("query", "answers", "parameters"), map(_described, named_queries().values())))
        return
    path = existing_warehouse(db)
    try:
        if sql is not None:
            result = run_sql(path, sql, parameters, time_limit_s=time_limit)
        else:
            result = run_named(path, str(name), parameters, time_limit_s=time_limit)
    except QueryError as error:
        raise click.ClickException(str(error)) from error
    print_rows(result.columns, result.rows, output_format)


def _described(query: NamedQuery) -> tuple[str, str, str]:
    return query.name, query.title, "; ".join(f"{p.name}={p.default} ({p.about})" for p in query.parameters)
