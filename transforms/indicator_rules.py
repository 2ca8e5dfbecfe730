"""One row per way of stating an indicator: in which unit, about which subject, done what. Data only; `observations` reads it.

The first row that fits wins among those whose subject stands nearest to the number. A row without an indicator is a statement
that must not be taken for one ("bằng 85% dự toán"). Adding an indicator is a row here, its words in `concepts`, and its cases.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

RULE_VERSION = "2026.11-3"

MONEY = ("VND", "USD", "EUR")
_INCOME = (*MONEY, "VND/người", "USD/người", "VND/năm", "USD/năm", "VND/người/năm", "USD/người/năm")


@dataclass(frozen=True, slots=True)
class Rule:
    """`units` are canonical units or the first words of a counted noun. `subjects` are concepts, empty: the unit says all.

    `acts`: the act nearest to the number must be one of these ("" for no act at all); empty: any. `also`, `not_about`: one of
    these concepts or topics must, or must not, stand in the paragraph; `unless`: not in the clause; `beside`, `not_beside`:
    one, or none, in the words between the previous number and this one. `after`: the last statement of an indicator must be by
    one of these rules. `tail`: what must follow the number (regular expression).

    `growth`: the number is a rate of growth, so a fall is a negative level. `of_plan`: the number is a share of a plan by
    nature. `remark`: it comments on the statement before, which lists go on from. `delta_units`: units in which a change may be
    stated; `growth_rule`: the rule that a change in % is of. `stock`: "thêm 5" is a change. `turns_only`: persons told beside
    turns count for nothing. `ceremony`: it takes the year it was given, not the years it is for.
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
    after: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    not_about: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    not_beside: tuple[str, ...] = ()
    turns_only: bool = False
    ceremony: bool = False
    tail: str = ""
    growth_rule: str = ""
    stock: bool = False


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
    "bệnh nhân",
    "trường hợp",
    "nạn nhân",
    "người dân",
    "em",
    "cháu",
    "cụ",
    "trẻ em",
    "đồng bào",
    "thương",
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
_CHARITY_HOUSES = ("căn nhà", "ngôi nhà", "nhà đại đoàn kết", "nhà tình nghĩa", "nhà tình thương")
_PETITIONS = ("đơn", "đơn thư", "đơn khiếu nại", "đơn tố cáo", "đơn kiến nghị", "lượt đơn")
_CASES = ("vụ việc", "vụ", "vụ khiếu", "vụ khiếu nại", "lượt vụ việc")
_RECEIVED = ("receive", "carry", "")
_RESOLVED = ("resolve", "outcome")
_PER_HEAD = ("VND/người", "USD/người", "VND/người/năm", "USD/người/năm")
_SECTORS = ("grdp_growth", "agriculture", "industry", "services", "services_again")
# Units that begin like one of a rule and count something else: "đơn vị" is no "đơn"
OTHER_THINGS = frozenset(
    {
        "đơn vị",
        "đơn hàng",
        "nhà máy",
        "nhà văn",
        "nhà đầu",
        "nhà trường",
        "nhà khoa",
        "vụ tai",
        "vụ vi",
        "vụ cháy",
        "vụ án",
        "vụ mùa",
        "cuộc gọi",
        "cuộc thi",
        "căn cứ",
        "cầu thủ",
        "suất đầu",
        "phần việc",
        "phần mềm",
        "hộ chiếu",
        "hộ kinh",
        "lượt xe",
        "lượt nhà",
        "lượt khách",
        "lượt truy",
        "cụ thể",
        "em bé",
    }
)

