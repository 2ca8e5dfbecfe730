"""Whatever a portal writes, it is text in Markdown: read by a parser of Markdown, not by our own rules."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from flows.markdown import address, plain, table
from flows.terminal import fit_for_terminal

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from([*"|`*_[]()<>!#~&\\-\n\r\t =:@", "://", "www.", "<b>", "&amp;", "](", "a", " "]), max_size=30).map(
        "".join
    ),
)


def inline(tokens: list[Token]) -> list[Token]:
    return [child for token in tokens for child in token.children or ()]


@settings(max_examples=60, deadline=None)
@given(TEXTS)
@example("](javascript:alert(1)) ![x](y)")
@example("\\|")
@example("\\\\|`")
@example("\u2028| a |")
def test_a_table_has_the_cells_it_was_given(text: str) -> None:
    tokens = PARSER.parse(table(("a", "b", "c"), [[plain(text), address(text), "end"]]))
    assert [token.type for token in tokens].count("tr_open") == 2
    assert [token.type for token in tokens].count("td_open") == 3
    assert {token.type for token in inline(tokens)} <= {"text", "text_special", "code_inline"}
    assert tokens[-5].content == "end", "the last cell is the last"


@settings(max_examples=60, deadline=None)
@given(TEXTS)
@example("1. a")
@example("- - a")
@example("=")
@example("www.evil.example a@evil.example http://evil.example")
def test_a_line_stays_one_line_of_text(text: str) -> None:
    told = plain(text)
    assert len(told.splitlines()) <= 1
    tokens = PARSER.parse(f"- {told}\n")
    assert {token.type for token in inline(tokens)} <= {"text", "text_special"}
    assert "".join(token.content for token in inline(tokens)) == fit_for_terminal(" ".join(text.split()))


@pytest.mark.parametrize("text", ["http://evil.example/a", "https://x", "www.evil.example", "a@evil.example"])
def test_addresses_in_text_become_no_links(text: str) -> None:
    """GitHub's and Prefect's renderers make links of bare addresses; a backslash within stops them, and is not shown."""
    assert "\\" in plain(text)
    assert "".join(token.content for token in inline(PARSER.parse(plain(text)))) == text


def test_text_reads_as_it_was() -> None:
    text = "Số hộ nghèo: 14.170 (2,63%) * _chiếm_ <b> | #1 & `x`"
    assert "".join(token.content for token in inline(PARSER.parse(plain(text)))) == text
    assert address("https://a.example/b?c=d&e=f_g") == "`https://a.example/b?c=d&e=f_g`"
