"""`python -m flows.alert_sender`: hands one message to Apprise, in a process of its own.

The receivers' addresses hold passwords, which Apprise and what it stands on write into debug logs and errors; here nobody keeps
a log, and a receiver that drips or hangs ends with the process. Reads a JSON object with `urls`, `subject`, `body`, `kind` and
`timeout_s` from standard input; writes one JSON line per URL as soon as its fate is known: `number`, `delivered`, `detail`.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import threading
import time
from typing import Any, Final
from urllib.parse import unquote

import apprise
from apprise import NotifyBase, NotifyFormat, NotifyType, OverflowMode

_TOO_SHORT_TO_TELL: Final = 3  # characters; a piece of an address that short is no secret, and stands in many words
_LONGEST_DETAIL: Final = 200


class _Complaints(logging.Handler):
    """The last warning of each thread: Apprise says only in its log why a message was not taken."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.by_thread: dict[int, str] = {}

    def emit(self, record: logging.LogRecord) -> None:
        self.by_thread[record.thread or 0] = record.getMessage()


def main() -> None:
    """Sends to all at the same time and waits for them as long as `timeout_s` says."""
    message = json.load(sys.stdin)
    complaints = _Complaints()
    apprise.logger.addHandler(complaints)
    lock = threading.Lock()

    receivers = [_receiver(url) for url in message["urls"]]  # loads Apprise's services, which takes a moment

    def deliver(number: int, url: str) -> None:
        delivered, detail = _send(url, receivers[number], message, complaints)
        with lock:
            sys.stdout.write(json.dumps({"number": number, "delivered": delivered, "detail": detail}) + "\n")
            sys.stdout.flush()

    threads = [threading.Thread(target=deliver, args=item, daemon=True) for item in enumerate(message["urls"])]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + float(message["timeout_s"])
    for thread in threads:
        thread.join(max(deadline - time.monotonic(), 0))
    with lock:
        os._exit(0)  # whoever still waits for a receiver is not waited for


def _receiver(url: str) -> NotifyBase | None:
    """None for an address that Apprise does not understand."""
    asset = apprise.AppriseAsset(app_id="vnportals", app_desc="vnportals", image_url_mask="", image_url_logo="")
    receiver = apprise.Apprise.instantiate(url, asset=asset, suppress_exceptions=True)
    if not isinstance(receiver, NotifyBase):
        return None
    if "overflow=" not in url:  # else a service of short messages gets several, or refuses
        receiver.overflow_mode = OverflowMode.TRUNCATE
    if url.lower().startswith("mailto") and "format=" not in url:  # Apprise's HTML of plain text has lines that never break
        receiver.notify_format = NotifyFormat.TEXT
    return receiver


def _send(url: str, receiver: NotifyBase | None, message: dict[str, Any], complaints: _Complaints) -> tuple[bool, str]:
    if receiver is None:
        return False, "Apprise does not understand this address; see docs/alerts.md"
    try:
        sender = apprise.Apprise(asset=receiver.asset)
        sender.add(receiver)
        kind = NotifyType(message["kind"])
        if sender.notify(body=message["body"], title=message["subject"], notify_type=kind, body_format=NotifyFormat.TEXT):
            return True, ""
    except Exception as error:
        return False, _without_secrets(f"{type(error).__name__}: {error}", url)
    return False, _without_secrets(complaints.by_thread.get(threading.get_ident(), "Apprise does not say why"), url)


def _without_secrets(text: str, url: str) -> str:
    """The text without any piece of the address but its scheme, whatever piece is the secret one."""
    rest = url.partition("://")[2]
    pieces = {form for piece in re.split(r"[/?&=:@,#]+", rest) for form in (piece, unquote(piece))}
    for piece in sorted(pieces, key=len, reverse=True):
        if len(piece) > _TOO_SHORT_TO_TELL:
            text = text.replace(piece, "…")
    return " ".join(text.split())[:_LONGEST_DETAIL]


if __name__ == "__main__":
    main()
