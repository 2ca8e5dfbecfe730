"""What is watched of every portal, night by night, against its own history: declared once, told in docs/checks.md."""

from __future__ import annotations

from dataclasses import dataclass
from math import expm1, log
from typing import Final

from db.findings import Severity
from transforms.drift import Watch

HALF: Final = log(2)


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftRule:
    """A measure of run_measures and when its change is a finding. `error_beyond`: from that value on it is an error."""

    name: str
    measure: str
    watch: Watch
    what: str
    todo: str
    error_beyond: float | None = None
    follows_season: bool = False  # around the New Year nothing is concluded from it

    def severity(self, value: float) -> Severity:
        if self.error_beyond is None:
            return "warning"
        beyond = value >= self.error_beyond if self.watch.bad == "up" else value <= self.error_beyond
        return "error" if beyond else "warning"

    def read(self, value: float) -> float:
        """A value of the measure as a person reads it: the mean of logarithms as the size it stands for."""
        return max(expm1(value), 0.0) if self.watch.kind == "level" else value

    def spelled(self, value: float) -> str:
        if self.watch.kind == "share":
            return f"{min(max(value, 0.0), 1.0):.0%}"
        size = max(self.read(value), 0.0)
        return f"{size:,.1f}" if size < 10 else f"{size:,.0f}"


def _lost(name: str, part: str, *, todo: str) -> DriftRule:
    return DriftRule(
        name=f"{name}_lost",
        measure=f"without_{name}",
        watch=Watch(kind="share", bad="up", least_change=0.25),
        what=f"share of articles read by a layout that have no {part}",
        todo=todo,
    )


_MEND: Final = "mend the selector in the portal's layout (docs/adding-a-portal.md), then `vnportals replay`"

DRIFT_RULES: Final = (
    DriftRule(
        name="fewer_listed",
        measure="listed",
        watch=Watch(kind="count", bad="down", least_change=0.5),
        what="entries on the listings",
        todo="open the listings: sections were moved, or the link selector finds a part of the entries only",
        follows_season=True,
    ),
    DriftRule(
        name="entries_refused",
        measure="refused_on_listing",
        watch=Watch(kind="share", bad="up", least_change=0.3),
        what="share of listed entries with addresses of no article",
        todo="articles have other addresses now, or stand on another host: mend the layout's `url`, or the portal's aliases",
        error_beyond=0.8,
    ),
    DriftRule(
        name="more_failed",
        measure="failed",
        watch=Watch(kind="share", bad="up", least_change=0.2),
        what="share of requested articles that could not be had",
        todo="see the failures in `vnportals status`: slow site, blocked address, or longer pauses wanted",
        error_beyond=0.5,
    ),
    DriftRule(
        name="more_rejected",
        measure="rejected",
        watch=Watch(kind="share", bad="up", least_change=0.2),
        what="share of answers refused",
        todo="see the reasons with `vnportals query rejected_items -p portal=SLUG`",
        error_beyond=0.5,
    ),
    DriftRule(
        name="dates_lost",
        measure="without_date",
        watch=Watch(kind="share", bad="up", least_change=0.15),
        what="share of answers refused because no date was found",
        todo=_MEND,
        error_beyond=0.3,
    ),
    DriftRule(
        name="layout_lost",
        measure="read_without_layout",
        watch=Watch(kind="share", bad="up", least_change=0.2),
        what="share of articles in no declared layout, read by the general reader",
        todo="the site has a new layout: keep a page with `vnportals record URL`, declare the layout, then `vnportals replay`",
        error_beyond=0.5,
    ),
    DriftRule(
        name="ended_layout",
        measure="read_by_ended_layout",
        watch=Watch(kind="share", bad="up", least_change=0.2),
        what="share of new articles in a layout that is declared to have ended before their date",
        todo="the day the layout ended (`until`) is wrong, or old pages are dated anew",
    ),
    _lost("author", "author", todo=_MEND),
    _lost("lead", "lead", todo=_MEND),
    _lost("section", "section", todo=_MEND),
    _lost("images", "pictures", todo=f"captions hold numbers: {_MEND}"),
    DriftRule(
        name="bodies_short",
        measure="body_length",
        watch=Watch(kind="level", bad="down", least_change=HALF),
        what="characters of a typical body",
        todo=f"a part of the text is not read: {_MEND}",
    ),
    DriftRule(
        name="fewer_quantities",
        measure="quantities",
        watch=Watch(kind="level", bad="down", least_change=HALF),
        what="numbers found in a typical article",
        todo="open three articles: text that is not read, or another way to write numbers",
        follows_season=True,
    ),
    DriftRule(
        name="fewer_observations",
        measure="observations",
        watch=Watch(kind="level", bad="down", least_change=HALF),
        what="indicators found in a typical article",
        todo="open three articles that should state an indicator; `vnportals extract` shows what is found",
        follows_season=True,
    ),
    DriftRule(
        name="pages_small",
        measure="page_bytes",
        watch=Watch(kind="level", bad="down", least_change=HALF),
        what="bytes of a typical page",
        todo="open a page: a message of the site in place of the article, or a new layout",
    ),
)
