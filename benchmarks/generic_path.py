"""Pages of unknown layout: this project's generic reader against trafilatura (text) and htmldate (dates), on the same pages.

Text is scored by 4-shingles as in scrapinghub/article-extraction-benchmark: precision and recall are means over pages. On saved
real pages the reference is what the site's own layout reads, which tests hold to what a person reads on them; on replica pages
it is what was written for them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import mean

import trafilatura
from htmldate import find_date

from benchmarks.parse_speed import replica_pages
from replicas.world import world
from scrapers.encoding import decode
from scrapers.listings import first_request
from scrapers.parse import parse_article
from scrapers.portals import BY_SLUG
from tests.scrapers.test_saved_pages import PAGES, read
from transforms.dates import vietnam_day
from transforms.records import RawArticle

SHARED = Path(__file__).parent.parent.parent / "shared"
LISTINGS = {"baocantho.com.vn__list.html": "baocantho"}  # pages that have no date of their own


@dataclass(frozen=True, slots=True)
class Case:
    """A page with what stands on it. `text` is empty and `published` None for a page that is no article."""

    name: str
    html: str
    url: str
    text: str
    published: datetime | None


def run() -> None:
    """Print both tables for the saved pages, if they are beside the checkout, and for the replicas'."""
    for name, cases in (("saved real pages", list(saved_cases())), ("replica pages", list(replica_cases()))):
        if cases:
            print(f"{name}: {sum(bool(case.text) for case in cases)} articles, {len(cases)} pages")
            print(text_table(cases), date_table(cases), sep="\n\n", end="\n\n")


def saved_cases() -> Iterator[Case]:
    """The saved real pages; none where ../shared is not here."""
    folder = SHARED / "pages"
    if not folder.is_dir():
        return
    for page in PAGES:
        html = decode((folder / page.file).read_bytes(), None).text
        yield Case(page.file, html, page.url, text_of(read(page, SHARED)), datetime.fromisoformat(page.published))
    for file, slug in LISTINGS.items():
        portal = BY_SLUG[slug]
        html = decode((folder / file).read_bytes(), None).text
        yield Case(file, html, first_request(portal, portal.listings[0]).url, "", None)


def replica_cases() -> Iterator[Case]:
    """The replicas' articles as served, with their text as it was written."""
    written = [article for articles in world(1).articles.values() for article in articles]
    for article, (_, url, body) in zip(written, replica_pages(), strict=True):
        rows = "\n".join(" ".join(row) for block in article.body if block.kind == "table" for row in block.rows)
        paragraphs = "\n".join(block.text for block in article.body if block.kind in ("p", "heading"))
        yield Case(article.slug, decode(body, None).text, url, f"{article.lead}\n{paragraphs}\n{rows}", article.published)


def text_of(article: RawArticle) -> str:
    """Lead and body, the lead once."""
    return "\n".join(article.body if article.lead in article.body else (article.lead, *article.body))


def _ours(case: Case) -> str:
    return text_of(parse_article(case.html, case.url, None))


def _trafilatura(*, favor_precision: bool = False, tables: bool = True) -> Callable[[Case], str]:
    def extract(case: Case) -> str:
        found = trafilatura.extract(
            case.html, url=case.url, include_comments=False, favor_precision=favor_precision, include_tables=tables
        )
        return found or ""

    return extract


TEXT_READERS: dict[str, Callable[[Case], str]] = {
    "vnportals, no layout": _ours,
    "trafilatura": _trafilatura(),
    "trafilatura, tables off": _trafilatura(tables=False),
    "trafilatura, favor_precision": _trafilatura(favor_precision=True),
}


def text_table(cases: Sequence[Case]) -> str:
    """F1, precision, recall and the worst page of every reader."""
    rows = ["| text | F1 | P | R | worst page |", "| --- | --- | --- | --- | --- |"]
    articles = [case for case in cases if case.text]
    for name, reader in TEXT_READERS.items():
        scores = [shingle_scores(case.text, reader(case)) for case in articles]
        precision, recall = mean(score[0] for score in scores), mean(score[1] for score in scores)
        worst = min(_f1(*score) for score in scores)
        rows.append(f"| {name} | {_f1(precision, recall):.3f} | {precision:.3f} | {recall:.3f} | {worst:.3f} |")
    return "\n".join(rows)


def shingle_scores(wanted: str, found: str) -> tuple[float, float]:
    """Precision and recall of the 4-word shingles of a page."""
    want, have = _shingles(wanted), _shingles(found)
    right = (want & have).total()
    return right / have.total() if have else 0.0, right / want.total() if want else 0.0


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3))) if words else Counter()


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _our_date(case: Case) -> datetime | None:
    return parse_article(case.html, case.url, None).published_at


def _htmldate(*, original: bool) -> Callable[[Case], datetime | None]:
    def find(case: Case) -> datetime | None:
        found = find_date(case.html, url=case.url, original_date=original, outputformat="%Y-%m-%d")
        return datetime.fromisoformat(f"{found}T00:00+07:00") if found else None

    return find


DATE_READERS: dict[str, Callable[[Case], datetime | None]] = {
    "vnportals, no layout": _our_date,
    "htmldate": _htmldate(original=False),
    "htmldate, original_date": _htmldate(original=True),
}


def date_table(cases: Sequence[Case]) -> str:
    """How many days are right, wrong and not told. A date for a page that has none is wrong."""
    rows = ["| date | right | to the minute | wrong | none told |", "| --- | --- | --- | --- | --- |"]
    for name, reader in DATE_READERS.items():
        told = [(case.published, reader(case)) for case in cases]
        right = sum(_same_day(wanted, found) for wanted, found in told)
        minute = sum(bool(w and f and f.replace(second=0) == w.replace(second=0)) for w, f in told)
        missing = sum(wanted is not None and found is None for wanted, found in told)
        rows.append(f"| {name} | {right} of {len(told)} | {minute} | {len(told) - right - missing} | {missing} |")
    return "\n".join(rows)


def _same_day(wanted: datetime | None, found: datetime | None) -> bool:
    if wanted is None or found is None:
        return wanted is found
    return vietnam_day(wanted) == vietnam_day(found)
