"""Every date notation of the portals (section 13 of the portal facts), and what is no date."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.dates import ANY, PATTERNS, VIETNAM, read_date, read_iso, read_machine_date, vietnam_day


@pytest.mark.parametrize(
    ("text", "pattern", "expected"),
    [
        ("30/06/2023 - 14:50", "day - clock", "2023-06-30T14:50:00+07:00"),
        ("08/01/2026 -18:21", "day - clock", "2026-01-08T18:21:00+07:00"),
        ("11:46, 15/09/2024", "clock, day", "2024-09-15T11:46:00+07:00"),
        ("Cập nhật lúc 17:24, Thứ Ba, 14/01/2020 (GMT+7)", "clock, weekday, day", "2020-01-14T17:24:00+07:00"),
        ("Cập nhật lúc 17:24, Chủ nhật, 19/01/2020 (GMT+7)", "clock, weekday, day", "2020-01-19T17:24:00+07:00"),
        ("Cập nhật ngày: 24/04/2015 05:21:36", "day clock", "2015-04-24T05:21:36+07:00"),
        ("Chủ Nhật, 18/01/2026, 21:21 (GMT+7)", "weekday, day, clock", "2026-01-18T21:21:00+07:00"),
        ("Ngày 29/12/2016 15:13:27", "day clock", "2016-12-29T15:13:27+07:00"),
        ("Ngày đăng: 21/03/2019", "day", "2019-03-21T00:00:00+07:00"),
        ("26/04/2022 11:05", "day clock", "2022-04-26T11:05:00+07:00"),
        ("17/06/2025\n  13:43", "day clock", "2025-06-17T13:43:00+07:00"),
        ("Thứ 4, 01/12/2021 | 11:51:00 [GMT +7] A A", "weekday, day, clock", "2021-12-01T11:51:00+07:00"),
        ("09/05/2025 3:25 CH", "day clock", "2025-05-09T15:25:00+07:00"),
        ("17/12/2017 9:31:53 SA", "day clock", "2017-12-17T09:31:53+07:00"),
        ("17/12/2017 12:05 SA", "day clock", "2017-12-17T00:05:00+07:00"),
        ("17/12/2017 12:05 CH", "day clock", "2017-12-17T12:05:00+07:00"),
        ("29/02/2024 00:00", "day clock", "2024-02-29T00:00:00+07:00"),
        ("09/05/2025 15:25 CH", "day clock", "2025-05-09T15:25:00+07:00"),
        ("CẬP NHẬT LÚC 17:24, THỨ BA, 14/01/2020", "clock, weekday, day", "2020-01-14T17:24:00+07:00"),
        ("17:24, Thứ Tư, 15/01/2020", "clock, weekday, day", "2020-01-15T17:24:00+07:00"),
        ("Thứ\u00a0Bảy, 18/01/2020 | 7:05", "weekday, day, clock", "2020-01-18T07:05:00+07:00"),
    ],
)
def test_a_date_as_readers_see_it(text: str, pattern: str, expected: str) -> None:
    value = read_date(text, pattern)
    assert value is not None
    assert value.isoformat() == expected


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        pytest.param("", "day", id="empty"),
        pytest.param("Đang cập nhật", "day", id="words"),
        pytest.param("30/02/2023 - 14:50", "day - clock", id="30 February"),
        pytest.param("29/02/2023", "day", id="29 February of no leap year"),
        pytest.param("00/01/2023", "day", id="day 0"),
        pytest.param("9/26/2023", "day", id="month first"),
        pytest.param("30/06/2023 - 24:00", "day - clock", id="24 o'clock"),
        pytest.param("30/06/2023 - 14:60", "day - clock", id="60 minutes"),
        pytest.param("30/06/2023 25:10 CH", "day clock", id="25 in the afternoon"),
        pytest.param("30/06/2023 13:10 SA", "day clock", id="13 in the morning"),
        pytest.param("30/02/2023 và 01/03/2023", "day", id="not the date behind one that cannot be"),
        pytest.param("01/01/0001 00:00:00", "day clock", id="a date that .NET never set"),
        pytest.param("130/06/2023", "day", id="digits before"),
        pytest.param("30/06/20234", "day", id="digits after"),
        pytest.param("30/06/2023 - 14:501", "day - clock", id="digits after the clock"),
        pytest.param("30/06/23", "day", id="two-digit year"),
        pytest.param("30/06/2023", "day - clock", id="no clock where there must be one"),
        pytest.param("Thứ 6, 02/10/2026 18:38 [(GMT +7)]", "weekday, day, clock", id="the clock of another element"),
    ],
)
def test_no_date(text: str, pattern: str) -> None:
    assert read_date(text, pattern) is None


SECTION_13 = [
    ("30/06/2023 - 14:50", "2023-06-30T14:50:00+07:00"),
    ("11:46, 15/09/2024", "2024-09-15T11:46:00+07:00"),
    ("Cập nhật lúc 17:24, Thứ Ba, 14/01/2020 (GMT+7)", "2020-01-14T17:24:00+07:00"),
    ("Cập nhật ngày: 24/04/2015 05:21:36", "2015-04-24T05:21:36+07:00"),
    ("Chủ Nhật, 18/01/2026, 21:21 (GMT+7)", "2026-01-18T21:21:00+07:00"),
    ("Ngày 29/12/2016 15:13:27", "2016-12-29T15:13:27+07:00"),
    ("Ngày đăng: 21/03/2019", "2019-03-21T00:00:00+07:00"),
    ("26/04/2022 11:05", "2022-04-26T11:05:00+07:00"),
    ("Thứ 4, 01/12/2021 | 11:51:00 [GMT +7]", "2021-12-01T11:51:00+07:00"),
    ("09/05/2025 3:25 CH", "2025-05-09T15:25:00+07:00"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *SECTION_13,
        ("17/12/2017 12:05 SA", "2017-12-17T00:05:00+07:00"),
        ("17/12/2017 12:05 CH", "2017-12-17T12:05:00+07:00"),
        ("Thứ Ba, 14/01/2020 - 5:24 ch (GMT+7)", "2020-01-14T17:24:00+07:00"),
        ("17:24 (GMT+7) Thứ 3, ngày 14/01/2020", "2020-01-14T17:24:00+07:00"),
        ("14/01/2020 (17:24)", "2020-01-14T17:24:00+07:00"),
        ("Đăng ngày 14/01/2020 vào lúc 17:24", "2020-01-14T17:24:00+07:00"),
        ("14-01-2020 17:24", "2020-01-14T17:24:00+07:00"),
        ("14.1.2020", "2020-01-14T00:00:00+07:00"),
        ("17h24' ngày 14/1/2020", "2020-01-14T17:24:00+07:00"),
        ("05 giờ 24 phút, ngày 14/01/2020", "2020-01-14T05:24:00+07:00"),
        ("Ngày 14 tháng 1 năm 2020", "2020-01-14T00:00:00+07:00"),
        ("Thứ Ba, 14 Tháng Một 2020, 17:24", "2020-01-14T17:24:00+07:00"),
        ("14 tháng Mười Một, 2020", "2020-11-14T00:00:00+07:00"),
        ("14 tháng mười, 2020", "2020-10-14T00:00:00+07:00"),
        ("17:24 | ngày 14 tháng năm năm 2020", "2020-05-14T17:24:00+07:00"),
        ("14 tháng năm 2020", "2020-05-14T00:00:00+07:00"),
        ("14 tháng 01/2020", "2020-01-14T00:00:00+07:00"),
        ("2020-01-14 17:24:05", "2020-01-14T17:24:05+07:00"),
        pytest.param("Ngày đăng: 14/01/2020 | Cập nhật: 15/01/2020 17:24", "2020-01-14T00:00:00+07:00", id="the first of two"),
        pytest.param("01/12/20 20:15, 02/12/2020", "2020-12-02T20:15:00+07:00", id="a two-digit year before"),
        pytest.param("4/5/2022 11:05:00 AM", "2022-05-04T11:05:00+07:00", id="day first, though with AM"),
    ],
)
def test_a_date_in_whatever_notation(text: str, expected: str) -> None:
    value = read_date(text, ANY)
    assert value is not None
    assert value.isoformat() == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("4/26/2022 11:05:00 AM", id="month first"),
        pytest.param("4/26/2022, 04/05/2022", id="month first, another date behind"),
        pytest.param("30/06/23 14:50", id="two-digit year"),
        pytest.param("30/06/23-14:50", id="two-digit year and a dash"),
        pytest.param("12/30/06/2023", id="number of a document"),
        pytest.param("30-06/2023", id="two marks"),
        pytest.param("31 tháng Tư 2023", id="31 April"),
        pytest.param("14 tháng Giêng 2020", id="a month of the moon"),
        pytest.param("14 tháng 13 năm 2020", id="month 13"),
        pytest.param("30/06/2023 24:00", id="24 o'clock is not midnight"),
        pytest.param("30/06/2023 13:10 SA", id="13 in the morning"),
        pytest.param("2020-01-14T03:24:05Z", id="machine data of another zone"),
        pytest.param("0001-01-01 00:00", id="year 1"),
        pytest.param("Tháng 1/2020", id="no day"),
        pytest.param("17:24 hôm nay", id="no day but today"),
    ],
)
def test_no_date_in_any_notation(text: str) -> None:
    assert read_date(text, ANY) is None


def test_a_notation_reads_the_others_rightly_or_not_at_all() -> None:
    for pattern in PATTERNS.keys() - {"month/day clock"}:
        for text, expected in SECTION_13:
            value = read_date(text, pattern)
            assert value is None or value.isoformat() == expected or pattern == "day"


@pytest.mark.parametrize("text", ["9" * 50_000, "1/1/" * 20_000, "17:24" + " " * 50_000, "thứ " * 20_000, "1 tháng " * 20_000])
@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_long_line_is_searched_once(text: str, pattern: str) -> None:
    assert read_date(text, pattern) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-06-30T14:50:06+07:00", "2023-06-30T14:50:06+07:00"),
        ("2021-12-01T04:51:00.000000Z", "2021-12-01T11:51:00+07:00"),
        ("2025-06-17T13:43:02+0700", "2025-06-17T13:43:02+07:00"),
        (" 2026-01-08 ", "2026-01-08T00:00:00+07:00"),
        ("2021-12-01 11:51:00", "2021-12-01T11:51:00+07:00"),
        ("4/26/2022 11:05:00 AM", "2022-04-26T11:05:00+07:00"),
        ("9/11/2021 3:29:47 PM", "2021-09-11T15:29:47+07:00"),
        ("12/31/2021 12:00:00 AM", "2021-12-31T00:00:00+07:00"),
    ],
)
def test_a_date_as_pages_declare_it(text: str, expected: str) -> None:
    value = read_machine_date(text)
    assert value is not None
    assert value.isoformat() == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nay",
        "26/04/2022 11:05",
        "9/11/2021 3:29:47",
        "26/4/2022 11:05:00 AM",
        "11:05:00 AM",
        "2023-02-30",
        "0001-01-01T00:00:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59Z",
    ],
)
def test_no_machine_date(text: str) -> None:
    assert read_machine_date(text) is None


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(lambda moment: moment.replace(second=0, microsecond=0)),  # noqa: DTZ001
    st.text("ngày, :-/|", max_size=10),
)
def test_a_printed_date_is_read_back(moment: datetime, before: str) -> None:
    expected = moment.replace(tzinfo=VIETNAM)
    prints = {
        "day - clock": f"{moment:%d/%m/%Y - %H:%M}",
        "clock, day": f"{moment:%H:%M, %d/%m/%Y}",
        "clock, weekday, day": f"{moment:%H:%M}, Thứ Ba, {moment:%d/%m/%Y}",
        "weekday, day, clock": f"Chủ Nhật, {moment:%d/%m/%Y, %H:%M}",
        "day clock": f"{moment:%d/%m/%Y %I:%M} {'CH' if moment.hour >= 12 else 'SA'}",
    }
    assert all(read_date(text, ANY) == expected for text in prints.values())
    for pattern, text in prints.items():
        assert read_date(f"{before} {text} ", pattern) == expected
    assert read_iso(expected.astimezone(UTC).isoformat()) == expected


@given(st.text() | st.text("0123456789/:-, |SACHPMTZ+."), st.sampled_from(sorted(PATTERNS)))
def test_reading_a_date_never_raises(text: str, pattern: str) -> None:
    for value in (read_date(text, pattern), read_machine_date(text)):
        assert value is None or value.utcoffset() == timedelta(hours=7)


def test_the_day_in_vietnam() -> None:
    assert vietnam_day(datetime(2026, 1, 8, 17, 30, tzinfo=UTC)) == date(2026, 1, 9)
