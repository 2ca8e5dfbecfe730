"""The indicators: what a number may state about a place and a period. One row per code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Indicator:
    """`unit` is the unit a series is kept in; a row may carry a finer counted noun or, for money, another currency."""

    code: str
    group: str
    unit: str
    label_vi: str
    definition: str


# fmt: off
_GROUPS: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "mobilisation": (
        ("skilful_mobilisation_models", "mô hình", 'Mô hình, điển hình "Dân vận khéo"',
         'Models and exemplary cases of the "Dân vận khéo" movement, registered, built or maintained'),
        ("funds_mobilised", "VND", "Kinh phí vận động, huy động, đóng góp",
         "Money (or kind valued in money) raised from people, firms and organisations for community works or welfare"),
        ("labour_days", "ngày công", "Ngày công lao động đóng góp", "Working days given by residents"),
        ("land_donated", "m2", "Diện tích đất hiến", "Land given by residents for public works, in m2"),
        ("dialogues_held", "cuộc", "Cuộc đối thoại, gặp gỡ với nhân dân",
         "Dialogues between authorities and residents or firms"),
    ),
    "welfare": (
        ("social_security_spending", "VND", "Chi thực hiện chính sách an sinh xã hội",
         "Public spending on social security and welfare policies"),
        ("houses_built_or_repaired", "căn nhà", "Nhà đại đoàn kết, tình nghĩa, tình thương xây mới, sửa chữa",
         "Charity or solidarity houses built or repaired"),
        ("beneficiaries", "lượt", "Lượt hộ, người được hỗ trợ", "Households or people helped (visits, gifts, care, loans)"),
        ("gifts_given", "suất", "Suất quà trao tặng", "Gift packages given"),
        ("poor_households", "hộ", "Số hộ nghèo", "Households classified as poor"),
        ("poor_household_rate", "%", "Tỷ lệ hộ nghèo", "Poor households as share of all"),
        ("near_poor_households", "hộ", "Số hộ cận nghèo", "Households classified as near-poor"),
        ("near_poor_household_rate", "%", "Tỷ lệ hộ cận nghèo", "Near-poor households as share of all"),
        ("jobs_created", "lao động", "Lao động được giải quyết việc làm", "Workers for whom jobs were found"),
        ("health_insurance_rate", "%", "Tỷ lệ bao phủ bảo hiểm y tế", "Population covered by health insurance"),
    ),
    "reception": (
        ("citizens_received", "lượt", "Lượt công dân được tiếp", "Citizens (turns) received by authorities"),
        ("petitions_received", "đơn", "Đơn khiếu nại, tố cáo, kiến nghị tiếp nhận",
         "Written petitions, complaints and denunciations received"),
        ("petitions_resolved", "đơn", "Đơn đã giải quyết", "Petitions resolved"),
        ("cases_received", "vụ việc", "Vụ việc khiếu nại, tố cáo, phản ánh", "Cases brought or arising"),
        ("cases_resolved", "vụ việc", "Vụ việc đã giải quyết", "Cases resolved"),
        ("resolution_rate", "%", "Tỷ lệ giải quyết đơn, vụ việc", "Share of petitions or cases within competence resolved"),
    ),
    "administration": (
        ("administrative_procedures", "thủ tục", "Thủ tục hành chính",
         "Administrative procedures in force, in all or by level of government"),
        ("dossiers_received", "hồ sơ", "Hồ sơ tiếp nhận", "Dossiers received by one-stop offices or online"),
        ("dossiers_resolved", "hồ sơ", "Hồ sơ đã giải quyết", "Dossiers resolved"),
        ("dossiers_on_time_rate", "%", "Tỷ lệ hồ sơ giải quyết đúng hạn", "Dossiers resolved on or before time"),
        ("online_dossier_rate", "%", "Tỷ lệ hồ sơ nộp trực tuyến", "Dossiers filed online"),
    ),
    "governance": (
        ("pci_rank", "rank", "Xếp hạng PCI", "Place in the Provincial Competitiveness Index"),
        ("pci_score", "point", "Điểm PCI", "Score in the Provincial Competitiveness Index"),
        ("papi_rank", "rank", "Xếp hạng PAPI", "Place in the governance and public administration performance index"),
        ("papi_score", "point", "Điểm PAPI", "Score in PAPI"),
        ("par_index_rank", "rank", "Xếp hạng PAR INDEX", "Place in the administrative reform index"),
        ("par_index_score", "point", "Điểm PAR INDEX", "Score (points or %) in the administrative reform index"),
        ("sipas_rank", "rank", "Xếp hạng SIPAS", "Place in the satisfaction index of public administrative services"),
        ("sipas_score", "%", "Mức độ hài lòng (SIPAS)", "Satisfaction with public administrative services"),
    ),
    "economy": (
        ("grdp_value", "VND", "Quy mô GRDP", "Gross regional domestic product"),
        ("grdp_growth", "%", "Tăng trưởng GRDP", "Growth of GRDP"),
        ("agriculture_growth", "%", "Tăng trưởng nông, lâm nghiệp và thủy sản", "Growth of agriculture, forestry and fishery"),
        ("industry_growth", "%", "Tăng trưởng công nghiệp - xây dựng", "Growth of industry and construction"),
        ("services_growth", "%", "Tăng trưởng thương mại - dịch vụ", "Growth of trade and services"),
        ("grdp_per_capita", "VND", "GRDP bình quân đầu người", "GRDP per head (VND or USD)"),
        ("income_per_capita", "VND", "Thu nhập bình quân đầu người", "Income per head and year"),
        ("budget_revenue", "VND", "Thu ngân sách", "State budget revenue in the area"),
        ("budget_expenditure", "VND", "Chi ngân sách", "State budget expenditure in the area"),
        ("export_value", "USD", "Kim ngạch xuất khẩu", "Value of goods exported"),
        ("import_value", "USD", "Kim ngạch nhập khẩu", "Value of goods imported"),
        ("total_investment", "VND", "Tổng vốn đầu tư toàn xã hội", "Total social investment"),
        ("public_investment_disbursement_rate", "%", "Tỷ lệ giải ngân vốn đầu tư công",
         "Public investment disbursed against plan"),
        ("retail_sales", "VND", "Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ", "Retail sales of goods and services"),
    ),
    "rural": (
        ("new_rural_communes", "xã", "Xã đạt chuẩn nông thôn mới",
         "Communes recognised as new rural (all grades unless breakdown says)"),
        ("new_rural_commune_rate", "%", "Tỷ lệ xã đạt chuẩn nông thôn mới", "Share of communes recognised as new rural"),
        ("rural_roads", "km", "Đường giao thông nông thôn", "Rural roads built, widened or paved"),
        ("bridges_built", "cây cầu", "Cầu nông thôn xây mới, sửa chữa", "Bridges built or repaired"),
    ),
    "awards": (
        ("awards_collectives", "tập thể", "Tập thể được khen thưởng", "Collectives given a certificate, medal or title"),
        ("awards_individuals", "cá nhân", "Cá nhân được khen thưởng", "Individuals given a certificate, medal or title"),
    ),
}
# fmt: on

INDICATORS: tuple[Indicator, ...] = tuple(
    Indicator(code, group, unit, label, definition) for group, rows in _GROUPS.items() for code, unit, label, definition in rows
)
INDICATORS_BY_CODE: dict[str, Indicator] = {row.code: row for row in INDICATORS}
