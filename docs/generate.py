"""Makes the pages of the docs that come from declared data: `make docs`. A test fails when they are out of date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import dropwhile
from pathlib import Path

from db.checks.quality import quality_rules
from db.dictionary import Dictionary, Entry, Text, dictionary
from db.queries import KINDS, NamedQuery, named_queries
from flows.drift_rules import DRIFT_RULES, DriftRule
from flows.portal_checks import PORTAL_RULES
from scrapers.coverage import Covered, by_name, coverage, province_of
from scrapers.portals import PORTALS
from scrapers.spec import Portal
from transforms.indicators import INDICATORS

FOLDER = Path(__file__).parent


def portals_page() -> str:
    """docs/portals.md."""
    covered = coverage(PORTALS)
    having = sum(bool(row.portals) for row in covered)
    old = sum(len(row.parts) for row in covered)
    kept = old - sum(len(row.without) for row in covered)
    lines = {
        "state": _table(("", "portals", "provinces", "on by default"), map(_of_knowledge, ("seen", "declared"))),
        "provinces": _table(
            ("province", "was until 30 June 2025", "portals", "seen", "former units without"), map(_cover, covered)
        ),
        "portals": _table(
            (
                "province",
                "speaks for",
                "portal",
                "kind",
                "family",
                "hosts",
                "known since",
                "knowledge",
                "default",
                "known from",
            ),
            (_portal_row(portal, row.province.name) for row in covered for portal in _by_unit(row)),
        ),
    }
    return "\n".join(
        (
            "# Portals",
            "",
            "Made by `make docs` from `scrapers/portals/`. How well a portal is known:",
            "",
            "- `seen`: a saved real page parses in a test.",
            "- `declared`: known by public facts or by the text of a page only; its selectors are unproved until a page is",
            "  saved. What is guessed is part of what a layout is recognised by: a wrong guess finds nothing, rather than half",
            "  of an article.",
            "",
            "Default portals are part of a run that names none: the first five, and those that are seen. The others run by",
            "name, `vnportals run --portal SLUG`, or all together, `vnportals run --all`. `known since` is the earliest year",
            "of which there is a page or a configuration; what a layout says need not hold before.",
            "",
            *lines["state"],
            "",
            f"## Coverage: {having} of {len(covered)}",
            "",
            f"Of the {len(covered)} provinces of today {having} have a portal here; a test fails when one has none. Of the",
            f"{old} units until 30 June 2025 {kept} have one of their own, which matters for their history.",
            "",
            *lines["provinces"],
            "",
            "## The portals",
            "",
            "By the province of today. What a portal of a former unit publishes counts for the unit of the day.",
            "",
            *lines["portals"],
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


def checks_page() -> str:
    """docs/checks.md, the tables in it made anew from the rules as they are declared; the rest is written by hand."""
    tables = {
        "drift": _table(
            ("rule", "watched", "least change", "what to do"),
            (
                (f"`{r.name}`", f"{r.what}: {'rises' if r.watch.bad == 'up' else 'falls'}", _change(r), r.todo)
                for r in DRIFT_RULES
            ),
        ),
        "portal": _table(
            ("rule", "severity", "what it finds"), ((f"`{name}`", r.severity, r.what) for name, r in PORTAL_RULES.items())
        ),
        "quality": _table(
            ("rule", "severity", "what fails it", "rows", "what to do"),
            ((f"`{r.name}`", r.severity, r.what, str(r.least), r.todo) for r in quality_rules()),
        ),
    }
    page = (FOLDER / "checks.md").read_text(encoding="utf-8")
    for name, lines in tables.items():
        begins, ends = f"<!-- {name}: made by `make docs` -->\n", f"<!-- end of {name} -->"
        before, _, rest = page.partition(begins)
        page = "\n".join((before + begins.rstrip(), "", *lines, "", ends + rest.partition(ends)[2]))
    return page


def _change(rule: DriftRule) -> str:
    """The least change that counts, and from what value on it is an error."""
    least = rule.watch.least_change
    said = f"{least:.0%} of all" if rule.watch.kind == "share" else "half"
    return said if rule.error_beyond is None else f"{said}; error from {rule.error_beyond:.0%}"


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


def _of_knowledge(knowledge: str) -> tuple[str, ...]:
    known = [portal for portal in PORTALS if portal.knowledge == knowledge]
    provinces = {province_of(portal) for portal in known}
    return f"`{knowledge}`", str(len(known)), str(len(provinces)), str(sum(portal.default for portal in known))


def _cover(row: Covered) -> tuple[str, ...]:
    """A province of today, what it was made of, how many portals speak for it and how many of them are seen."""
    parts = "" if row.parts == (row.province.name,) else ", ".join(row.parts)
    return row.province.name, parts, str(len(row.portals)), str(row.seen), ", ".join(row.without)


def _by_unit(row: Covered) -> list[Portal]:
    """Those of the province itself first, then those of the units that went into it."""
    name = row.province.name
    return sorted(row.portals, key=lambda p: (p.province != name, by_name(p.province), p.kind == "government"))


def _portal_row(portal: Portal, province: str) -> tuple[str, ...]:
    return (
        province,
        "" if portal.province == province else portal.province,
        f"`{portal.slug}` {portal.name}",
        portal.kind,
        portal.family,
        ", ".join((portal.host, *portal.aliases)),
        str(portal.known_since or ""),
        portal.knowledge,
        "yes" if portal.default else "no",
        "; ".join(dict.fromkeys(layout.source for layout in portal.layouts)),
    )


PAGES = {
    "portals.md": portals_page,
    "indicators.md": indicators_page,
    "data-dictionary.md": dictionary_page,
    "queries.md": queries_page,
    "checks.md": checks_page,
}

if __name__ == "__main__":
    for name, make in PAGES.items():
        (FOLDER / name).write_text(make(), encoding="utf-8")
