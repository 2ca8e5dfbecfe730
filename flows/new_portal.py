"""A new portal from pages of its site: recognised, proposed, and written down for a person to review."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlsplit

from flows.portal_source import module_text
from flows.recording import NotRecorded, record
from scrapers.encoding import decode
from scrapers.errors import LayoutChanged, ScrapeError
from scrapers.fetch import Fetcher, FetchPolicy
from scrapers.parse import parse_article
from scrapers.proposing import Proposed, propose_layout, propose_listing, url_pattern
from scrapers.recognising import Part, Recognised, recognise
from scrapers.spec import Listing, Politeness, Portal, Select
from scrapers.tree import read_tree
from transforms.dates import vietnam_day
from transforms.records import Page, RawArticle
from transforms.urls import host_of, resolve

_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost"})
_ENDING: Final = re.compile(r"(?:\.(?:com|org|net|info|gov|edu))?\.[a-z]{2,4}(?::\d+)?$")
_FRONT_PAGE: Final = Listing(path="/", link=Select("a[href]", "many"))
Kind = Literal["government", "newspaper"]


class NoProposal(Exception):
    """Nothing was written. The message says what is missing, and what to give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What pages do not tell of a site; None where nobody said."""

    slug: str | None = None
    name: str | None = None
    province: str | None = None
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed portal. `known` is the declared layout it follows; None: of an unknown CMS, with selectors of its own."""

    portal: Portal
    pages: tuple[Page, ...]
    known: Recognised | None
    parts: tuple[Part, ...]
    article: RawArticle  # the first article by the proposed spec
    guesses: dict[str, str]  # by field: what a person has to look at


def fetched_pages(
    urls: Sequence[str], policy: FetchPolicy, clock: Callable[[], datetime], politeness: Politeness | None = None
) -> tuple[Page, ...]:
    """The pages, asked for one after the other and politely, from the hosts of these addresses and no others.

    Raises:
        NoProposal: a page is not to be had.
    """
    hosts = tuple(dict.fromkeys(map(host_of, urls)))
    site = _site(f"{urlsplit(urls[0]).scheme}://{hosts[0]}", hosts[1:])
    site = replace(site, politeness=politeness or site.politeness)
    pages = []
    with Fetcher(site, policy, clock=clock) as fetcher:
        for url in urls:
            try:
                answer = fetcher.fetch(url, kind="article")
            except ScrapeError as error:
                raise NoProposal(str(error)) from error
            if isinstance(answer, Page):
                pages.append(answer)
    return tuple(pages)


def saved_page(body: bytes, url: str | None, saved_at: datetime, name: str) -> Page:
    """A page from a file. Without `url` it is at the address that the page states itself.

    Raises:
        NoProposal: it states none.
    """
    address = url or _stated_address(body, name)
    return Page(
        portal="new",
        kind="article",
        url=address,
        final_url=address,
        status=200,
        headers=(("Content-Type", "text/html"),),
        fetched_at=saved_at,
        body=body,
    )


def draft(pages: Sequence[Page], portals: Sequence[Portal], about: About) -> Draft:
    """The proposed portal of these pages: articles, and lists of articles if there are any among them.

    Raises:
        NoProposal: none of the pages reads as an article with title, date and text.
    """
    read = [(page, *_read(page, portals)) for page in pages]
    articles = [page for page, found, proposed in read if found or proposed]
    if not articles:
        raise NoProposal("no page reads as an article: title, text, and a date near the title; give the page of an article")
    first, found, proposed = next(each for each in read if each[1] or each[2])
    portal = _portal(first, found, proposed, about)
    others = [page for page in pages if page not in articles]
    like = found.portal.listings if found else ()
    listings = [(page, at) for page in others if (at := propose_listing(_text(page), page.final_url, portal, like))]
    portal = replace(portal, listings=tuple(listing for _, listing in listings) or (_FRONT_PAGE,))
    kept = [replace(page, portal=portal.slug) for page in articles]
    kept += [replace(page, portal=portal.slug, kind="listing", url=portal.absolute(at.path)) for page, at in listings]
    try:
        article = parse_article(_text(first), first.final_url, portal, captured_on=vietnam_day(first.fetched_at))
    except LayoutChanged as error:
        raise NoProposal(f"the proposed layout does not read the page it is made from: {error}") from error
    parts = found.parts if found else proposed.parts if proposed else ()
    return Draft(portal, tuple(kept), found, parts, article, _guesses(portal, about, found, listed=bool(listings)))


