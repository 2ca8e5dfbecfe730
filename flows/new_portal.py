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
from scrapers.proposing import propose_layout, propose_listing, url_pattern
from scrapers.recognising import MARKS, Part, Recognised, recognise
from scrapers.spec import Layout, Listing, Politeness, Portal, Select
from scrapers.tree import read_tree
from transforms.dates import vietnam_day
from transforms.records import Page, RawArticle
from transforms.urls import host_of, resolve

_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost"})
_ENDING: Final = re.compile(r"(?:\.(?:com|org|net|info|gov|edu))?\.[a-z]{2,4}$")
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
class ReadPage:
    """The page of an article, and how it is read. `known` is the declared layout that fits; None: of an unknown CMS."""

    page: Page
    layout: Layout
    known: Recognised | None
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed portal. `read` has the page that each of its layouts is from, in their order."""

    portal: Portal
    pages: tuple[Page, ...]
    read: tuple[ReadPage, ...]
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
    """The proposed portal of these pages: articles, those of the present layout first, and lists of articles if there are any.

    Raises:
        NoProposal: none of the pages reads as an article with title, date and text.
    """
    articles = [read for page in pages if (read := _read(page, portals))]
    if not articles:
        raise NoProposal("no page reads as an article: title, text, and a date near the title; give the page of an article")
    first = articles[0]
    portal, used = _portal(first, about), [first]
    for each in articles[1:]:
        before, portal = portal, _also_reading(portal, each)
        used += [each] * (len(portal.layouts) - len(before.layouts))
    others = [page for page in pages if all(page is not each.page for each in articles)]
    like = [listing for each in used if each.known for listing in each.known.portal.listings]
    listings = [(page, at) for page in others if (at := propose_listing(_text(page), page.final_url, portal, like))]
    portal = replace(portal, listings=tuple(listing for _, listing in listings) or (_FRONT_PAGE,))
    kept = [replace(each.page, portal=portal.slug) for each in articles]
    kept += [replace(page, portal=portal.slug, kind="listing", url=portal.absolute(at.path)) for page, at in listings]
    try:
        article = _parsed(first.page, portal)
    except LayoutChanged as error:
        raise NoProposal(f"the proposed layout does not read the page it is made from: {error}") from error
    return Draft(portal, tuple(kept), tuple(used), article, _guesses(portal, about, used, listed=bool(listings)))


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


def _read(page: Page, portals: Sequence[Portal]) -> ReadPage | None:
    """How the page is read: by a declared layout, by one proposed for it, or, as it seems to be no article, not at all."""
    try:
        known = next(iter(recognise(_text(page), page.final_url, portals)), None)
        if known is not None:
            layout = known.layout if known.url_fits else replace(known.layout, url=url_pattern(page.final_url))
            return ReadPage(page, layout, known, known.parts)
        proposed = propose_layout(_text(page), page.final_url, "proposed", "pages given to vnportals new-portal")
    except LayoutChanged as error:
        raise NoProposal(str(error)) from error
    return ReadPage(page, proposed.layout, None, proposed.parts) if proposed else None


def _also_reading(portal: Portal, read: ReadPage) -> Portal:
    """The portal, with what it lacks to read this page too: an address of another shape, or a layout."""
    if _reads(portal, read.page):
        return portal
    for number, layout in enumerate(portal.layouts):
        if read.known is None and _reads(replace(portal, layouts=(replace(layout, url=read.layout.url),)), read.page):
            wider = replace(layout, url=re.compile(f"{layout.url.pattern}|{read.layout.url.pattern}"))
            return replace(portal, layouts=(*portal.layouts[:number], wider, *portal.layouts[number + 1 :]))
    own = read.layout if read.known else replace(read.layout, name=f"{portal.slug}-{len(portal.layouts) + 1}")
    query, rewrites = _keys(read)
    return replace(
        portal,
        layouts=(*portal.layouts, own),
        key_query=tuple(dict.fromkeys((*portal.key_query, *query))),
        key_rewrites=tuple(dict.fromkeys((*portal.key_rewrites, *rewrites))),
    )


def _reads(portal: Portal, page: Page) -> bool:
    """Does a layout of the portal take the page, to read it or to say what is wrong with it?"""
    try:
        article = _parsed(page, portal)
    except LayoutChanged:
        return True
    return article.method == "layout" and article.published_at is not None


def _parsed(page: Page, portal: Portal) -> RawArticle:
    return parse_article(_text(page), page.final_url, portal, captured_on=vietnam_day(page.fetched_at))


def _keys(read: ReadPage) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The key rules of the portal whose layout this is, where addresses are of the same shape."""
    known = read.known
    return (known.portal.key_query, known.portal.key_rewrites) if known and known.url_fits else ((), ())


def _text(page: Page) -> str:
    return decode(page.body, page.header("Content-Type")).text


def _portal(first: ReadPage, about: About) -> Portal:
    """The portal that its first article tells of."""
    parts = urlsplit(first.page.final_url)
    site = _site(f"{parts.scheme}://{host_of(first.page.final_url)}", ())
    slug = about.slug or _slug(site.host)
    bare = site.host.removeprefix("www.")
    other = f"www.{bare}" if site.host == bare else bare
    query, rewrites = _keys(first)
    return replace(
        site,
        slug=slug,
        name=about.name or site.host,
        kind=about.kind or ("government" if ".gov." in site.host else "newspaper"),
        province=about.province or "",
        aliases=() if site.loopback else (other,),
        family=first.known.portal.family if first.known else slug,
        layouts=(first.layout if first.known else replace(first.layout, name=f"{slug}-1"),),
        key_query=query,
        key_rewrites=rewrites,
    )


def _slug(host: str) -> str:
    """A name for a Python module."""
    name = re.sub(r"\W", "_", _ENDING.sub("", host.removeprefix("www.").partition(":")[0]))
    return name if name.isidentifier() else f"portal_{name}"


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


def _guesses(portal: Portal, about: About, used: Sequence[ReadPage], *, listed: bool) -> dict[str, str]:
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
    moved = [read.known.portal.slug for read in used if read.known and not read.known.url_fits]
    if any(read.known is None for read in used):
        guesses["layouts"] = "an unknown CMS: look at every selector, and for captions, drop, section and tags"
    elif moved:
        guesses["layouts"] = f"as {', '.join(moved)}, but the addresses are of another shape"
    if not portal.key_rewrites:
        guesses["family"] = "addresses are keys as they stand: rewrite them where the same article has several"
    elif portal.family in MARKS and used[0].known and not used[0].known.marks:
        guesses["family"] = f"that of {used[0].known.portal.slug}, but the page has none of the marks of this CMS"
    return guesses


def _docstring(made: Draft) -> tuple[str, ...]:
    like = tuple(dict.fromkeys(read.known.portal.slug for read in made.read if read.known))
    told = f"As {' and '.join(like)}" if like else "A CMS of its own"
    return (f"{made.portal.name}. {told}; known from saved pages.",)
