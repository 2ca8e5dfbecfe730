"""What makes two articles the same: their text, whatever stands around it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Final

_SEPARATOR: Final = "\x1f"
_SPACE: Final = re.compile(r"\s+")


def content_hash(title: str, lead: str, body: str, captions: Sequence[str]) -> str:
    """SHA-256 (hex) over title, lead, body and captions, cleaned and with white space folded.

    Nothing of the page's furniture goes in, nor dates, author or address: a reprint has the hash of its original.
    """
    parts = (title, lead, body, *captions)
    text = _SEPARATOR.join(_SPACE.sub(" ", part).strip() for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()
