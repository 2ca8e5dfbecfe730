"""The findings of drift: a portal's measures against its own history, with the first evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import exp

from db.checks.articles_read import ReadArticle, articles_read
from db.checks.evidence import not_had, refused
from db.checks.measures import LEVELS, PARTS
from db.findings import KEPT_ROWS, FailingRow, Finding
from flows.drift_rules import DRIFT_RULES, DriftRule
from flows.portal_checks import Checked
from scrapers.spec import Portal, SelectorLayout
from transforms.drift import Drift, Point, drift


def drifts(checked: Checked, quiet_runs: frozenset[int]) -> Iterator[Finding]:
    """A finding for each rule whose measure has left its ordinary range. `quiet_runs` are those around Tết."""
    for rule in DRIFT_RULES:
        points = checked.history.get(rule.measure, ())
        if rule.follows_season:
            points = [point for point in points if point.at not in quiet_runs]
        found = drift(points, rule.watch)
        if found is not None:
            yield _finding(rule, found, points, checked)


def is_read_by_ended_layout(article: ReadArticle, portal: Portal) -> bool:
    """Whether a layout is declared to have ended before the day the article is dated."""
    return any(
        layout.name == article.layout and layout.until is not None and layout.until.isoformat() < article.published_at[:10]
        for layout in portal.layouts
    )


def _finding(rule: DriftRule, found: Drift, points: Sequence[Point], checked: Checked) -> Finding:
    low, high = rule.read(found.ordinary.low), rule.read(found.ordinary.high)
    expected = (
        f"at most {rule.spelled(found.ordinary.high)}"
        if rule.watch.bad == "up"
        else f"at least {rule.spelled(found.ordinary.low)}"
    )
    failing, rows = _rows(rule, found, checked)
    value = rule.read(found.last.value)
    return Finding(
        rule=rule.name,
        severity=rule.severity(value),
        message=f"{rule.what}: {rule.spelled(found.last.value)}, usually {rule.spelled(found.ordinary.middle)}, "
        f"ordinary is {expected}",
        todo=rule.todo.replace("SLUG", checked.portal.slug),
        portal=checked.portal.slug,
        measured=value,
        expected_low=max(low, 0.0),
        expected_high=high if rule.watch.kind != "share" else min(high, 1.0),
        failing=failing,
        rows=rows,
        evidence=_evidence(rule, found, points, rows, checked),
    )


def _evidence(
    rule: DriftRule, found: Drift, points: Sequence[Point], rows: Sequence[FailingRow], checked: Checked
) -> dict[str, object]:
    evidence: dict[str, object] = {
        "outside_since_run": found.since,
        "measured_on": found.last.weight,
        "last_runs": [round(rule.read(point.value), 3) for point in points[-10:]],
    }
    if rows:
        first = rows[0]
        evidence |= {"url": first.url, "capture_id": first.capture_id, "first": first.detail}
        if rule.measure == "read_without_layout" and first.url:
            evidence["selectors_not_found"] = _roots(checked.portal, first.url)
    elif rule.measure == "listed":
        pages = {listing.path: checked.portal.absolute(listing.path) for listing in checked.portal.listings}
        kept = {path: checked.archive.latest(checked.portal.slug, url) for path, url in pages.items()}
        evidence["listings"] = {path: capture.capture_id if capture else None for path, capture in kept.items()}
        evidence["selectors"] = sorted({listing.link.css for listing in checked.portal.listings if listing.link})
    return evidence


def _roots(portal: Portal, url: str) -> dict[str, str]:
    """Layout -> the container that the page must have to be in it, of those whose pages have such addresses."""
    return {layout.name: layout.root.css for layout in portal.layouts_for(url) if isinstance(layout, SelectorLayout)}


def _rows(rule: DriftRule, found: Drift, checked: Checked) -> tuple[int, list[FailingRow]]:
    """How many items show it since it began, and the newest of them."""
    slug, run_id = checked.portal.slug, checked.run_id
    if rule.measure in ("rejected", "without_date", "refused_on_listing"):
        reason = "no_date" if rule.measure == "without_date" else None
        on_listing = rule.measure == "refused_on_listing"
        return refused(checked.db, slug, found.since, run_id, on_listing=on_listing, reason=reason)
    if rule.measure == "failed":
        return not_had(checked.db, slug)
    tells = _telling(rule, found, checked)
    if tells is None:
        return 0, []
    runs = [point.at for point in checked.history[rule.measure] if point.at >= found.since][-KEPT_ROWS:]
    articles = articles_read(checked.db, slug, runs) if runs != [run_id] else checked.articles
    shown = [(article, detail) for article in reversed(articles) if (detail := tells(article))]
    return len(shown), [
        FailingRow(
            detail=detail,
            url=article.url,
            page_id=article.page_id,
            article_id=article.article_id,
            capture_id=article.capture_id,
        )
        for article, detail in shown[:KEPT_ROWS]
    ]


def _telling(rule: DriftRule, found: Drift, checked: Checked) -> Callable[[ReadArticle], str | None] | None:
    """Article -> what it shows, if it shows the drift."""
    if rule.measure == "read_without_layout":
        return lambda article: None if article.by_layout else f"read by {article.method}"
    if rule.measure in PARTS:
        lacks = PARTS[rule.measure]
        return lambda article: f"none found by {article.layout}" if article.by_layout and lacks(article) else None
    if rule.measure in LEVELS:
        size, usual = LEVELS[rule.measure], exp(found.ordinary.middle) - 1
        return lambda article: f"{size(article)}, usually {usual:,.0f}" if size(article) <= usual / 2 else None
    if rule.measure == "page_bytes":
        usual = exp(found.ordinary.middle) - 1
        sizes = checked.page_sizes
        return lambda article: (
            f"{sizes[article.capture_id]:,} bytes, usually {usual:,.0f}"
            if sizes.get(article.capture_id, usual) <= usual / 2
            else None
        )
    if rule.measure == "read_by_ended_layout":
        return lambda article: f"read by {article.layout}" if is_read_by_ended_layout(article, checked.portal) else None
    return None
