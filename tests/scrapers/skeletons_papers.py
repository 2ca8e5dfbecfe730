"""The smallest pages of the papers on OneCMS, ZCE, MediaTech and Vietlong, and of those on a system of their own."""

from __future__ import annotations

from tests.scrapers.skeleton import TITLE, Skeleton

_H1 = f"<h1>{TITLE}</h1>"
_LEAD = "Tỉnh tổng kết chương trình giảm nghèo."
_SLUG = "giam-ngheo-ben-vung-o-vung-sau"
# Other dates of a page: the clock in its header, and those of a list beside the article.
_CLOCK = "<div id='header'><span class='date-now'>Thứ Bảy, 10/01/2026 - 07:30</span></div>"
_BESIDE = "<div class='item'><time>08:00, 02/02/2026</time><div class='date row10'>08:00, 02/02/2026</div></div>"
_MACHINE = "<meta property='article:published_time' content='2026-01-09T15:13:00+0700'>"

_ONECMS_HEADER = (
    f"<div class='sc-longform-header'><h1 class='sc-longform-header-title block-sc-title'>{TITLE}</h1>"
    "<span class='block-sc-author'>Minh Khang</span><span class='block-sc-publish-time'>09/01/2026 15:13</span>"
    f"<p class='block-sc-sapo'>{_LEAD}</p></div>"
)
_MONTH_FIRST = "<meta name='article:published_time' content='1/9/2026 3:13:00 PM'>"
_ONECMS = (
    f"{_MONTH_FIRST}{_CLOCK}<div class='c-news-detail'><div class='b-maincontent'><div class='entry'>{_ONECMS_HEADER}",
    "<div class='sc-related-articles'>Tin liên quan</div></div><div class='c-box'>Bài đọc tiếp</div></div></div>",
)
_MAIN_CONTENT = (
    f"{_MONTH_FIRST}{_CLOCK}<div class='b-maincontent'>{_ONECMS_HEADER}",
    "<div class='c-box'><div class='c-box__title__name'>Bài liên quan</div></div></div>",
)
_ZCE = (
    f"{_MACHINE}{_CLOCK}<div class='breadcrumbs'><h2 class='main'><a>Xã hội</a></h2></div>"
    f"<h1 class='article__title cms-title'>{TITLE}</h1><div class='article__meta'><time class='time' "
    "datetime='2026-01-09T15:13:02+0700'><span>09/01/2026 15:13</span></time></div>"
    f"<div class='article__sapo cms-desc'>{_LEAD}</div><div class='article__body zce-content-body cms-body'>"
    "<style>.t2 { font-weight: bold; } .t1 { text-align: right; }</style>",
    "<div class='sda_middle'><div class='rennab'>Quảng cáo</div></div><div class='t1'><span class='t2'>Minh Khang</span></div>"
    "<div class='rennab'></div></div><div class='article__meta'></div><time class='time'>10/01/2026 08:00</time>",
)
_MAIN_DETAIL = (
    f"{_CLOCK}{_H1}<div class='date_news'><span>09/01/2020 15:13</span></div><p class='sapo_detail'>{_LEAD}</p>"
    "<div id='main-detail'><p class='pHead'>Giảm nghèo</p>",
    "<div class='drelated'>Tin liên quan</div></div>",
)
_PSEUDONYM = (
    "</html><head></head><body><div class='title-time'>Thứ 7, 10/01/2026 18:38 [(GMT +7)]</div>"
    "<div class='breadcrumbs'><ol class='breadcrumb'><li><a>Trang chủ</a></li><li><a>Xã hội</a></li></ol></div>"
    f"<div class='content-article'><h1 class='name'>{TITLE}</h1><div class='date'>Thứ 6, 09/01/2026 | 15:13:00 [GMT +7] A A"
    "</div><div id='content-detail' class='detail auto-gallery'><!DOCTYPE html><html><body>",
    "</body></html><div class='pseudonym'>Minh Khang</div></div><div class='block-news-list'>Cùng chuyên mục</div></div>"
    f"<div class='date'>10/01/2026 | 08:00:00</div>{_BESIDE}",
)
_SONLA = (
    f"{_MACHINE}{_CLOCK}<ul class='breadcrumb'><li><a href='/xa-hoi.html' class='active'>Xã hội</a></li></ul>{_H1}"
    f"<div class='fulltext'><p class='font-bold'>{_LEAD}</p><div id='editor-detail'>",
    "<div class='audio-article'>Nghe bài viết</div></div></div>" + _BESIDE,
)


