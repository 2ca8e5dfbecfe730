"""The saved real pages against what a person reads on them (../shared/pages/INDEX.md). Only short quotes of them stand here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from scrapers.encoding import decode
from scrapers.listings import first_request, parse_listing
from scrapers.parse import parse_article
from scrapers.portals import BY_SLUG
from transforms.records import RawArticle


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A page's address and what stands on it. Long texts are named by their beginning and end."""

    file: str
    portal: str
    url: str
    title: str
    published: str
    author: str
    section: str | None
    lead: tuple[str, str]
    first: str  # beginning of the first body paragraph, in `body`
    last: tuple[str, str]
    captions: tuple[tuple[str, str], ...] = ()
    paragraphs: int | None = None
    inside: tuple[str, ...] = ()  # beginnings of further body paragraphs
    tags: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()  # furniture and other articles' titles


PAGES = (
    Saved(
        file="baodaklak.vn__b56121a.html",
        portal="baodaklak",
        url="https://baodaklak.vn/giao-duc/202409/nguoi-hoc-dung-ai-lam-bai-tap-xu-ly-the-nao-b56121a/",
        title="Người học dùng AI làm bài tập, xử lý thế nào?",
        published="2024-09-15T11:46:00+07:00",
        author="Thụy Bất Nhi",
        section="Giáo dục",
        lead=("Sự việc một giáo viên Trường Phổ thông", "cộng đồng mạng xã hội gần đây."),
        first="Sự việc một giáo viên",
        inside=("Mấu chốt tranh cãi là",),
        last=("Thực tế, ngành giáo dục là một trong những lĩnh vực then chốt", ""),
        paragraphs=12,
        tags=("Người học dùng AI làm bài tập", "xử lý thế nào", "trí tuệ nhân tạo", "khoa học công nghệ"),
        absent=(
            "Công nghệ AI buộc con người",
            "Cẩn trọng khi sử dụng trí tuệ nhân tạo",
            "không thay thế được tính trung thực",
            "Ý kiến bạn đọc",
            "Xem thêm",
            "Tin đọc nhiều",
        ),
    ),
    Saved(
        file="baocantho.com.vn__a196670.html",
        portal="baocantho",
        url="https://baocantho.com.vn/tap-trung-trien-khai-cac-dot-thanh-tra-a196670.html",
        title="Tập trung triển khai các đợt thanh tra, kiểm tra có trọng tâm, trọng điểm nhất là các lĩnh vực có nguy cơ",
        published="2026-01-08T18:21:00+07:00",
        author="P.Y",
        section="Cần Thơ",
        lead=("(CTO) - Ngày 8-1, Phó Thủ tướng", "của ngành Thanh tra."),
        first="(CTO) - Ngày 8-1",
        inside=("Ông Trương Cảnh Tuyên, Phó Bí thư Thành uỷ, Chủ tịch UBND TP Cần Thơ",),
        last=("Phát biểu chỉ đạo hội nghị, Phó Thủ tướng Thường trực", ""),
        captions=(("Chủ tịch UBND TP Cần Thơ Trương Cảnh Tuyên", "tham dự hội nghị."),),
        paragraphs=7,
        absent=("Tin, ảnh", "Chia sẻ", "Bình luận"),
    ),
    Saved(
        file="baoangiang.com.vn__67d824ac.excerpt.html",
        portal="baoangiang",
        url="https://baoangiang.com.vn/ly-do-khong-nen-ngoay-tai-thuong-xuyen-a367201.html",
        title="Lý do không nên ngoáy tai thường xuyên",
        published="2023-06-30T14:50:00+07:00",
        author="Theo Vietnamnet",
        section="Bác sĩ của bạn",
        lead=("Ngoáy tai dù bằng tăm bông", "ảnh hưởng đến thính lực."),
        first="Tôi hay có thói quen ngoáy tai",
        last=("Nếu bạn cảm thấy sưng đau", "khám bác sĩ để điều trị."),
        paragraphs=8,
        tags=("ngoáy tai",),
        absent=("Bạn có thể quan tâm", "Đọc thêm", "Theo Vietnamnet", "Ngoáy tai dù bằng tăm bông"),
    ),
    Saved(
        file="baoangiang.com.vn__de19bb27.excerpt.html",
        portal="baoangiang",
        url="https://baoangiang.com.vn/bo-y-te-de-xuat-sua-thoi-gian-khong-phat-hien-ca-mac-moi-covid-19-a375340.html",
        title="Bộ Y tế đề xuất sửa thời gian không phát hiện ca mắc mới COVID-19",
        published="2023-09-24T14:50:00+07:00",
        author="Theo PV (TTXVN/Vietnam+)",
        section="Thông tin y tế",
        lead=("Dựa trên diễn biến tình hình dịch", "giảm còn 8 ngày."),
        first="Liên quan đến bệnh COVID-19, ngày 24/9",
        last=("COVID-19 hiện nay đáp ứng các tiêu chí của bệnh truyễn nhiễm nhóm B", "có thể gây tử vong./."),
        captions=(("Nhân viên y tế chăm sóc bệnh nhân COVID-19.", "(Ảnh: Minh Quyết/TTXVN)"),),
        paragraphs=8,
        absent=("Minh Quyết", "Bạn có thể quan tâm", "Vietnam+"),
    ),
    Saved(
        file="phuyen.baodaklak.vn__0f24e558.excerpt.html",
        portal="phuyen_baodaklak",
        url="https://baophuyen.vn/95/64112/dung-mang-chat-ung-thu-vao-nha/",
        title="Đừng mang chất ung thư vào nhà",
        published="2011-05-15T10:30:00+07:00",
        author="Theo DTO",
        section="Sức khỏe",
        lead=("Nhà cửa, quần áo của bạn", "mang “chất độc” về nhà."),
        first="PHÒNG NGỦ",
        inside=("Trong phòng ngủ của chúng ta chắc chắn có bàn trang điểm",),
        last=("Trong nhà vệ sinh thường xuyên thuốc diệt côn trùng", "vì có thể nó chính là nguyên nhân."),
        captions=(("Ảnh có tính minh họa.", "Nguồn internet"),),
        absent=("Nhà cửa, quần áo của bạn", "Bút danh", "Tin liên quan", "Ý kiến của bạn"),
    ),
    Saved(
        file="phuyen.baodaklak.vn__d5b69ecb.excerpt.html",
        portal="phuyen_baodaklak",
        url="https://phuyen.baodaklak.vn/95/98765/thieu-mau/",
        title="Thiếu máu",
        published="2014-03-31T13:00:00+07:00",
        author="BS ĐOÀN VĂN HẢI",
        section="Sức khỏe",
        lead=("Hỏi: Tôi thường bị mệt mỏi, chóng mặt", ""),
        first="Nguyễn Thị Kim Oanh",  # the reader who asks: right-aligned, but not at the end
        inside=("(Hòa Thành, Đông Hòa)",),
        last=("Như vậy khi nghĩ đến bệnh thiếu máu", ""),
        captions=(("Ảnh minh họa:", "Internet"),),
        absent=("ĐOÀN VĂN HẢI",),
    ),
    Saved(
        file="baocantho.com.vn__9623c267.excerpt.html",
        portal="baocantho",
        url="https://baocantho.com.vn/chong-mu-loa-bang-thuoc-nho-mat-thay-vi-tiem-thuoc-a80443.html",
        title="Chống mù lòa bằng thuốc nhỏ mắt thay vì tiêm thuốc",
        published="2014-03-12T13:14:00+07:00",
        author="SONG NHI (Theo Medical News Today)",
        section="Sức khỏe",
        lead=("Việc điều trị các bệnh có thể gây mù lòa", "thử nghiệm thành công trên động vật."),
        first="Việc điều trị các bệnh có thể gây mù lòa",  # loose text after a table in a <p>
        last=("Hiện tại, công ty chuyển giao công nghệ của UCL", ""),
        captions=(("Ảnh: Medical News", "Today"),),
        paragraphs=3,
        absent=("SONG NHI",),
    ),
    Saved(
        file="baotayninh.vn__d70cdb05.excerpt.html",
        portal="baotayninh",
        url="https://baotayninh.vn/voi-bien-chung-omicron-nguyen-tac-phong-benh-chinh-van-la-5k-va-vaccine-88701.html",
        title="Với biến chủng Omicron, nguyên tắc phòng bệnh chính vẫn là 5K và vaccine",
        published="2021-12-01T11:51:00+07:00",
        author="Tạ Nguyên/Báo Tin tức",
        section="Y tế sức khỏe",
        lead=("Theo các chuyên gia, hiện chưa có những thông tin đầy đủ", "vẫn là 5K và vaccine."),
        first="Cần có phương án dự phòng",
        inside=("Hiện biến chủng Omicron (B.1.1.529) được cho là",),
        last=("Bộ Y tế cũng đã chỉ đạo hệ thống giám sát", ""),
        captions=(("Biện pháp phòng dịch quan trọng nhất vẫn là 5K", "khử khuẩn. Ảnh: TTXVN"),),
        absent=("Theo các chuyên gia, hiện chưa có", "Cùng chuyên mục", "longantv", "Tạ Nguyên"),
    ),
    Saved(
        file="baohaiphong.vn__2013caed.excerpt.html",
        portal="baohaiphong",
        url="https://baohaiphong.vn/day-nhanh-tien-do-ra-soat-hoan-thien-du-lieu-tiem-chung-covid-19-472928.html",
        title="Đẩy nhanh tiến độ rà soát, hoàn thiện dữ liệu tiêm chủng COVID-19",
        published="2022-04-26T11:05:00+07:00",
        author="Nam Giang",
        section=None,
        lead=("(HPĐT)- Sáng 26-4, tại Hà Nội, Bộ Y tế tổ chức hội nghị trực tuyến", ""),
        first="Các đồng chí Ủy viên Trung ương Đảng: Nguyễn Thanh Long",
        last=("Theo thông tin của Sở Y tế Hải Phòng, tính từ tháng 3-2021", "đạt 79,51%./."),
        captions=(
            ("Đồng chí Lê Anh Quân, Phó chủ tịch Thường trực", "tại điểm cầu Hải Phòng."),
            ("Bộ trưởng Bộ Y tế Nguyễn Thanh Long", "chủ trì hội nghị."),
        ),
        paragraphs=5,
        absent=("Tin và ảnh", "Đọc thêm", "(HPĐT)"),
    ),
    Saved(
        file="baonghean.vn__1060bf8b.excerpt.html",
        portal="baonghean",
        url="https://baonghean.vn/benh-vien-da-khoa-thanh-pho-vinh-tiem-vac-xin-covid-19-an-toan-cho-cong-dong-10230827.html",
        title="Bệnh viện Đa khoa thành phố Vinh tiêm vắc-xin Covid-19 an toàn cho cộng đồng",
        published="2021-09-11T15:29:00+07:00",
        author="Đinh Nguyệt",
        section=None,
        lead=("(Baonghean.vn) - Từ tháng 4/2021 đến nay", "theo Quy định của Bộ Y tế."),
        first="Tiếp tục thực hiện chỉ đạo của Sở Y tế Nghệ An",
        last=("Đến nay, Bệnh viện Đa khoa thành phố Vinh đã tham gia 13 đợt", "phản ứng nặng nào xảy ra./."),
        captions=(
            ("Điểm tiêm chủng vắc-xin Covid-19", "Ảnh: Đức Anh"),
            ("Từ ngày 9-10/9, bệnh viện thực hiện tiêm chủng", "Ảnh: Đức Anh"),
        ),
        tags=("Bệnh viện ĐKTP Vinh", "tiêm chủng"),
        absent=("(Baonghean.vn)", "Đinh Nguyệt", "Ảnh: Đức Anh"),
    ),
)


