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
        """A warning, or from `error_beyond` on, in the bad direction, an error."""
        if self.error_beyond is None:
            return "warning"
        beyond = value >= self.error_beyond if self.watch.bad == "up" else value <= self.error_beyond
        return "error" if beyond else "warning"

    def read(self, value: float) -> float:
        """A value of the measure as a person reads it: the mean of logarithms as the size it stands for."""
        return max(expm1(value), 0.0) if self.watch.kind == "level" else value

    def spelled(self, value: float) -> str:
        """A value of the measure as a finding tells it: a share in percent, anything else as `read` gives it."""
        if self.watch.kind == "share":
            return f"{min(max(value, 0.0), 1.0):.0%}"
        size = max(self.read(value), 0.0)
        return f"{size:,.1f}" if size < 10 else f"{size:,.0f}"


def _rises(name: str, measure: str, least: float, what: str, todo: str, *, error_beyond: float | None = None) -> DriftRule:
    """A share that should not rise, `least` at least."""
    watch = Watch(kind="share", bad="up", least_change=least)
    return DriftRule(name=name, measure=measure, watch=watch, what=what, todo=todo, error_beyond=error_beyond)


def _halves(name: str, measure: str, what: str, todo: str, *, follows_season: bool = False) -> DriftRule:
    """The size of a typical article that should not fall to half of the usual."""
    watch = Watch(kind="level", bad="down", least_change=HALF)
    return DriftRule(name=name, measure=measure, watch=watch, what=what, todo=todo, follows_season=follows_season)


_MEND: Final = "mend the selector in the portal's layout (docs/adding-a-portal.md), then `vnportals replay`"
_NO: Final = "share of articles read by a layout that have no"

DRIFT_RULES: Final = (
    DriftRule(
        name="fewer_listed",
        measure="listed",
        watch=Watch(kind="count", bad="down", least_change=0.5),
        what="entries on the listings",
        todo="open the listings: sections were moved, or the link selector finds a part of the entries only",
        follows_season=True,
    ),
    _rises(
        "entries_refused",
        "refused_on_listing",
        0.3,
        "share of listed entries with addresses of no article",
        "articles have other addresses now, or stand on another host: mend the layout's `url`, or the portal's aliases",
        error_beyond=0.8,
    ),
    _rises(
        "more_failed",
        "failed",
        0.2,
        "share of requested articles that could not be had",
        "see the failures in `vnportals status`: slow site, blocked address, or longer pauses wanted",
        error_beyond=0.5,
    ),
    _rises(
        "more_rejected",
        "rejected",
        0.2,
        "share of answers refused",
        "see the reasons with `vnportals query rejected_items -p portal=SLUG`",
        error_beyond=0.5,
    ),
    _rises("dates_lost", "without_date", 0.15, "share of answers refused because no date was found", _MEND, error_beyond=0.3),
    _rises(
        "layout_lost",
        "read_without_layout",
        0.2,
        "share of articles in no declared layout, read by the general reader",
        "the site has a new layout: keep a page with `vnportals record URL`, declare the layout, then `vnportals replay`",
        error_beyond=0.5,
    ),
    _rises(
        "ended_layout",
        "read_by_ended_layout",
        0.2,
        "share of new articles in a layout that is declared to have ended before their date",
        "the day the layout ended (`until`) is wrong, or old pages are dated anew",
    ),
    _rises("author_lost", "without_author", 0.25, f"{_NO} author", _MEND),
    _rises("lead_lost", "without_lead", 0.25, f"{_NO} lead", _MEND),
    _rises("section_lost", "without_section", 0.25, f"{_NO} section", _MEND),
    _rises("images_lost", "without_images", 0.25, f"{_NO} pictures", f"captions hold numbers: {_MEND}"),
    _halves("bodies_short", "body_length", "characters of a typical body", f"a part of the text is not read: {_MEND}"),
    _halves(
        "fewer_quantities",
        "quantities",
        "numbers found in a typical article",
        "open three articles: text that is not read, or another way to write numbers",
        follows_season=True,
    ),
    _halves(
        "fewer_observations",
        "observations",
        "indicators found in a typical article",
        "open three articles that should state an indicator; `vnportals extract` shows what is found",
        follows_season=True,
    ),
    _halves(
        "pages_small",
        "page_bytes",
        "bytes of a typical page",
        "open a page: a message of the site in place of the article, or a new layout",
    ),
)
