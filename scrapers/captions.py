"""Pictures with their captions, told apart from the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from scrapers.blocks import Block
from transforms.records import Image
from transforms.urls import resolve

_LONGEST: Final = 500  # letters of a text that is a caption only by its place and style; longer ones are paragraphs


def split_captions(
    blocks: Sequence[Block], base: str, line: re.Pattern[str] | None = None
) -> tuple[list[Block], tuple[Image, ...]]:
    """The blocks with text that are no captions, and the pictures in order; picture addresses are resolved against `base`.

    A caption is text in an element marked as one, in a table that frames a picture, or, in the picture's own paragraph or right
    after it, a text that is italic, centred or looks like `line`.
    """
    kept: list[Block] = []
    images: list[tuple[str, list[str]]] = []
    after_picture = False
    for block in blocks:
        images.extend((resolve(base, source), []) for source in block.pictures)
        near_picture = after_picture or bool(block.pictures)
        if images and _is_caption(block, line, near_picture=near_picture):
            images[-1][1].append(block.text)
        elif block.text:
            kept.append(block)
        after_picture = bool(block.pictures) and not block.text
    return kept, tuple(Image(url, "\n".join(captions)) for url, captions in images)


def _is_caption(block: Block, line: re.Pattern[str] | None, *, near_picture: bool) -> bool:
    if not block.text or block.row:
        return False
    if block.caption:
        return True
    if not near_picture or len(block.text) > _LONGEST:
        return False
    return block.italic or block.align == "center" or (line is not None and line.search(block.text) is not None)
