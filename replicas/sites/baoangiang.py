"""baoangiang.com.vn: the FCK family, as on the saved pages of 2023.

Quirks kept: `<base href>` on another host, a lead that shares the body's class, picture and caption in one paragraph (before
2022: in two), advertising slots in the body, related boxes with today's news, no canonical link, a print version at an
address of its own.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from replicas.model import Article, Block, Spelling, section_name
from replicas.sites.furniture import boxes, menu, script, stylesheet
from replicas.sites.site import Answer, Edition, Entry, Request, Site, breaks, esc, items, page_number, skin, table_rows

IMAGES = "https://images.baoangiang.com.vn"
FIXED_TAGS = ("An Giang", "Báo An Giang", "APEC 2027")  # on every page, whatever it is about
SECTIONS = ("an-giang-24-gio", "xa-hoi")


class BaoAnGiang(Site):
    slug = "baoangiang"
    page_size = 4
    disallow = "/thong-bao-"

    def path(self, article: Article) -> str:
        return f"/{article.slug}-a{article.id}.html"

    def spelling(self, article: Article, how: Spelling) -> str:
        return f"/print{self.path(article)}" if how == "print" else super().spelling(article, how)

    def addresses(self, article: Article) -> tuple[str, ...]:
        return (self.path(article), self.spelling(article, "print"))

    def variant_page(self, request: Request, article: Article, edition: Edition) -> str:
        if not request.path.startswith("/print/"):
            return self.article_page(article, edition)
        return skin("baoangiang_print.html").substitute(
            title=esc(article.title),
            url=edition.home + self.path(article),
            date=f"{article.published:%d/%m/%Y - %H:%M}",
            lead=breaks(article.lead),
            body=_body(article),
        )

    def article_page(self, article: Article, edition: Edition) -> str:
        url = edition.home + self.path(article)
        section = article.sections[0]
        main = skin("baoangiang_article.html").substitute(
            home=edition.home,
            url=url,
            print_url=edition.home + self.spelling(article, "print"),
            section_url=f"{edition.home}/{section}/",
            section=section_name(section),
            title=esc(article.title),
            date=f"{article.published:%d/%m/%Y - %H:%M}",
            lead=breaks(article.lead),
            body=_body(article),
            tags="".join(_tag(tag, edition.home) for tag in (*article.tags, *FIXED_TAGS)),
            related=boxes("baoangiang_related.html", self._titles(edition, article, 6), 6),
        )
        return self._page(
            edition, title=article.title, lead=article.lead, url=url, where=f"cate/detail/cate={section}", main=main,
            data=_json_ld(article, url), but=article,
        )  # fmt: skip

    def other_page(self, request: Request, edition: Edition) -> Answer | None:
        if request.path == "/rss/home.rss":
            return self._feed(edition)
        section = request.path.strip("/")
        if section not in SECTIONS:
            return None
        every = self.entries(section, edition, lambda target: edition.home + target)
        number = page_number(request.query.get("p"))
        entries, pages = self.page_of(every, number, edition)
        url = f"{edition.home}/{section}/"
        main = _list(entries, section, number, pages, url)
        name = section_name(section)
        page = self._page(edition, title=name, lead=f"Tin tức {name}", url=url, where=f"cate/index/cate={section}", main=main)
        return self.list_answer(page, entries)

    def _titles(self, edition: Edition, but: Article | None, count: int) -> list[tuple[str, str]]:
        return [(edition.home + self.path(other), other.title) for other in edition.recent(but)[:count]]

    def _page(
        self,
        edition: Edition,
        *,
        title: str,
        lead: str,
        url: str,
        where: str,
        main: str,
        data: str = "",
        but: Article | None = None,
    ) -> str:
        titles = self._titles(edition, but, 12)
        return skin("baoangiang.html").substitute(
            title=esc(title),
            lead=esc(lead),
            url=url,
            home=edition.home,
            images=IMAGES,
            where=where,
            data=data,
            css=stylesheet(self.slug, 180),
            script=script(self.slug, 130),
            menu=menu(edition.home + "/muc-{}/muc-{}/", "col-menu"),
            main=main,
            side=boxes("baoangiang_side.html", titles, 75),
        )

    def _feed(self, edition: Edition) -> Answer:
        entries = [Entry(article, edition.home + self.path(article)) for article in edition.recent()[:10]]
        news = items("baoangiang_feed_item.xml", entries, "%a, %d %b %Y %H:%M:%S +0700")
        text = (
            '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>Báo An Giang Online</title>'
            f"<link>{edition.home}/</link><description>Tin mới</description>\n{news}</channel></rss>\n"
        )
        feed = self.list_answer(text, entries)
        return Answer(body=feed.body, content_type="text/xml; charset=utf-8", etag=feed.etag, last_modified=feed.last_modified)


def _tag(tag: str, home: str) -> str:
    return f'<a class="tag_item" title="{esc(tag)}" href="{home}/tim-kiem/{esc(tag)}.html">{esc(tag)}</a>'


def _body(article: Article) -> str:
    blocks = [_block(block, article) for block in article.body]
    blocks.insert(min(2, len(blocks)), '<div class="AMN_res_3"></div>')
    return "\n\n".join([*blocks, f'<p class="author ignore">{esc(article.byline)}</p>'])


def _block(block: Block, article: Article) -> str:
    if block.kind == "image":
        source = f"{IMAGES}/image/fckeditor/upload/{article.published:%Y/%Y%m%d}/images/{block.picture}.jpg"
        marks = f'title="{esc(article.title)}" class="zoomimg zoomimg2" alt="" style="width: 620px; height: 413px;"'
        picture = f'<img {marks} src="{source}" />'
        if article.layout == "baoangiang-2020":  # the picture's paragraph, then the caption's
            note = f'\n\n<p class="note ignore">{breaks(block.text)}</p>' if block.text else ""
            return f'<p style="text-align: center;">{picture}</p>{note}'
        return f'<p class="note ignore">{picture}' + (f"<br />\n{breaks(block.text)}" if block.text else "") + "</p>"
    if block.kind == "table":
        return f'<table border="1" cellpadding="1" style="width: 100%;"><tbody>\n{table_rows(block)}</tbody></table>'
    if block.kind == "heading":
        return f"<p><strong>{breaks(block.text)}</strong></p>"
    return f"<p>{breaks(block.text)}&nbsp;</p>"


def _json_ld(article: Article, url: str) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "description": article.lead,
        "author": {"@type": "Organization", "name": "Báo An Giang"},
        "publisher": {"@type": "Organization", "name": "Báo An Giang"},
        "datePublished": article.published.isoformat(),
        "mainEntityOfPage": {"@type": "WebPage", "@id": url},
    }
    return f'<script type="application/ld+json">\n{json.dumps(data, ensure_ascii=False, indent=2)}\n</script>'


def _list(entries: Sequence[Entry], section: str, number: int, pages: int, url: str) -> str:
    pager = "\n".join(
        f"<li><b>{n}</b></li>" if n == number else f'<li><a href="{url}?p={n}">{n}</a></li>' for n in range(1, pages + 1)
    )
    return skin("baoangiang_list.html").substitute(
        name=section_name(section), url=url, items=items("baoangiang_item.html", entries, "%d/%m/%Y"), pager=pager
    )
