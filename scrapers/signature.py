"""The signature line at the end of an article: its author or source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, takewhile
from typing import Final

from scrapers.blocks import Block
from transforms.text import byline

_LONGEST: Final = 90  # "Bài, ảnh: NGUYỄN VĂN A - TRẦN THỊ B (Theo Thông tấn xã Việt Nam)" fits; a closing sentence does not
_LONGEST_PLAIN: Final = 40
_MOST_LINES: Final = 4  # writer, photographer, source; a page that is aligned right as a whole has no signature by that
_SENTENCE_END: Final = re.compile(r"(?:\w{3}\.|[!?…”\";:,]|/\.)$")  # initials ("N.H.") may end with a full stop


def split_signature(blocks: Sequence[Block], *, plain: bool = False) -> tuple[list[Block], str | None]:
    """The body without its signature, and the author.

    Only the end of the body counts: question-and-answer pages right-align the reader's name before the answer. A signature
    is the last short paragraphs that are right-aligned, or one that is bold or in capitals and does not end like a sentence.
    `plain`: a short last line without any such style will do, where pages are known by their text only.
    """
    lines = _right_aligned_end(blocks)
    if not lines and len(blocks) > 1 and _looks_signed(blocks[-1], plain=plain):
        lines = 1
    body = list(blocks[: len(blocks) - lines])
    return body, byline(" ".join(block.text for block in blocks[len(body) :]))


def _right_aligned_end(blocks: Sequence[Block]) -> int:
    """How many right-aligned short paragraphs end the blocks; 0 if they are too many to be a signature, or all there is."""
    end = takewhile(lambda block: block.align == "right" and len(block.text) <= _LONGEST, reversed(blocks))
    lines = sum(1 for _ in islice(end, _MOST_LINES + 1))
    return lines if lines <= _MOST_LINES and lines < len(blocks) else 0


def _looks_signed(block: Block, *, plain: bool) -> bool:
    text = block.text
    if block.row or "\n" in text or _SENTENCE_END.search(text):
        return False
    if block.bold or text.isupper():
        return len(text) <= _LONGEST
    return plain and len(text) <= _LONGEST_PLAIN
