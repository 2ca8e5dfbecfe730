"""baodongthap.vn in its three skins, told apart by the address.

C1 (to 2024, ASP.NET), C2 (2025, the look of Báo Ấp Bắc), C3 (2026, `-a<id>.html`). No saved page of any is known: classes and
ids come from working scrapers; captions of C2 and C3 follow the sister sites (`table.image td.image_desc`, `figcaption`).
"""

from __future__ import annotations

from collections.abc import Sequence

from replicas.model import Article, Block, section_name
from replicas.sites.furniture import boxes, menu, script, stylesheet
from replicas.sites.site import (
    WEEKDAYS,
    Answer,
    Edition,
    Entry,
    Request,
    Site,
    breaks,
    esc,
    items,
    page_number,
    skin,
    table_rows,
)

SECTIONS = {"chinh-tri": 342, "kinh-te": 343, "xa-hoi": 344}


class BaoDongThap(Site):
    slug = "baodongthap"
    page_size = 3
    disallow = "/rao-vat-"

    def path(self, article: Article) -> str:
        if article.layout == "baodongthap-c1":
            return f"/{article.sections[0]}/{article.slug}-{article.id}.aspx"
        if article.layout == "baodongthap-c2":
            return f"/{article.sections[0]}/{article.published:%Y%m}/{article.slug}-{article.id}/"
        return f"/{article.slug}-a{article.id}.html"

    def article_page(self, article: Article, edition: Edition) -> str:
        fill = {"baodongthap-c1": self._c1, "baodongthap-c2": self._c2, "baodongthap-c3": self._c3}[article.layout]
        return self._page(edition, title=article.title, lead=article.lead, main=fill(article, edition), but=article)

    def _c1(self, article: Article, edition: Edition) -> str:
        moment = article.published
        return skin("baodongthap_c1.html").substitute(
            section=section_name(article.sections[0]),
            section_url=f"/{article.sections[0]}?cate={SECTIONS[article.sections[0]]}",
            title=esc(article.title),
            date=f"Cập nhật ngày: {moment:%d/%m/%Y %H:%M:%S}",
            audio=f"{edition.home}/database/video/{moment:%Y%m%d%H%M%S}mobifone_audio_{article.id}.mp3",
            lead=breaks(article.lead),
            body="\n".join(_block(block, article) for block in article.body),
            byline=esc(article.byline),
        )

    def _c2(self, article: Article, edition: Edition) -> str:
        return skin("baodongthap_c2.html").substitute(
            section=section_name(article.sections[0]),
            section_url=f"/{article.sections[0]}?cate={SECTIONS[article.sections[0]]}",
            title=esc(article.title),
            date=f"{article.published:%H:%M, %d/%m/%Y}",
            lead=breaks(article.lead),
            body="\n".join(_block(block, article) for block in article.body),
            byline=esc(article.byline),
        )

    def _c3(self, article: Article, edition: Edition) -> str:
        moment = article.published
        titles = [(edition.home + self.path(other), other.title) for other in edition.recent(article)[:4]]
        return skin("baodongthap_c3.html").substitute(
            section=section_name(article.sections[0]),
            section_url=f"/{article.sections[0]}?cate={SECTIONS[article.sections[0]]}",
            title=esc(article.title),
            date=f"{WEEKDAYS[moment.weekday()]}, {moment:%d/%m/%Y, %H:%M} (GMT+7)",
            lead=breaks(article.lead),
            body="\n".join(_block(block, article) for block in article.body),
            byline=esc(article.byline),
            related=boxes("baodongthap_related.html", titles, len(titles)),
        )

    def other_page(self, request: Request, edition: Edition) -> Answer | None:
        section = request.path.strip("/")
        if section not in SECTIONS:
            return None
        every = self.entries(section, edition, lambda target: edition.home + target)
        number = page_number(request.query.get("page"))
        entries, pages = self.page_of(every, number, edition)
        name = section_name(section)
        main = _list(entries, section, number, pages)
        return self.list_answer(self._page(edition, title=name, lead=f"Chuyên mục {name}", main=main), entries)

    def _page(self, edition: Edition, *, title: str, lead: str, main: str, but: Article | None = None) -> str:
        titles = [(edition.home + self.path(other), other.title) for other in edition.recent(but)[:10]]
        return skin("baodongthap.html").substitute(
            title=esc(title),
            lead=esc(lead),
            css=stylesheet(self.slug, 110),
            script=script(self.slug, 90),
            menu=menu("/chuyen-muc-{}/muc-{}", "nav-item"),
            main=main,
            side=boxes("baodongthap_side.html", titles, 50),
        )


def _block(block: Block, article: Article) -> str:
    if block.kind == "image":
        return _picture(block, article)
    if block.kind == "table":
        return f'<table class="so-lieu" border="1"><tbody>\n{table_rows(block)}</tbody></table>'
    if block.kind == "heading":
        return f"<p><strong>{breaks(block.text)}</strong></p>"
    return f'<p style="text-align: justify;">{breaks(block.text)}</p>'


def _picture(block: Block, article: Article) -> str:
    day = f"{article.published:%Y%m%d}"
    if article.layout == "baodongthap-c1":
        source = f"/database/image/{article.published:%Y/%m/%d}/{block.picture}.jpg"
        caption = f"<br />\n<em>{breaks(block.text)}</em>" if block.text else ""
        return f'<p style="text-align: center;"><img src="{source}" alt="" />{caption}</p>'
    if article.layout == "baodongthap-c2":
        source = f"/image/fckeditor/upload/{article.published:%Y}/{day}/images/{block.picture}.jpg"
        caption = f'<tr><td class="image_desc">{breaks(block.text)}</td></tr>\n' if block.text else ""
        picture = f'<tr><td><img src="{source}" alt="" /></td></tr>\n'
        return f'<div><table class="image center"><tbody>\n{picture}{caption}</tbody></table></div>'
    source = f"/image/ckeditor/{article.published:%Y}/{day}/files/{block.picture}.jpg"
    caption = f"<figcaption>{breaks(block.text)}</figcaption>" if block.text else ""
    return f'<figure class="image"><img src="{source}" alt="" />{caption}</figure>'


def _list(entries: Sequence[Entry], section: str, number: int, pages: int) -> str:
    query = f"/{section}?cate={SECTIONS[section]}&amp;page="
    pager = "\n".join(
        f'<span class="current">{n}</span>' if n == number else f'<a class="page" href="{query}{n}">{n}</a>'
        for n in range(1, pages + 1)
    )
    return skin("baodongthap_list.html").substitute(
        name=section_name(section), items=items("baodongthap_item.html", entries, "%d/%m/%Y"), pager=pager
    )
