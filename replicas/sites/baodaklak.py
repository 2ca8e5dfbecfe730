"""baodaklak.vn: the 2024 layout as saved, the 2020 layout as known from old scrapers, and the JSONP list service.

Quirks kept: no doctype, CRLF, a late `<meta charset>` and none in the header, seven `.date` on a page, the related table inside
the body, drop capitals in a span of their own, `?paged=N` that repeats page 1.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from hashlib import md5

from replicas.model import Article, Block, section_name
from replicas.sites.furniture import boxes, menu, script, stylesheet
from replicas.sites.site import WEEKDAYS, Answer, Edition, Entry, Request, Site, breaks, esc, items, skin, table_rows

SITE_ID = "5d3c1e90a7b24f6c8e10937bd4a6f285"
SERVICE = "/sc_service/api/article/list"
SECTIONS = {"thoi-su": "Thời sự", "xa-hoi": "Xã hội", "kinh-te": "Kinh tế", "xa-hoi/chinh-sach-xa-hoi": "Chính sách xã hội"}

_SPAN = (
    '<span style="font-size:14pt"><span style="line-height:115%"><span style="font-family:&quot;Times New Roman&quot;,serif">'
)


def cate_id(section: str) -> str:
    """The back end's id of a section: 32 hex digits, as good as random."""
    return md5(section.encode(), usedforsecurity=False).hexdigest().upper()


class BaoDakLak(Site):
    slug = "baodaklak"
    page_size = 4
    disallow = "/quang-cao-rao-vat/"
    content_type = "text/html"  # no charset: a client that trusts the header reads mojibake

    def path(self, article: Article) -> str:
        month = f"{article.published:%Y%m}"
        if article.layout == "baodaklak-2020":
            return f"/channel/3681/{month}/{article.slug}-{article.id}/"
        section = self.disallow.strip("/") if article.forbidden else article.sections[0]
        return f"/{section}/{month}/{article.slug}-{article.id[-7:]}/"

    def encode(self, page: str) -> bytes:
        return page.replace("\n", "\r\n").encode()

    def article_page(self, article: Article, edition: Edition) -> str:
        section = article.sections[0]
        main = _content_2020(article) if article.layout == "baodaklak-2020" else self._content_2024(article, edition)
        return self._page(edition, title=article.title, section=section, main=main, article=article)

    def _content_2024(self, article: Article, edition: Edition) -> str:
        others = [Entry(other, self.path(other)) for other in edition.recent(article)[:6]]
        return skin("baodaklak_article.html").substitute(
            cate=cate_id(article.sections[0]),
            title=esc(article.title),
            url=edition.home + self.path(article),
            date=f"{article.published:%H:%M, %d/%m/%Y}",
            body=_body(article, _related(self, article, edition)),
            tags="".join(
                f'\t\t\t<a href="/tim-kiem/?key={esc(tag)}" target="_blank" class="">{esc(tag)}</a>\n' for tag in article.tags
            ),
            site=SITE_ID,
            article_id=article.id,
            others=items("baodaklak_read_more.html", others, "%H:%M, %d/%m/%Y"),
        )

    def other_page(self, request: Request, edition: Edition) -> Answer | None:
        if request.path == SERVICE:
            return self._service(request, edition)
        section = request.path.strip("/")
        if section not in SECTIONS:
            return None
        # The query is ignored: ?paged=2 answers page 1, the browser's script does the paging.
        every = self.entries(section, edition, lambda target: target)
        entries, _ = self.page_of(every, 1, edition)
        main = _list(entries, section)
        return self.list_answer(self._page(edition, title=SECTIONS[section], section=section, main=main), entries)

    def _service(self, request: Request, edition: Edition) -> Answer:
        """The list service: `first` is an offset, the answer a call of `jsonCallback`."""
        query = request.query
        section = next((s for s in SECTIONS if cate_id(s) == query.get("saArticleCateId")), None)
        every: Sequence[Entry] = []
        if section is not None and query.get("scUnitMapId") == SITE_ID:
            every = self.entries(section, edition, lambda target: target)
        first, size = (
            int(query[name]) if query.get(name, "").isdigit() else preset for name, preset in (("first", 0), ("pageSize", 14))
        )
        rows = [
            {
                "title": entry.article.title,
                "lead": entry.article.lead,
                "publishDate": f"{entry.article.published:%Y-%m-%d %H:%M:%S}.0",
                "pageUrl": entry.href,
                "avatar": f"/{SITE_ID}/{entry.article.published:%m%Y}/{entry.article.slug[:24]}.jpg",
            }
            for entry in every[first : first + size]
        ]
        text = json.dumps({"response": rows, "total": len(every)}, ensure_ascii=False)
        callback = query.get("jsonCallback", "")
        if callback and not re.fullmatch(r"[A-Za-z_$][\w.$]*", callback):
            return Answer(status=400, body=b"bad callback", content_type="text/plain")
        body = f"{callback}({text});" if callback else text
        return Answer(body=body.encode(), content_type="application/javascript")

    def _page(self, edition: Edition, *, title: str, section: str, main: str, article: Article | None = None) -> str:
        top = section.split("/", maxsplit=1)[0]
        recent = [(self.path(other), other.title) for other in edition.recent(article)[:12]]
        lead = (
            article.lead
            if article
            else f"Tin {title} của Báo Đắk Lắk điện tử: tin tức, sự kiện và hình ảnh mới nhất trong tỉnh."
        )
        picture = f"/file/{SITE_ID}/{article.slug[:30] if article else 'logo'}.jpg"
        return skin("baodaklak.html").substitute(
            title=esc(title),
            url=edition.home + (self.path(article) if article else f"/{section}/"),
            lead=esc(lead),
            picture=edition.home + picture,
            keywords=esc(", ".join(article.tags) if article else title),
            site=SITE_ID,
            cate=cate_id(section),
            parent=cate_id(top),
            cate_url=f"/{section}/",
            article_title=esc(article.title) if article else "",
            article_id=article.id if article else "",
            cate_title=section_name(section),
            top_url=f"/{top}/",
            top_title=section_name(top),
            css=stylesheet(self.slug, 45),
            script=script(self.slug, 60),
            menu=menu("/chuyen-muc-{}/muc-{}/"),
            main=main,
            slides=boxes("baodaklak_slide.html", recent, 72),
        )


