"""URL keys: one key for every spelling of an article's address, so that a variant is not a second article."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

# Controls, and marks that turn the reading direction or end a line: in an address they serve only who wants to be misread.
_UNPRINTED = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def host_of(url: str) -> str:
    """Host and explicit port of a URL, lower case and without a default port: "baodaklak.vn", "127.0.0.1:8801".

    A URL whose port is no number has no host here: "" matches nothing that is declared.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    host = (parts.hostname or "").lower()
    default = {"http": 80, "https": 443}.get(parts.scheme)
    return host if port in (None, default) else f"{host}:{port}"


def resolve(base: str, address: str) -> str:
    """The absolute http(s) address of a link or picture on a page at `base`; "" for what is none (`data:`, a broken host)."""
    try:
        url = _UNPRINTED.sub(lambda found: quote(found[0]), urljoin(base, address.strip()))
        url.encode()  # half a surrogate pair, as JSON may hold, can neither be asked for nor stored
        scheme = urlsplit(url).scheme
    except ValueError:
        return ""
    return url if scheme in ("http", "https") and host_of(url) else ""


def url_key(
    url: str,
    *,
    canonical_host: str,
    aliases: Collection[str] = (),
    keep_query: Collection[str] = (),
    rewrites: Sequence[tuple[str, str]] = (),
) -> str:
    """The identity of a URL within its portal: host (aliases folded), path without trailing slash, declared query names only.

    Scheme, fragment, tracking parameters and percent-encoding do not count. `rewrites` are (pattern, replacement) pairs for
    the whole of path and query, tried in order; the first that matches makes the key. They cut an address to what stays when
    its slug or section is edited. A key is not an address: nothing is ever requested by it. What is no URL is its own key.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    host = host_of(url)
    if host in aliases:
        host = canonical_host
    path = re.sub(r"/{2,}", "/", unquote(parts.path)).replace("\0", "%00").rstrip("/") or "/"  # SQLite ends text at NUL
    target = f"{path}?{parts.query}" if parts.query else path
    for pattern, replacement in rewrites:
        match = re.match(pattern, target, re.IGNORECASE)
        if match:
            return host + match.expand(replacement)
    wanted = {name.lower() for name in keep_query}
    query = sorted((name.lower(), value) for name, value in parse_qsl(parts.query) if name.lower() in wanted)
    return f"{host}{path}" + (f"?{urlencode(query, errors='surrogatepass')}" if query else "")
