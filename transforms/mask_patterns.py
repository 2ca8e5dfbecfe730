"""The shapes of numbers that measure nothing. Each is matched where a number begins, never searched for in the whole text."""

from __future__ import annotations

import re

_DASH = r"[ ]?[/.\-–][ ]?"
DATE_FULL = re.compile(rf"[0-3]?\d{_DASH}[01]?\d{_DASH}(?:1[89]|20)\d\d(?!\d)")
DATE_ISO = re.compile(r"(?:1[89]|20)\d\d-[01]\d-[0-3]\d(?!\d)")
DATE_WORDS = re.compile(r"[0-3]?\d\s+tháng\s+[01]?\d(?:\s*(?:,|năm|/)?\s*(?:1[89]|20)\d\d)?(?!\d)")
DATE_SHORT = re.compile(r"(0?[1-9]|[12]\d|3[01])[ ]?[/.\-][ ]?(0?[1-9]|1[0-2])(?![\d/%])(?![.,]\d)")
MONTH_YEAR = re.compile(r"(?:0?[1-9]|1[0-2])[ ]?[/.\-][ ]?(?:1[89]|20)\d\d(?!\d)")
YEARS = re.compile(r"(?:1[89]|20)\d\d(?:\s*(?:-|–|—|/|đến(?: năm)?|,|và)\s*(?:1[89]|20)\d\d)*(?![\d.,]*\d)")
MONTHS = re.compile(r"\d{1,2}(?:\s*(?:,|và|-|–|đến)\s*(?:tháng\s+)?\d{1,2})*(?:\s*(?:[/.\-]|năm)\s*(?:1[89]|20)\d\d)?(?!\d)")
FISCAL = re.compile(r"(?:0?[1-9]|1[0-2]|[2-9])\s+tháng\s+(?:đầu|cuối|giữa|đầu tiên|qua|năm|của năm|còn lại|thực hiện)(?!\w)")
FISCAL_BARE = re.compile(r"(?:0?[1-9]|1[0-2])\s+tháng(?!\w)")
CLOCK = re.compile(
    r"[0-2]?\d(?:[:][0-5]\d(?:[:][0-5]\d)?|\s*(?:h|g)\s*[0-5]\d(?!\w)|\s*h(?!\w)|\s+giờ\s+[0-5]?\d(?:\s+phút)?(?!\w))"
)
HOUR = re.compile(r"[0-2]?\d\s+giờ(?!\w)")
DOCUMENT = re.compile(r"\d+(?:\s?/\s?\d{4})?\s?[/\-–]\s?(?:[A-ZĐƯ]{2,}|[A-Z]+Đ|[A-ZĐ][A-Za-z]?[\-–][A-ZĐ])[\w/\-–]*")
DOCUMENT_YEAR = re.compile(r"\d+\s?/\s?(?:1[89]|20)\d\d(?!\d)")
PHONE = re.compile(r"(?:0\d{2,4}[ .\-]?\d{3,4}[ .\-]?\d{3,4}|(?:1800|1900)[ .\-]?\d{4,6})(?![\d.,]*\d)")
LIST_MARK = re.compile(r"\d{1,3}(?:\.\d{1,2})*(?:[.)/:]|\s?[-–])(?=\s)|\d{1,2}(?:\.\d{1,2})+\.?(?=\s)")
BRACKETED = re.compile(r"\d{1,3}(?=[)\]])")
GLUED_CODE = re.compile(r"\d+(?:[.,]\d+)?(?:[A-Z](?![\w²³])|[a-z]{1,2}\d)")
ALWAYS_ON = re.compile(r"24\s*/\s*(?:7|24)(?!\d)(?:\s*(?:giờ|h)(?!\w))?")
MATCH_SCORE = re.compile(r"\d{1,2}\s*[-–]\s*\d{1,2}(?!\d)")
SUBNUMBERS = re.compile(r"(?:/\d+)+(?!\w)")
URL = re.compile(r"(?:https?://|www\.)\S+")
EMAIL = re.compile(r"[\w.+\-]{1,64}@[\w\-]+\.\S+")
