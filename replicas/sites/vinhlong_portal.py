"""vinhlong.gov.vn on DotNetNuke: one form around everything, lists that page by postback.

The page prints its own clock before the article's date; the body opens with the portal's mark and ends before "Các tin khác".
A postback is answered only to the view state the list itself gave out, as ASP.NET does.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from datetime import datetime

from replicas.model import Article, Block, Spelling
from replicas.sites.furniture import boxes, menu, script, stylesheet
from replicas.sites.site import (
    CLOCK,
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

PAGER = "dnn$ctr10814$pager"
LISTS = {"22": "Hoạt động của Lãnh đạo tỉnh", "23": "Tin trong tỉnh"}
TAB = "22641"


class VinhLongPortal(Site):
    slug = "vinhlong_portal"
    page_size = 4
    disallow = "/noibo/"

    def path(self, article: Article) -> str:
        inside = "/noibo" if article.forbidden else ""
        return f"{inside}/xem-chi-tiet-tin-tuc/id/{article.id}"

    def spelling(self, article: Article, how: Spelling) -> str:
        if how == "old_form":
            return f"/Default.aspx?tabid={TAB}&ID={article.id}"
        return super().spelling(article, how)

    def addresses(self, article: Article) -> tuple[str, ...]:
        return (self.path(article), f"/default.aspx?id={article.id}")

    def locate(self, request: Request) -> str:
        if request.path.lower() == "/default.aspx":
            names = {name.lower(): value for name, value in request.query.items()}
            return f"/default.aspx?id={names.get('id', '')}"
        return request.path

    def article_page(self, article: Article, edition: Edition) -> str:
        others = [(self.path(other), other.title) for other in edition.recent(article)[:5]]
        main = skin("vinhlong_article.html").substitute(
            title=esc(article.title),
            date=f"{article.published:%d/%m/%Y %H:%M:%S}",
            lead=breaks(article.lead),
            body="\n".join(_block(block, article) for block in article.body),
            byline=esc(article.byline),
            others=boxes("vinhlong_other.html", others, len(others)),
        )
        return self._page(edition, title=article.title, main=main, action=self.path(article), state=viewstate(article.id, 1))

    def other_page(self, request: Request, edition: Edition) -> Answer | None:
        number = request.path.removeprefix("/chuyen-muc-tin-tuc/id/").rstrip("/")
        if number not in LISTS:
            return None
        entries = self.entries(number, edition, lambda target: target)
        _, pages = self.page_of(entries, 1, edition)
        if request.method == "POST":
            issued = {viewstate(f"list{number}", page) for page in range(1, pages + 1)}
            if request.form.get("__VIEWSTATE") not in issued or request.form.get("__EVENTTARGET") != PAGER:
                return Answer(status=500, body=self._plain("Validation of viewstate MAC failed."))
            page = min(page_number(request.form.get("__EVENTARGUMENT")), pages)
            return Answer(body=self._list_page(number, entries, page, edition), content_type=self.content_type)
        return self.list_answer(self._list_page(number, entries, 1, edition).decode(), self.page_of(entries, 1, edition)[0])

    def _list_page(self, number: str, every: Sequence[Entry], page: int, edition: Edition) -> bytes:
        entries, pages = self.page_of(every, page, edition)
        main = skin("vinhlong_list.html").substitute(
            name=esc(LISTS[number]), items=items("vinhlong_item.html", entries, "%d/%m/%Y", lead=200), pager=_pager(page, pages)
        )
        action = f"/chuyen-muc-tin-tuc/id/{number}"
        return self.encode(
            self._page(edition, title=LISTS[number], main=main, action=action, state=viewstate(f"list{number}", page))
        )

    def _page(self, edition: Edition, *, title: str, main: str, action: str, state: str) -> str:
        return skin("vinhlong.html").substitute(
            title=esc(title),
            main=main,
            action=action,
            viewstate=state,
            clock=CLOCK.decode(),
            css=stylesheet(self.slug, 40),
            script=script(self.slug, 20),
            menu=menu("/gioi-thieu/tabid/{}/id/{}", "item"),
        )

    def clock(self, now: datetime) -> str:
        half = "SA" if now.hour < 12 else "CH"
        return f"{WEEKDAYS[now.weekday()]}, {now:%d/%m/%Y} {now.hour % 12 or 12}:{now:%M:%S} {half}"


def viewstate(what: str, page: int) -> str:
    """The state ASP.NET would hand out for a page: opaque, long, and of use only if it comes back unchanged."""
    seed = hashlib.sha512(f"{what}/{page}".encode()).digest()
    return base64.b64encode(b"\xff\x01\x0f\x0f\x05" + seed * 40).decode()


def _block(block: Block, article: Article) -> str:
    if block.kind == "image":
        source = f"/Portals/0/Anh{article.published:%Y}/{article.published:%m}/{block.picture}.jpg"
        picture = f'<p style="text-align: center;"><img alt="" src="{source}" style="width: 600px; height: 400px;" /></p>'
        return picture + (f'\n<p style="text-align: center;"><em>{breaks(block.text)}</em></p>' if block.text else "")
    if block.kind == "table":
        return f'<table border="1" cellpadding="1" cellspacing="1"><tbody>\n{table_rows(block)}</tbody></table>'
    if block.kind == "heading":
        return f'<p style="text-align: justify;"><strong>{breaks(block.text)}</strong></p>'
    if article.published.year < 2020:  # pasted from a word processor
        inner = f'<span style="font-size: 12pt;">{breaks(block.text)}<o:p></o:p></span>'
        return f'<p class="MsoNormal" style="text-align: justify;">&nbsp;{inner}</p>'
    return f'<p style="text-align: justify;">{breaks(block.text)}</p>'


def _pager(page: int, pages: int) -> str:
    def link(number: int, text: str) -> str:
        return f"<a href=\"javascript:__doPostBack('{PAGER}','{number}')\">{text}</a>"

    numbers = [f"<span>{n}</span>" if n == page else link(n, str(n)) for n in range(1, pages + 1)]
    return "\n".join([*numbers, *([link(page + 1, "Tiếp")] if page < pages else [])])
