"""Pages with what stands on them, for comparing readers of articles: the replicas', saved real ones, a public benchmark's."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from benchmarks.generic_path import SHARED, text_of
from benchmarks.parse_speed import replica_pages
from benchmarks.peers_process import Input, packed
from replicas.world import world
from tests.scrapers.test_saved_pages import PAGES, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`slug` names the portal that declares its layout, `home` a replica in that portal's place; None where there is neither.

    `title` and `published` are None where the set does not tell them.
    """

    url: str
    body: bytes
    text: str
    slug: str | None = None
    home: str | None = None
    title: str | None = None
    published: datetime | None = None

    def job(self) -> Input:
        """The page as a reader's process gets it: without the answers. The language of portals is known, others' is not."""
        language = "vi" if self.slug else None
        return {"url": self.url, "body": packed(self.body), "slug": self.slug, "home": self.home, "language": language}


@dataclass(frozen=True, slots=True)
class PageSet:
    """`by_layout`: the reference text is what the portal's own layout reads, so that this reader is not scored."""

    name: str
    pages: tuple[Page, ...]
    by_layout: bool = False

    @property
    def declared(self) -> bool:
        return all(page.slug for page in self.pages)


def replica_set() -> PageSet:
    """The articles of the replicas' first night as served, with title, date and text as they were written."""
    written = [article for articles in world(1).articles.values() for article in articles]
    pages = []
    for article, (portal, url, body) in zip(written, replica_pages(), strict=True):
        rows = "\n".join(" ".join(row) for block in article.body if block.kind == "table" for row in block.rows)
        paragraphs = "\n".join(block.text for block in article.body if block.kind in ("p", "heading"))
        text = f"{article.lead}\n{paragraphs}\n{rows}"
        where = {"slug": portal.slug, "home": portal.home, "url": url}
        pages.append(Page(body=body, text=text, title=article.title, published=article.published, **where))
    return PageSet("replica portals", tuple(pages))


def saved_sets(shared: Path = SHARED) -> Iterator[PageSet]:
    """Saved pages of real portals, whole ones and excerpts, if they are beside the checkout."""
    if not (shared / "pages").is_dir():
        return
    for name, excerpts in (("real portals, whole pages", False), ("real portals, excerpts of pages", True)):
        chosen = [page for page in PAGES if page.file.endswith(".excerpt.html") == excerpts]
        pages = [
            Page(
                slug=page.portal,
                url=page.url,
                body=(shared / "pages" / page.file).read_bytes(),
                text=text_of(read(page, shared)),
                title=page.title,
                published=datetime.fromisoformat(page.published),
            )
            for page in chosen
        ]
        yield PageSet(name, tuple(pages), by_layout=True)


def public_set(checkout: Path) -> PageSet:
    """The pages of scrapinghub/article-extraction-benchmark, where people wrote down the text of each, and nothing else."""
    truth = json.loads((checkout / "ground-truth.json").read_text(encoding="utf-8"))
    pages = [
        Page(
            url=told.get("url") or "",
            body=gzip.decompress((checkout / "html" / f"{key}.html.gz").read_bytes()),
            text=told.get("articleBody") or "",
        )
        for key, told in sorted(truth.items())
    ]
    return PageSet("article-extraction-benchmark", tuple(pages))
