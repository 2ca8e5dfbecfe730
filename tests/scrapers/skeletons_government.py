"""The smallest pages of the provincial government portals."""

from __future__ import annotations

from tests.scrapers.skeleton import TITLE, Skeleton

LEAD = "Tỉnh tổng kết chương trình giảm nghèo."


def _article_content(slug: str, url: str) -> Skeleton:
    """A page with the dates of other articles behind its own, as the web part lists them."""
    return Skeleton(
        slug,
        "sharepoint-article-content",
        url,
        f"<div class='ArticleHeader'>{TITLE}</div><div class='PostDate'>Thứ Sáu, 09/01/2026, 15:13</div>"
        f"<div class='ArticleSummary'><p>{LEAD}</p></div><div class='ArticleContent'>",
        "</div><div class='PostDate'>10/01/2026</div>",
    )


def _liferay(slug: str, layout: str, url: str, date: str) -> Skeleton:
    return Skeleton(
        slug,
        layout,
        url,
        f"<h1 class='portlet-title'>Tin trong tỉnh</h1><div class='title-news'><h1>{TITLE}</h1></div>{date}"
        "<div class='journal-content-article'>",
        "</div>",
    )


def _plain(slug: str, layout: str, url: str, before: str, after: str) -> Skeleton:
    """A page whose headline is its one h1."""
    return Skeleton(slug, layout, url, f"<h1>{TITLE}</h1>{before}", after)


