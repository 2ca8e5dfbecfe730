"""Why a number was taken to state an indicator, or states none: closed lists, so that both can be told and counted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a number is taken for what it is, and how sure that makes us: the stated meaning of an observation's confidence."""

    name: str
    certainty: float
    inherited: bool = False  # the meaning is that of an earlier number


# Calibrated on annotated text at first sight, before any of its errors were looked at (docs/extraction-quality.md): so many of
# ten are right. Text nobody has read for the rules is what the warehouse gets.
WITH_NUMBER = Ground("subject_with_number", 0.9)
BY_UNIT = Ground("unit_alone", 0.85)
IN_CLAUSE = Ground("subject_in_clause", 0.85)
IN_SENTENCE = Ground("subject_in_sentence", 0.8)
PART = Ground("part_of_whole", 0.85, inherited=True)
SHARE = Ground("share_of_count", 0.85, inherited=True)
CHANGE = Ground("change_of_level", 0.85, inherited=True)
LIST = Ground("list_goes_on", 0.8, inherited=True)
GROUNDS = (WITH_NUMBER, BY_UNIT, IN_CLAUSE, IN_SENTENCE, PART, SHARE, CHANGE, LIST)


class Silence(StrEnum):
    """Why a quantity is no observation."""

    OPTIONAL = "optional"  # a duration, an age, the size of a ranking group
    NO_RULE_FOR_UNIT = "no_rule_for_unit"  # no indicator is stated in this unit
    REFERS_BACK = "refers_back"  # "trong số 90 đơn ấy": told before
    PART_OF_UNKNOWN = "part_of_unknown"  # a part of a number that is no indicator
    PRICE = "price"  # money in brackets behind a thing: what it cost
    COMPARISON = "comparison"  # how far from another place, an average or a plan
    COUNTED_ALREADY = "counted_already"  # persons beside turns
    NO_RULE_FITS = "no_rule_fits"  # the unit could be an indicator's, the subject or act is not
    NOT_AN_INDICATOR = "not_an_indicator"  # a row without an indicator fits
    NO_GROWTH_TOLD = "no_growth_told"  # a share or the like, where only growth would be the indicator
    NO_PERIOD = "no_period"  # neither the text nor a date of publication tells the time