def _page(date_element: str, lead: str, container: str) -> tuple[str, str]:
    """Headline, date and lead one after the other, then the start tag of the container, a `div`; and what stands behind."""
    return f"{_CLOCK}{_H1}{date_element}{lead}{container}", f"</div>{_BESIDE}"


# (portal, layout, address, what stands before and after the body)
_PAGES = (
    ("baodanang", "onecms", f"https://baodanang.vn/{_SLUG}-3312345.html", _ONECMS),
    ("hanoimoi", "onecms-maincontent", f"https://hanoimoi.vn/{_SLUG}-538828.html", _MAIN_CONTENT),
    (
        "hanoimoi",
        "hanoimoi-2020",
        f"http://www.hanoimoi.com.vn/Tin-tuc/Xa-hoi/955432/{_SLUG}",
        _page("<div class='period'>15:13 - 09/01/2020</div>", "", f"<div class='article'><p>{_LEAD}</p>"),
    ),
    ("baolaocai", "zce", f"https://baolaocai.vn/{_SLUG}-post404649.html", _ZCE),
    ("baogialai", "zce", f"https://baogialai.com.vn/{_SLUG}-post579869.html", _ZCE),
    ("baohatinh", "zce", f"https://baohatinh.vn/{_SLUG}-post306440.html", _ZCE),
    ("baohatinh", "vietlong-2020", f"https://baohatinh.vn/xa-hoi/{_SLUG}/186543.htm", _MAIN_DETAIL),
    ("baothanhhoa", "vietlong-2020", f"https://baothanhhoa.vn/doi-song-xa-hoi/{_SLUG}/121243.htm", _MAIN_DETAIL),
    ("baosonla", "baosonla-2026", f"https://baosonla.vn/xa-hoi/{_SLUG}-51YnYvXDR.html", _SONLA),
    ("baocaobang", "mediatech-pseudonym", f"https://baocaobang.vn/{_SLUG}-3161421.html", _PSEUDONYM),
    ("baohungyen", "mediatech-pseudonym", f"https://baohungyen.vn/{_SLUG}-3182345.html", _PSEUDONYM),
    (
        "baocaobang",
        "baocaobang-2020",
        f"https://baocaobang.vn/{_SLUG}-38371.html",
        _page("<span class='time'>09/01/2020 15:13</span>", f"<p class='sapo'>{_LEAD}</p>", "<div class='text'>"),
    ),
    (
        "baodienbienphu",
        "baodienbienphu-2026",
        f"https://baodienbienphu.vn/tin-bai/xa-hoi/{_SLUG}",
        (
            f"{_MACHINE}{_CLOCK}<div id='detail-news'><a href='/tin-tuc/xa-hoi'>Xã hội</a>{_H1}<div class='editor-content'>",
            f"</div></div>{_BESIDE}",
        ),
    ),
    (
        "baodienbienphu",
        "baodienbienphu-2020",
        f"http://www.baodienbienphu.info.vn/tin-tuc/xa-hoi/173213/{_SLUG}",
        _page("<div class='time'>15:13 - 09/01/2020</div>", f"<div class='sapo'>{_LEAD}</div>", "<div class='newsLeft'>"),
    ),
    (
        "baolaichau",
        "baolaichau-2026",
        f"https://baolaichau.vn/xa-hoi/{_SLUG}-219345.html",
        (
            f"{_MACHINE}<div class='date'>Thứ bảy, 10/01/2026 - 08:27</div><div id='post-content'><div class='post-detail'>"
            f"<div class='post-info'><h1 class='title'>{TITLE}</h1><p class='sapo'>{_LEAD}</p><div class='body'>",
            f"</div></div></div></div>{_BESIDE}",
        ),
    ),
    (
        "baolaichau",
        "baolaichau-2020",
        "https://baolaichau.vn/x%C3%A3-h%E1%BB%99i/gi%E1%BA%A3m-ngh%C3%A8o-b%E1%BB%81n-v%E1%BB%AFng",
        _page(
            "<span class='text-muted'>Thứ năm, 09/01/2020 - 15:13</span>",
            f"<div class='desc sapo'>{_LEAD}</div>",
            "<div class='desc body'>",
        ),
    ),
    (
        "baolangson",
        "baolangson-2020",
        f"https://baolangson.vn/{_SLUG}-5071654.html",
        _page("<p class='post-date'>Thứ 5, 09/01/2020 | 15:13:00</p>", "", "<div class='content'>"),
    ),
    (
        "baotuyenquang",
        "baotuyenquang-2020",
        f"https://baotuyenquang.com.vn/xa-hoi/{_SLUG}-126543.html",
        _page("<time>15:13 09/01/2020</time>", f"<p class='summary'>{_LEAD}</p>", "<div itemprop='articleBody'>"),
    ),
    (
        "baoyenbai",
        "baoyenbai-2020",
        "http://baoyenbai.com.vn/11/193923/Giam-ngheo-ben-vung.aspx",
        (
            f"{_CLOCK}<div class='grid-header'>{_H1}<ul><li><span>Cập nhật: Thứ năm, 09/01/2020 | 3:13:29 PM</span></li></ul>"
            "</div><div class='singlepage'>",
            f"</div>{_BESIDE}",
        ),
    ),
    (
        "baohoabinh",
        "baohoabinh-2020",
        "http://baohoabinh.com.vn/11/142688/Giam-ngheo-ben-vung.htm",
        (
            f"{_CLOCK}{_H1}<span class='meta'>Thứ năm, 09/01/2020 | 15:13 GMT+7</span><span class='meta'>Lượt xem: 12</span>"
            f"<p class='summary'>{_LEAD}</p><div class='post clearfix'>",
            "<div class='related-post margin-top-20 clearfix'>Tin liên quan</div></div>",
        ),
    ),
    (
        "baophutho",
        "baophutho-2020",
        f"https://baophutho.vn/xa-hoi/{_SLUG}/169132.htm",
        _page("<div class='pt-post-detail__time'>15:13 | 09/01/2020</div>", "", "<div id='content'>"),
    ),
    (
        "baovinhphuc",
        "baovinhphuc-2020",
        f"http://baovinhphuc.com.vn/xa-hoi/52458/{_SLUG}.html",
        _page("<div class='padT4 padB10 titleDdtail f-11'>Ngày 09/01/2020</div>", "", "<div class='content-about-baiviet'>"),
    ),
    (
        "baobacgiang",
        "baobacgiang-2020",
        f"http://baobacgiang.com.vn/bg/xa-hoi/315432/{_SLUG}.html",
        _page(
            "<p class='datetimes-detail-articlecontent m-t-10'>Cập nhật: 15:13 ngày 09/01/2020</p>",
            f"<div class='ArticleContent BaoBacGiang8'><p class='alead'>{_LEAD}</p></div>",
            "<div class='ArticleContent BaoBacGiang8'>",
        ),
    ),
    (
        "baobacninhtv",
        "baobacninhtv-2026",
        f"https://baobacninhtv.vn/{_SLUG}-postid438123.bbg",
        (
            f"{_MACHINE}{_CLOCK}<a class='post-meta' href='/xa-hoi'>Xã hội</a>{_H1}<div class='news_detail_sapo'><p>{_LEAD}</p>"
            "</div><div class='news-details__content link_content'>",
            f"<ul class='news-related__list'><li>Tin liên quan</li></ul></div>{_BESIDE}",
        ),
    ),
    (
        "baothaibinh",
        "baothaibinh-2020",
        f"https://baothaibinh.com.vn/tin-tuc/206/98126/{_SLUG}",
        (
            f"{_CLOCK}{_H1}<div class='news_content'><div class='date'>Thứ 5, 09/01/2020 | 15:13:00</div><div class='views'>12 "
            f"lượt xem</div><div class='desc'>{_LEAD}</div><div class='fr-view info'>",
            f"</div></div>{_BESIDE}",
        ),
    ),
    (
        "baoninhbinh",
        "baoninhbinh-2025",
        f"https://baoninhbinh.org.vn/{_SLUG}/d20260109151300123.htm",
        (f"{_MACHINE}{_CLOCK}<h1 class='header-title text-4xl'>{TITLE}</h1><div id='content_detail'>", f"</div>{_BESIDE}"),
    ),
    (
        "baoquangnam",
        "baoquangnam-2020",
        f"https://baoquangnam.vn/xa-hoi/{_SLUG}-98765.html",
        _page(
            "<div class='pull-right date-time'><i class='fa fa-clock-o'> 15:13 | 09/01/2020</i></div>",
            f"<div class='chapeau'>{_LEAD}</div>",
            "<div class='body-content'>",
        ),
    ),
    (
        "baobinhthuan",
        "baobinhthuan-2020",
        f"https://baobinhthuan.com.vn/{_SLUG}-124375.html",
        _page("<div id='today'>Thứ năm, 09/01/2020, 15:13</div>", "", f"<div id='info_g'><p></p><p><b>{_LEAD}</b></p>"),
    ),
    (
        "baoninhthuan",
        "baoninhthuan-2020",
        f"https://baoninhthuan.com.vn/news/103215p1c123/{_SLUG}.htm",
        _page(
            "<div id='details'><label>09/01/2020 15:13</label></div>", f"<p class='sapo'>{_LEAD}</p>", "<div class='content'>"
        ),
    ),
    (
        "baobinhphuoc",
        "baobinhphuoc-2020",
        f"https://baobinhphuoc.com.vn/news/200/99817/{_SLUG}",
        (
            f"{_CLOCK}<div class='toppn'>{_H1}<span class='time'>15:13 PM - 09/01/2020</span></div><p class='sapo'>{_LEAD}</p>"
            "<div class='news_body'>",
            f"<div class='ilink'>Xem thêm</div></div>{_BESIDE}",
        ),
    ),
    (
        "baohaiphong",
        "baohaiphong-2020",
        "http://www.baohaiphong.com.vn/baohp/vn/home/InfoDetail.jsp?area=1&cat=37&ID=98765",
        (
            f"{_CLOCK}<div id='newsContent'><div class='title'>{TITLE}</div><div class='row1 creatdate'>"
            f"Thứ năm, 09/01/2020 15:13</div><div class='head'>{_LEAD}</div>",
            "</div>",
        ),
    ),
    (
        "phuyen_baodaklak",
        "phuyen-2020",
        f"http://www.baophuyen.com.vn/82/231456/{_SLUG}.html",
        (
            f"{_CLOCK}<div class='newsDetail'><div class='title'>{TITLE}</div><div class='date'>Thứ Năm, 09/01/2020 15:13 CH"
            "</div><div class='text'>",
            f"</div><div class='share'>Chia sẻ</div><div class='otherNews'>Tin khác</div></div>{_BESIDE}",
        ),
    ),
)
PAPERS = tuple(Skeleton(portal, layout, url, before, after) for portal, layout, url, (before, after) in _PAGES)
