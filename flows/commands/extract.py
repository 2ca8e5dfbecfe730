"""`vnportals extract`: the numbers of a text, as a table for people and as JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO, Final, Literal

import click

from flows.numbers_table import print_numbers
from flows.render import message_console, output_console
from flows.terminal import fit_for_terminal, json_text
from transforms.explanation import explain, explained_json
from transforms.extraction import Extraction, extract, published_date, to_json

# How files begin that people take for text, and what to do with them
_NO_TEXT: Final = {
    b"%PDF-": "a PDF; take the text out first, for example with pdftotext",
    b"PK\x03\x04": "a ZIP archive or an office document; save it as plain text first",
    b"\xd0\xcf\x11\xe0": "an old office document; save it as plain text first",
    b"\x1f\x8b": "compressed with gzip; unpack it first",
    b"\xff\xfe": "UTF-16; convert it first: iconv -f UTF-16 -t UTF-8",
    b"\xfe\xff": "UTF-16; convert it first: iconv -f UTF-16 -t UTF-8",
}


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
@click.option(
    "--format", "output_format", type=click.Choice(["table", "json"]), help="Default: a table on a terminal, JSON elsewhere."
)
@click.option("--explain", "steps", is_flag=True, help="Tell how each number was read, and what the other digits are.")
def command(
    file: BinaryIO,
    published: date | None,
    province: str | None,
    jsonl: bool,
    output_format: Literal["table", "json"] | None,
    steps: bool,
) -> None:
    """Read the numbers of a text: quantities, and metrics, which are known indicators among them.

    FILE is UTF-8 text; without it, or with -, standard input is read. On a terminal the metrics come as a table, each with the
    sentence that states it, and the other quantities below it. Elsewhere all is JSON; its offsets count characters of the text
    in Unicode NFC.

    With --explain you are told for each metric its rule, on what ground, and where period and place came from; for each other
    quantity why it is no metric; and what the other digits were read as, so that every digit of the text is accounted for. In
    JSON, "explain" holds in a metric: rule, ground, certainty, subject or taken_from, act, period, place; in a quantity: metric
    (its index) or silence (the reason); in the whole: rejected (each with its kind) and unread (each with the reason).

    \b
    Examples:
      vnportals extract article.txt --published 2020-07-30 --province "An Giang"
      vnportals extract article.txt --explain
      echo "Toàn tỉnh còn 14.170 hộ nghèo (chiếm 2,63%)." | vnportals extract --format table
      vnportals extract --jsonl < texts.jsonl > numbers.jsonl
    """
    if jsonl and output_format == "table":
        raise click.UsageError("--jsonl prints JSON, a line for each text; leave --format table out")
    _tell_who_waits(file)
    if jsonl:
        for number, line in _lines(file):
            identifier, found = _extract_line(number, line, published, province)
            click.echo(json_text({"id": identifier, **_rows(found, steps=steps)}))
        return
    found = extract(_read(file), published=published, province=province)
    if output_format == "table" or (output_format is None and sys.stdout.isatty()):
        print_numbers(output_console(), found, steps=steps)
    else:
        click.echo(json_text(_rows(found, steps=steps), indent=2))


def _rows(found: Extraction, *, steps: bool) -> dict[str, Any]:
    return explained_json(found, explain(found)) if steps else to_json(found)


def _tell_who_waits(file: BinaryIO) -> None:
    """Someone who forgot the file sees what the command waits for."""
    if file.isatty():
        message_console().print("reading the text from the terminal; Ctrl-D on a line of its own ends it")


def _read(file: BinaryIO) -> str:
    """The text as it stands, line ends too, or the offsets would be those of another text. A byte order mark is none of it."""
    try:
        content = file.read()
    except OSError as error:
        raise click.ClickException(f"{_name(file)}: {error.strerror}") from error
    what = next((told for opening, told in _NO_TEXT.items() if content.startswith(opening)), None)
    if what is None and b"\0" in content:
        what = "binary, or UTF-16; give plain text in UTF-8"
    if what is not None:
        raise click.ClickException(f"{_name(file)}: no plain text but {what}")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.ClickException(
            f"{_name(file)}: not UTF-8 (byte 0x{content[error.start]:02x} at {error.start}); convert it first, "
            "for example with iconv -f WINDOWS-1258 -t UTF-8"
        ) from error


def _name(file: BinaryIO) -> str:
    return fit_for_terminal(str(getattr(file, "name", "standard input")))


def _lines(file: BinaryIO) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(_read(file).split("\n"), start=1):
        if line.strip():
            yield number, line


def _extract_line(number: int, line: str, published: date | None, province: str | None) -> tuple[Any, Extraction]:
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
    return identifier, extract(text, published=day, province=row.get("province") or province)
