"""The signature line at the end of an article: its author or source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from scrapers.blocks import Block
from transforms.text import byline

_LONGEST: Final = 90  # "Bài, ảnh: NGUYỄN VĂN A - TRẦN THỊ B (Theo Thông tấn xã Việt Nam)" fits; a closing sentence does not
_LONGEST_PLAIN: Final = 40
_MOST_LINES: Final = 3  # writer, photographer, source; a page aligned right as a whole keeps its body
_SENTENCE_END: Final = re.compile(r"(?:\w{3}\.|[!?…”\";:,]|/\.)$")  # initials ("N.H.") may end with a full stop


def split_signature(blocks: Sequence[Block], *, plain: bool = False) -> tuple[list[Block], str | None]:
    """The body without its signature, and the author.

    Only the end of the body counts: question-and-answer pages right-align the reader's name before the answer. A signature
    is the last short paragraphs that are right-aligned, or one that is bold or in capitals and does not end like a sentence.
    `plain`: a short last line without any such style will do, where pages are known by their text only.
    """
    body = list(blocks)
    lines: list[str] = []
    while len(lines) < _MOST_LINES < len(body) + len(lines) and body[-1].align == "right" and len(body[-1].text) <= _LONGEST:
        lines.insert(0, body.pop().text)
    if not lines and len(body) > 1 and _looks_signed(body[-1], plain=plain):
        lines.append(body.pop().text)
    return body, byline(" ".join(lines)) if lines else None


def _looks_signed(block: Block, *, plain: bool) -> bool:
    text = block.text
    if block.row or "\n" in text or _SENTENCE_END.search(text):
        return False
    if block.bold or text.isupper():
        return len(text) <= _LONGEST
    return plain and len(text) <= _LONGEST_PLAIN
