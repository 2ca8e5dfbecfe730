"""`vnportals extract`: the numbers of a text to JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, TextIO

import click

from transforms.extraction import extract, published_date, to_json


class _Day(click.ParamType[date]):
    """A publication date as people and data write it: 2019, 2019-03, 2019-03-21, with or without a time after it."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            day = published_date(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)
        if day is None:
            self.fail("an empty date; write YYYY, YYYY-MM or YYYY-MM-DD", param, ctx)
        return day


@click.command()
@click.argument("file", type=click.File(encoding="utf-8"), default="-")
@click.option("--published", type=_Day(), help="Day of publication: periods that the text does not state are inferred from it.")
@click.option("--province", help="Province the text is about unless it names another place.")
@click.option("--jsonl", is_flag=True, help='Lines {"id","text","published","province"} in, {"id","quantities","metrics"} out.')
def command(file: TextIO, published: date | None, province: str | None, jsonl: bool) -> None:
    """Read the numbers of a text and print them as JSON: quantities, and metrics, which are known indicators among them.

    FILE is UTF-8 text; without it, or with -, standard input is read. Offsets count characters of the text in Unicode NFC.

    \b
    Examples:
      vnportals extract article.txt --published 2020-07-30 --province "An Giang"
      echo "Toàn tỉnh còn 14.170 hộ nghèo (chiếm 2,63%)." | vnportals extract
      vnportals extract --jsonl < texts.jsonl > numbers.jsonl
    """
    if not jsonl:
        found = extract(_read(file), published=published, province=province)
        click.echo(json.dumps(to_json(found), ensure_ascii=False, indent=2))
        return
    for number, line in _lines(file):
        click.echo(json.dumps(_extract_line(number, line, published, province), ensure_ascii=False))


def _read(file: TextIO) -> str:
    try:
        return file.read()
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file.name}: not UTF-8 ({error}); convert it first") from error


def _lines(file: TextIO) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(_read(file).split("\n"), start=1):
        if line.strip():
            yield number, line


def _extract_line(number: int, line: str, published: date | None, province: str | None) -> dict[str, Any]:
    try:
        row = json.loads(line)
        text, identifier = row["text"], row["id"]
        day = published_date(row.get("published")) or published
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        reason = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise click.ClickException(
            f'line {number}: {reason}; each line is {{"id", "text", "published", "province"}}'
        ) from error
    if not isinstance(text, str):
        raise click.ClickException(f"line {number}: text is no string")
    found = extract(text, published=day, province=row.get("province") or province)
    return {"id": identifier, **to_json(found)}