GOVERNMENT = (
    _article_content("binhthuan_portal", "https://www.binhthuan.gov.vn/tin-tuc/giam-ngheo-ben-vung-867366"),
    _article_content("caobang_portal", "https://caobang.gov.vn/kinh-te/giam-ngheo-ben-vung-1021"),
    _article_content("laocai_portal", "https://www.laocai.gov.vn/Default.aspx?sid=1365&ItemID=48437"),
    Skeleton(
        "dienbien_portal",
        "sharepoint-tandan",
        "https://www.dienbien.gov.vn/portal/Pages/2026-1-9/Giam-ngheo-ben-vungkd6fqr.aspx",
        f"<p class='tandan-p-article-news-title'>{TITLE}</p><div class='artcle-tools'><span class='tandan-span-date-publish'>"
        f"Đăng ngày 09/01/2026 - 15:13</span></div><p class='tandan-p-article-news-summary'>{LEAD}</p>"
        "<div class='ms-rtestate-field'>",
        "</div><p class='tandan-p-article-news-title'><a href='/portal/Pages/a.aspx'>Tin khác</a></p>",
    ),
    _plain(
        "quangninh_portal",
        "sharepoint-quangninh",
        "https://www.quangninh.gov.vn/Trang/ChiTietTinTuc.aspx?nid=168690",
        "<div id='noidungtrang '><span class='publish-date'>09/01/2026 15:13</span><div class='noi-dung-trang'>",
        "</div></div>",
    ),
    _liferay(
        "bacgiang_portal",
        "liferay-bacgiang",
        "https://bacgiang.gov.vn/chi-tiet-tin-tuc/-/asset_publisher/AbCdEfGhIjKl/content/giam-ngheo-ben-vung",
        "<span class='title meta-data-date'>09/01/2026 | 15:13 | Lượt xem: 120</span>"
        f"<div class='article-summary'>{LEAD}</div>",
    ),
    _liferay(
        "thainguyen_portal",
        "liferay-thainguyen",
        "https://thainguyen.gov.vn/thoi-su/-/asset_publisher/L0n17VJXU23O/content/giam-ngheo-ben-vung/20181",
        "<p class='date_post'>2026-01-09 15:13:27.0</p>",
    ),
    _plain(
        "quangngai_portal",
        "liferay-quangngai",
        "https://quangngai.gov.vn/web/portal-qni/xem-chi-tiet/-/asset_publisher/Content/giam-ngheo-ben-vung",
        "<span class='date-post'>15:13, 09/01/2026</span><div class='asset-content change-size'>",
        "</div>",
    ),
    _plain(
        "quangtri_portal",
        "liferay-quangtri",
        "https://www.quangtri.gov.vn/chi-tiet-tin/-/view-article/1/13729062791727/1574304721680",
        f"<span class='time_detail_news'>Ngày 09 tháng 01 năm 2026</span><span class='summary_detail_news'>{LEAD}</span>"
        "<div class='article_summary_detail'>",
        "</div>",
    ),
    _plain(
        "danang_portal",
        "liferay-danang",
        "https://danang.gov.vn/vi/web/dng/-/giam-ngheo-ben-vung",
        "<div><span class='date'>Đăng ngày 09-01-2026 15:13</span></div><div class='journal-content-article'>",
        "</div>",
    ),
    _plain(
        "danang_portal",
        "danang-2019",
        "https://danang.gov.vn/chinh-quyen/chi-tiet?id=51607&_c=3,9,33",
        f"<div class='chi-tiet-publish-date'>Thứ sáu, 09/01/2026</div><div class='chi-tiet-sub-content'>{LEAD}</div>"
        "<div class='chi-tiet-main-content'>",
        "</div>",
    ),
    _plain(
        "quangnam_portal",
        "aspnet-quangnam",
        "https://quangnam.gov.vn/webcenter/portal/ubnd/pages_tin-tuc/chi-tiet?dDocName=PORTAL174180",
        "<form><span id='ctl00_zone1_detail_ctl00_ctl00_lblNgayDang'>09/01/2026 3:13 CH</span>"
        f"<span id='ctl00_zone1_detail_ctl00_ctl00_lblTomTat'>{LEAD}</span>"
        "<div id='ctl00_zone1_detail_ctl00_ctl00_lblNoiDung'>",
        "</div></form>",
    ),
    _plain(
        "tayninh_portal",
        "aspnet-tayninh",
        "https://tayninh.gov.vn/tin-tuc/giam-ngheo-ben-vung-6543",
        "<div class='de-newsCent'><span id='x_lblDateTime'>(09/01/2026 15:13:27)</span>"
        f"<div class='de-sumcontent'><span>{LEAD}</span></div><div class='de-newscont'><span>",
        "</span></div></div>",
    ),
    Skeleton(
        "khanhhoa_portal",
        "aspnet-khanhhoa",
        "https://khanhhoa.gov.vn/vi/tin-noi-bat-danh-cho-cong-dan/giam-ngheo-ben-vung",
        f"<h1>Chi tiết tin</h1><div class='title-article'>{TITLE}</div><span id='datearticle'>09/01/2026 15:13</span>"
        "<div class='chitietbaiviet'>",
        "</div>",
    ),
    _plain(
        "kontum_portal",
        "kontum-portal-2019",
        "https://www.kontum.gov.vn/pages/detail/54922/Giam-ngheo-ben-vung.html",
        f"<div class='thongke-ngay'>Ngày đăng: 09/01/2026</div><div class='noidung sapo'>{LEAD}</div><div class='noidung'>",
        "</div>",
    ),
    _plain(
        "kiengiang_portal",
        "kiengiang-portal-2019",
        "https://www.kiengiang.gov.vn/tin-tuc/48437/giam-ngheo-ben-vung.html",
        "<div class='block_tin'><p class='date_pst'>Thứ sáu, 09/01/2026 - 15:13</p><div class='textbody'><p class='mota'></p>"
        f"<p>{LEAD}</p>",
        "</div></div>",
    ),
    _plain(
        "hoabinh_portal",
        "hoabinh-portal-2019",
        "https://www.hoabinh.gov.vn/tin-chi-tiet/48437/giam-ngheo-ben-vung.html",
        f"<span class='date_time'>15h13, ngày 09/01/2026</span><p class='summary'>{LEAD}</p><div class='textdetail'>",
        "</div>",
    ),
    _plain(
        "binhdinh_portal",
        "binhdinh-portal-2019",
        "https://www.binhdinh.gov.vn/tin-tuc/giam-ngheo-ben-vung.html",
        f"<span class='dtContentDate'>09/01/2026 15:13</span><div><p class='content_summary'>{LEAD}</p>",
        "</div>",
    ),
)