def _typeset(text: str) -> str:
    """Text as the editor left it: entities for quotes, and two parallel spans in a long paragraph."""
    marked = breaks(text).replace("“", "&ldquo;").replace("”", "&rdquo;")
    cut = marked.find(" ", len(marked) // 2)
    if len(text) < 200 or cut < 0 or "<br" in marked:
        return f"{_SPAN}{marked}</span></span></span>"
    return f"{_SPAN}{marked[:cut]}</span></span></span>{_SPAN}{marked[cut:]}</span></span></span>"


def _lead_2024(article: Article) -> str:
    if int(article.id[-1], 16) % 2:  # some editors set a drop capital, in a span of its own
        inner = f"{_SPAN}{esc(article.lead[0])}</span></span></span>{_typeset(article.lead[1:])}"
    else:
        inner = _typeset(article.lead)
    return f'<p style="margin-bottom: 13px; text-align: justify;"><strong>{inner}</strong></p>'


def _body(article: Article, related: str) -> str:
    blocks = [_block(block, article) for block in article.body]
    byline = f'<p style="margin-bottom: 13px; text-align: right;"><strong>{_typeset(article.byline)}</strong></p>'
    return "\n\n".join([_lead_2024(article), related, *blocks, byline])


def _block(block: Block, article: Article) -> str:
    if block.kind == "image":
        return _picture(block, article)
    if block.kind == "table":
        return f'<table border="1" class="solieu"><tbody>\n{table_rows(block, _typeset)}</tbody></table>'
    inner = f"<strong>{_typeset(block.text)}</strong>" if block.kind == "heading" else _typeset(block.text)
    return f'<p style="margin-bottom: 13px; text-align: justify;">{inner}</p>'


def _picture(block: Block, article: Article) -> str:
    source = f"/file/{SITE_ID}/{article.published:%m%Y}/{block.picture}_{article.published:%Y%m%d%H%M%S}.jpg"
    if article.layout == "baodaklak-2020":
        source = f"/dataimages/{article.published:%Y%m}/original/images{article.id}_{block.picture}.jpg"
    caption = f'<tr>\n<td class="image_desc">{breaks(block.text)}</td>\n</tr>\n' if block.text else ""
    return skin("baodaklak_picture.html").substitute(source=source, caption=caption)


def _related(site: BaoDakLak, article: Article, edition: Edition) -> str:
    others = [other for other in edition.recent(article) if other.sections[0] == article.sections[0]][:3]
    rows = boxes("baodaklak_related.html", [(site.path(other), other.title) for other in others], len(others))
    return (
        f'<div class="related">\n<table align="unset" class="rl unset">\n\t<tbody>\n{rows}\t</tbody>\n</table>\n</div>'
        if rows
        else ""
    )


def _content_2020(article: Article) -> str:
    moment = article.published
    blocks = "\n".join(_block_2020(block, article) for block in article.body)
    return skin("baodaklak_article_2020.html").substitute(
        title=esc(article.title),
        date=f"Cập nhật lúc {moment:%H:%M}, {WEEKDAYS[moment.weekday()]}, {moment:%d/%m/%Y} (GMT+7)",
        lead=breaks(article.lead),
        body=blocks,
        byline=esc(article.byline),
    )


def _block_2020(block: Block, article: Article) -> str:
    if block.kind == "p":
        return f'<p class="Normal">{breaks(block.text)}</p>'
    if block.kind == "heading":
        return f'<p class="Normal"><strong>{breaks(block.text)}</strong></p>'
    return _block(block, article)


def _list(entries: Sequence[Entry], section: str) -> str:
    clock = "%H:%M, %d/%m/%Y"
    return skin("baodaklak_list.html").substitute(
        name=esc(SECTIONS[section]),
        top=items("baodaklak_top.html", entries[:1], clock),
        items=items("baodaklak_item.html", entries[1:], clock),
    )
