"""Fixtures: a page as it came, where it comes from, and what parses on it, as two files that the contract tests read.

`<name>.html` has the bytes, `<name>.json` the provenance and the expectation, which a person reviews against the page before it
is kept. tests/scrapers/test_recorded_pages.py holds every fixture of tests/scrapers/recorded to its expectation.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from scrapers.encoding import decode
from scrapers.errors import LayoutChanged
from scrapers.listings import ListingRequest, parse_listing
from scrapers.parse import parse_article
from scrapers.spec import Listing, Portal
from transforms.dates import vietnam_day
from transforms.folding import fold
from transforms.records import Page

_NOT_KEPT: Final = frozenset({"set-cookie", "set-cookie2"})  # a session of ours is nobody's business
_LONGEST_NAME: Final = 60


class NotRecorded(Exception):
    """The page was not saved. The message says why."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A fixture as read back."""

    page: Page
    home: str  # of the portal, where it was read: that of a replica differs from the portal's own
    expected: dict[str, Any]


def record(page: Page, portal: Portal, folder: Path, *, by: str | None, purpose: str | None) -> tuple[Path, Path]:
    """Writes the two files and gives their paths. Raises NotRecorded where one of them is there already."""
    digest = sha256(page.body).hexdigest()
    stem = folder / _name(page, digest)
    body, facts = stem.with_suffix(".html"), stem.with_suffix(".json")
    provenance = {
        "portal": portal.slug,
        "home": portal.home,
        "kind": page.kind,
        "url": page.url,
        "final_url": page.final_url,
        "fetched_at": page.fetched_at.isoformat(),
        "status": page.status,
        "headers": [[name, value] for name, value in page.headers if name.lower() not in _NOT_KEPT],
        "sha256": digest,
        "recorded_by": by,
        "recorded_for": purpose,
        "reviewed": False,
        "expected": expectation(page, portal),
    }
    for path in (body, facts):
        if path.exists() or path.is_symlink():
            raise NotRecorded(f"{path} is there already; nothing was written")
    folder.mkdir(parents=True, exist_ok=True)
    with body.open("xb") as file:
        file.write(page.body)
    try:
        with facts.open("x", encoding="utf-8") as text:
            text.write(json.dumps(provenance, ensure_ascii=False, indent=1) + "\n")
    except BaseException:
        body.unlink()  # half a fixture would be refused as one that is there already
        raise
    return body, facts


def read_recorded(facts: Path) -> Recorded:
    """A fixture by its JSON file. Raises NotRecorded if its bytes are not those recorded."""
    told = json.loads(facts.read_text("utf-8"))
    body = facts.with_suffix(".html").read_bytes()
    if sha256(body).hexdigest() != told["sha256"]:
        raise NotRecorded(f"{facts.with_suffix('.html')}: other bytes than recorded; restore it, or record the page anew")
    page = Page(
        portal=told["portal"],
        kind=told["kind"],
        url=told["url"],
        final_url=told["final_url"],
        status=told["status"],
        headers=tuple((name, value) for name, value in told["headers"]),
        fetched_at=datetime.fromisoformat(told["fetched_at"]),
        body=body,
    )
    return Recorded(page, told["home"], told["expected"])


def expectation(page: Page, portal: Portal) -> dict[str, Any]:
    """What parses today, as plain values; of a page that does not, what stands in the way."""
    text = decode(page.body, page.header("Content-Type")).text
    try:
        if page.kind == "listing":
            return _listing_expectation(text, page, portal)
        raw = parse_article(text, page.final_url, portal, captured_on=vietnam_day(page.fetched_at))
    except LayoutChanged as error:
        return {"layout_changed": error.detail}
    return {
        "method": raw.method,
        "layout": raw.layout,
        "title": raw.title,
        "lead": raw.lead,
        "author": raw.author,
        "published_at": raw.published_at.isoformat() if raw.published_at else None,
        "updated_at": raw.updated_at.isoformat() if raw.updated_at else None,
        "section": raw.section,
        "tags": list(raw.tags),
        "body": list(raw.body),
        "images": [{"url": image.url, "caption": image.caption} for image in raw.images],
    }


def _listing_expectation(text: str, page: Page, portal: Portal) -> dict[str, Any]:
    listing = listing_at(portal, page.url)
    if listing is None:
        raise NotRecorded(f"{page.url} is no first page of a listing that {portal.slug} declares")
    found = parse_listing(text, ListingRequest(page.url), portal, listing)
    following = None if found.next is None else {"url": found.next.url, "form": dict(found.next.form or {}) or None}
    return {"items": [{"url": item.url, "title": item.title} for item in found.items], "next": following}


def listing_at(portal: Portal, url: str) -> Listing | None:
    """The listing whose first page stands at this address."""
    return next((listing for listing in portal.listings if portal.absolute(listing.path) == url), None)


def _name(page: Page, digest: str) -> str:
    """A file name of letters, digits and dashes only, whatever the address holds."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(page.final_url.partition("://")[2].partition("/")[2]).lower()).strip("-")
    return f"{page.portal}__{page.kind}__{words[-_LONGEST_NAME:].strip('-') or 'home'}__{digest[:8]}"
