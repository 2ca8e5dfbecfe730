"""Bytes to text: whatever header and tags claim, the letters come out right."""

from __future__ import annotations

import codecs
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replicas.faults import answers as a
from replicas.faults.surgery import decomposed, in_windows_1258
from scrapers.encoding import decode
from tests.scrapers.conftest import Fetching, Serve, render_article
from transforms.mojibake import VIETNAMESE_LETTERS, mojibake_share
from transforms.records import Page

SAVED = sorted(Path("../shared/pages").glob("*.html"))
SENTENCE = "Ủy ban nhân dân tỉnh Đồng Tháp: giải quyết việc làm cho 33.000 lao động, tỷ lệ hộ nghèo giảm còn 1,2%."
IN_1258 = in_windows_1258(SENTENCE.encode())


def meta(charset: str, body: bytes, *, at: int = 0) -> bytes:
    return b"<html><head>" + b" " * at + f'<meta charset="{charset}">'.encode() + b"</head><p>" + body


@pytest.mark.parametrize(
    ("body", "content_type", "encoding"),
    [
        pytest.param(SENTENCE.encode(), None, "utf-8", id="utf-8-undeclared"),
        pytest.param(SENTENCE.encode(), "text/html; charset=iso-8859-1", "utf-8", id="utf-8-called-latin-1"),
        pytest.param(SENTENCE.encode(), "text/html; charset=windows-1258", "utf-8", id="utf-8-called-1258"),
        pytest.param(meta("windows-1252", SENTENCE.encode()), "text/html", "utf-8", id="utf-8-with-wrong-meta"),
        pytest.param(codecs.BOM_UTF8 + SENTENCE.encode(), None, "utf-8", id="utf-8-with-mark"),
        pytest.param(codecs.BOM_UTF16_LE + SENTENCE.encode("utf-16-le"), None, "utf-16-le", id="utf-16-le"),
        pytest.param(codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"), "charset=utf-8", "utf-16-be", id="utf-16-be"),
        pytest.param(codecs.BOM_UTF32_LE + SENTENCE.encode("utf-32-le"), None, "utf-32-le", id="utf-32-le"),
        pytest.param(unicodedata.normalize("NFD", SENTENCE).encode(), None, "utf-8", id="decomposed"),
        pytest.param(IN_1258, 'text/html; charset="Windows-1258"', "cp1258", id="1258-in-header"),
        pytest.param(meta("windows-1258", IN_1258), None, "cp1258", id="1258-in-meta"),
        pytest.param(meta("windows-1258", IN_1258, at=1881), None, "cp1258", id="1258-in-late-meta"),
        pytest.param(b'<?xml version="1.0" encoding="windows-1258"?><t>' + IN_1258, None, "cp1258", id="1258-in-xml"),
        pytest.param(IN_1258, "text/html; charset=utf-8", "cp1258", id="1258-called-utf-8"),
        pytest.param(IN_1258, "text/html; charset=iso-8859-1", "cp1258", id="1258-called-latin-1"),
        pytest.param(IN_1258, None, "cp1258", id="1258-undeclared"),
    ],
)
def test_the_letters_come_out_right(body: bytes, content_type: str | None, encoding: str) -> None:
    decoded = decode(body, content_type)
    assert decoded.text.endswith(SENTENCE)
    assert (decoded.encoding, decoded.replaced) == (encoding, 0)


def test_utf8_cut_in_mid_letter_stays_utf8() -> None:
    teaser = "Tỷ lệ hộ nghèo giả".encode()[:-1]
    decoded = decode(teaser + b"...</p>" + SENTENCE.encode(), "text/html; charset=windows-1252")
    assert decoded.text.endswith(SENTENCE)
    assert (decoded.encoding, decoded.replaced) == ("utf-8", 1)


def test_western_text_ends_in_1252_with_what_is_lost_counted() -> None:
    decoded = decode("Ängström øre \x81".encode("latin-1"), "text/html")
    assert decoded.text.startswith("Ängström øre")
    assert (decoded.encoding, decoded.replaced) == ("cp1252", 1)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"a\r\nb", "a\nb"),
        (b"a\r\r\nb", "a\nb"),
        (b"a\rb", "a\nb"),
        (b"a\n\r\nb", "a\n\nb"),
        (b"a\0b", "ab"),
        (b"\xff\xfea\0\r\0\n\0b\0", "a\nb"),
        (b"", ""),
    ],
)
def test_lines_end_in_one_way_and_nul_is_gone(body: bytes, text: str) -> None:
    assert decode(body, None).text == text


@given(st.binary(), st.none() | st.text(max_size=30))
def test_any_bytes_give_plain_nfc_text(body: bytes, content_type: str | None) -> None:
    text = decode(body, content_type).text
    assert unicodedata.is_normalized("NFC", text)
    assert not re.search(r"[\r\0]", text)


@given(st.text(st.sampled_from("".join(sorted(VIETNAMESE_LETTERS)) + "abcxyz \n"), min_size=1))
def test_vietnamese_survives_every_way_to_write_it(text: str) -> None:
    assert decode(text.encode(), "text/html; charset=iso-8859-1").text == text
    assert decode(decomposed(text.encode()), None).text == text
    assert decode(in_windows_1258(text.encode()), "text/html; charset=windows-1258").text == text


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(a.Article(content_type="text/html; charset=iso-8859-1"), id="wrong-charset-header"),
        pytest.param(a.Article(change=in_windows_1258, content_type="text/html; charset=utf-8"), id="1258-called-utf-8"),
        pytest.param(a.Article(change=decomposed), id="decomposed"),
    ],
)
def test_over_http(serve: Serve, fetching: Fetching, fault: a.Fault) -> None:
    portal = serve({"/x": fault})
    page = fetching(portal.home).fetch(portal.home + "/x", kind="article")
    assert isinstance(page, Page)
    assert decode(page.body, page.header("content-type")).text == render_article("/x").decode()


@pytest.mark.skipif(not SAVED, reason="no saved pages beside the checkout")
@pytest.mark.parametrize("path", SAVED, ids=lambda path: path.name)
def test_saved_pages_are_utf8_and_not_garbled(path: Path) -> None:
    decoded = decode(path.read_bytes(), "text/html")
    assert (decoded.encoding, decoded.replaced) == ("utf-8", 0)
    assert mojibake_share(decoded.text) == 0
