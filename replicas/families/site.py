"""A replica site whose looks are a table: article pages, lists, feeds and the list service of one declared portal."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from string import Template

from replicas.families.tables import FamilyTable, Period, Skin
from replicas.model import Article, Block, section_name
from replicas.sites.furniture import menu, script, stylesheet
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
    http_date,
    page_number,
    skin,
    table_rows,
)

SERVICE = "/sc_service/api/article/list"
_BESIDE = 5  # other articles named beside the page's own
_CODE = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


class FamilySite(Site):
    """The site of a table. Its page of articles is as long as the table says it pages, else one page holds all."""

    disallow = "/quan-tri/"

    def __init__(self, table: FamilyTable) -> None:
        self.table = table
        self.slug = table.slug
        self.page_size = 4 if table.paging else 1000

    def path(self, article: Article) -> str:
        return Template(self._period(article).address).substitute(
            slug=article.slug,
            number=article.id,
            section=article.sections[0],
            month=f"{article.published:%Y%m}",
            day=f"{article.published:%Y}-{article.published.month}-{article.published.day}",
            stamp=f"{article.published:%Y%m%d%H%M%S}123",
            hex=_hex(article.id)[-7:],
            code="5" + "".join(_CODE[int(pair, 16) % len(_CODE)] for pair in re.findall("..", _hex(article.id)[:16])),
        )

    def entries(self, section: str, edition: Edition, href: Callable[[str], str]) -> list[Entry]:
        return [entry for entry in super().entries(section, edition, href) if self.is_listed(entry.article)]

    def is_listed(self, article: Article) -> bool:
        """Do lists lead to it? Not to what a site kept from the system it had before."""
        return self._period(article).listed

    def listed(self, path: str, articles: Sequence[Article]) -> list[Article]:
        """The articles on the list or feed at this path."""
        section = self.table.lists.get(path, "")
        return [a for a in articles if self.is_listed(a) and f"{a.sections[0]}/".startswith(section and f"{section}/")]

    def locate(self, request: Request) -> str:
        """Path and query: some systems name the article in the query."""
        return request.target

    def article_page(self, article: Article, edition: Edition) -> str:
        look = self.skin_of(article)
        section = section_name(article.sections[0])
        main = Template(look.page).substitute(
            title=esc(article.title, quote=False),
            lead=breaks(article.lead),
            body=self._body(article, look),
            author=esc(article.byline),
            date=written_date(look.date, article.published),
            month_first=f"{article.published:%-m/%-d/%Y %-I:%M:%S %p}",
            machine=f"{article.published:%Y-%m-%dT%H:%M:%S}+0700",
            section=esc(section),
            section_path=f"/{article.sections[0]}",
            tags="".join(f'<a href="/tu-khoa/{n}">{esc(tag)}</a>' for n, tag in enumerate(article.tags)),
            others=self._others(edition, article),
            today=written_date("%H:%M, %d/%m/%Y", edition.articles[0].published),
        )
        frame = Template(look.frame) if look.frame else skin("family.html")
        return self._frame(frame, edition, title=article.title, main=main, but=article)

    def skin_of(self, article: Article) -> Skin:
        """The skin the article is printed in."""
        return self.table.skins[article.layout]

    def other_page(self, request: Request, edition: Edition) -> Answer | None:
        table = self.table
        if request.path in table.feeds:
            return self._feed(edition)
        if request.path == SERVICE and table.paging == "service":
            return self._service(request, edition)
        listed = next((path for path in table.lists if request.path in (path, table.paging_path)), None)
        if listed is None:
            return None
        every = self.entries(table.lists[listed], edition, lambda target: target)
        entries, pages = self.page_of(every, page_number(request.query.get(table.paging)), edition)
        query = f"{table.paging_path or listed}?{table.paging}="
        links = "".join(f'<a href="{query}{n}">{n}</a> ' for n in range(1, pages + 1))
        main = Template(table.around).substitute(
            items=self._items(entries),
            pager=f'<div class="pager">{links}</div>' if table.paging else "",
            keys=self._keys(listed),
        )
        return self.list_answer(self._frame(skin("family.html"), edition, title=table.place, main=main), entries)

    def _period(self, article: Article) -> Period:
        return next(period for period in self.table.periods if period.skin == article.layout)

    def _body(self, article: Article, look: Skin) -> str:
        blocks = [_block(block, look, article) for block in article.body]
        if "lead" not in look.prints:
            blocks.insert(0, Template(look.opening).substitute(text=breaks(article.lead)))
        if look.signature:
            blocks.append(Template(look.signature).substitute(text=esc(article.byline)))
        return "\n".join((*blocks, look.junk))

    def _frame(self, frame: Template, edition: Edition, *, title: str, main: str, but: Article | None = None) -> str:
        return frame.substitute(
            title=esc(title),
            name=f"{self.table.place} điện tử",
            clock=CLOCK.decode(),
            css=stylesheet(self.slug, 12),
            script=script(self.slug, 10),
            menu=menu("/chuyen-muc/{}/{}"),
            main=main,
            side=self._others(edition, but),
            most_read=self._boxes(edition.recent(but)[-2:]),
        )

    def _others(self, edition: Edition, but: Article | None) -> str:
        """Other articles with their own dates: what a page's own must not be taken for."""
        return self._boxes(edition.recent(but)[:_BESIDE])

    def _boxes(self, articles: Sequence[Article]) -> str:
        return "".join(
            f'<div class="other-item"><a href="{esc(self.path(article))}">{esc(article.title)}</a> '
            f'<span class="other-time">{article.published:%H:%M, %d/%m/%Y}</span></div>\n'
            for article in articles
            if self.is_listed(article)
        )

    def _items(self, entries: Sequence[Entry]) -> str:
        item = Template(self.table.item)
        return "".join(
            item.substitute(
                href=esc(entry.href),
                title=esc(entry.article.title, quote=False),
                date=f"{entry.article.published:%d/%m/%Y}",
                n=entry.article.id,
            )
            for entry in entries
        )

    def _keys(self, listed: str) -> str:
        """The block of the list service's keys, as its pages hide it."""
        return (
            f'<div id="page_info" style="display: none;"><div id="site_id">{_hex(self.slug)}</div>'
            f'<div id="cate_id">{_hex(listed)}</div></div>'
        )

    def _service(self, request: Request, edition: Edition) -> Answer:
        query = request.query
        section = next((own for path, own in self.table.lists.items() if _hex(path) == query.get("saArticleCateId")), None)
        known = section is not None and query.get("scUnitMapId") == _hex(self.slug)
        every = self.entries(section, edition, lambda target: target) if known and section is not None else []
        first, size = page_number(query.get("first")) if query.get("first") != "0" else 0, page_number(query.get("pageSize"))
        rows = [{"title": entry.article.title, "pageUrl": entry.href} for entry in every[first : first + size]]
        text = json.dumps({"response": rows, "total": len(every)}, ensure_ascii=False)
        call = f"{query.get('jsonCallback', 'callback')}({text});"
        return Answer(body=call.encode(), content_type="application/javascript; charset=utf-8")

    def _feed(self, edition: Edition) -> Answer:
        news = "".join(
            f"<item><title>{esc(article.title)}</title><link>{esc(edition.home + self.path(article))}</link>"
            f"<pubDate>{http_date(article.published)}</pubDate></item>\n"
            for article in filter(self.is_listed, edition.recent())
        )
        text = f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>{news}</channel></rss>\n'
        return Answer(body=text.encode(), content_type="text/xml; charset=utf-8")


def written_date(pattern: str, moment: datetime) -> str:
    """A date as a page prints it: strftime fields, "$weekday" for "Thứ Ba", "$number" for "Thứ 3"."""
    name = WEEKDAYS[moment.weekday()]
    number = name if moment.weekday() == 6 else f"Thứ {moment.weekday() + 2}"
    # Field by field: what strftime makes of Vietnamese letters is the locale's affair.
    return Template(re.sub(r"%-?\w", lambda part: moment.strftime(part[0]), pattern)).substitute(weekday=name, number=number)


def _block(block: Block, look: Skin, article: Article) -> str:
    if block.kind == "image":
        source = f"/anh/{article.published:%Y/%m}/{block.picture}.jpg"
        return Template(look.picture).substitute(source=source, caption=breaks(block.text))
    if block.kind == "table":
        return f'<table border="1" class="so-lieu"><tbody>\n{table_rows(block)}</tbody></table>'
    if block.kind == "heading":
        return Template(look.paragraph).substitute(text=f"<strong>{breaks(block.text)}</strong>")
    return Template(look.paragraph).substitute(text=breaks(block.text))


def _hex(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
