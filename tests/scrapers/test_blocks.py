"""HTML to blocks: where paragraphs begin and end, how inline text joins, which tables are read by rows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.blocks import CAPTION_MARK, read_blocks
from transforms.text import tidy


def texts(html: str) -> list[str]:
    return [block.text for block in read_blocks(html)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("<p>Một</p><p>Hai</p>", ["Một", "Hai"], id="paragraphs"),
        pytest.param("<div>Một</div><div>Hai<div>Ba</div>Bốn</div>", ["Một", "Hai", "Ba", "Bốn"], id="bare div"),
        pytest.param(
            "<p><span>S</span><span>ự việc <b>một</b> giáo viên</span></p>", ["Sự việc một giáo viên"], id="drop capital"
        ),
        pytest.param("<p>Một<br>Hai<br/><br/>Ba</p>", ["Một\nHai\nBa"], id="br breaks a line"),
        pytest.param("<p>Một\r\n   hai\tba&nbsp;&nbsp;bốn</p>", ["Một hai ba bốn"], id="white space of the source"),
        pytest.param("<p>Một<o:p></o:p> <!-- hai --> ba</p>", ["Một ba"], id="word left-overs and comments"),
        pytest.param("<p>&ldquo;Một&rdquo; &amp; hai &#7879;</p>", ["“Một” & hai ệ"], id="entities"),
        pytest.param("<p>Một</p><script>x()</script><style>p{}</style><p>Hai</p>", ["Một", "Hai"], id="scripts and styles"),
        pytest.param("<p>.</p><p> , </p><p>***</p><p>1</p>", ["1"], id="no lone punctuation"),
        pytest.param("<p><table><tr><td>A</td></tr></table>Chữ rời</p><p>Hai</p>", ["A", "Chữ rời", "Hai"], id="table in p"),
        pytest.param("<ul><li>Một</li><li>Hai</li></ul>", ["Một", "Hai"], id="list items"),
        pytest.param("<span><p>Một</p>giữa<p>Hai</p></span>", ["Một", "giữa", "Hai"], id="blocks in an inline element"),
        pytest.param("<p>Cộng hòa <a>xã<span> hội</span></a></p>", ["Cộng hòa xã hội"], id="links"),
        pytest.param("<p>Co\u0302\u0323ng ho\u0300a</p>", ["Cộng hòa"], id="decomposed letters"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_paragraphs(html: str, expected: list[str]) -> None:
    assert texts(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param(
            "<table><tr><th>Chỉ tiêu</th><th>2024</th></tr><tr><td>Hộ nghèo</td><td>1,2%</td></tr></table>",
            ["Chỉ tiêu | 2024", "Hộ nghèo | 1,2%"],
            id="rows",
        ),
        pytest.param(
            "<table><tr><td>Vốn<br>vay</td><td>1.234<br>5%</td></tr><tr><td><p>Một</p><p>hai</p></td><td>3</td></tr></table>",
            ["Vốn vay | 1.234 5%", "Một hai | 3"],
            id="numbers on two lines of a cell stay two numbers",
        ),
        pytest.param(
            "<table><caption>Bảng 1</caption><thead><tr><td>A</td><td>B</td></tr></thead><tbody><tr><td>1</td><td></td></tr>"
            "<tr><td></td><td> </td></tr></tbody></table>",
            ["Bảng 1", "A | B", "1 |"],
            id="caption, empty cells, empty rows",
        ),
        pytest.param("<table><tr><td>Một</td></tr><tr><td>Hai</td></tr></table>", ["Một", "Hai"], id="one column arranges"),
        pytest.param(
            "<table><tr><td>GRDP</td><td>8,1</td><td>%</td></tr><tr><td>Dân số</td><td>-</td><td>‰</td></tr></table>",
            ["GRDP | 8,1 | %", "Dân số | | ‰"],
            id="a unit alone in its cell",
        ),
        pytest.param("<table><tr><td>Một</td><td>Hai</td></tr></table>", ["Một", "Hai"], id="one row arranges"),
        pytest.param(
            "<table><tr><td>Trái</td><td><table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table></td></tr>"
            "<tr><td>Dưới</td><td>Cuối</td></tr></table>",
            ["Trái", "1 | 2", "3 | 4", "Dưới", "Cuối"],
            id="a table of tables arranges",
        ),
    ],
)
def test_tables(html: str, expected: list[str]) -> None:
    assert texts(html) == expected


@pytest.mark.parametrize(
    ("html", "align"),
    [
        ('<p style="text-align: right;">A</p>', "right"),
        ('<p style="color: red; TEXT-ALIGN:RIGHT !important">A</p>', "right"),
        ('<p align="Right">A</p>', "right"),
        ('<p align="left" style="text-align: right">A</p>', "right"),
        ('<div style="text-align: right"><p><b>A</b></p></div>', "right"),
        ('<div style="text-align: right"><p style="text-align: left">A</p></div>', "left"),
        ("<center><p>A</p></center>", "center"),
        ('<table align="center"><tr><td>A</td></tr></table>', ""),
        ('<table><tr><td align="center">A</td></tr></table>', "center"),
        ("<p>A</p>", ""),
    ],
)
def test_alignment(html: str, align: str) -> None:
    assert [block.align for block in read_blocks(html)] == [align]


@pytest.mark.parametrize(
    ("html", "bold", "italic"),
    [
        ("<p><strong>A b</strong></p>", True, False),
        ("<p><b>A</b> <b> b</b>&nbsp;</p>", True, False),
        ("<p><b>A</b> b</p>", False, False),
        ("<h3>A</h3>", True, False),
        ("<p><em><strong>A</strong></em></p>", True, True),
        ("<em><p>A</p></em>", False, True),
        ("<p>A</p>", False, False),
    ],
)
def test_bold_and_italic_are_of_all_the_text(html: str, bold: bool, italic: bool) -> None:
    (block,) = read_blocks(html)
    assert (block.bold, block.italic) == (bold, italic)


@pytest.mark.parametrize(
    ("html", "pictures"),
    [
        ('<p><img src=" a.jpg "></p>', ("a.jpg",)),
        ('<img src="/images/loading.gif" data-src="a.jpg">', ("a.jpg",)),
        ('<p><a href="b"><img src="a.jpg"></a><img src="c.jpg"></p>', ("a.jpg", "c.jpg")),
        ("<p>A<img></p>", ()),
    ],
)
def test_pictures(html: str, pictures: tuple[str, ...]) -> None:
    (block,) = read_blocks(html)
    assert block.pictures == pictures


@pytest.mark.parametrize(
    ("html", "captions"),
    [
        ("<figure><img src=a><figcaption>Chú thích</figcaption></figure><p>Bài</p>", ["Chú thích"]),
        (f"<p><img src=a><span {CAPTION_MARK}>Chú thích</span></p><p>Bài</p>", ["Chú thích"]),
        (f"<p><span {CAPTION_MARK}>Chú</span> và bài</p>", []),
        ("<table><tr><td><img src=a></td></tr><tr><td>Chú thích</td></tr></table><p>Bài</p>", ["Chú thích"]),
        ("<table><tr><td><img src=a>" + "<p>Cả bài báo nằm trong một ô. </p>" * 20 + "</td></tr></table>", []),
        ("<table><tr><td><img src=a></td></tr>" + "<tr><td>Một đoạn ngắn.</td></tr>" * 60 + "</table>", []),
    ],
    ids=["figcaption", "marked", "marked in part", "table that frames", "table that lays out a page", "picture and many rows"],
)
def test_captions(html: str, captions: list[str]) -> None:
    assert [block.text for block in read_blocks(html) if block.caption] == captions


HTML = st.recursive(
    st.text(alphabet="ab đệ1.&<>\n\u0301", max_size=8),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(["p", "div", "b", "i", "span", "table", "tr", "td", "ul", "li", "h2", "font", "form"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)


@settings(max_examples=50, deadline=None)
@given(HTML)
def test_blocks_are_tidy_and_never_empty(html: str) -> None:
    for block in read_blocks(html):
        assert block.text or block.pictures
        assert block.text == tidy(block.text)
