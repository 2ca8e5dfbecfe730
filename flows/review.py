"""The review after a run: every check of every portal of it, and of the warehouse; what was found is recorded.

No check can harm a night: one that breaks is logged and becomes a finding itself.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial

from sqlite_utils import Database

from db.archive import Archive
from db.checks.articles_read import articles_read
from db.checks.measures import Measure, account_measures, article_measures, history, record_measures, run_days
from db.checks.quality import check, quality_rules
from db.errors import told
from db.findings import Finding, record_findings
from flows.drift_review import drifts, is_read_by_ended_layout
from flows.portal_checks import PORTAL_RULES, Checked
from flows.report import RunReport, Tally
from scrapers.spec import Portal
from transforms.quiet_days import is_quiet

log = logging.getLogger(__name__)


def review(
    db: Database,
    archive: Archive,
    portals: Sequence[Portal],
    report: RunReport,
    now: datetime,
    *,
    silenced: frozenset[str] = frozenset(),
) -> list[Finding]:
    """Measure the run, check it, record and return what was found. `silenced` are rules, or rule:portal, to leave out.

    Raises nothing: a night whose review fails as a whole is a night without findings, with the cause in the log.
    """
    try:
        found: list[Finding] = []
        for rule in quality_rules():
            found += _guarded(rule.name, partial(check, db, rule, report.run_id, now))
        by_slug = {portal.slug: portal for portal in portals}
        quiet = frozenset(run_id for run_id, day in run_days(db, report.run_id).items() if is_quiet(day))
        for tally in report.tallies:
            found += _of_portal(db, archive, by_slug[tally.portal], tally, report.run_id, now, quiet)
        found = [one for one in found if not {one.rule, f"{one.rule}:{one.portal}"} & silenced]
        record_findings(db, report.run_id, found)
    except Exception:
        log.exception("run %s: could not be reviewed", report.run_id)
        return []
    return found


def _of_portal(
    db: Database, archive: Archive, portal: Portal, tally: Tally, run_id: int, now: datetime, quiet: frozenset[int]
) -> list[Finding]:
    found: list[Finding] = []

    def measured() -> list[Finding]:
        checked = _measure(db, archive, portal, tally, run_id, now)
        for name, rule in PORTAL_RULES.items():
            found.extend(_guarded(name, partial(_all, rule.check, checked), portal.slug))
        return list(drifts(checked, quiet))

    return [*_guarded("drift", measured, portal.slug), *found]


def _all(one_check: Callable[[Checked], Iterable[Finding]], checked: Checked) -> list[Finding]:
    return list(one_check(checked))


def _measure(db: Database, archive: Archive, portal: Portal, tally: Tally, run_id: int, now: datetime) -> Checked:
    """Take the measures of this run and keep them; only then can it be compared."""
    articles = articles_read(db, portal.slug, [run_id])
    sizes = archive.sizes(article.capture_id for article in articles)
    ended = sum(is_read_by_ended_layout(article, portal) for article in articles)
    measures = [
        *account_measures(db, run_id, portal.slug),
        *article_measures(articles, sizes),
        Measure("read_by_ended_layout", len(articles), ended),
        Measure("second_pages", tally.paged, len(tally.repeating)),
    ]
    record_measures(db, run_id, portal.slug, measures)
    return Checked(
        db=db,
        archive=archive,
        portal=portal,
        run_id=run_id,
        now=now,
        state=tally.state,
        history=history(db, portal.slug, run_id),
        articles=articles,
        page_sizes=sizes,
        repeating=tuple(tally.repeating),
    )


def _guarded(name: str, call: Callable[[], list[Finding]], portal: str | None = None) -> list[Finding]:
    """What the check finds; of a check that breaks, that it broke."""
    try:
        return call()
    except Exception as error:
        log.exception("%s: the check %s broke", portal or "warehouse", name)
        return [
            Finding(
                rule=f"check_failed_{name}",
                severity="error",
                message=f"the check {name} broke: {told(error)}",
                todo="the night is in, this check was not made; report it with the run's log",
                portal=portal,
                evidence={"error": type(error).__name__},
            )
        ]
