"""What stands around an article: style sheets, scripts, menus and boxes, in the amount the originals have.

Made by rule from a seed, so that a page has a real page's weight and number of elements, and says nothing.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache, lru_cache

from replicas.sites.site import esc, skin

MENU = {
    "Chính trị": ("Tin tức", "Xây dựng Đảng", "Hội đồng nhân dân", "Mặt trận - Đoàn thể", "Cải cách hành chính"),
    "Kinh tế": ("Nông nghiệp", "Công nghiệp", "Thương mại - Dịch vụ", "Tài chính", "Khởi nghiệp", "Giá cả thị trường"),
    "Xã hội": ("Đời sống", "Lao động - Việc làm", "Chính sách", "Giảm nghèo", "Gương sáng", "Nhịp cầu bạn đọc"),
    "Giáo dục": ("Tuyển sinh", "Khuyến học", "Tiếp sức đến trường", "Chuyển đổi số học đường"),
    "Y tế": ("Phòng bệnh", "Dinh dưỡng", "Bảo hiểm y tế", "Thầy thuốc trả lời"),
    "Văn hóa": ("Di sản", "Lễ hội", "Sách hay", "Âm nhạc", "Ẩm thực"),
    "Thể thao": ("Trong tỉnh", "Trong nước", "Quốc tế", "Bóng đá"),
    "Quốc phòng - An ninh": ("Biên phòng", "Trật tự an toàn xã hội", "An toàn giao thông", "Phòng cháy, chữa cháy"),
    "Pháp luật": ("Văn bản mới", "Hỏi đáp pháp luật", "Tiếp công dân", "Phổ biến pháp luật"),
    "Du lịch": ("Điểm đến", "Cẩm nang", "Nghỉ dưỡng", "Làng nghề"),
    "Môi trường": ("Nước sạch", "Rừng", "Biến đổi khí hậu", "Dự báo thời tiết"),
    "Khoa học": ("Công nghệ", "Chuyển đổi số", "Sáng kiến"),
    "Nông thôn mới": ("Xã nâng cao", "Sản phẩm OCOP", "Cầu đường nông thôn"),
    "Đa phương tiện": ("Truyền hình", "Phát thanh", "Ảnh", "Đồ họa", "Bài viết dài"),
}  # fmt: skip

_PARTS = ("header", "menu", "banner", "slide", "box", "item", "title", "thumb", "desc", "footer", "social", "ticker", "pager")
_RULES = (
    "margin: {a}px 0 {b}px;", "padding: {b}px {a}px;", "font-size: {b}px;", "line-height: 1.{b};", "float: left; width: {a}%;",
    "border-bottom: 1px solid #{a:02x}{b:02x}e5;", "background: url(/common/images/bg-{a}.png) no-repeat;", "display: block;",
    "color: #{b:02x}{a:02x}32;", "text-transform: uppercase;", "position: absolute; top: -{a}px; left: 0;", "overflow: hidden;",
)  # fmt: skip


def _dice(seed: str) -> random.Random:
    return random.Random(seed)  # noqa: S311 - furniture, not secrets


@cache
def stylesheet(seed: str, rules: int) -> str:
    """That many rules of inline CSS, about 85 bytes each."""
    dice = _dice(seed)
    lines = []
    for _ in range(rules):
        selector = f".{dice.choice(_PARTS)}-{dice.randint(1, 9)} .{dice.choice(_PARTS)}:nth-child({dice.randint(1, 9)}n)"
        body = " ".join(dice.choice(_RULES).format(a=dice.randint(1, 99), b=dice.randint(8, 40)) for _ in range(2))
        lines.append(f"{selector} {{ {body} }}")
    return "<style>\n" + "\n".join(lines) + "\n</style>"


@cache
def script(seed: str, calls: int) -> str:
    """An inline script of that many statements, about 110 bytes each."""
    dice = _dice(seed)
    lines = []
    for _ in range(calls):
        zone, key = f"{dice.choice(_PARTS)}_{dice.randint(100, 999)}", f"{dice.getrandbits(96):024x}"
        size = f"[{dice.randint(120, 970)}, {dice.randint(60, 600)}]"
        lines.append(f'    window.adsQueue.push({{"zone": "{zone}", "size": {size}, "key": "{key}"}});')
    body = "\n".join(lines)
    return (
        '<script type="text/javascript">\n  window.adsQueue = window.adsQueue || [];\n'
        f"  (function () {{\n{body}\n  }})();\n</script>"
    )


@cache
def menu(href: str, item_class: str = "") -> str:
    """The site's menu as nested lists. `href` has two `{}`: section number and sub-section number."""

    def link(number: int, sub: int, text: str) -> str:
        return f'<a href="{href.format(number, sub)}" title="{esc(text)}"><span class="bd">{esc(text)}</span></a>'

    rows = []
    for number, (name, subs) in enumerate(MENU.items(), 1):
        inner = "".join(f'<li class="{item_class}">{link(number, sub, text)}</li>\n' for sub, text in enumerate(subs, 1))
        rows.append(f'<li class="{item_class} has-sub">{link(number, 0, name)}\n<ul>\n{inner}</ul></li>\n')
    return "".join(rows)


def boxes(name: str, titles: Sequence[tuple[str, str]], count: int) -> str:
    """`count` boxes of other news in the skin of that name, going round the given (href, title) pairs."""
    return _boxes(name, tuple(titles), count) if titles else ""


@lru_cache(maxsize=512)  # most articles of a night stand beside the same news
def _boxes(name: str, titles: tuple[tuple[str, str], ...], count: int) -> str:
    pairs = [titles[n % len(titles)] for n in range(count)]
    return "".join(skin(name).substitute(href=esc(href), title=esc(title), n=n) for n, (href, title) in enumerate(pairs, 1))
