"""Makes the pages of the docs that come from declared data: `make docs`. A test fails when they are out of date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import dropwhile
from pathlib import Path

from db.dictionary import Dictionary, Entry, Text, dictionary
from db.queries import KINDS, NamedQuery, named_queries
from scrapers.portals import PORTALS
from scrapers.spec import Portal
from transforms.indicators import INDICATORS

FOLDER = Path(__file__).parent


def portals_page() -> str:
    """docs/portals.md."""
    rows = [_portal_row(portal) for portal in PORTALS]
    return "\n".join(
        (
            "# Portals",
            "",
            "Made by `make docs` from `scrapers/portals/`. `seen`: a saved real page parses in a test. `declared`: known by",
            "public facts or by the text of a page only; its selectors are unproved until a page is saved. Default portals are",
            "part of a run that names none.",
            "",
            "| slug | name | province | kind | family | hosts | knowledge | default | known from |",
            "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
            *rows,
            "",
        )
    )


def indicators_page() -> str:
    """docs/indicators.md."""
    return "\n".join(
        (
            "# Indicators",
            "",
            "Made by `make docs` from `transforms/indicators.py`.",
            "",
            "| code | group | unit | Vietnamese | what counts |",
            "| --- | --- | --- | --- | --- |",
            *(f"| `{i.code}` | {i.group} | {i.unit} | {i.label_vi} | {i.definition} |" for i in INDICATORS),
            "",
        )
    )


def dictionary_page() -> str:
    """docs/data-dictionary.md."""
    told = dictionary()
    return "\n".join(
        (
            "# Data dictionary · Từ điển dữ liệu",
            "",
            "Made by `make docs` from the comments of `db/schema.sql` and `db/views.sql`, the queries of `db/queries`, the",
            "indicators of `transforms/indicators.py`, and `db/dictionary.toml`, which holds the Vietnamese.",
            "",
            "Trang này được tạo tự động (`make docs`). Mỗi bảng, cột, khung nhìn, truy vấn và chỉ tiêu được mô tả một lần.",
            "",
            "Times are ISO 8601 with +07:00, days are YYYY-MM-DD, exact numbers are decimal text. · Thời điểm ghi theo ISO",
            "8601 với +07:00, ngày ghi NĂM-THÁNG-NGÀY, số chính xác ghi bằng chữ số thập phân.",
            "",
            "## Views · Khung nhìn",
            "",
            *(line for entry in told.views.values() for line in _relation(entry)),
            "## Tables · Bảng",
            "",
            *(line for entry in told.tables.values() if not entry.internal for line in _relation(entry)),
            "## Tables of the program's own · Bảng nội bộ của chương trình",
            "",
            *(line for entry in told.tables.values() if entry.internal for line in _relation(entry)),
            *_query_lines(told),
            *_indicator_lines(told),
        )
    )


def queries_page() -> str:
    """docs/queries.md."""
    queries = named_queries().values()
    return "\n".join(
        (
            "# Queries",
            "",
            "Made by `make docs` from the files of `db/queries/`. Each is asked by `vnportals query NAME`, with",
            "`-p name=value` for a parameter and `--format table`, `csv`, `json` or `markdown`; `vnportals browse` has a form",
            "for each. Names of provinces, indicators and portals may be typed without marks and capitals; an indicator may be",
            "given by its Vietnamese name. Any SQL that only reads can be asked with `--sql`. To add a query, put a file into",
            "the folder: its first comment lines are what stands here. Tests want a case with its result, and that it looks",
            "things up: no big table may be read from end to end.",
            "",
            *(f"- [`{query.name}`](#{query.name}): {query.title}" for query in queries),
            "",
            *(line for query in queries for line in _query_page(query)),
        )
    )


def _query_page(query: NamedQuery) -> list[str]:
    lines = [f"## {query.name}", "", f"{query.title}. {query.about}", "", "```sh", query.example, "```", ""]
    if query.parameters:
        rows = [(f"`{p.name}`", KINDS[p.kind], f"`{p.default}`" if p.default else "", p.about) for p in query.parameters]
        lines += [*_table(("parameter", "kind", "default", "what it is"), rows), ""]
    sql = "\n".join(dropwhile(lambda line: line.startswith("--"), query.sql.rstrip().splitlines()))
    return [*lines, "```sql", sql, "```", ""]


def _relation(entry: Entry) -> list[str]:
    rows = [(f"`{column.name}`", column.type, column.text.en, column.text.vi) for column in entry.columns.values()]
    return [f"### {entry.name}", "", _in_both(entry.text), "", *_table(("column", "type", "English", "Tiếng Việt"), rows), ""]


def _query_lines(told: Dictionary) -> list[str]:
    lines = ["## Queries · Truy vấn", "", "`vnportals query NAME -p parameter=value`", ""]
    for query in told.queries.values():
        lines += [f"### `{query.name}`", "", _in_both(query.title), "", _in_both(query.about), ""]
        if query.parameters:
            rows = [(f"`{name}`", text.en, text.vi) for name, text in query.parameters.items()]
            lines += [*_table(("parameter", "English", "Tiếng Việt"), rows), ""]
    return lines


def _indicator_lines(told: Dictionary) -> list[str]:
    rows = [
        (f"`{i.code}`", _in_both(i.label), _in_both(i.definition), i.unit, _in_both(i.unit_text))
        for i in told.indicators.values()
    ]
    titles = ("code", "name · tên", "what counts · nội dung", "unit", "read as · đọc là")
    return ["## Indicators · Chỉ tiêu", "", *_table(titles, rows), ""]


def _table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    escaped = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    return [f"| {' | '.join(row)} |" for row in (titles, ["---"] * len(titles), *escaped)]


def _in_both(text: Text) -> str:
    return f"{text.en} · {text.vi}" if text.en != text.vi else text.en


def _portal_row(portal: Portal) -> str:
    hosts = ", ".join((portal.host, *portal.aliases))
    sources = "; ".join(layout.source for layout in portal.layouts)
    default = "yes" if portal.default else "no"
    cells = (
        f"`{portal.slug}`",
        portal.name,
        portal.province,
        portal.kind,
        portal.family,
        hosts,
        portal.knowledge,
        default,
        sources,
    )
    return f"| {' | '.join(cells)} |"


PAGES = {
    "portals.md": portals_page,
    "indicators.md": indicators_page,
    "data-dictionary.md": dictionary_page,
    "queries.md": queries_page,
}

if __name__ == "__main__":
    for name, make in PAGES.items():
        (FOLDER / name).write_text(make(), encoding="utf-8")