def read(page: Saved, shared: Path) -> RawArticle:
    body = (shared / "pages" / page.file).read_bytes()
    return parse_article(decode(body, None).text, page.url, BY_SLUG[page.portal])


def spans(text: str, ends: tuple[str, str]) -> bool:
    return text.startswith(ends[0]) and text.endswith(ends[1])


each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.file.removesuffix(".html"))


@each_page
def test_head(page: Saved, shared: Path) -> None:
    article = read(page, shared)
    assert (article.method, article.title, article.author, article.section, article.tags) == (
        "layout",
        page.title,
        page.author,
        page.section,
        page.tags,
    )
    assert article.published_at is not None
    assert article.published_at.isoformat() == page.published
    assert spans(article.lead, page.lead)


@each_page
def test_body(page: Saved, shared: Path) -> None:
    body = read(page, shared).body
    assert body[0].startswith(page.first)
    assert spans(body[-1], page.last)
    assert page.paragraphs in (None, len(body))
    for beginning in page.inside:
        assert any(paragraph.startswith(beginning) for paragraph in body[1:])


@each_page
def test_captions_stand_apart(page: Saved, shared: Path) -> None:
    article = read(page, shared)
    captions = [image.caption for image in article.images if image.caption]
    assert len(captions) == len(page.captions)
    assert all(spans(caption, ends) for caption, ends in zip(captions, page.captions, strict=True))
    assert not any(caption in paragraph for caption in captions for paragraph in article.body)
    assert all(image.url.startswith(("http://", "https://")) for image in article.images)


@each_page
def test_nothing_else_of_the_page(page: Saved, shared: Path) -> None:
    text = "\n".join(read(page, shared).body)
    assert [words for words in (page.title, page.author, *page.absent) if words in text] == []


def test_a_list_page(shared: Path) -> None:
    portal = BY_SLUG["baocantho"]
    (listing,) = portal.listings
    text = decode((shared / "pages" / "baocantho.com.vn__list.html").read_bytes(), None).text
    page = parse_listing(text, first_request(portal, listing), portal, listing)
    top = [196670, 196669, 196668, 196666]
    below = [196629, 196625, 196615, 196613, 196612, 196577, 196573, 196563, 196559, 196541, 196525, 196520]
    assert [portal.key(item.url) for item in page.items] == [f"baocantho.com.vn/a{number}" for number in top + below]
    assert page.items[len(top)].title.startswith("Khảo sát tình hình triển khai mô hình dịch vụ công tập trung")
    assert all(item.title and portal.layouts_for(item.url) for item in page.items)
    assert page.next is not None
    assert (page.next.url, page.next.page) == ("https://baocantho.com.vn/thoi-su?p=2", 2)
