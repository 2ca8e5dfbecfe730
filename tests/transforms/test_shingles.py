from __future__ import annotations

from itertools import permutations

import pytest

from transforms.shingles import Wording, compare, passages

REPORT = (
    "Theo báo cáo của Sở Nội vụ, tháng 3 năm 2024 toàn tỉnh tiếp nhận 12.450 hồ sơ, giải quyết đúng hạn 98,2%, tăng 1,4% so "
    "với tháng trước. Các sở, ngành tiếp 86 lượt công dân và tổ chức 12 cuộc đối thoại. Lãnh đạo tỉnh yêu cầu các địa phương "
    "tiếp tục rà soát, công khai thủ tục tại trụ sở và xử lý nghiêm cán bộ gây phiền hà cho người dân, doanh nghiệp."
)


def of(body: str, title: str = "", lead: str = "") -> Wording:
    return Wording(title, lead, body)


def test_a_text_repeats_itself_however_it_is_spelled() -> None:
    likeness = compare(of(REPORT), of(REPORT.upper().replace("12.450", "12450").replace("98,2", "98.2")))
    assert likeness == (1.0, 1.0, True, True)


@pytest.mark.parametrize(
    ("edited", "repeats"),
    [
        (REPORT.replace("98,2%", "98,5%"), True),
        (REPORT.replace("98,2%", "98,5%").replace("86 lượt", "68 lượt"), False),
        (REPORT.replace("tháng 3", "tháng 4"), False),
        (REPORT.replace("tháng 3", "tháng Ba"), True),
        (REPORT.replace("năm 2024", "năm 2025"), False),
        (REPORT.replace("Lãnh đạo tỉnh", "Ông Nguyễn Văn A, Chủ tịch UBND tỉnh"), True),
        (REPORT[: len(REPORT) // 2], True),
        ("Trong một diễn biến khác, Trung tâm Y tế huyện bắt đầu tiêm vắc xin cho 1.200 trẻ. " * 3 + REPORT[:60], False),
    ],
    ids=[
        "a figure corrected",
        "two of five figures",
        "next month",
        "month in words",
        "next year",
        "renamed",
        "cut",
        "other text",
    ],
)
def test_what_repeats_and_what_only_looks_alike(edited: str, repeats: bool) -> None:
    for one, other in ((REPORT, edited), (edited, REPORT)):
        assert compare(of(one), of(other)).repeats is repeats


def test_days_are_compared_however_they_are_written() -> None:
    day, same, next_day = (f"{REPORT} Hội nghị diễn ra {when}." for when in ("ngày 17/1", "ngày 17 tháng 01/2024", "sáng 18-1"))
    assert compare(of(day), of(same)).repeats
    assert compare(of(day), of(next_day)).contradicts
    assert compare(of(REPORT, title="Tin ngày 17/1"), of(REPORT, lead="Chiều 18/1, tin vắn")).contradicts


def test_an_item_of_a_round_up_is_no_copy_of_it() -> None:
    syllables = ("sửa", "cầu", "xã", "mùa", "mưa", "kênh", "đập", "trường", "chợ", "trạm")
    others = " ".join(" ".join(words) for words in permutations(syllables, 3))
    assert not compare(of(REPORT), of(f"{REPORT} {others}")).repeats


@pytest.mark.parametrize("body", ["", "Không số", "1 2 3", "\x00", "Cấp nước cho 120 hộ."])
def test_short_texts_are_compared_word_by_word(body: str) -> None:
    assert compare(of(body), of(body)).repeats
    assert not compare(of(body), of(f"{body} thêm")).repeats
    assert passages(of(body))


def test_passages_keep_their_numbers() -> None:
    assert "tiep nhan 12450 ho so giai" in passages(of(REPORT))