RULES: tuple[Rule, ...] = (
    # People's mobilisation
    Rule(None, "praised_models", ("mô hình", "điển hình"), ("praise",)),
    Rule("skilful_mobilisation_models", "models", ("mô hình", "điển hình"), also=("skilful",), delta_units=("%",)),
    Rule("labour_days", "labour_days", ("ngày công", "công lao động", "ngày lao động")),
    Rule("land_donated", "land", ("m2", "ha", "km2", "sào", "công đất"), ("donated_land", "raising")),
    Rule(None, "reception_sessions", ("cuộc", "buổi", "lần"), ("reception",)),
    Rule("dialogues_held", "dialogues", ("cuộc", "buổi", "hội nghị", "lượt"), ("dialogue",)),
    Rule(None, "other_meetings", ("cuộc", "buổi", "hội nghị"), ("voters_meeting", "taught")),
    Rule("dialogues_held", "dialogues_of_topic", ("cuộc", "buổi", "hội nghị"), also=("dialogue_topic",)),
    # Welfare
    Rule("houses_built_or_repaired", "houses", _HOUSES, ("house",), delta_units=("%",)),
    Rule("houses_built_or_repaired", "houses_given", _CHARITY_HOUSES, acts=("help", "helped")),
    Rule("houses_built_or_repaired", "houses_of_topic", ("căn", "căn nhà"), also=("house_topic",), not_beside=("damage",)),
    Rule(None, "damaged_houses", _HOUSES, ("damage",)),
    Rule("gifts_given", "gifts", ("suất quà", "phần quà", "quà", "suất", "phần", "túi quà", "giỏ quà"), ("gift", "help")),
    Rule(None, "scholarships", ("suất", "phần"), ("scholarship",)),
    Rule("beneficiaries", "helped_poor", (*_HOUSEHOLDS, "lượt hộ"), ("poor", "near_poor"), acts=("help", "helped")),
    Rule(None, "escaping", _HOUSEHOLDS, tail=r"[^.;,\d]{0,40}?(?<!\w)thoát (?:khỏi )?(?:diện )?(?:hộ )?(?:cận )?nghèo"),
    Rule(None, "both_poor", _HOUSEHOLDS, ("both_poor",)),
    Rule(None, "escaped", (*_HOUSEHOLDS, "%"), ("escaped",)),
    Rule("near_poor_households", "near_poor", _HOUSEHOLDS, ("near_poor",), stock=True),
    Rule("poor_households", "poor", _HOUSEHOLDS, ("poor",), stock=True),
    Rule(None, "honoured", _PERSONS, ("award",)),
    Rule(None, "congratulated", _PERSONS, ("congratulated",)),
    Rule(None, "taught", (*_TURNS, *_PERSONS), ("taught",)),
    Rule("beneficiaries", "helped", (*_TURNS, *_HOUSEHOLDS, *_PERSONS), ("help",)),
    Rule(None, "both_poor_rate", ("%",), ("both_poor", "met")),
    Rule(
        None,
        "share_of_poor",
        ("%",),
        tail=r"\s*(?:số\s+)?hộ\s+(?:cận\s+)?nghèo[^.;\d]{0,80}?(?<!\w)(?:được|có|đã|tham gia|thoát|vay|đăng ký)(?!\w)",
    ),
    Rule("near_poor_household_rate", "near_poor_rate", ("%",), ("near_poor",), stock=True),
    Rule("poor_household_rate", "poor_rate", ("%", "%/năm"), ("poor",), stock=True),
    Rule("jobs_created", "jobs", (*_PERSONS, "lượt lao động"), ("jobs",), delta_units=("%",)),
    Rule(None, "workforce", ("%", *_PERSONS), ("unemployment",)),
    Rule("health_insurance_rate", "health_insurance", ("%",), ("health_insurance",), not_beside=("help",), stock=True),
    Rule("health_insurance_rate", "coverage", ("%",), ("coverage",), also=("health_insurance",)),
    Rule("beneficiaries", "were_helped", (*_TURNS, *_HOUSEHOLDS, *_PERSONS), acts=("helped",)),
    Rule(None, "other_insurance", ("%",), ("other_insurance",)),
    # Reception of citizens
    Rule("citizens_received", "citizens", (*_TURNS, "người", "công dân"), ("reception",), delta_units=("%",), turns_only=True),
    Rule("petitions_resolved", "petitions_resolved", _PETITIONS, acts=_RESOLVED, also=("petition",), delta_units=("%",)),
    Rule("petitions_received", "petitions", _PETITIONS, acts=_RECEIVED, also=("petition",), delta_units=("%",)),
    Rule(
        "cases_resolved",
        "cases_resolved",
        _CASES,
        acts=_RESOLVED,
        also=("petition", "reception"),
        delta_units=("%",),
        not_about=("court",),
    ),
    Rule(
        "cases_received",
        "cases",
        _CASES,
        acts=_RECEIVED,
        also=("petition", "reception"),
        delta_units=("%",),
        not_about=("court",),
    ),
    Rule("resolution_rate", "resolution", ("%",), ("petition",), acts=("resolve",)),
    # Administration
    Rule(None, "changed_procedures", ("thủ tục", "thủ tục hành chính", "bộ thủ tục"), ("procedure_change",)),
    Rule("administrative_procedures", "procedures", ("thủ tục", "thủ tục hành chính", "bộ thủ tục"), delta_units=("%",)),
    Rule("dossiers_resolved", "dossiers_resolved", ("hồ sơ", "bộ hồ sơ", "lượt hồ sơ"), acts=("resolve",), delta_units=("%",)),
    Rule("dossiers_received", "dossiers", ("hồ sơ", "bộ hồ sơ", "lượt hồ sơ"), acts=("receive",), delta_units=("%",)),
    Rule("dossiers_received", "sets_received", ("bộ",), ("dossier",), acts=("receive",)),
    Rule("dossiers_resolved", "sets_resolved", ("bộ",), ("dossier",), acts=("resolve",)),
    Rule("dossiers_on_time_rate", "on_time", ("%",), ("on_time",)),
    Rule(None, "early", ("%",), ("early",)),
    Rule(None, "payment", ("%",), ("payment",)),
    Rule("online_dossier_rate", "online", ("%",), ("online",), also=("public_service",), not_beside=("meeting",)),
    # Governance indices
    Rule("pci_rank", "pci_rank", ("rank",), ("pci",), delta_units=("bậc",)),
    Rule("papi_rank", "papi_rank", ("rank",), ("papi",), delta_units=("bậc",)),
    Rule("par_index_rank", "par_rank", ("rank",), ("par",), delta_units=("bậc",)),
    Rule("sipas_rank", "sipas_rank", ("rank",), ("sipas",), delta_units=("bậc",)),
    Rule("pci_score", "pci_score", ("point",), ("pci",), delta_units=("point",)),
    Rule("papi_score", "papi_score", ("point",), ("papi",), delta_units=("point",)),
    Rule("par_index_score", "par_score", ("point",), ("par",), delta_units=("point",)),
    Rule("par_index_score", "par_share", ("%",), ("par_index",), delta_units=("%",)),
    Rule("sipas_score", "sipas_score", ("%", "point"), ("sipas",), delta_units=("%", "point")),
    Rule(None, "other_index", ("rank", "point", "%", "bậc"), ("other_index",)),
    # Economy
    Rule(None, "contribution", ("%",), ("contribution",), remark=True),
    Rule("grdp_growth", "grdp_growth", ("%", "%/năm"), ("grdp",), growth=True),
    Rule("grdp_growth", "economy", ("%", "%/năm"), ("economy",), growth=True, unless=("branch",)),
    Rule(
        "grdp_growth", "growth_word", ("%", "%/năm"), ("growth_word",), growth=True, also=("grdp",), unless=("branch", "bank")
    ),
    Rule(None, "gdp", ("%", *MONEY), ("gdp",)),
    Rule("agriculture_growth", "agriculture", ("%", "%/năm"), ("agriculture",), growth=True),
    Rule("industry_growth", "industry", ("%", "%/năm"), ("industry",), growth=True),
    Rule("services_growth", "services", ("%", "%/năm"), ("services",), growth=True),
    Rule("services_growth", "services_again", ("%", "%/năm"), ("services_again",), growth=True, after=_SECTORS),
    Rule(None, "branch", ("%", "%/năm", *MONEY), ("branch",)),
    Rule("grdp_value", "grdp_value", MONEY, ("grdp_size", "grdp"), delta_units=("%",), growth_rule="grdp_growth"),
    Rule(
        "grdp_value",
        "grdp_of_sector",
        MONEY,
        ("agriculture", "industry", "services", "services_again"),
        after=("grdp_value", "grdp_growth", "grdp_of_sector"),
        unless=("branch",),
    ),
    Rule("grdp_per_capita", "grdp_head", _INCOME, ("grdp_head",), delta_units=("%",)),
    Rule("grdp_per_capita", "grdp_of_head", _PER_HEAD, ("grdp",), delta_units=("%",)),
    Rule("income_per_capita", "income", _INCOME, ("income",), delta_units=("%",), stock=True),
    Rule("income_per_capita", "income_of_head", _PER_HEAD, ("income_word",), stock=True),
    Rule("budget_revenue", "revenue", MONEY, ("revenue",), delta_units=("%",)),
    Rule("budget_revenue", "collected", MONEY, ("collected",), also=("budget",), delta_units=("%",)),
    Rule("budget_revenue", "paid_in", MONEY, ("paid_in",), after=("revenue", "collected", "paid_in")),
    Rule("budget_expenditure", "spent", MONEY, ("spent",), also=("spending",), delta_units=("%",)),
    Rule("budget_expenditure", "expenditure", MONEY, ("expenditure",), delta_units=("%",)),
    Rule(None, "carried_funds", MONEY, ("carried_funds",)),
    Rule("export_value", "export", MONEY, ("export",), delta_units=("%",)),
    Rule("import_value", "import", MONEY, ("import",), delta_units=("%",)),
    Rule(
        "export_value",
        "export_turnover",
        MONEY,
        ("turnover",),
        also=("export",),
        delta_units=("%",),
        unless=("trade", "import"),
    ),
    Rule(
        "export_value",
        "export_again",
        MONEY,
        ("turnover",),
        delta_units=("%",),
        after=("export", "export_again", "export_turnover"),
    ),
    Rule("import_value", "import_again", MONEY, ("turnover",), delta_units=("%",), after=("import", "import_again")),
    Rule(None, "trade", (*MONEY, "%"), ("trade",)),
    Rule("total_investment", "investment", MONEY, ("total_investment",), delta_units=("%",)),
    Rule("public_investment_disbursement_rate", "disbursement", ("%",), ("disbursement",), of_plan=True, delta_units=("%",)),
    Rule(None, "disbursed_money", MONEY, ("disbursement",)),
    Rule("retail_sales", "retail", MONEY, ("retail",), delta_units=("%",)),
    Rule("social_security_spending", "social_security", MONEY, ("social_security",), delta_units=("%",)),
    Rule(
        "social_security_spending",
        "state_help",
        MONEY,
        ("help_money",),
        also=("state_help",),
        after=("helped", "helped_poor", "state_help"),
        not_beside=("met",),
        unless=("raising", "bank", "fund"),
    ),
    Rule(
        "social_security_spending",
        "set_aside",
        MONEY,
        ("set_aside",),
        also=("welfare_people",),
        unless=("raising", "bank"),
        not_about=("fund",),
    ),
    Rule(
        "funds_mobilised",
        "funded_by",
        MONEY,
        tail=r"\)?\s+(?:này\s+)?do\s+[^.;\d]{0,90}?(?:tài trợ|ủng hộ|đóng góp|vận động|trao tặng|hỗ trợ)",
    ),
    Rule("funds_mobilised", "raised_worth", MONEY, ("worth",), beside=("appeal",), unless=("bank",)),
    Rule("funds_mobilised", "raised_sum", MONEY, ("sum",), also=("raising",), unless=("bank",)),
    Rule(None, "other_money", (*MONEY, "%"), ("other_money",)),
    Rule("funds_mobilised", "funds", MONEY, ("raising",), delta_units=("%",), unless=("bank",)),
    Rule(
        "funds_mobilised",
        "given",
        MONEY,
        ("given",),
        also=("people", "fund_topic"),
        delta_units=("%",),
        unless=("bank", "branch"),
    ),
    Rule("funds_mobilised", "fund_money", MONEY, ("fund_money",), also=("fund_topic",), delta_units=("%",), unless=("bank",)),
    # The countryside
    Rule(
        None,
        "some_criteria",
        ("xã",),
        tail=r"[^.;()]{0,24}?(?<!\w)đạt (?!19/19|đủ)(?:từ |trên |dưới )?\d+[^.;()]{0,16}tiêu chí",
    ),
    Rule("new_rural_communes", "all_criteria", ("xã",), tail=r"[^.;()\d]{0,24}?đạt (?:đủ )?19(?:/19)? tiêu chí", stock=True),
    Rule("new_rural_communes", "new_rural", ("xã",), ("new_rural",), delta_units=("%",), stock=True),
    Rule(
        "new_rural_communes",
        "new_rural_later",
        ("xã",),
        tail=r"[^.;\d]{0,90}?(?:đạt chuẩn|về đích|công nhận|công nhân)[^.;\d]{0,48}?(?:nông thôn mới|ntm)",
        stock=True,
    ),
    Rule("new_rural_communes", "recognised", ("xã",), tail=r"\s+được công nhận", also=("new_rural_topic",), stock=True),
    Rule(None, "criteria", ("xã", "%"), ("criteria",)),
    Rule(None, "rural_part", ("%",), ("rural_part",)),
    Rule("new_rural_commune_rate", "new_rural_rate", ("%",), ("new_rural",), stock=True),
    Rule(None, "width", ("m",), ("width",)),
    Rule("rural_roads", "roads", ("km", "m"), ("road",), delta_units=("%",), not_beside=("not_road",), unless=("damage",)),
    Rule(None, "not_roads", ("km", "m"), ("not_road",)),
    Rule("bridges_built", "bridges", ("cây cầu", "cầu", "chiếc cầu"), delta_units=("%",)),
    # Awards
    Rule(None, "mixed_awards", ("tập thể", "lượt tập thể"), tail=r",?\s*(?:và\s+)?(?:lượt\s+)?cá nhân"),
    Rule("awards_collectives", "award_collectives", ("tập thể", "lượt tập thể"), also=("award",), ceremony=True),
    Rule(
        "awards_collectives",
        "award_units",
        ("đơn vị", "hội", "chi hội", "chi bộ", "tổ chức", "doanh nghiệp"),
        ("award",),
        ceremony=True,
    ),
    Rule(
        "awards_individuals",
        "award_individuals",
        ("cá nhân", "lượt cá nhân", "chiến sĩ thi đua", "chiến sỹ thi đua"),
        also=("award",),
        ceremony=True,
    ),
    Rule(
        "awards_individuals", "emulation_fighters", ("chiến sĩ", "chiến sỹ"), also=("award",), tail=r"\s+thi đua", ceremony=True
    ),
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
