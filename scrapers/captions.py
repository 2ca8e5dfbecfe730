"""Pictures with their captions, told apart from the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urljoin

from scrapers.blocks import Block
from transforms.records import Image

CAPTION_MARK: Final = "data-vnportals-caption"  # set on elements that a layout names as captions


def split_captions(
    blocks: Sequence[Block], base: str, line: re.Pattern[str] | None = None
) -> tuple[list[Block], tuple[Image, ...]]:
    """The blocks with text that are no captions, and the pictures in order; picture addresses are resolved against `base`.

    A caption is text in an element marked as one, in a table that frames a picture, or, in the picture's own paragraph or right
    after it, a text that is italic, centred or looks like `line`.
    """
    kept: list[Block] = []
    images: list[Image] = []
    after_picture = False
    for block in blocks:
        images.extend(Image(urljoin(base, source)) for source in block.pictures)
        near_picture = after_picture or bool(block.pictures)
        if images and _is_caption(block, line if near_picture else None, near_picture=near_picture):
            images[-1] = Image(images[-1].url, "\n".join(filter(None, (images[-1].caption, block.text))))
        elif block.text:
            kept.append(block)
        after_picture = bool(block.pictures) and not block.text
    return kept, tuple(images)


def _is_caption(block: Block, line: re.Pattern[str] | None, *, near_picture: bool) -> bool:
    if not block.text or block.is_row:
        return False
    around = (block.element, *block.element.parents)
    if block.in_picture_table or any(tag.name == "figcaption" or CAPTION_MARK in tag.attrs for tag in around):
        return True
    if line is not None and line.search(block.text):
        return True
    return near_picture and (block.italic or block.align == "center")
