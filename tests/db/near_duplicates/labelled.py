"""The labelled set: articles written for the replicas, copies edited by rule, and other articles made to look like them.

Everything is drawn from seeded dice, so the set is the same everywhere. A family is one article and its copies; articles of
different families repeat nothing, however alike they are.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from replicas.generator import generate_articles
from replicas.model import PORTALS
from replicas.model import Article as Written
from replicas.newsroom import written
from replicas.world import CHANGES, world

FORMS: Final = "forms"  # the edit of an article that is not a copy: the form of another, with other figures


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article of the set. `edit` is empty for one that copies nothing."""

    family: str
    edit: str
    portal: str
    title: str
    lead: str
    body: str
    published_at: datetime


_NUMBER = re.compile(r"(?<![\w/.,-])\d+(?:[.,]\d+)*(?![\w/-])")
_DATE_BEFORE = re.compile(r"(?:năm|tháng|quý|ngày|tuần|giai đoạn|số|[-/–])\s*$", re.IGNORECASE)


def _paragraphs(article: Labelled) -> list[str]:
    return article.body.split("\n\n")


def figures(text: str) -> list[re.Match[str]]:
    """The numbers that are no dates and no numbers of documents."""
    return [found for found in _NUMBER.finditer(text) if not _DATE_BEFORE.search(text[: found.start()])]


def _other_figure(number: str, dice: random.Random) -> str:
    """A number of the same make."""
    while True:
        other = "".join(dice.choice("123456789") if digit.isdigit() else digit for digit in number)
        if other != number:
            return other


def _refigured(text: str, wanted: Callable[[int], bool], dice: random.Random) -> str:
    pieces, end = [], 0
    for index, found in enumerate(figures(text)):
        if wanted(index):
            pieces += [text[end : found.start()], _other_figure(found[0], dice)]
            end = found.end()
    return "".join([*pieces, text[end:]])


def _cut(article: Labelled, dice: random.Random) -> Labelled:
    """What a paper with less room prints: the first half or so."""
    paragraphs = _paragraphs(article)
    return replace(article, body="\n\n".join(paragraphs[: max(2, round(len(paragraphs) * dice.uniform(0.4, 0.8)))]))


def _cut_short(article: Labelled, dice: random.Random) -> Labelled:
    """The first third."""
    paragraphs = _paragraphs(article)
    return replace(article, body="\n\n".join(paragraphs[: max(2, round(len(paragraphs) / 3))]))


