"""Text of portals made fit for Markdown: nothing in it can end a cell or a line, or begin a link, a tag or an emphasis."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from flows.terminal import fit_for_terminal

_MARKUP: Final = re.compile(r"[\\`*_\[\]<>|~$&#]|(?<=www)\.|:(?=//)|(?<=\S)@(?=\S)")  # the last three begin links by themselves
_START: Final = re.compile(r"^(\d*)([-+=.)])(?!\d)")  # of a list, or of what makes the line above a heading
_UNFIT_FOR_CODE: Final = re.compile(r"[`|<>\"\\]")


def plain(text: str) -> str:
    """The text as it is read, on one line."""
    return _START.sub(r"\1\\\2", _MARKUP.sub(r"\\\g<0>", fit_for_terminal(" ".join(text.split()))))


def address(url: str) -> str:
    """A URL to be copied, not a link: it may be a stranger's. What would end the code is written as URLs write it."""
    coded = _UNFIT_FOR_CODE.sub(lambda found: f"%{ord(found[0]):02X}", "".join(url.split()))
    return f"`{fit_for_terminal(coded) or ' '}`"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (columns, ["---"] * len(columns), *rows))
