"""The smallest page of every layout: only what its selectors and anchors need, with text written for the tests."""

from __future__ import annotations

from tests.scrapers.skeleton import FIRST, LAST, TITLE, Skeleton
from tests.scrapers.skeletons_government import GOVERNMENT
from tests.scrapers.skeletons_papers import PAPERS
from tests.scrapers.skeletons_vnpt import VNPT

__all__ = ["FIRST", "LAST", "SKELETONS", "TITLE", "Skeleton"]

SKELETONS = (
    *GOVERNMENT,
    *VNPT,
    *PAPERS,
    Skeleton(
        "angiang_portal",
        "angiang-2019",
        "https://angiang.gov.vn/wps/portal/Home/2018/home/tin-chi-tiet/xa-hoi/giam-ngheo",
        f"<div class='wpsPortletBody'><h2>{TITLE}</h2><p>Ngày đăng: 09/01/2026</p><p>Xem với cở chữ : A- A A+</p>",
        "</div>",
    ),
    Skeleton(
        "vinhlong_portal",
        "vinhlong-2016",
        "https://vinhlong.gov.vn/xem-chi-tiet-tin-tuc/id/208085",
        "<form><div>Thứ Sáu, 09/01/2026 9:31:53 SA</div><div id='dnn_ctr7'><div>Ngày 09/01/2026 15:13:27</div>"
        f"<h1>{TITLE}</h1><p>(Vinhlong.gov.vn) – Tỉnh tổng kết chương trình giảm nghèo.</p>",
        "<div>Các tin khác</div><p>Tin khác trong ngày</p></div></form>",
    ),
    Skeleton(
        "baodaklak",
        "daklak-2024",
        "https://baodaklak.vn/xa-hoi/202601/giam-ngheo-ben-vung-0a1b2c3/",
        f"<div id='content' class='content'><h1 class='media-heading title5'>{TITLE}</h1>"
        "<div class='date'>15:13, 09/01/2026</div>",
        "</div>",
    ),
    Skeleton(
        "baodaklak",
        "daklak-2020",
        "https://baodaklak.vn/channel/3681/202001/giam-ngheo-ben-vung-5665432/",
        f"<div class='content'><h1>{TITLE}</h1><div class='date'>Cập nhật lúc 15:13, Thứ Năm, 09/01/2020 (GMT+7)</div>",
        "</div>",
    ),
    Skeleton(
        "phuyen_baodaklak",
        "phuyen-2026",
        "https://phuyen.baodaklak.vn/xa-hoi/202601/giam-ngheo-ben-vung-0a1b2c3/",
        f"<div class='detail-main-title'><h1 class='title'>{TITLE}</h1></div><div class='detail-header-groups'><div class="
        "'group-time'><time class='time'>15:13, 09/01/2026</time></div></div><div id='content' class='content-detail'>"
        "<div class='td-post-content'>",
        "</div></div>",
    ),
    Skeleton(
        "baoangiang",
        "fck-lead",
        "https://baoangiang.com.vn/giam-ngheo-ben-vung-a367201.html",
        f"<div class='detail-title'><h1>{TITLE}</h1></div><div class='pubdate fleft'>09/01/2026 - 15:13</div>"
        "<div class='detail-desc content-fck-font-size'><p>Tỉnh tổng kết chương trình giảm nghèo.</p></div>"
        "<div id='newscontents'><div class='content-fck-font-size'>",
        "</div></div>",
    ),
    Skeleton(
        "baocantho",
        "fck-no-lead",
        "https://baocantho.com.vn/giam-ngheo-ben-vung-a196670.html",
        f"<div class='titlecate'><h1><a>XÃ HỘI</a></h1></div><h1 class='fw700'>{TITLE}</h1><span class='pubdate 128'>"
        "09/01/2026 - 15:13</span><div id='newscontents'><div class='content-fck'>",
        "</div></div>",
    ),
    Skeleton(
        "baodongthap",
        "dongthap-aspx",
        "https://baodongthap.com.vn/xa-hoi/giam-ngheo-ben-vung-48437.aspx",
        f"<div class='news-details-content'><h1>{TITLE}</h1><span id='cphContent_ucNewsDetails_lblPostedDate'>"
        "Cập nhật ngày: 09/01/2024 15:13:27</span><div class='contentView'>",
        "</div></div>",
    ),
    Skeleton(
        "baodongthap",
        "dongthap-apbac",
        "https://baodongthap.vn/xa-hoi/202509/giam-ngheo-ben-vung-1048437/",
        f"<h1 id='title'>{TITLE}</h1><div id='current-date'>15:13, 09/09/2025</div><div id='content'>",
        "</div>",
    ),
    Skeleton(
        "baodongthap",
        "dongthap-2026",
        "https://baodongthap.vn/giam-ngheo-ben-vung-a235860.html",
        f"<div id='contentNews'><h1 class='title'>{TITLE}</h1><div class='date-detail'><span class='date'>"
        "Thứ Sáu, 09/01/2026, 15:13 (GMT+7)</span></div><div class='singular-content'>",
        "</div></div>",
    ),
    Skeleton(
        "baotayninh",
        "mediatech",
        "https://baotayninh.vn/giam-ngheo-ben-vung-88701.html",
        "<div class='title-time'>Thứ 7, 10/01/2026 18:38 [(GMT +7)]</div><div class='content-article'>"
        f"<h1 class='name'>{TITLE}</h1><div class='date'>Thứ 6, 09/01/2026 | 15:13:00 [GMT +7] A A</div>"
        "<div id='content-detail'><p class='sapo'>Tỉnh tổng kết chương trình giảm nghèo.</p>",
        "</div></div>",
    ),
    Skeleton(
        "baohaiphong",
        "onecms",
        "https://baohaiphong.vn/giam-ngheo-ben-vung-472928.html",
        "<div class='c-news-detail'><div class='b-maincontent'><div class='entry'><div class='sc-longform-header'>"
        f"<h1 class='block-sc-title'>{TITLE}</h1><span class='block-sc-author'>Minh Khang</span>"
        "<span class='block-sc-publish-time'>09/01/2026 15:13</span>"
        "<p class='block-sc-sapo'>Tỉnh tổng kết chương trình giảm nghèo.</p></div>",
        "</div></div></div>",
    ),
)
