"""The shapes of numbers that measure nothing. Each is matched where a number begins, never searched for in the whole text.

What can repeat is bounded far beyond real prose, and no two open-ended parts meet, so that a match costs the same however long
the text goes on.
"""

from __future__ import annotations

import re

_DASH = r"[ ]?[/.\-–][ ]?"
DATE_FULL = re.compile(rf"[0-3]?\d{_DASH}[01]?\d{_DASH}(?:1[89]|20)\d\d(?!\d)")
DATE_ISO = re.compile(r"(?:1[89]|20)\d\d-[01]\d-[0-3]\d(?!\d)")
DATE_WORDS = re.compile(r"[0-3]?\d\s+tháng\s+[01]?\d(?:\s*(?:(?:,|năm|/)\s*)?(?:1[89]|20)\d\d)?(?![.,]?\d)")
DATE_SHORT = re.compile(r"(0?[1-9]|[12]\d|3[01])[ ]?[/.\-][ ]?(0?[1-9]|1[0-2])(?![\d/%])(?![.,]\d)")
MONTH_YEAR = re.compile(r"(?:0?[1-9]|1[0-2])[ ]?[/.\-][ ]?(?:1[89]|20)\d\d(?!\d)")
YEARS = re.compile(r"(?:1[89]|20)\d\d(?:\s*(?:-|–|—|/|đến(?: năm)?|,|và)\s*(?:1[89]|20)\d\d){0,30}(?![.,]*\d)")
MONTHS = re.compile(
    r"\d{1,2}(?:\s*(?:,|và|-|–|đến)\s*(?:tháng\s+)?\d{1,2}){0,30}(?:\s*(?:[/.\-]|năm)\s*(?:1[89]|20)\d\d)?(?!\d)"
)
FISCAL = re.compile(r"(?:0?[1-9]|1[0-2]|[2-9])\s+tháng\s+(?:đầu|cuối|giữa|đầu tiên|qua|năm|của năm|còn lại|thực hiện)(?!\w)")
FISCAL_BARE = re.compile(r"(?:0?[1-9]|1[0-2])\s+tháng(?!\w)")
# Months of the year even without "đầu năm" behind them, unless what follows makes them a length of time
FISCAL_SPAN = re.compile(
    r"(?:(?:0?[3689]|1[01])\s+tháng(?!\w)"
    r"|(?:0?[2-9]|1[01])\s+tháng(?=\s+(?:đạt|ước|tăng|giảm|toàn|cả|thu|chi|khai thác)(?!\w)))"
    r"(?![ \xa0]*[/.-]?[ \xa0]*\d)"
    r"(?![ \xa0]+(?:tuổi|tù|lương|liên|liền|trở|rưỡi|nữa|tới|tiếp|một lần|thì|sau|trước|lao|cải|kể|phạt)(?!\w))"
)
CLOCK = re.compile(
    r"[0-2]?\d(?:[:][0-5]\d(?:[:][0-5]\d)?|\s*(?:h|g)\s*[0-5]\d(?!\w)|\s*h(?!\w)|\s+giờ\s+[0-5]?\d(?:\s+phút)?(?!\w))"
)
HOUR = re.compile(r"[0-2]?\d\s+giờ(?!\w)")
DOCUMENT = re.compile(r"\d+(?:\s?/\s?\d{4})?\s?[/\-–]\s?(?:[A-ZĐƯ]{2,}|[A-Z]+Đ|[A-ZĐ][A-Za-z]?[\-–][A-ZĐ])[\w/\-–]*")
DOCUMENT_YEAR = re.compile(r"\d+\s?/\s?(?:1[89]|20)\d\d(?!\d)")
PHONE = re.compile(r"(?:0\d{2,4}[ .\-]?\d{3,4}[ .\-]?\d{3,4}|(?:1800|1900)[ .\-]?\d{4,6})(?![.,]*\d)")
LIST_MARK = re.compile(r"\d{1,3}(?:\.\d{1,2})*(?:[.)/:]|\s?[-–])(?=\s)|\d{1,2}(?:\.\d{1,2})+\.?(?=\s)")
BRACKETED = re.compile(r"\d{1,3}(?=[)\]])")
GLUED_CODE = re.compile(r"\d+(?:[.,]\d+)?(?:[A-Z](?![\w²³])|[a-z]{1,2}\d)")
ALWAYS_ON = re.compile(r"24\s*/\s*(?:7|24)(?!\d)(?:\s*(?:giờ|h)(?!\w))?")
MATCH_SCORE = re.compile(r"\d{1,2}\s*[-–]\s*\d{1,2}(?!\d)")
NEXT_LABEL = re.compile(
    r"[ \xa0]*(?:,|và|&|-|–|hoặc)[ \xa0]*(?:mức(?: độ)?[ \xa0]+|nhóm[ \xa0]+|loại[ \xa0]+)?\d{1,2}(?![\d.,]*\d|[%/])"
)
# The field of a ranking: "thứ 8 cả nước", "thứ 2 của vùng"
AMONG = re.compile(
    r"[ \xa0]+(?:(?:của|ở|về|trong|trên|toàn|so với)[ \xa0]+)?(?:cả nước|toàn quốc|nước|khu vực|vùng|miền|tỉnh|đồng bằng"
    r"|thế giới|(?:bắc|nam)[ \xa0]+(?:trung|bộ)|đông nam|tây nguyên|đbscl|(?:trong|trên)[ \xa0]+(?:tổng|số|\d))(?!\w)"
)
# Only one province is spoken of, and no thousand of them: "2018 tỉnh phấn đấu" opens with a year
ACTOR = re.compile(r"[ \xa0]+(?:toàn[ \xa0]+)?(?:tỉnh|huyện|thị xã|thành phố|quận|cả nước)(?!\w)")
SUBNUMBERS = re.compile(r"(?:/\d+)+(?!\w)")
URL = re.compile(r"(?:https?://|www\.)\S+")
EMAIL = re.compile(r"[\w.+\-]{1,64}@[\w\-]+\.\S+")
