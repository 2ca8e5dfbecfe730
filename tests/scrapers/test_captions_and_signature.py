"""What of an article's text is not its body: captions beside pictures, and the signature at the end."""

from __future__ import annotations

import re

import pytest

from scrapers.blocks import Block, read_blocks
from scrapers.captions import split_captions
from scrapers.signature import split_signature

BASE = "https://baoangiang.com.vn/bai-viet-a1.html"
LONG = "Đây là một đoạn văn dài của bài báo. " * 20


@pytest.mark.parametrize(
    ("html", "body", "captions"),
    [
        pytest.param("<p><img src=a></p><p><em>Chú thích</em></p><p>Bài</p>", ["Bài"], ["Chú thích"], id="italic after it"),
        pytest.param(
            "<p><img src=a></p><p align=center>Chú thích</p><p>Bài</p>", ["Bài"], ["Chú thích"], id="centred after it"
        ),
        pytest.param("<p align=center><img src=a><br>Chú thích</p><p>Bài</p>", ["Bài"], ["Chú thích"], id="in its paragraph"),
        pytest.param("<p><img src=a></p><p>Bài</p>", ["Bài"], [""], id="none"),
        pytest.param("<p><em>Sa-pô</em></p><p><img src=a></p><p>Bài</p>", ["Sa-pô", "Bài"], [""], id="italic before it"),
        pytest.param("<p><img src=a></p><p>Bài</p><p><em>Thơ</em></p>", ["Bài", "Thơ"], [""], id="italic later on"),
        pytest.param("<p><img src=a></p><p>Ảnh: Minh Khang</p><p>Bài</p>", ["Bài"], ["Ảnh: Minh Khang"], id="known line"),
        pytest.param("<p>Ảnh: Minh Khang</p>", ["Ảnh: Minh Khang"], [], id="known line without a picture"),
        pytest.param(f"<p><img src=a></p><p align=center>{LONG}</p>", [LONG.strip()], [""], id="a paragraph is no caption"),
        pytest.param("<p><img src=a></p><p><img src=b></p><p><i>Hai</i></p>", [], ["", "Hai"], id="of the last of two"),
        pytest.param(
            "<table><tr><td><img src=a></td></tr><tr><td>Chú thích<p>Ảnh: MK</p></td></tr></table>",
            [],
            ["Chú thích\nẢnh: MK"],
            id="lines",
        ),
        pytest.param("<figure><figcaption>Video</figcaption></figure><p>Bài</p>", ["Video", "Bài"], [], id="of no picture"),
    ],
)
def test_captions(html: str, body: list[str], captions: list[str]) -> None:
    kept, images = split_captions(read_blocks(html), BASE, re.compile("^Ảnh:"))
    assert [block.text for block in kept] == body
    assert [image.caption for image in images] == captions


@pytest.mark.parametrize(
    ("source", "url"),
    [
        ("/image/a.jpg", "https://baoangiang.com.vn/image/a.jpg"),
        ("//cdn.example.org/a.jpg", "https://cdn.example.org/a.jpg"),
        ("http://images.example.org/a b.jpg", "http://images.example.org/a b.jpg"),
        ("data:image/gif;base64,R0lGODlhAQABAAAAACw=", ""),
        ("http://[::1", ""),
        ("http://host:port/a.jpg", ""),
    ],
)
def test_picture_addresses(source: str, url: str) -> None:
    _, images = split_captions([Block("", (source,))], BASE)
    assert [image.url for image in images] == [url]


def right(text: str) -> Block:
    return Block(text, align="right")


BODY = [Block("Đoạn một của bài báo."), Block("Đoạn cuối của bài báo.")]


@pytest.mark.parametrize(
    ("end", "author"),
    [
        pytest.param([right("Tin, ảnh: P.Y")], "P.Y", id="right-aligned"),
        pytest.param(
            [right("SONG NHI"), right("(Theo Medical News Today)")], "SONG NHI (Theo Medical News Today)", id="two lines"
        ),
        pytest.param([Block("DŨNG CHINH")], "DŨNG CHINH", id="capitals"),
        pytest.param([Block("Bài, ảnh: Minh Khang", bold=True)], "Minh Khang", id="bold"),
        pytest.param([Block("N.H.", bold=True)], "N.H", id="initials"),
        pytest.param([], None, id="none"),
    ],
)
def test_signature(end: list[Block], author: str | None) -> None:
    assert split_signature([*BODY, *end]) == (BODY, author)


@pytest.mark.parametrize(
    "last",
    [
        pytest.param(Block("Đoạn cuối in đậm của bài báo.", bold=True), id="bold sentence"),
        pytest.param(Block("Hữu Trực"), id="plain line"),
        pytest.param(Block("HỘ NGHÈO | 1,2%", row=True), id="row of a table"),
        pytest.param(Block("A" * 200, bold=True), id="long"),
        pytest.param(Block("CÒN NỮA…"), id="goes on"),
        pytest.param(right("Một đoạn văn dài hơn mọi chữ ký, dù được căn phải như chữ ký. " * 2), id="paragraph"),
    ],
)
def test_no_signature(last: Block) -> None:
    assert split_signature([*BODY, last]) == ([*BODY, last], None)


def test_a_plain_last_line_counts_where_only_text_is_known() -> None:
    assert split_signature([*BODY, Block("Hữu Trực")], plain=True) == (BODY, "Hữu Trực")


def test_a_reader_who_asks_is_no_author() -> None:
    page = [
        Block("Hỏi: Tôi bị mệt mỏi?"),
        right("Kim Oanh"),
        right("(Hòa Thành)"),
        Block("Trả lời: Bạn nên khám."),
        right("BS ANH"),
    ]
    assert split_signature(page) == (page[:-1], "BS ANH")


@pytest.mark.parametrize(
    "page", [[], [right("A")], [right(f"Câu {n}") for n in range(9)]], ids=["empty", "one line", "all right"]
)
def test_a_page_keeps_its_body(page: list[Block]) -> None:
    assert split_signature(page) == (page, None)
