"""The text that numbers are read from: title, lead, body and captions as one, and the way back from it to the field.

The extraction sees one text, so that a period named in the title counts for the body. A stored number points into one field of
its article, so that an analyst finds it with `substr`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from transforms.records import Quantity

_BREAK = "\n\n"  # between paragraphs of a body, and between the parts here


class FieldSpan(NamedTuple):
    """A span within one field of an article: "title", "lead", "body", or "caption 1" for the caption of the first image."""

    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PlacedQuantity:
    """A quantity with its place in the article: `quantity.start` counts in the analysed text, `span.start` in the field."""

    span: FieldSpan
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class AnalysedText:
    """One text made of the parts of an article, each part known by its field and where it begins."""

    text: str
    fields: tuple[str, ...]
    starts: tuple[int, ...]

    def locate(self, start: int, end: int) -> FieldSpan:
        """The field-relative span of `text[start:end]`. A span that leaves its part is a ValueError: no statement does that."""
        part = bisect_right(self.starts, start) - 1
        after = self.starts[part + 1] - len(_BREAK) if part + 1 < len(self.starts) else len(self.text)
        if part < 0 or not start <= end <= after:
            raise ValueError(f"span {start}:{end} does not lie within one part of a text of {len(self.text)} characters")
        origin = self.starts[part]
        return FieldSpan(self.fields[part], start - origin, end - origin)

    def place(self, quantities: Iterable[Quantity]) -> tuple[PlacedQuantity, ...]:
        """Every quantity found in `text`, with the field it stands in."""
        return tuple(PlacedQuantity(self.locate(quantity.start, quantity.end), quantity) for quantity in quantities)


def analysed_text(title: str, lead: str, body: str, captions: Sequence[str] = ()) -> AnalysedText:
    """The parts that hold text, in reading order and joined by blank lines.

    What is printed twice is read once: a lead that opens the body or stands in it as a paragraph is left out, and so is a
    caption that repeats a paragraph or an earlier caption. `captions` runs parallel to the images of the article.
    """
    parts = [("title", title)]
    if not (body.startswith(lead) or _stands_in(lead, body)):
        parts.append(("lead", lead))
    parts.append(("body", body))
    seen = {""}
    for number, caption in enumerate(captions, start=1):
        if caption not in seen and not _stands_in(caption, body):
            parts.append((f"caption {number}", caption))
        seen.add(caption)
    filled = [(field, text) for field, text in parts if text]
    starts, position = [], 0
    for _, text in filled:
        starts.append(position)
        position += len(text) + len(_BREAK)
    return AnalysedText(_BREAK.join(text for _, text in filled), tuple(field for field, _ in filled), tuple(starts))


def _stands_in(text: str, body: str) -> bool:
    """Whether the text is one or several whole paragraphs of the body."""
    return f"{_BREAK}{text}{_BREAK}" in f"{_BREAK}{body}{_BREAK}"
