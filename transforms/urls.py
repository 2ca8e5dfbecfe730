"""URL keys: one key for every spelling of an article's address, so that a variant is not a second article."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit


def host_of(url: str) -> str:
    """Host and explicit port of a URL, lower case and without a default port: "baodaklak.vn", "127.0.0.1:8801"."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    default = {"http": 80, "https": 443}.get(parts.scheme)
    return host if parts.port in (None, default) else f"{host}:{parts.port}"


def url_key(
    url: str,
    *,
    canonical_host: str,
    aliases: Collection[str] = (),
    keep_query: Collection[str] = (),
    rewrites: Sequence[tuple[str, str]] = (),
) -> str:
    """The identity of a URL within its portal: host (aliases folded), path without trailing slash, declared query names only.

    Scheme, fragment, tracking parameters and percent-encoding do not count. `rewrites` are (pattern, replacement) pairs tried
    in order on the path; the first that matches wins. They cut a path to what stays when a slug or section is edited. A key
    is not an address: nothing is ever requested by it.
    """
    parts = urlsplit(url)
    host = host_of(url)
    if host in aliases:
        host = canonical_host
    path = re.sub(r"/{2,}", "/", unquote(parts.path)).rstrip("/") or "/"
    for pattern, replacement in rewrites:
        rewritten, count = re.subn(pattern, replacement, path, count=1, flags=re.IGNORECASE)
        if count:
            path = rewritten
            break
    wanted = {name.lower() for name in keep_query}
    query = sorted((name.lower(), value) for name, value in parse_qsl(parts.query) if name.lower() in wanted)
    return f"{host}{path}" + (f"?{urlencode(query)}" if query else "")
