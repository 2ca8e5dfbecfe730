"""The smallest pages of the papers on VNPT's and the Mekong delta's systems, made from public facts of their layouts."""

from __future__ import annotations

from tests.scrapers.skeleton import TITLE, Skeleton

_H1 = f"<h1>{TITLE}</h1>"
LEAD = "Tỉnh tổng kết chương trình giảm nghèo."
# Other dates of the page: the clock in its header, and of a list beside the article.
_CLOCK = "<div id='header'><span class='date-now'>Thứ Bảy, 10/01/2026 07:30</span></div>"
_LIST = "<div class='item'><div class='date row10'>08:00, 02/02/2026</div></div><div class='date'>07:00, 03/02/2026</div>"

_FCK = (
    f"{_CLOCK}<h2 class='catename-h1'><a>Xã hội</a></h2>{_H1}<div class='pubdate fleft'>09/01/2026 - 15:13</div>"
    f"<div class='col-xs-12 detail-desc'>{LEAD}</div><div id='newscontents'><div class='content-fck slider-jsgallery'>",
    "</div></div>",
)
_FCK_2020 = (
    f"{_CLOCK}{_H1}<span class='pubdate'>09/01/2020 - 15:13</span><p class='fontd fw600 justify froboto'>{LEAD}</p>"
    "<div id='newscontents'>",
    "</div>",
)
_TD_POST = (
    f"{_CLOCK}<h1>Báo điện tử</h1><main><html><head></head><body><div class='detail-main-title'><h1 class='title'>{TITLE}</h1>"
    "</div><div class='detail-header-groups'><div class='group-time'><time class='time'>15:13, 09/01/2026</time></div></div>"
    f"<div class='content-reply'><p class='reply'>{LEAD}</p></div><div id='content' class='content-detail'>"
    "<div class='td-post-content tagdiv-type'>",
    f"</div></div></body></html></main><h1>Tin liên quan</h1>{_LIST}",
)
_QUANG_TRI = (f"{_CLOCK}{_H1}<div class='info'><span class='time'>15:13, 09/01/2026</span></div><div id='content'>", "</div>")
_THAI_NGUYEN = (
    f"{_CLOCK}<div>{_H1}<div class='date'>09/01/2026 15:13</div><div class='desc'>{LEAD}</div></div>"
    "<div class='content-detail'>",
    f"</div><div class='item'><div class='desc'>Tóm tắt tin khác.</div></div>{_LIST}",
)
_DATE_CLASS = (
    f"{_CLOCK}{_H1}<div class='date'>Cập nhật lúc 15:13, Thứ Năm, 09/01/2020 (GMT+7)</div><div id='content'>",
    f"</div>{_LIST}",
)
_DATE_ID = (f"{_CLOCK}{_H1}<div id='date'>Thứ Năm, 09/01/2020, 15:13 [GMT+7]</div><div id='content'>", f"</div>{_LIST}")
_NEWSCONTENT = (f"{_CLOCK}{_H1}<div class='date'>Thứ Năm, 09/01/2020 | 15:13</div><div class='newscontent'>", "</div>")

_MONTH = "xa-hoi/202001/giam-ngheo-ben-vung-2541627/"
_HEX = "xa-hoi/202601/giam-ngheo-ben-vung-0a1b2c3/"
_CHANNEL = "channel/5090/202001/giam-ngheo-ben-vung-2541627/"
_NUMBER = "xa-hoi/giam-ngheo-ben-vung-72306.html"
_AID = "giam-ngheo-ben-vung-a100343.html"

