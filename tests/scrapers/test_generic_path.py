"""Pages of sites that nobody declared: text, lead, author and date; and never a date from elsewhere on the page."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path

import pytest

from scrapers.encoding import decode
from scrapers.parse import parse_article
from tests.scrapers.test_saved_pages import Saved, each_page, read
from transforms.records import RawArticle

URL = "https://bao.example/xa-hoi/giam-ngheo-ben-vung-123456.html"
TITLE = "Giảm nghèo bền vững ở vùng cao"
LEAD = "Toàn tỉnh hiện còn 9.345 hộ nghèo, giảm 1.204 hộ so với cuối năm trước."
BODY = (
    "Theo báo cáo của Sở Nội vụ, tỷ lệ hộ nghèo theo chuẩn đa chiều giảm còn 2,36%, vượt kế hoạch đề ra từ đầu năm.",
    "Các huyện đã giải ngân 412 tỷ đồng vốn vay ưu đãi cho hơn 8.000 lượt hộ, phần lớn dùng để chăn nuôi và trồng cây ăn quả.",
    "Ông chủ tịch xã cho biết, bà con đã quen với cách làm mới và không còn trông chờ vào hỗ trợ như những năm trước.",
    "Năm tới, tỉnh phấn đấu giảm thêm 1,5 điểm phần trăm, tập trung vào các xã đặc biệt khó khăn ở biên giới.",
)
CLOCK = "<header><div class='top'><span>Thứ Sáu, 09/01/2026 18:38 (GMT+7)</span></div></header>"
RELATED = (
    "<div class='box'><ul><li><a href='/b-2.html'>Hội nghị tổng kết công tác năm của ngành nông nghiệp tỉnh</a>"
    "<span class='date'>08/01/2026 09:00</span></li></ul></div>"
)
COMMENTS = "<div class='opinions'><h3>Bạn đọc viết</h3><p>Rất hay</p><span class='time'>07/01/2026 10:10</span></div>"


def page(*, head: str = "", before: str = "", after: str = "", inside: str = "", below: str = "") -> str:
    """An article in an unknown layout, between a clock, other articles and comments."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    return (
        f"<html><head><title>{TITLE}</title>{head}</head><body>{CLOCK}<main><section class='story'>{before}<h1>{TITLE}</h1>"
        f"{after}<div class='noi-dung-bai'>{inside}{paragraphs}</div>{below}</section><aside>{RELATED}</aside>{COMMENTS}</main>"
        "</body></html>"
    )


def general(html: str) -> RawArticle:
    return parse_article(html, URL, None)


def words(article: RawArticle) -> list[str]:
    return "\n".join(article.body if article.lead in article.body else (article.lead, *article.body)).split()


@each_page
def test_a_saved_page_without_its_layout(page: Saved, shared: Path) -> None:
    html = decode((shared / "pages" / page.file).read_bytes(), None).text
    article = parse_article(html, page.url, None)
    assert (article.method, article.title, article.author) == ("trafilatura", page.title, page.author)
    assert article.published_at is not None
    assert article.published_at.replace(second=0).isoformat() == page.published
    assert SequenceMatcher(None, words(article), words(read(page, shared)), autojunk=False).ratio() > 0.99
    assert [text for text in (page.title, page.author, *page.absent) if text in "\n".join(article.body)] == []


def test_a_list_has_no_date(shared: Path) -> None:
    html = decode((shared / "pages" / "baocantho.com.vn__list.html").read_bytes(), None).text
    assert parse_article(html, "https://baocantho.com.vn/thoi-su/", None).published_at is None


