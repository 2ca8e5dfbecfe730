"""Bot checks are told from pages, also where a page carries what checks are made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from replicas.faults import answers as a
from scrapers.challenges import challenge_mark
from tests.scrapers.conftest import render_article

SAVED = sorted(Path("../shared/pages").glob("*.html"))
SUCURI = b"<html><title>You are being redirected...</title><script>var s={};sucuri_cloudproxy_js=''</script></html>"
TESTCOOKIE = b'<html><script>document.cookie="__test="+toHex(d);location.href="http://a/?i=1";</script><noscript>JS!</noscript>'
INCAPSULA = b'<html><iframe src="/_Incapsula_Resource?x=1">Request unsuccessful. Incapsula incident ID: 1-2</iframe></html>'
IMAGE_CAPTCHA = (
    '<form><img src="/captcha.ashx"><input name="code"></form><p>Vui lòng nhập mã xác nhận để tiếp tục.</p>'.encode()
)
CHECKS = [a.CLOUDFLARE, a.COOKIE_WALL, a.META_REFRESH, a.CAPTCHA, SUCURI, TESTCOOKIE, INCAPSULA, IMAGE_CAPTCHA]
ARTICLE = render_article("/x") * 3


@pytest.mark.parametrize("body", CHECKS, ids=lambda body: body[:30].decode())
def test_checks_are_recognised(body: bytes) -> None:
    assert challenge_mark(body)


@pytest.mark.parametrize(
    "extra",
    [
        pytest.param(b'<div class="g-recaptcha"></div>', id="captcha-at-the-comment-box"),
        pytest.param(b'<meta http-equiv="refresh" content="600">', id="page-that-refreshes"),
        pytest.param(b"<script>document.cookie='v=1';function f(){location.reload()}</script>", id="scripts-of-a-page"),
        pytest.param(b"<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>", id="behind-cloudflare"),
        pytest.param(b"<script src='/_Incapsula_Resource?1'></script>", id="behind-incapsula"),
        pytest.param(b"<p>Just a moment... Attention Required! | Cloudflare</p>", id="article-about-checks"),
    ],
)
def test_pages_with_the_same_parts_are_not(extra: bytes) -> None:
    assert challenge_mark(ARTICLE + extra) is None
    assert challenge_mark(extra + ARTICLE) is None


@pytest.mark.skipif(not SAVED, reason="no saved pages beside the checkout")
@pytest.mark.parametrize("path", SAVED, ids=lambda path: path.name)
def test_no_saved_page_is_taken_for_a_check(path: Path) -> None:
    assert challenge_mark(path.read_bytes()) is None