# (portal, layout, address, what stands before and after the body)
_PAGES = (
    ("baodongkhoi", "fck-slider", f"https://dongkhoi.baovinhlong.vn/{_AID}", _FCK),
    ("baothuathienhue", "fck-2020", f"https://baothuathienhue.vn/{_AID}", _FCK_2020),
    ("baotayninh", "fck-2020", f"http://baotayninh.vn/{_AID}", _FCK_2020),
    ("baovinhlong", "td-post", f"https://baovinhlong.com.vn/{_HEX}", _TD_POST),
    ("baovinhlong", "dataimages-class", f"https://baovinhlong.com.vn/{_MONTH}", _DATE_CLASS),
    ("baodongnai", "td-post", f"https://baodongnai.com.vn/{_HEX}", _TD_POST),
    ("baokhanhhoa", "td-post", f"https://www.baokhanhhoa.vn/{_HEX}", _TD_POST),
    (
        "baokhanhhoa",
        "khanhhoa-2020",
        f"https://baokhanhhoa.vn/{_MONTH}",
        (f"{_CLOCK}{_H1}<div class='date'>09/01/2020 - 15:13</div><div class='detail-news'>", "</div>"),
    ),
    (
        "baothainguyen",
        "thainguyen-2026",
        f"https://baothainguyen.vn/thoi-su-thai-nguyen/{_HEX.partition('/')[2]}",
        _THAI_NGUYEN,
    ),
    (
        "baothainguyen",
        "thainguyen-2020",
        "https://baothainguyen.vn/tin-tuc/xa-hoi/giam-ngheo-ben-vung-270541.html",
        (
            f"{_CLOCK}{_H1}<span class='date_up'>Cập nhật: Thứ năm 09/01/2020 - 15:13</span>"
            f"<div class='Summary'><p><strong>{LEAD}</strong></p></div><div class='news_detail'>",
            "</div>",
        ),
    ),
    ("baoquangtri", "quangtri-2026", f"https://baoquangtri.vn/{_HEX}", _QUANG_TRI),
    ("baoquangbinh", "dataimages-class", f"https://www.baoquangbinh.vn/{_MONTH}", _DATE_CLASS),
    (
        "baoquangbinh",
        "quangbinh-2022",
        "https://www.baoquangbinh.vn/kinh-te/202201/giam-ngheo-ben-vung-2203947/",
        (
            f"<h1>Báo điện tử</h1><div class='col-md-8 mb-5'><h2 id='title'>{TITLE}</h2>"
            "<div class='d-flex page-detail-meta mb-3'><ul class='list-unstyled list-inline mb-0'>"
            "<li class='list-inline-item'>15:13, 09/01/2022</li>"
            "<li class='list-inline-item'>Nghe bài</li></ul></div><div id='content'>",
            f"</div></div>{_LIST}",
        ),
    ),
    ("baohagiang", "td-post", f"https://baohagiang.vn/{_HEX}", _TD_POST),
    ("baohagiang", "dataimages-id", "https://baohagiang.vn/xa-hoi/202001/giam-ngheo-ben-vung-794512/", _DATE_ID),
    ("baobackan", "dataimages-id", f"http://www.baobackan.org.vn/{_CHANNEL}", _DATE_ID),
    ("baonamdinh", "dataimages-class", f"http://baonamdinh.com.vn/{_CHANNEL}", _DATE_CLASS),
    (
        "baokontum",
        "dataimages-kontum",
        "https://www.baokontum.com.vn/xa-hoi/giam-ngheo-ben-vung-15432.html",
        (f"{_CLOCK}{_H1}<div class='date-contentL'>09/01/2020 15:13</div><div id='content'>", f"</div>{_LIST}"),
    ),
    (
        "baoapbac",
        "apbac",
        "https://baoapbac.vn/xa-hoi/202001/giam-ngheo-ben-vung-882345/",
        (
            f"<h1>Báo Ấp Bắc</h1><h1 id='title'>{TITLE}</h1><div id='current-date'>15:13, Thứ Năm, 09/01/2020</div>"
            "<div id='content'>",
            f"</div>{_LIST}",
        ),
    ),
    ("baobariavungtau", "dataimages-id", f"https://baobariavungtau.com.vn/{_MONTH}", _DATE_ID),
    ("baobariavungtau", "dataimages-class", f"https://baobariavungtau.com.vn/{_MONTH}", _DATE_CLASS),
    ("dienbientv", "dataimages-class", f"https://dienbientv.vn/{_MONTH}", _DATE_CLASS),
    ("dienbientv", "dataimages-id", f"https://dienbientv.vn/{_MONTH}", _DATE_ID),
    ("baoquangngai", "dataimages-class", f"https://baoquangngai.vn/{_CHANNEL}", _DATE_CLASS),
    (
        "baoquangngai",
        "quangngai-2026",
        "https://baoquangngai.vn/giam-ngheo-ben-vung-72306.htm",
        (
            f"{_CLOCK}<h1 class='title'>{TITLE}</h1><div><time>15:13 09/01/2026</time></div><p class='sapo'>{LEAD}</p>"
            "<div id='content'>",
            f"<div class='same'><a>Tin cùng chuyên mục</a></div></div>{_LIST}",
        ),
    ),
    (
        "baoquangninh",
        "mediatech-pseudonym",
        "https://baoquangninh.vn/giam-ngheo-ben-vung-3339015.html",
        (
            f"</html><head></head><body>{_CLOCK}<div class='content-article'><h1 class='name'>{TITLE}</h1>"
            "<div class='date'>Thứ 6, 09/01/2026 | 15:13:00 [GMT +7] A A</div><div id='content-detail'>"
            "<!DOCTYPE html><html><body>",
            "</body></html></div></div>",
        ),
    ),
    ("baoquangninh", "dataimages-class", f"http://baoquangninh.com.vn/{_MONTH}", _DATE_CLASS),
    (
        "baobinhduong",
        "binhduong-2026",
        f"https://baobinhduong.vn/{_AID}",
        (
            f"{_CLOCK}<div id='contentNews'><h1 class='title'>{TITLE}</h1><div class='date-detail'><span class='date'>"
            "Thứ Sáu, 09/01/2026, 15:13 (GMT+7)</span></div><div class='singular-content'>",
            "</div></div>",
        ),
    ),
    (
        "baohaugiang",
        "haugiang-2026",
        f"https://baohaugiang.com.vn/{_NUMBER}",
        (
            f"{_CLOCK}<h1>Báo Hậu Giang</h1><div class='news-details-content'>{_H1}<div class='date'>09/01/2025 15:13</div>"
            "<div class='contentView'>",
            "</div></div>",
        ),
    ),
    ("baobaclieu", "newscontent-baclieu", f"http://www.baobaclieu.vn/{_NUMBER}", _NEWSCONTENT),
    ("baosoctrang", "td-post", f"https://baosoctrang.org.vn/van-hoa-the-thao-du-lich/{_HEX.partition('/')[2]}", _TD_POST),
    (
        "baosoctrang",
        "newscontent-soctrang",
        f"https://baosoctrang.org.vn/{_NUMBER}",
        (
            f"{_H1}<ul class='list-unstyled'><li>Xã hội</li><li>Thứ năm, 09/01/2020 | 15:13</li></ul><article><p>{LEAD}</p>"
            "<div class='newscontent'>",
            "</div></article>",
        ),
    ),
    (
        "baocamau",
        "newscontent-camau",
        f"http://baocamau.com.vn/{_NUMBER}",
        (
            f"{_H1}<div class='date-time'>09/01/2020, 15:13</div><p class='title-italic'>{LEAD}</p><div class='newscontent'>",
            "</div>",
        ),
    ),
    (
        "baocamau",
        "camau-2026",
        "https://baocamau.vn/giam-ngheo-ben-vung-a125306.html",
        (f"{_CLOCK}{_H1}<div><time>09/01/2026 15:13</time></div><section class='post-content'>", "</section>"),
    ),
    (
        "baodaknong",
        "newscontent-daknong",
        f"http://baodaknong.org.vn/{_NUMBER}",
        (
            f"{_CLOCK}{_H1}<div class='date'>09/01/2020, 15:13</div><p class='text-intro'>{LEAD}</p><div class='newscontent'>",
            "</div>",
        ),
    ),
    (
        "baokiengiang",
        "newscontent-headline",
        f"https://www.baokiengiang.vn/{_NUMBER}",
        (f"{_CLOCK}{_H1}<div class='date-time'>09/01/2023 15:13</div><div class='newscontent'>", f"</div>{_LIST}"),
    ),
)

VNPT = tuple(Skeleton(portal, layout, url, *around) for portal, layout, url, around in _PAGES)
