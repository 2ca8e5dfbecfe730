"""The article between its first and its last line on a page of unknown layout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scrapers.blocks import BLOCK_TAGS, CAPTION_MARK, Block, read_blocks
from scrapers.captions import split_captions
from scrapers.locating import Place
from scrapers.outline import Outline
from scrapers.signature import split_signature
from transforms.records import Image
from transforms.text import byline, tidy_line

_PARAGRAPH: Final = 40  # letters of a line that is part of the body though the general reader left it out
_TRAILING: Final = 4  # lines after the last that was found: writer, photographer, source
_CAPTION_NAMES: Final = re.compile(r"caption|image_?desc|img_?desc|chuthich|chu-thich|picbox")
_CAPTION_LINE: Final = re.compile(r"\b(?:Ảnh|Nguồn|Đồ họa|Minh họa)\s*:|\(Ảnh|^Ảnh\b|minh họa\b")
_AUTHOR_NAMES: Final = re.compile(r"author|tac-?gia|signature|source|nguon")
_LONGEST_SIGNATURE: Final = 90
_JUNK_NAMES: Final = re.compile(
    r" [^ ]*(?:relat|lienquan|lien-quan|share|social|comment|binhluan|tag[s_-]|banner|readmore|read-more|advert|quangcao)"
)
_FURNITURE: Final = re.compile(
    r"^(?:ý kiến (?:bạn đọc|của bạn)|bình luận|tin liên quan|xem thêm|đọc thêm|từ khóa|tags?\b|chia sẻ"
    r"|(?:các )?tin (?:khác|cùng)|cùng chuyên mục|gửi bình luận|< ?trở về|bạn có thể quan tâm|print$|in bài|in trang)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Region:
    """What stands in it, told apart."""

    body: tuple[str, ...]
    images: tuple[Image, ...]
    author: str | None


def read_region(page: Outline, place: Place, base: str) -> Region:
    """The body without title, lead, furniture, captions and signature. Changes the tree."""
    first, last = _first(page, place), _last(page, place)
    _drop_junk(page, place)
    for element in page.elements[place.body + 1 :]:
        if element.first >= page.elements[place.body].end:
            break
        if _CAPTION_NAMES.search(element.names) and element.end - element.first <= 3:
            element.node.attrs[CAPTION_MARK] = ""
    blocks = _between(read_blocks(page.elements[place.body].node.html or ""), page.lines[first].text, page.lines[last].text)
    blocks, images = split_captions(blocks, base, _CAPTION_LINE)
    lead = _key(page.lines[place.lead].text) if place.lead is not None else ""
    title = _key(page.lines[place.title].text) if place.title is not None else ""
    blocks = [block for block in blocks if _key(block.text) not in (lead, title)]
    blocks, author = split_signature(blocks)
    if author is None:
        blocks, author = _named_signature(page, place, blocks)
    return Region(tuple(block.text for block in blocks), images, author)


def _named_signature(page: Outline, place: Place, blocks: list[Block]) -> tuple[list[Block], str | None]:
    """The last line, where it stands in an element named for the author or is a name. Readers who ask are named earlier."""
    if len(blocks) < 2 or len(blocks[-1].text) > _LONGEST_SIGNATURE:
        return blocks, None
    key = _key(blocks[-1].text)
    lines = page.lines[page.elements[place.body].first : page.elements[place.body].end]
    own = (page.elements[line.element].names for line in lines if _key(line.text) == key)
    signed = _is_name(blocks[-1].text) or any(map(_AUTHOR_NAMES.search, own))
    return (blocks[:-1], byline(blocks[-1].text)) if signed else (blocks, None)


def _is_name(text: str) -> bool:
    """Two to five words with capitals: a writer's name, where a style sheet and not the page aligns it right."""
    words = text.split()
    return 2 <= len(words) <= 5 and all(word[0].isupper() and word.replace(".", "").isalpha() for word in words)


def _first(page: Outline, place: Place) -> int:
    """The first line of the body, which the general reader may have left out."""
    begin = max(page.elements[place.body].first, *(n + 1 for n in (place.title, place.lead) if n is not None), 0)
    for number in range(begin, place.first):
        line = page.lines[number]
        if len(line.text) >= _PARAGRAPH and not line.is_link:
            return number
    return place.first


def _last(page: Outline, place: Place) -> int:
    last = place.last
    for number in range(last + 1, min(page.elements[place.body].end, last + 1 + _TRAILING)):
        line = page.lines[number]
        if line.is_link or _FURNITURE.search(line.text) or _in_junk(page, place, number):
            break
        last = number
    return last


def _in_junk(page: Outline, place: Place, number: int) -> bool:
    around = (e for e in page.ancestors(page.lines[number].element) if e > place.body)
    return any(_is_junk(page, place, element) for element in around)


def _is_junk(page: Outline, place: Place, number: int) -> bool:
    """Is it a list of other articles, or a box named for something else? Never what holds much of the text."""
    element = page.elements[number]
    letters = page.letters(number)
    if not letters or element.name not in BLOCK_TAGS:
        return False
    taken = sum(len(page.lines[n].text) for n in range(element.first, element.end) if n in place.found)
    if 3 * taken > page.letters(place.body):
        return False
    return 2 * page.linked(number) > letters or bool(_JUNK_NAMES.search(element.names))


def _drop_junk(page: Outline, place: Place) -> None:
    body = page.elements[place.body]
    gone_to = -1
    for number in range(place.body + 1, len(page.elements)):
        element = page.elements[number]
        if element.first >= body.end:
            break
        if element.first >= gone_to and _is_junk(page, place, number):
            gone_to = element.end
            element.node.decompose()


def _between(blocks: Sequence[Block], first: str, last: str) -> list[Block]:
    """The blocks from that with the first line to that with the last; of those before only pictures and captions."""
    one, other = _key(first), _key(last)
    begin = next((n for n, block in enumerate(blocks) if one in _key(block.text)), 0)
    end = next((n for n in range(len(blocks) - 1, -1, -1) if other in _key(blocks[n].text)), len(blocks) - 1)
    return [*(block for block in blocks[:begin] if block.pictures or block.caption), *blocks[begin : end + 1]]


def _key(text: str) -> str:
    return tidy_line(text).replace(" ", "")
