"""Links out of cells: from a number to its article, from an article to its portal. Nothing of a cell's text becomes markup."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from markupsafe import Markup

_TO_ARTICLE: Final = ("article_id", "source_id")
_TO_ROW: Final = {"observation_id": "observations", "quantity_id": "quantities"}
_TO_PORTAL: Final = ("url", "home")
_LONGEST_SHOWN: Final = 60


def article_path(article_id: int, quantity_id: int | None = None) -> str:
    """Of our page of an article; with a number of it, at that number."""
    return f"/article/{article_id}" + (f"?number={quantity_id}#q{quantity_id}" if quantity_id is not None else "")


def to_portal(url: object) -> str | None:
    """The address if it is one a browser may be sent to: http or https, with a host."""
    if not isinstance(url, str) or any(ord(letter) <= 32 for letter in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def linked_cell(column: str, value: object, base: str, database: str) -> Markup | None:
    """The cell as a link, or None where it is none. `base` is what stands before every path of ours, without the last "/"."""
    if isinstance(value, int) and (column in _TO_ARTICLE or column.endswith("_article_id")):
        return Markup('<a href="{}">{}</a>').format(base + article_path(value), value)
    if isinstance(value, int) and column in _TO_ROW:
        return Markup('<a href="{}/{}/{}/{}">{}</a>').format(base, database, _TO_ROW[column], value, value)
    if column in _TO_PORTAL and (url := to_portal(value)):
        shown = url if len(url) <= _LONGEST_SHOWN else url[: _LONGEST_SHOWN - 1] + "…"
        return Markup('<a href="{}" rel="noopener noreferrer nofollow" target="_blank">{}</a>').format(url, shown)
    return None
