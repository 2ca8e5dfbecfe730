"""Bot checks that come with status 200. The marks are conservative: better one parsed too many than an article refused.

A check is recognised by its own title or script, or by being a page with next to no text whose script or form sends the reader
on. No mark looks at article text, and a real page that carries a captcha (comment boxes do) has far too much text to match.
"""

from __future__ import annotations

import re

_MAX_BARE_PAGE = 50_000  # bytes, scripts included
_MAX_TEXT = 400  # bytes of it that a reader sees: checks say a sentence or two
_HEAD_BYTES = 4096

_TITLE = re.compile(rb"<title[^>]*>\s*([^<]{0,80}?)\s*</title", re.IGNORECASE)
_TITLES = (
    b"just a moment...",
    b"attention required! | cloudflare",
    b"ddos-guard",
    b"you are being redirected...",
)
_SCRIPTS = {
    b"window._cf_chl_opt": "Cloudflare challenge script",
    b"cf-browser-verification": "Cloudflare browser check",
    b"sucuri_cloudproxy_js": "Sucuri cookie wall",
}
# Only on a page with next to no text, where nothing else can be meant. Each stands beside what it cannot match without: looking
# for plain bytes costs a fiftieth, and most pages have none of them.
_SETS_COOKIE = re.compile(rb"document\.cookie\s*=", re.IGNORECASE)
_GOES_ON = re.compile(rb"location\.(?:reload|replace|assign)\s*\(|location(?:\.href)?\s*=[^=]", re.IGNORECASE)
_META_REFRESH = re.compile(rb"<meta[^>]+http-equiv\s*=\s*[\"']?refresh", re.IGNORECASE)
_CAPTCHA = re.compile(rb"g-recaptcha|h-captcha|cf-turnstile|<form[^>]*captcha|<(?:input|img)[^>]*captcha", re.IGNORECASE)
_INCAPSULA = re.compile(rb"_Incapsula_Resource|Incapsula incident ID", re.IGNORECASE)
_UNSEEN = re.compile(
    rb"<(script|style|noscript|title)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^>]*>|\s+", re.IGNORECASE | re.DOTALL
)


def challenge_mark(body: bytes) -> str | None:
    """What shows this answer to be a bot check; None if nothing does."""
    title = _TITLE.search(body, 0, _HEAD_BYTES)
    if title and title.group(1).lower() in _TITLES:
        return f"title {title.group(1).decode('utf-8', 'replace')!r}"
    script = next((name for mark, name in _SCRIPTS.items() if mark in body), None)
    return script or (_mark_of_bare_page(body) if len(body) <= _MAX_BARE_PAGE else None)


def _mark_of_bare_page(body: bytes) -> str | None:
    plain = body.lower()
    if b"document.cookie" in plain and _SETS_COOKIE.search(body) and _GOES_ON.search(body):
        mark = "script that sets a cookie and loads the page again"
    elif b"http-equiv" in plain and _META_REFRESH.search(body):
        mark = "bare page that only refreshes"
    elif (b"captcha" in plain or b"cf-turnstile" in plain) and _CAPTCHA.search(body):
        mark = "captcha in place of the page"
    elif b"incapsula" in plain and _INCAPSULA.search(body):
        mark = "Incapsula check"
    else:
        return None
    return mark if len(_UNSEEN.sub(b"", body)) <= _MAX_TEXT else None
