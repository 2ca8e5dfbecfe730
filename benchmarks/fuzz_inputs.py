"""Inputs for fuzzing, drawn from a seeded dice: text dense in what the number grammar looks for, and pages taken apart.

Random bytes seldom get past the first test of a parser. So everything starts from what is read well (own sentences, replica
pages) or from the words and signs of the grammar, and is then cut, repeated, nested, spoilt and encoded wrongly.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from functools import cache
from random import Random
from typing import Final

from benchmarks.extraction_corpora import read_cases

_DIGITS: Final = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "０１２３４５６７８９", "²³¹⁴½⅓ⅣⅫ①⑳", "𝟎𝟏𝟐𝟗")
_MARKS: Final[tuple[str, ...]] = (
    *".,-–/%‰()[]:;+±~≈x×*'\"“”…|$&",
    " ",
    " ",
    "\n",
    "\t",
    "\xa0",
    "\u2009",
    "\u202f",
    "\r\n",
    "\u2028",
    "\x85",
)
_ODD: Final[tuple[str, ...]] = (
    *(
        "\x00",
        "\x1b[31m",
        "\u200b",
        "\u200d",
        "\ufeff",
        "\u034f",
        "\u0301",
        "\u0323",
        "\u0300" * 40,
        "\u202e",
        "\u2066",
        "\ud800",
    ),
    *(
        "\udfff",
        "\U000e0041",
        "\ufffd",
        "ß",
        "ﬁ",
        "İ",
        "ſ",
        "ﷺ",
        "각",
        "\u1100\u1161",
        "👨\u200d👩\u200d👧",
        "<b>",
        "&amp;",
        "\\",
    ),
)
_VOCABULARY: Final = (
    "đồng tỷ tỉ triệu nghìn ngàn trăm vạn hộ người lượt khách ha km m2 m² m³ tấn tạ kg USD lít % điểm phần nghìn tỷ đồng/năm "
    "năm tháng ngày quý tuần từ đến tới lên xuống còn đạt trên dưới gần hơn khoảng và trong tăng giảm so với cùng kỳ kế hoạch "
    "hộ nghèo tỷ lệ thu ngân sách kim ngạch xuất khẩu lao động việc làm Đắk Lắk Đồng Tháp An Giang huyện xã tỉnh toàn tỉnh "
    "Quyết định số Nghị quyết QĐ-UBND NQ-HĐND Luật Điều khoản IV XII giai đoạn đầu cuối 6 tháng đầu năm năm 2020 quý III/2021 "
    "30/6/2021 14 giờ 30 phút xếp thứ hạng 5/63 thứ nhất một hai mười rưỡi nửa không 0 1 2.000 1,5"
)
_WORDS: Final = tuple(_VOCABULARY.split())
_JUNK: Final[tuple[str, ...]] = (
    *(
        "<div>",
        "</div>",
        "<p>",
        "</p>",
        "</table>",
        "<table><tr><td>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "</html>",
        "<svg><p>",
    ),
    *(
        "<form>",
        "<b",
        "'\">",
        "<script>",
        "</script>",
        "<title>",
        "<textarea>",
        "<plaintext>",
        "<template>",
        "<noscript>",
        "<a href=",
    ),
    *("&#xD800;", "&#0;", "&nbsp", "&bogus;", "&#x110000;", "&#99999999999;", "&amp;" * 50, "<img src='http://[::1'>"),
    *(
        "<base href='//[x'>",
        "<base href='javascript:1'>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href='data:text/html,x'>x</a>",
    ),
    *(
        "<meta charset=utf-7>",
        "<!DOCTYPE x [<!ENTITY a 'b'>]>",
        "<?php ?>",
        "<!-- <div class=content> -->",
        "<h1>",
        "\x00",
        "\ufffe",
    ),
    *(
        '<script type="application/ld+json">{"datePublished": "',
        "<p align=right>",
        "<td class=note>",
        "<img src=a>",
        "<br>" * 30,
    ),
)
_NESTED: Final = (
    "div",
    "b",
    "table",
    "ul",
    "li",
    "span",
    "p",
    "font",
    "form",
    "svg",
    "template",
    "blockquote",
    "section",
    "td",
)
_CHARSETS: Final = ("utf-8", "utf-8", "utf-8", "utf-16", "utf-16-be", "cp1252", "cp1258", "utf-32", "utf-7", "latin-1")
_LONGEST: Final = 40_000  # characters that one repetition makes at most


@cache
def _sentences() -> Sequence[str]:
    return tuple(str(case["text"]) for theme in ("indicators", "quantities", "masks") for case in read_cases(theme))


def text(dice: Random) -> str:
    """A text to read numbers from: a sentence of our own with something done to it, or one that no person wrote."""
    if dice.random() < 0.4:
        return _spoilt(dice, dice.choice(_sentences()))
    glue = dice.choice(("", " ", " "))
    written = glue.join(_piece(dice) for _ in range(dice.randint(1, 14)))
    if dice.random() < 0.01:
        written *= dice.randint(2, max(2, _LONGEST // (len(written) or 1) // 4))
    return written


def _piece(dice: Random) -> str:
    kind = dice.random()
    if kind < 0.35:
        return _number(dice)
    if kind < 0.75:
        return dice.choice(_WORDS)
    if kind < 0.9:
        return dice.choice(_MARKS)
    return dice.choice(_ODD) if kind < 0.97 else chr(dice.randrange(0x110000))


def _number(dice: Random) -> str:
    digits = _DIGITS[0] if dice.random() < 0.8 else dice.choice(_DIGITS)
    size = dice.choice((1, 1, 2, 3, 4)) if dice.random() < 0.98 else dice.choice((20, 330, 4400))
    groups = ["".join(dice.choices(digits, k=size)) for _ in range(dice.choice((1, 1, 2, 3)))]
    return dice.choice((".", ",", " ", "-", "/", "")).join(groups)


def _spoilt(dice: Random, written: str, most: int = 4) -> str:
    for _ in range(dice.randint(0, most)):
        start, end = sorted((dice.randint(0, len(written)), dice.randint(0, len(written))))
        change: Callable[[], str] = dice.choice(
            (
                lambda start=start, end=end, old=written: old[:start] + old[end:],
                lambda start=start, end=end, old=written: old[:end] + old[start:end] + old[end:],
                lambda start=start, old=written: old[:start] + _piece(dice) + old[start:],
                lambda start=start, end=end, old=written: old[:start] + old[start:end].swapcase() + old[end:],
                lambda start=start, old=written: old[:start] + dice.choice(_sentences()) + old[start:],
            )
        )
        written = change()
    return written


def page(dice: Random, pages: Sequence[str]) -> bytes:
    """One of these pages, changed in some places and encoded, not always as it says."""
    changed = dice.choice(pages)
    for _ in range(dice.randint(0, 6)):
        start, end = sorted((dice.randint(0, len(changed)), dice.randint(0, len(changed))))
        changed = _changed(dice, changed, start, end)
    body = changed.encode(dice.choice(_CHARSETS) if dice.random() < 0.1 else "utf-8", "replace")
    if dice.random() < 0.15:
        spoilt = bytearray(body)
        for _ in range(dice.randint(1, 30)):
            if spoilt:
                spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
        return bytes(spoilt)
    return body


def _changed(dice: Random, old: str, start: int, end: int) -> str:
    near = min(end, start + dice.choice((5, 50, 500)))
    tag, depth = dice.choice(_NESTED), dice.choice((3, 30, 300, 3000))
    repeated = dice.randint(1, max(1, min(200, _LONGEST // (near - start + 1))))
    attributes = " ".join(f"a{number}='{number}'" for number in range(dice.choice((5, 500))))
    put_in, up_to = dice.choice(
        (
            ("", near),  # cut
            ("", end),
            (old[start:near] * repeated, start),
            (dice.choice(_JUNK), start),
            (f"<{tag}>" * depth, start),
            (f"<{tag}>" * depth + f"</{tag}>" * depth, start),
            (f"<p {attributes}>", start),
            (text(dice), start),
            (f"<p>{html.escape(text(dice))}</p>", start),
            ("<!--" + old[start:near] + dice.choice(("-->", "--!>", "->", "")), near),
        )
    )
    return old[:start] + put_in + (old[up_to:] if dice.random() < 0.95 else "")


_ADDRESS_PIECES: Final[tuple[str, ...]] = (
    *(
        "http://",
        "https://",
        "HTTP:",
        "//",
        "/",
        "\\",
        "@",
        ":",
        ":80",
        ":443",
        "#",
        "?",
        "%",
        "%2f",
        "%40",
        "%00",
        "%5c",
        ".",
        "..",
    ),
    *(
        "baodongthap.vn",
        "www.baodongthap.vn",
        "evil.example",
        "127.0.0.1",
        "2130706433",
        "0x7f.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
    ),
    *(
        "[",
        "]",
        "\t",
        "\n",
        "\r",
        " ",
        "\x00",
        "。",
        "\u212a",
        "ｅ",
        "\xad",
        "\u200b",
        "ß",
        "\ufeff",
        "\ud800",
        "|",
        "^",
        "`",
        ";",
        "&",
    ),
    *("a", "tin-a475001.html", "id=1", "utm_source=x", "../../etc/passwd", "'--", "<script>", "\x1b[0m", "=1+1", "javascript:"),
)


def address(dice: Random) -> str:
    """Something that stands where an address should."""
    pieces = "".join(dice.choice(_ADDRESS_PIECES) for _ in range(dice.randint(1, 9)))
    return dice.choice(("http://", "https://", "http://baodongthap.vn/", "//", "")) + pieces


def date_text(dice: Random) -> str:
    """Something that stands where a date should: the notations of the portals, of machines and of headers, spoilt."""
    numbers = [str(dice.choice((dice.randint(0, 31), dice.randint(0, 9999), 10 ** dice.randint(3, 400)))) for _ in range(6)]
    day, month, year, hour, minute, second = numbers if dice.random() < 0.3 else (
        f"{dice.randint(0, 32):02}", f"{dice.randint(0, 13):02}", str(dice.choice((0, 1, 1989, 2024, 9999, 10_000))),
        str(dice.randint(0, 25)), f"{dice.randint(0, 61):02}", f"{dice.randint(0, 61):02}",
    )  # fmt: skip
    shape = dice.choice(
        (
            f"{day}/{month}/{year} - {hour}:{minute}",
            f"Cập nhật lúc {hour}:{minute}, Thứ Ba, {day}/{month}/{year} (GMT+7)",
            f"Chủ Nhật, {day}/{month}/{year} | {hour}:{minute}:{second} {dice.choice(('SA', 'CH', 'AM', 'PM'))}",
            f"{month}/{day}/{year} {hour}:{minute}:{second} {dice.choice(('AM', 'PM'))}",
            f"{year}-{month}-{day}T{hour}:{minute}:{second}{dice.choice(('Z', '+07:00', '-23:59', '+99:99', '.12345', ''))}",
            f"{year}-{month}", year,
            f"Sun, {day} Nov {year} {hour}:{minute}:{second} {dice.choice(('GMT', '+9999', '-' + year, ''))}",
        )
    )  # fmt: skip
    return _spoilt(dice, shape, 2) if dice.random() < 0.4 else shape
