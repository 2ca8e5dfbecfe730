"""`vnportals query`: the documented queries, and any SQL that only reads."""

from __future__ import annotations

from pathlib import Path

import click

from db.errors import QueryError
from db.queries import KINDS, TIME_LIMIT_S, NamedQuery, named_queries, named_query, run_named, run_sql
from flows.article_history import print_history, print_history_json, versions
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
@click.option("--describe", is_flag=True, help="Tell what the query answers, its parameters and an example; ask nothing.")
@format_option
@db_option
def command(
    name: str | None,
    sql: str | None,
    parameters: dict[str, str],
    time_limit: float,
    describe: bool,
    output_format: Format,
    db: Path | None,
) -> None:
    """Ask the warehouse. Without a name and without --sql, list the documented queries.

    The connection cannot write. Parameters of --sql are bound by name (:name).

    \b
    Examples:
      vnportals query
      vnportals query latest_numbers --describe
      vnportals query latest_numbers -p province="An Giang"
      vnportals query --sql "SELECT portal, count(*) FROM articles GROUP BY portal" --format csv
    """
    if name is not None and sql is not None:
        raise click.UsageError("give the name of a query or --sql, not both")
    if describe and name is None:
        raise click.UsageError("--describe needs the name of a query")
    try:
        if name is None and sql is None:
            _list_queries(output_format)
        elif describe:
            _describe(named_query(str(name)))
        elif sql is not None:
            result = run_sql(existing_warehouse(db), sql, parameters, time_limit_s=time_limit)
            print_rows(result.columns, result.rows, output_format)
        else:
            _ask(str(name), existing_warehouse(db), parameters, time_limit, output_format)
    except QueryError as error:
        raise click.ClickException(str(error)) from error


def _ask(name: str, path: Path, parameters: dict[str, str], time_limit: float, output_format: Format) -> None:
    result = run_named(path, name, parameters, time_limit_s=time_limit)
    if name == "article_history" and output_format == "table":
        print_history(output_console(), versions(path, result))
    elif name == "article_history" and output_format == "json":
        click.echo(print_history_json(versions(path, result)))
    else:
        print_rows(result.columns, result.rows, output_format)


def _list_queries(output_format: Format) -> None:
    queries = named_queries().values()
    print_rows(("query", "answers"), [(query.name, query.title) for query in queries], output_format)
    if output_format == "table":
        output_console().print("`vnportals query NAME --describe` tells the parameters of one.", markup=False)


def _describe(query: NamedQuery) -> None:
    console = output_console()
    console.print(query.title, style="bold", markup=False)
    console.print(query.about, markup=False)
    if query.parameters:
        rows = [(p.name, KINDS[p.kind], p.default, p.about) for p in query.parameters]
        console.print(make_table(("parameter", "kind", "default", ""), rows))
    console.print(f"Example: {query.example}", markup=False, soft_wrap=True)