def write(made: Draft, folder: Path, *, by: str | None) -> tuple[Path, ...]:
    """Writes the module, and every page as a fixture with what parses on it; gives their paths. Overwrites nothing.

    Raises:
        NoProposal: a file is there already.
    """
    module = folder / f"{made.portal.slug}.py"
    if module.exists() or module.is_symlink():
        raise NoProposal(f"{module} is there already; nothing was written")
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    try:
        for page in made.pages:
            written.extend(record(page, made.portal, folder, by=by, purpose="the portal's first pages"))
        with module.open("x", encoding="utf-8") as file:
            file.write(module_text(made.portal, _docstring(made), made.guesses))
    except (NotRecorded, FileExistsError) as error:
        for path in written:
            path.unlink()
        raise NoProposal(str(error)) from error
    return module, *written


def _read(page: Page, portals: Sequence[Portal]) -> tuple[Recognised | None, Proposed | None]:
    """How the page is read: by a declared layout, by one proposed for it, or, as it seems to be no article, not at all."""
    try:
        found = recognise(_text(page), page.final_url, portals)
        if found:
            return found[0], None
        return None, propose_layout(_text(page), page.final_url, "proposed", "pages given to vnportals new-portal")
    except LayoutChanged as error:
        raise NoProposal(str(error)) from error


def _text(page: Page) -> str:
    return decode(page.body, page.header("Content-Type")).text


def _portal(first: Page, found: Recognised | None, proposed: Proposed | None, about: About) -> Portal:
    parts = urlsplit(first.final_url)
    site = _site(f"{parts.scheme}://{host_of(first.final_url)}", ())
    slug = about.slug or _ENDING.sub("", site.host.removeprefix("www.")).replace(".", "_").replace("-", "_")
    layout = found.layout if found else proposed.layout if proposed else None
    if layout is None:
        raise NoProposal("no layout")
    follows = found is not None and found.url_fits
    if found is not None and not found.url_fits:
        layout = replace(layout, url=url_pattern(first.final_url))
    elif found is None:
        layout = replace(layout, name=f"{slug}-1")
    bare = site.host.removeprefix("www.")
    other = f"www.{bare}" if site.host == bare else bare
    return replace(
        site,
        slug=slug,
        name=about.name or site.host,
        kind=about.kind or ("government" if ".gov." in site.host else "newspaper"),
        province=about.province or "",
        aliases=() if site.loopback else (other,),
        family=found.portal.family if found else slug,
        layouts=(layout,),
        key_query=found.portal.key_query if found and follows else (),
        key_rewrites=found.portal.key_rewrites if found and follows else (),
    )


def _site(home: str, aliases: tuple[str, ...]) -> Portal:
    """A portal of which nothing is known but its hosts: enough to ask it for pages."""
    return Portal(
        slug="new",
        name=home,
        kind="newspaper",
        province="",
        home=home,
        aliases=aliases,
        family="unknown",
        listings=(),
        layouts=(),
        knowledge="declared",
        default=False,
        loopback=all(host.partition(":")[0] in _LOOPBACK for host in (host_of(home), *aliases)),
    )


def _stated_address(body: bytes, name: str) -> str:
    tree = read_tree(decode(body, None).text, name)
    stated = (("link[rel=canonical]", "href"), ("meta[property='og:url']", "content"), ("meta[name=canonical]", "content"))
    for css, attribute in stated:
        node = tree.css_first(css)
        address = (node.attributes.get(attribute) or "").strip() if node is not None else ""
        if address and resolve("", address) == address:
            return address
    raise NoProposal(f"{name} does not state its own address; write {name}@https://… with the address it was saved from")


def _guesses(portal: Portal, about: About, found: Recognised | None, *, listed: bool) -> dict[str, str]:
    guesses = {"knowledge": "seen, once a fixture is reviewed and kept"}
    if about.name is None:
        guesses["name"] = "not told: as the site calls itself"
    if about.kind is None:
        guesses["kind"] = "a guess by the host"
    if about.province is None:
        guesses["province"] = "not told: the unit it speaks for, as in transforms/provinces.py"
    if portal.aliases:
        guesses["aliases"] = "a guess: does it answer there? Add hosts it had before"
    guesses["listings"] = "does the selector find the section's own list, and no other boxes of the page?"
    if not listed:
        guesses["listings"] = "a guess: the front page; give the page of a section to have its links and paging proposed"
    if found is None:
        guesses["layouts"] = "an unknown CMS: look at every selector, and for captions, drop, section and tags"
    elif not found.url_fits:
        guesses["layouts"] = f"as {found.portal.slug}, but the addresses are of another shape"
    if not portal.key_rewrites:
        guesses["family"] = "addresses are keys as they stand: rewrite them where the same article has several"
    return guesses


def _docstring(made: Draft) -> tuple[str, ...]:
    if made.known is None:
        return (f"{made.portal.name}. A CMS of its own; known from {len(made.pages)} saved pages.",)
    return (f"{made.portal.name}. As {made.known.portal.slug}; known from {len(made.pages)} saved pages.",)
