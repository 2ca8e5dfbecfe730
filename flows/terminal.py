"""What portals wrote, made fit for a terminal: nothing in it may act on the terminal or hide what stands there."""

from __future__ import annotations

import json
import re
from typing import Any, Final

# C0 and C1 controls but tab and line feed, the marks that turn the reading direction, line and paragraph separators, and halves
# of pairs, which no output's encoding can hold. Joiners and combining marks stay: text needs them.
_UNFIT: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def fit_for_terminal(text: str) -> str:
    r"""The text with every such character shown as its escape: "\x1b[31m" instead of red letters."""
    return _UNFIT.sub(lambda found: ascii(found[0])[1:-1], text)


def json_text(value: Any, *, indent: int | None = None) -> str:
    """JSON with Vietnamese letters as they are, and such characters in JSON's own spelling, which says the same."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNFIT.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