@pytest.mark.parametrize(
    "where",
    [
        {"after": "<div class='pubdate'>14/01/2020 - 17:24</div>"},
        {"after": "<div>Nguyễn Văn Mẫu | 14/01/2020 17:24</div>"},
        {"after": "<p class='meta'>Cập nhật lúc 17 giờ 24, ngày 14 tháng 1 năm 2020</p>"},
        {"after": "<time datetime='2020-01-14T17:24:00+07:00'>14-01-2020</time>"},
        {"before": "<div>17:24, Thứ Ba, 14/01/2020 (GMT+7)</div>"},
        {"inside": "<span class='ngay-dang'>Ngày đăng: 14.01.2020 17:24</span>"},
        {"head": "<meta property='article:published_time' content='2020-01-14T17:24:00+0700'>"},
        {"head": "<meta name='article:published_time' content='1/14/2020 5:24:00 PM'>"},
        # Data with the day only; the clock stands with the title
        {"head": "<meta itemprop='datePublished' content='2020-01-14'>", "after": "<p>14/01/2020 - 17:24</p>"},
        # Data come first: what is printed may be the day of a change
        {
            "head": "<meta property='article:published_time' content='2020-01-14T17:24:00+07:00'>",
            "after": "<p>Cập nhật: 20/01/2020 08:00</p>",
        },
    ],
    ids=" and ".join,
)
def test_the_date_stands_with_the_title(where: dict[str, str]) -> None:
    published = general(page(**where)).published_at
    assert published is not None
    assert published.isoformat() == "2020-01-14T17:24:00+07:00"


@pytest.mark.parametrize(
    "where",
    [
        {},
        {"after": RELATED},
        {"before": RELATED},
        {"below": RELATED},
        {"below": "<div class='date'>02/01/2026 08:00</div>"},
        {"inside": "<p>Ngày 05/01/2026, Ủy ban nhân dân tỉnh tổ chức hội nghị tổng kết chương trình giảm nghèo.</p>"},
        {"inside": "<figure><img src='a.jpg'><figcaption>Ảnh chụp ngày 05/01/2026 07:30</figcaption></figure>"},
        {"after": "<p>Ảnh chụp ngày 05/01/2026</p>"},
        {"after": "<div class='date'>31/02/2026 - 14:50</div>"},
    ],
    ids=["nothing", "related after", "related before", "related below", "below", "sentence", "caption", "picture", "no day"],
)
def test_a_date_from_elsewhere_is_none(where: dict[str, str]) -> None:
    assert general(page(**where)).published_at is None


@pytest.mark.parametrize(
    "parts",
    [
        {"after": f"<h2 class='tom-tat sapo'>{LEAD}</h2>"},
        {"inside": f"<p class='chapeau'>{LEAD}</p>"},
        {"head": f"<meta name='description' content='{LEAD}'>", "after": f"<div><b>{LEAD}</b></div>"},
    ],
    ids=["named", "in the body", "as described"],
)
def test_the_lead_is_recovered(parts: dict[str, str]) -> None:
    article = general(page(**parts))
    assert (article.lead, article.body) == (LEAD, BODY)


def test_furniture_captions_and_signature_stand_apart() -> None:
    picture = "<table><tr><td><img src='/anh.jpg'></td></tr><tr><td>Vườn cây của một hộ dân. Ảnh: M.T</td></tr></table>"
    links = "<div class='xem-them'><a href='/c-3.html'>Nhiều xã hoàn thành chương trình nông thôn mới trước hạn</a></div>"
    signature = "</div><div><p style='text-align: right'><b>Bài, ảnh: Minh Tâm</b></p>"
    html = page(inside=picture, below="").replace(f"<p>{BODY[2]}", f"{links}<p>{BODY[2]}")
    article = general(html.replace(f"{BODY[3]}</p>", f"{BODY[3]}</p>{signature.removeprefix('</div><div>')}"))
    assert (article.body, article.author) == (BODY, "Minh Tâm")
    assert [(image.url, image.caption) for image in article.images] == [
        ("https://bao.example/anh.jpg", "Vườn cây của một hộ dân. Ảnh: M.T")
    ]


@pytest.mark.parametrize("tag", ["div", "section"])
def test_bare_blocks_and_two_roots(tag: str) -> None:
    html = page(after="<p>14/01/2020 - 17:24</p>").replace("<p>", f"<{tag}>").replace("</p>", f"</{tag}>")
    article = general(html.replace("<html>", "<html></html>", 1))
    assert (article.title, article.body) == (TITLE, BODY)
    assert article.published_at is not None
