"""Sending a message to the operator's receivers, each an Apprise URL. Nothing of a URL but scheme and host is ever shown."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import urlsplit

from pydantic import SecretStr

from db.alerts import Receipt

Kind = Literal["info", "success", "warning", "failure"]

TIMEOUT_S: Final = 30.0  # for all receivers together
_TO_START_S: Final = 15.0

# Of these schemes the host is the receiver's; of others (tgram://TOKEN/…) it is a secret.
_HOST_IS_PUBLIC: Final = frozenset(
    {"http", "https", "json", "jsons", "xml", "xmls", "form", "forms", "mailto", "mailtos", "gotify", "gotifys"}
)
_HOST: Final = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+|localhost")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Plain text. `kind` colours it where the service can."""

    subject: str
    body: str
    kind: Kind


def receivers_of(urls: SecretStr | None) -> list[str]:
    """The single URLs of the setting: separated by spaces or commas, but a comma inside a URL belongs to it."""
    text = urls.get_secret_value().strip(" ,\t\r\n") if urls else ""
    return [url for url in re.split(r"[\s,]+(?=[A-Za-z][A-Za-z0-9+.-]*://)", text) if url]


def shown(url: str) -> str:
    """Scheme and host, or the scheme alone where the host is part of the secret or cannot be told for sure."""
    scheme = url.partition("://")[0].lower()
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return f"{scheme}://…"
    sure = scheme in _HOST_IS_PUBLIC and _HOST.fullmatch(host) and "@" not in parts.path and "\\" not in url
    return f"{scheme}://{host}" if sure else f"{scheme}://…"


def deliver(message: Message, urls: list[str], *, timeout_s: float = TIMEOUT_S) -> list[Receipt]:
    """Sends to every receiver at the same time, in a process of its own, and says for each what became of it."""
    task = {
        "urls": urls,
        "subject": message.subject,
        "body": message.body,
        "kind": message.kind,
        "timeout_s": timeout_s,
    }
    answered: dict[int, Receipt] = {}
    try:
        done = subprocess.run(  # the secrets go by a pipe, not by arguments, which every user of the machine can read
            [sys.executable, "-m", "flows.alert_sender"],
            input=json.dumps(task).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # may hold what the logs of libraries say about addresses
            timeout=timeout_s + _TO_START_S,
            check=False,
        )
        output = done.stdout
    except subprocess.TimeoutExpired as late:
        output = late.stdout or b""
    for line in output.splitlines():
        fate = json.loads(line)
        number = fate["number"]
        answered[number] = Receipt(to=shown(urls[number]), delivered=fate["delivered"], detail=fate["detail"])
    silent = f"no answer within {timeout_s:g} s"
    return [answered.get(n) or Receipt(to=shown(url), delivered=False, detail=silent) for n, url in enumerate(urls)]
