"""angiang.gov.vn in its 2018 look on IBM WebSphere Portal.

Known from the text of a page and from addresses of sister sites: several portlets per page, the article in one of them; a
banner line, "Ngày đăng" without a time, a font-size line, pictures with Bootstrap's sample text as alt, the author alone on
the last line.
"""

from __future__ import annotations

from collections.abc import Sequence

from replicas.model import Article, Block
from replicas.sites.furniture import boxes, menu, script, stylesheet
from replicas.sites.site import Answer, Edition, Entry, Request, Site, breaks, esc, items, page_number, skin, table_rows

HOME = "/wps/portal/Home/2018/home"
ALT = "Responsive image"  # Bootstrap's sample text, never replaced
FONT = "font-family:arial,helvetica,sans-serif;"
OTHER_SITES = tuple((f"/lien-ket/{n}", f"Trang thông tin điện tử số {n}") for n in range(1, 31))


class AnGiangPortal(Site):
    slug = "angiang_portal"
    page_size = 5
    disallow = f"{HOME}/tin-chi-tiet/noi-bo/"
    content_type = "text/html; charset=UTF-8"

    def path(self, article: Article) -> str:
        return f"{HOME}/tin-chi-tiet/{article.sections[0]}/{article.slug}"

    def article_page(self, article: Article, edition: Edition) -> str:
        body = "\n".join(_block(block, article) for block in article.body)
        return self._page(
            edition,
            title=article.title,
            main=skin("angiang_article.html").substitute(
                title=esc(article.title),
                date=f"{article.published:%d/%m/%Y}",
                lead=breaks(article.lead),
                body=body,
                byline=esc(article.byline),
            ),
            but=article,
        )

    def other_page(self, request: Request, edition: Edition) -> Answer | None:
        if request.path.rstrip("/") != f"{HOME}/tin-tuc":
            return None
        number = page_number(request.query.get("page"))
        every = self.entries("", edition, lambda target: target)
        entries, pages = self.page_of(every, number, edition)
        page = self._page(edition, title="Tin tức - Sự kiện", main=_list(entries, number, pages))
        return self.list_answer(page, entries)

    def _page(self, edition: Edition, *, title: str, main: str, but: Article | None = None) -> str:
        recent = [(self.path(article), article.title) for article in edition.recent(but)[:6]]
        return skin("angiang.html").substitute(
            title=esc(title),
            main=main,
            css=stylesheet(self.slug, 60),
            script=script(self.slug, 30),
            menu=menu(HOME + "/gioi-thieu/{}/{}", "wpthemeNavListItem"),
            news=boxes("angiang_news.html", recent, 6),
            links=boxes("angiang_link.html", OTHER_SITES, 30),
        )


def _block(block: Block, article: Article) -> str:
    if block.kind == "image":
        source = f"http://media.angiang.gov.vn/pictures/{article.published:%Y/%m}/32/{block.picture}.jpg"
        picture = f'<img alt="{ALT}" class="img-responsive" src="{source}" />'
        # Pages of the first years also print the alternative text, for readers of screens.
        spoken = f'<span class="sr-only">{ALT}</span>' if article.published.year < 2020 else ""
        return f'<p class="text-center">{picture}{spoken}</p>\n<p>&nbsp;</p>'
    if block.kind == "heading":
        return f'<p style="text-align: justify;"><strong>{breaks(block.text)}</strong></p>'
    if block.kind == "table":
        return f'<table border="1" class="table table-bordered"><tbody>\n{table_rows(block)}</tbody></table>'
    return f'<p style="text-align: justify;"><span style="{FONT}">{breaks(block.text)}&nbsp;</span></p>'


def _list(entries: Sequence[Entry], number: int, pages: int) -> str:
    pager = "\n".join(
        f'<li class="active"><span>{n}</span></li>' if n == number else f'<li><a href="?page={n}">{n}</a></li>'
        for n in range(1, pages + 1)
    )
    return skin("angiang_list.html").substitute(items=items("angiang_item.html", entries, "%d/%m/%Y", lead=180), pager=pager)