def _beheaded(article: Labelled, dice: random.Random) -> Labelled:
    paragraphs = _paragraphs(article)
    return replace(article, body="\n\n".join(paragraphs[dice.randint(1, max(1, len(paragraphs) // 3)) :]))


def _reordered(article: Labelled, dice: random.Random) -> Labelled:
    paragraphs = _paragraphs(article)
    dice.shuffle(paragraphs)
    return replace(article, body="\n\n".join(paragraphs))


def _retitled(article: Labelled, dice: random.Random) -> Labelled:
    return replace(article, title="Nhìn lại một chặng đường: kết quả và bài học", lead="")


def _new_lead(article: Labelled, dice: random.Random) -> Labelled:
    lead = dice.choice(
        [
            "Phóng viên ghi nhận tại cơ sở những chuyển biến được người dân đánh giá cao trong thời gian qua.",
            "Đây là kết quả đáng ghi nhận của địa phương, theo số liệu vừa công bố sáng nay tại hội nghị giao ban báo chí.",
        ]
    )
    return replace(article, lead=lead, body=f"{lead}\n\n{article.lead}\n\n{article.body}".replace("\n\n\n\n", "\n\n"))


def _corrected(article: Labelled, dice: random.Random) -> Labelled:
    """One figure in ten was wrong, one at least."""
    count = len(figures(article.body))
    chosen = set(dice.sample(range(count), max(1, count // 10))) if count else set()
    return replace(article, body=_refigured(article.body, chosen.__contains__, dice))


def _reworded(article: Labelled, dice: random.Random) -> Labelled:
    """One word in twenty was dropped, doubled or replaced."""
    words = article.body.split(" ")
    for place in dice.sample(range(len(words)), max(1, len(words) // 20)):
        if "\n" not in words[place] and not re.search(r"\d", words[place]):
            words[place] = dice.choice(["", "đã", "các", "những", f"{words[place]} cũng"])
    return replace(article, body=" ".join(word for word in words if word))


def _restyled(article: Labelled, dice: random.Random) -> Labelled:
    """Another house's marks, quotes, dashes, tone marks and dates."""
    body = article.body.replace("“", '"').replace("”", '"').replace(" - ", " – ").replace("òa", "oà").replace("ủy", "uỷ")
    body = re.sub(r"\b(\d)/(\d)\b", r"0\1/0\2", body)
    return replace(article, body=f"(Cổng TTĐT) - {body}\n\nTheo {article.portal}", title=article.title.upper())


def _all_at_once(article: Labelled, dice: random.Random) -> Labelled:
    return _corrected(_reworded(_cut(_retitled(article, dice), dice), dice), dice)


EDITS: Final[dict[str, Callable[[Labelled, random.Random], Labelled]]] = {
    "cut": _cut,
    "cut short": _cut_short,
    "beheaded": _beheaded,
    "reordered": _reordered,
    "retitled": _retitled,
    "new lead": _new_lead,
    "numbers corrected": _corrected,
    "reworded": _reworded,
    "restyled": _restyled,
    "all at once": _all_at_once,
}


def _plain(article: Written, family: str) -> Labelled:
    texts = [
        " | ".join(" | ".join(row) for row in block.rows) if block.kind == "table" else block.text for block in article.body
    ]
    body = "\n\n".join(text for block, text in zip(article.body, texts, strict=True) if block.kind != "image" and text)
    return Labelled(family, "", article.portal, article.title, article.lead.strip(" -"), body, article.published)


def originals() -> list[Labelled]:
    """Every article written by hand, of both nights."""
    articles = [article for portal in PORTALS for night in (1, 2) for article in written(portal, night)]
    return [_plain(article, f"{article.portal}/{article.id}") for article in articles]


def _elsewhere(article: Labelled, dice: random.Random) -> str:
    return dice.choice([portal for portal in PORTALS if portal != article.portal])


def copies() -> Iterator[Labelled]:
    """Every original in every edit, printed hours or days later elsewhere, and the reprints of the replica world."""
    for article in originals():
        for edit, change in EDITS.items():
            dice = random.Random(f"{article.family}/{edit}")
            later = article.published_at + timedelta(hours=dice.randint(1, 90))
            changed = change(article, dice)
            if changed.body != article.body or changed.title != article.title:
                yield replace(changed, edit=edit, portal=_elsewhere(article, dice), published_at=later)
    for told in CHANGES:
        if told.of:
            yield replace(_plain(world(2).article(told.portal, told.article), "/".join(told.of)), edit="reprint")


def forms() -> Iterator[Labelled]:
    """Articles on the form of an original: the next months' reports, with the figures of those months."""
    for article in originals():
        if len(figures(article.body)) < 4:
            continue
        for month in range(1, 4):
            dice = random.Random(f"{article.family}/form/{month}")
            share = dice.choice([0.6, 0.8, 1.0])  # targets and totals of the year stay
            count = len(figures(article.body))
            changed = set(dice.sample(range(count), round(count * share)))
            body = _refigured(article.body, changed.__contains__, dice)
            later = article.published_at + timedelta(days=30 * month)
            yield replace(article, family=f"{article.family}/form {month}", edit=FORMS, body=body, published_at=later)


_BULLETINS: Final = [
    "Thời tiết {place} ngày {day}/{month}: Phổ biến có mây, ngày nắng, chiều tối có mưa rào và dông. Gió tây nam cấp 2 - 3. "
    "Nhiệt độ thấp nhất {a} độ, nhiệt độ cao nhất {b} độ. Độ ẩm trung bình {c}%. Mực nước lúc 7 giờ tại trạm chính là {d} m. "
    "Người dân cần đề phòng lốc, sét và gió giật mạnh trong cơn dông, chú ý an toàn khi đi lại trên sông rạch vào ban đêm.",
    "Giá nông sản hôm nay tại {place}: lúa tươi thương lái mua tại ruộng {a}00 đồng/kg, gạo nguyên liệu {b}00 đồng, cám {c}00 "
    "đồng; cá tra loại một {d} đồng/kg. So với hôm qua, giá các mặt hàng không biến động nhiều. Thương lái cho biết hàng "
    "dồi dào, nhu cầu của các kho ổn định, việc đặt cọc đồng đã bắt đầu ở những trà lúa sắp thu hoạch trong tuần tới.",
    "Trong tháng {month} năm {year}, Công an {place} báo cáo trên địa bàn xảy ra {a} vụ tai nạn giao thông, chết {c} người, "
    "bị thương {b} người. So với cùng kỳ năm trước giảm {d}% về số vụ. Lực lượng cảnh sát giao thông đã lập biên bản nhiều "
    "trường hợp vi phạm, chủ yếu là nồng độ cồn, không đội mũ bảo hiểm, chạy quá tốc độ và đi không đúng phần đường quy định.",
]


def bulletins() -> Iterator[Labelled]:
    """Daily weather and prices, monthly reports: one form each, other figures and, where they name any, other days."""
    start = datetime.fromisoformat("2025-03-01T06:00:00+07:00")
    for form, text in enumerate(_BULLETINS):
        for number in range(60):
            dice = random.Random(f"bulletin/{form}/{number}")
            day = start + timedelta(days=number if form < 2 else 30 * number)
            filled = text.format(
                place="An Giang",
                day=day.day,
                month=day.month,
                year=day.year,
                a=dice.randint(21, 29),
                b=dice.randint(30, 96),
                c=dice.randint(5, 20),
                d=f"{dice.randint(1, 9)},{dice.randint(10, 99)}",
            )
            family = f"bulletin/{form}/{number}"
            yield Labelled(family, FORMS, "baoangiang", f"Bản tin {form}", "", filled, day)


def volume() -> Iterator[Labelled]:
    """Generated articles: six themes, their sentences over and over, no two the same."""
    for portal in PORTALS:
        for article in generate_articles(portal, 120, 20261122):
            yield _plain(article, f"{portal}/{article.id}")
