"""One row per way of stating an indicator: in which unit, about which subject, done what. Data only; `observations` reads it.

The first row that fits wins among those whose subject stands nearest to the number. A row without an indicator is a statement
that must not be taken for one ("bằng 85% dự toán"). Adding an indicator is a row here, its words in `concepts`, and its cases.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

RULE_VERSION = "2026.11-1"

MONEY = ("VND", "USD", "EUR")
_INCOME = (*MONEY, "VND/người", "USD/người", "VND/năm", "USD/năm", "VND/người/năm", "USD/người/năm")


@dataclass(frozen=True, slots=True)
class Rule:
    """`units` are canonical units or the first words of a counted noun. `subjects` are concepts, empty: the unit says it all.

    `acts`: the act nearest to the number must be one of these ("" for no act at all); empty: any. `also`: one of these concepts
    must stand somewhere in the paragraph. `growth`: the number is a rate of growth, so a fall is a negative level.
    `of_plan`: the number is a share of a plan by nature. `remark`: it comments on the statement before, which lists go on from.
    `delta_units`: units in which a change of this indicator may be stated.
    """

    indicator: str | None
    name: str
    units: tuple[str, ...]
    subjects: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    growth: bool = False
    of_plan: bool = False
    remark: bool = False
    delta_units: tuple[str, ...] = ()


_PERSONS = (
    "người",
    "hội viên",
    "lao động",
    "công dân",
    "đoàn viên",
    "thanh niên",
    "phụ nữ",
    "học sinh",
    "cựu chiến binh",
    "đối tượng",
)
_TURNS = ("lượt", "lượt người", "lượt công dân", "lượt hộ", "lượt đối tượng")
_HOUSEHOLDS = ("hộ", "hộ nghèo", "hộ cận nghèo", "gia đình", "hộ dân", "hộ gia đình")
_HOUSES = (
    "căn nhà",
    "ngôi nhà",
    "nhà",
    "căn",
    "ngôi",
    "mái ấm",
    "nhà dân",
    "nhà đại đoàn kết",
    "nhà tình nghĩa",
    "nhà tình thương",
)
_PETITIONS = ("đơn", "đơn thư", "đơn khiếu nại", "đơn tố cáo", "đơn kiến nghị", "lượt đơn")
_CASES = ("vụ việc", "vụ", "vụ khiếu", "vụ khiếu nại", "lượt vụ việc")
_RECEIVED = ("receive", "")

RULES: tuple[Rule, ...] = (
    # People's mobilisation
    Rule(None, "praised_models", ("mô hình", "điển hình"), ("praise",)),
    Rule("skilful_mobilisation_models", "models", ("mô hình", "điển hình"), also=("skilful",), delta_units=("%",)),
    Rule("labour_days", "labour_days", ("ngày công", "công lao động", "ngày lao động")),
    Rule("land_donated", "land", ("m2", "ha", "km2", "sào", "công đất"), ("donated_land", "raising")),
    Rule("dialogues_held", "dialogues", ("cuộc", "buổi", "hội nghị", "lượt"), ("dialogue",)),
    Rule(None, "other_meetings", ("cuộc", "buổi", "hội nghị"), ("voters_meeting",)),
    # Welfare
    Rule("houses_built_or_repaired", "houses", _HOUSES, ("house",), delta_units=("%",)),
    Rule(None, "damaged_houses", _HOUSES, ("damage",)),
    Rule("gifts_given", "gifts", ("suất quà", "phần quà", "quà", "suất", "phần", "túi quà", "giỏ quà"), ("gift", "help")),
    Rule(None, "scholarships", ("suất", "phần"), ("scholarship",)),
    Rule("near_poor_households", "near_poor", _HOUSEHOLDS, ("near_poor",), delta_units=("%",)),
    Rule("poor_households", "poor", _HOUSEHOLDS, ("poor",), delta_units=("%",)),
    Rule("beneficiaries", "helped", (*_TURNS, *_HOUSEHOLDS, *_PERSONS), ("help",)),
    Rule("near_poor_household_rate", "near_poor_rate", ("%",), ("near_poor",)),
    Rule("poor_household_rate", "poor_rate", ("%", "%/năm"), ("poor",)),
    Rule("jobs_created", "jobs", (*_PERSONS, "lượt lao động"), ("jobs",), delta_units=("%",)),
    Rule(None, "workforce", ("%", *_PERSONS), ("unemployment",)),
    Rule("health_insurance_rate", "health_insurance", ("%",), ("health_insurance",)),
    Rule(None, "other_insurance", ("%",), ("other_insurance",)),
    # Reception of citizens
    Rule("citizens_received", "citizens", (*_TURNS, "người", "công dân"), ("reception",), delta_units=("%",)),
    Rule("petitions_resolved", "petitions_resolved", _PETITIONS, acts=("resolve",), also=("petition",), delta_units=("%",)),
    Rule("petitions_received", "petitions", _PETITIONS, acts=_RECEIVED, also=("petition",), delta_units=("%",)),
    Rule("cases_resolved", "cases_resolved", _CASES, acts=("resolve",), also=("petition", "reception"), delta_units=("%",)),
    Rule("cases_received", "cases", _CASES, acts=_RECEIVED, also=("petition", "reception"), delta_units=("%",)),
    Rule("resolution_rate", "resolution", ("%",), ("petition",), acts=("resolve",)),
    # Administration
    Rule("administrative_procedures", "procedures", ("thủ tục", "thủ tục hành chính", "bộ thủ tục"), delta_units=("%",)),
    Rule("dossiers_resolved", "dossiers_resolved", ("hồ sơ", "bộ hồ sơ", "lượt hồ sơ"), acts=("resolve",), delta_units=("%",)),
    Rule("dossiers_received", "dossiers", ("hồ sơ", "bộ hồ sơ", "lượt hồ sơ"), acts=("receive",), delta_units=("%",)),
    Rule("dossiers_on_time_rate", "on_time", ("%",), ("on_time",)),
    Rule(None, "early", ("%",), ("early",)),
    Rule("online_dossier_rate", "online", ("%",), ("online",)),
    # Governance indices
    Rule("pci_rank", "pci_rank", ("rank",), ("pci",), delta_units=("bậc",)),
    Rule("papi_rank", "papi_rank", ("rank",), ("papi",), delta_units=("bậc",)),
    Rule("par_index_rank", "par_rank", ("rank",), ("par",), delta_units=("bậc",)),
    Rule("sipas_rank", "sipas_rank", ("rank",), ("sipas",), delta_units=("bậc",)),
    Rule("pci_score", "pci_score", ("point",), ("pci",), delta_units=("point",)),
    Rule("papi_score", "papi_score", ("point",), ("papi",), delta_units=("point",)),
    Rule("par_index_score", "par_score", ("point", "%"), ("par",), delta_units=("point", "%")),
    Rule("sipas_score", "sipas_score", ("%", "point"), ("sipas",), delta_units=("%", "point")),
    Rule(None, "other_index", ("rank", "point", "%", "bậc"), ("other_index",)),
    # Economy
    Rule("grdp_growth", "grdp_growth", ("%", "%/năm"), ("grdp",), growth=True),
    Rule("agriculture_growth", "agriculture", ("%", "%/năm"), ("agriculture",), growth=True),
    Rule("industry_growth", "industry", ("%", "%/năm"), ("industry",), growth=True),
    Rule("services_growth", "services", ("%", "%/năm"), ("services",), growth=True),
    Rule(None, "branch", ("%", "%/năm", *MONEY), ("branch",)),
    Rule("grdp_value", "grdp_value", MONEY, ("grdp_size", "grdp"), delta_units=("%",)),
    Rule("grdp_per_capita", "grdp_head", _INCOME, ("grdp_head",), delta_units=("%",)),
    Rule("income_per_capita", "income", _INCOME, ("income",), delta_units=("%",)),
    Rule("budget_revenue", "revenue", MONEY, ("revenue",), delta_units=("%",)),
    Rule("budget_expenditure", "expenditure", MONEY, ("expenditure",), delta_units=("%",)),
    Rule(None, "carried_funds", MONEY, ("carried_funds",)),
    Rule("export_value", "export", MONEY, ("export",), delta_units=("%",)),
    Rule("import_value", "import", MONEY, ("import",), delta_units=("%",)),
    Rule(None, "trade", (*MONEY, "%"), ("trade",)),
    Rule("total_investment", "investment", MONEY, ("total_investment",), delta_units=("%",)),
    Rule("public_investment_disbursement_rate", "disbursement", ("%",), ("disbursement",), of_plan=True),
    Rule(None, "disbursed_money", MONEY, ("disbursement",)),
    Rule("retail_sales", "retail", MONEY, ("retail",), delta_units=("%",)),
    Rule("social_security_spending", "social_security", MONEY, ("social_security",), delta_units=("%",)),
    Rule(None, "other_money", (*MONEY, "%"), ("other_money",)),
    Rule("funds_mobilised", "funds", MONEY, ("raising",), delta_units=("%",)),
    # The countryside
    Rule("new_rural_communes", "new_rural", ("xã",), ("new_rural",), delta_units=("%",)),
    Rule(None, "criteria", ("xã", "%"), ("criteria",)),
    Rule("new_rural_commune_rate", "new_rural_rate", ("%",), ("new_rural",)),
    Rule("rural_roads", "roads", ("km", "m"), ("road",), delta_units=("%",)),
    Rule(None, "not_roads", ("km", "m"), ("not_road",)),
    Rule("bridges_built", "bridges", ("cây cầu", "cầu", "chiếc cầu"), delta_units=("%",)),
    # Awards
    Rule("awards_collectives", "award_collectives", ("tập thể", "lượt tập thể"), also=("award",)),
    Rule("awards_individuals", "award_individuals", ("cá nhân", "lượt cá nhân"), also=("award",)),
    Rule(None, "plan_share", ("%",), ("plan_share",), remark=True),
)

# Units of an indicator that only differ in scale from the one its series is kept in, and the factor to it
BASE_UNITS: dict[str, dict[str, tuple[str, Decimal]]] = {
    "land_donated": {
        "ha": ("m2", Decimal(10_000)),
        "km2": ("m2", Decimal(1_000_000)),
        "sào": ("m2", Decimal(360)),
        "công đất": ("m2", Decimal(1_000)),
    },
    "rural_roads": {"m": ("km", Decimal("0.001"))},
}

# A share written behind a count ("820 hộ nghèo, chiếm 3,1%") states the rate that goes with it
COMPANION_RATES: dict[str, str] = {
    "petitions_resolved": "resolution_rate",
    "cases_resolved": "resolution_rate",
    "poor_households": "poor_household_rate",
    "near_poor_households": "near_poor_household_rate",
    "new_rural_communes": "new_rural_commune_rate",
}
