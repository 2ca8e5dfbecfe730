"""The text of one real article per portal (../shared/articles), printed in its replica's layout, parses to the same fields."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from replicas.model import VIETNAM, Article, Block, expected_fields
from replicas.sites import SITES
from replicas.sites.site import CLOCK, Edition, Request
from replicas.world import world
from scrapers.encoding import decode
from scrapers.parse import parse_article
from scrapers.portals import BY_SLUG
from transforms.text import tidy

PICTURE = re.compile(r"Responsive image|3123")  # what a picture leaves in the text: its alternative text


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """How to read one text: which lines are neither title, lead, body nor author. Captions are named by their beginning."""

    file: str
    portal: str
    layout: str
    id: str
    section: str
    published: datetime
    title: str
    author: str
    paragraphs: int  # of the body
    furniture: str
    captions: tuple[str, ...] = ()
    end: str = r"(?!)"

    def article(self, text: str) -> Article:
        lines = list(filter(None, map(tidy, text.splitlines())))
        lines = lines[: next((n for n, line in enumerate(lines) if re.match(self.end, line)), len(lines))]
        title, lead, *rest, author = (line for line in lines if not re.fullmatch(self.furniture, line))
        assert (title, author) == (self.title, self.author)
        return Article(
            portal=self.portal,
            layout=self.layout,
            id=self.id,
            slug="bai-viet-that",
            sections=(self.section,),
            published=self.published,
            title=title,
            lead=lead,
            body=tuple(self.blocks(rest)),
            author=author,
            byline=author,
        )

    def blocks(self, lines: list[str]) -> list[Block]:
        blocks: list[Block] = []
        for line in lines:
            if PICTURE.fullmatch(line):
                blocks.append(Block("image", picture="anh"))
            elif line.startswith(self.captions):
                before = blocks.pop().text if blocks and blocks[-1].kind == "image" else ""
                blocks.append(Block("image", f"{before}\n{line}".strip(), picture="anh"))
            else:
                blocks.append(Block("p", line))
        return blocks


TEXTS = (
    Text(
        file="angiang-portal-2019-03-21.txt",
        portal="angiang_portal",
        layout="angiang-2018",
        id="1",
        section="tin-tuc",
        published=datetime(2019, 3, 21, tzinfo=VIETNAM),
        title="Tổng kết Năm dân vận chính quyền 2018",
        author="Hữu Trực",
        paragraphs=4,
        furniture=r"Chào mừng bạn đến.*|cổng thông tin điện tử.*|Ngày đăng: 21/03/2019|Xem với cở chữ.*",
    ),
    Text(
        file="baodaklak-2020-01-14.txt",
        portal="baodaklak",
        layout="baodaklak-2020",
        id="5665432",
        section="thoi-su",
        published=datetime(2020, 1, 14, 17, 24, tzinfo=VIETNAM),
        title='Nâng cao hiệu quả công tác dân vận và "Năm dân vận chính quyền" 2020',
        author="Nguyễn Xuân",
        paragraphs=10,
        furniture=r"Cập nhật lúc 17:24, Thứ Ba, 14/01/2020 \(GMT\+7\)|[.,]",
        captions=(
            "Phó Bí thư Thường trực Tỉnh ủy Phạm Minh Tấn phát biểu ý kiến",
            "Các đại biểu tham dự",
            "Phó Bí thư Thường trực Tỉnh ủy Phạm Minh Tấn trao Kỷ niệm chương",
            "Trưởng Ban Dân vận Tỉnh ủy, Chủ tịch",
        ),
    ),
    Text(
        file="vinhlong-portal-2016-12-29.txt",
        portal="vinhlong_portal",
        layout="vinhlong-dnn",
        id="208085",
        section="22",
        published=datetime(2016, 12, 29, 15, 13, 27, tzinfo=VIETNAM),
        title="Hội nghị tổng kết công tác Dân vận chính quyền năm 2016",
        author="N.H",
        paragraphs=7,
        furniture=r"Chủ Nhật, 17/12/2017 9:31:53 SA|Ngày 29/12/2016 15:13:27",
        captions=("Ảnh: Phó Chủ tịch",),
        end="Các tin khác",
    ),
    Text(
        file="baoangiang-2020-07-30.txt",
        portal="baoangiang",
        layout="baoangiang-2020",
        id="278511",
        section="xa-hoi",
        published=datetime(2020, 7, 30, 5, 41, tzinfo=VIETNAM),
        title="Tăng cường trách nhiệm, hiệu quả công tác dân vận của hệ thống chính trị",
        author="THU THẢO",
        paragraphs=8,
        furniture=r"30/07/2020 - 05:41|A A",
    ),
    Text(
        file="baodongthap-2024-02-29.txt",
        portal="baodongthap",
        layout="baodongthap-c1",
        id="120486",
        section="chinh-tri",
        published=datetime(2024, 2, 29, 15, 12, 50, tzinfo=VIETNAM),
        title="Công tác dân vận các cơ quan nhà nước và chính quyền các cấp đạt nhiều kết quả tích cực",
        author="DŨNG CHINH",
        paragraphs=5,
        furniture=r"Cập nhật ngày: 29/02/2024 15:12:50|http://baodongthap\.com\.vn/database/video/.*",
        captions=("Người dân được hướng dẫn", "tại Bộ phận tiếp nhận", "Đoàn viên Chi đoàn"),
        end="< Trở về trang trước",
    ),
)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.portal)
def test_a_real_article_in_the_replica_layout(text: Text, shared: Path) -> None:
    article = text.article((shared / "articles" / text.file).read_text(encoding="utf-8"))
    site = SITES[text.portal]
    home = BY_SLUG[text.portal].home
    edition = Edition(home, "localhost", (article, *world(1).articles[text.portal][:6]), 0.0)
    answer = site.answer(Request("GET", site.path(article)), edition, site.index(edition))
    assert answer.status == 200
    page = answer.body.replace(CLOCK, site.clock(datetime(2026, 1, 20, 9, 31, 53, tzinfo=VIETNAM)).encode())

    read = parse_article(decode(page, answer.content_type).text, home + site.path(article), BY_SLUG[text.portal])

    expected = expected_fields(article)
    assert (read.method, read.title, read.author) == ("layout", text.title, text.author)
    assert read.published_at == text.published
    assert read.lead == tidy(expected.lead)
    assert read.body == tuple(map(tidy, expected.body))
    assert len(read.body) == text.paragraphs
    assert tuple(image.caption for image in read.images if image.caption) == tuple(map(tidy, expected.captions))
    assert len(read.images) == sum(block.kind == "image" for block in article.body)
