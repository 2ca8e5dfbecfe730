"""`vnportals extract`: the numbers of a text to JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

import click

from flows.terminal import json_text
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
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--published", type=_Day(), help="Day of publication: periods that the text does not state are inferred from it.")
@click.option("--province", help="Province the text is about unless it names another place.")
@click.option("--jsonl", is_flag=True, help='Lines {"id","text","published","province"} in, {"id","quantities","metrics"} out.')
def command(file: BinaryIO, published: date | None, province: str | None, jsonl: bool) -> None:
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
        click.echo(json_text(to_json(found), indent=2))
        return
    for number, line in _lines(file):
        click.echo(json_text(_extract_line(number, line, published, province)))


def _read(file: BinaryIO) -> str:
    """The text as it stands, line ends too, or the offsets would be those of another text. A byte order mark is none of it."""
    try:
        return file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{_name(file)}: not UTF-8 ({error}); convert it first") from error


def _name(file: BinaryIO) -> str:
    return getattr(file, "name", "standard input")


def _lines(file: BinaryIO) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(_read(file).split("\n"), start=1):
        if line.strip():
            yield number, line


def _extract_line(number: int, line: str, published: date | None, province: str | None) -> dict[str, Any]:
    try:
        row = json.loads(line)
        text, identifier = row["text"], row["id"]
        day = published_date(row.get("published")) or published
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        reason = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise click.ClickException(
            f'line {number}: {reason}; each line is {{"id", "text", "published", "province"}}'
        ) from error
    if not isinstance(text, str):
        raise click.ClickException(f"line {number}: text is no string")
    found = extract(text, published=day, province=row.get("province") or province)
    return {"id": identifier, **to_json(found)}
