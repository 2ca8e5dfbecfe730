"""What a message says, to whom, and what of its receivers is ever shown."""

from __future__ import annotations

import pytest
from pydantic import SecretStr, ValidationError

from flows.alert_delivery import receivers_of, shown
from flows.alert_message import LONGEST, Change, compose, plain_line
from flows.alert_topics import Topic
from flows.settings import Settings

SECRET = "sesame-open"
HOSTILE = "\x1b[31m<!channel> @everyone\r\n\r\nRESOLVED [click](https://evil.example) \u202egpj.exe <script>&amp;" + "ộ" * 5000


def test_a_message_fits_telegram_and_what_does_not_fit_is_left_for_the_next() -> None:
    topics = [Topic(key=str(n), severity="error", headline=HOSTILE, todo="&" * 300) for n in range(40)]
    message, told = compose(None, (), [Change("new", topic) for topic in topics])
    as_telegram_counts = len((message.subject + message.body.replace("&", "&amp;")).encode("utf-16-le")) // 2
    assert as_telegram_counts < LONGEST + 200 < 4096
    assert 1 <= len(told) < 40
    assert f"and {40 - len(told)} more" in message.body


def test_a_line_is_cut_where_it_is_too_long() -> None:
    assert plain_line("a" * 500) == "a" * 399 + "…"


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("", []),
        (" json://a/x ", ["json://a/x"]),
        ("json://a/x,tgram://t/c  mailto://u:p@h", ["json://a/x", "tgram://t/c", "mailto://u:p@h"]),
        ("mailto://u:p@h?to=a@x.vn,b@y.vn,json://a", ["mailto://u:p@h?to=a@x.vn,b@y.vn", "json://a"]),
    ],
)
def test_urls_are_divided_by_blanks_and_commas(text: str, urls: list[str]) -> None:
    assert receivers_of(SecretStr(text)) == urls


@pytest.mark.parametrize(
    ("url", "label"),
    [
        (f"mailtos://me:{SECRET}@mail.example.org:465?to=a@b.vn", "mailtos://mail.example.org"),
        (f"tgram://123456:{SECRET}/42", "tgram://…"),
        (f"slack://{SECRET}/b/c", "slack://…"),
        (f"json://{SECRET}", "json://…"),
        (f"mailto://me:pa/{SECRET}@mail.example.org", "mailto://…"),
        (f"json://[{SECRET}", "json://…"),
        (f"https://hooks.slack.com/services/T/B/{SECRET}", "https://hooks.slack.com"),
    ],
)
def test_only_scheme_and_host_are_shown(url: str, label: str) -> None:
    assert shown(url) == label


def test_the_setting_is_secret() -> None:
    with pytest.raises(ValidationError) as wrong:
        Settings(alert_urls=SecretStr(SECRET))
    assert SECRET not in str(wrong.value) + repr(wrong.value)
    settings = Settings(alert_urls=SecretStr(f"json://{SECRET}"))
    assert SECRET not in repr(settings) + str(settings.model_dump()) + settings.model_dump_json()
