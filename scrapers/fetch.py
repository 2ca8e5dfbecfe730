"""Polite fetching: one Fetcher per portal and night turns URLs into pages, or says why not.

A request goes out only to a declared host, where robots.txt allows it, and when its turn has come; it is tried again where that
may help; redirects are followed hop by hop under the same rules; what comes back is judged before anyone parses it.
The steps stand in the modules beside this one; here is their order.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Self, TypeVar
from urllib.parse import urljoin

from scrapers.errors import FetchFailed, FetchRejected, PortalUnavailable
from scrapers.politeness import FetchPolicy, Pacer, backoff_s
from scrapers.reading import NotModified, Wanted, conditions, read_rules
from scrapers.redirects import FOLLOWED, Redirect, Trail, declares
from scrapers.robots import RobotsRules
from scrapers.spec import Portal
from scrapers.transport import Exchange, Transient, Transport, Untrusted
from transforms.records import Page, PageKind, Reason, Validators
from transforms.urls import host_of

__all__ = ["FetchPolicy", "Fetcher", "NotModified"]

logger = logging.getLogger(__name__)
T = TypeVar("T")


class _GaveUp(Exception):
    """All tries of one request failed. `answered`: at least once the portal was up."""

    def __init__(self, detail: str, *, answered: bool) -> None:
        super().__init__(detail)
        self.detail = detail
        self.answered = answered


class Fetcher:
    """The session of one portal. A context manager; for one thread, whose URLs it asks for one after the other.

    Counts: `requests` sent (robots.txt, redirects and retries included), `bytes_received` of bodies as sent, before unpacking,
    and `waited_s`, slept for politeness and between retries.
    """

    def __init__(
        self,
        portal: Portal,
        policy: FetchPolicy,
        *,
        clock: Callable[[], datetime],
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """`clock` gives aware times; `chance`, between 0 and 1, spreads the waits between retries."""
        self.portal = portal
        self.policy = policy
        self._clock = clock
        self._chance = chance
        self._pacer = Pacer(sleep, monotonic)
        self._transport = Transport(policy, verify=_verification(portal, clock()), loopback=portal.loopback)
        self._robots: dict[str, RobotsRules | str] = {}  # by host; text: why they were not to be had
        self._silent_items = 0

    @property
    def requests(self) -> int:
        return self._transport.requests

    @property
    def bytes_received(self) -> int:
        return self._transport.bytes_received

    @property
    def waited_s(self) -> float:
        return self._pacer.waited_s

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._transport.close()

    def fetch(
        self, url: str, *, kind: PageKind, validators: Validators | None = None, form: Mapping[str, str] | None = None
    ) -> Page | NotModified:
        """The page at `url`; with `validators`, NotModified if it is still that one; with `form`, the answer to posting it.

        Raises FetchRejected (answered, and will not do) and FetchFailed (not to be had now), which carry `url` whatever hop
        the trouble was at, and PortalUnavailable (ask this portal no more tonight).
        """
        if not declares(self.portal, url):
            raise FetchRejected(url, Reason.OFF_SITE, f"not on a declared host of {self.portal.slug}")
        wanted = Wanted(
            portal=self.portal.slug,
            url=url,
            kind=kind,
            validators=Validators() if validators is None or form is not None else validators,
            max_body_bytes=self.policy.max_body_bytes,
        )
        trail = Trail(self.portal, url, form, self.policy.max_redirects)
        headers = conditions(wanted.validators)
        try:
            result = self._walk(trail, lambda exchange: wanted.read(exchange, self._clock()), headers)
        except _GaveUp as failure:
            raise self._failed(url, failure) from failure
        except FetchRejected as rejected:
            self._silent_items = 0
            if rejected.url == url:
                raise
            raise FetchRejected(url, rejected.reason, f"{rejected.detail} (at {rejected.url})") from rejected
        self._silent_items = 0
        return result

    def _walk(self, trail: Trail, read: Callable[[Exchange], T], headers: Mapping[str, str], *, ask_robots: bool = True) -> T:
        """Asks for the trail's URL and follows its redirects until there is something to read."""
        while True:
            rules = self._rules(trail.url) if ask_robots else None
            if rules is not None and not rules.allows(trail.url):
                raise FetchRejected(trail.url, Reason.ROBOTS, "robots.txt forbids it")
            found = self._ask(trail, read, headers, rules)
            if not isinstance(found, Redirect):
                return found
            logger.debug("%s redirects to %s", trail.url, found.location)
            trail.follow(found)

    def _ask(
        self, trail: Trail, read: Callable[[Exchange], T], headers: Mapping[str, str], rules: RobotsRules | None
    ) -> T | Redirect:
        """One request, tried until it is answered or patience ends."""
        request = self._transport.prepare(trail.url, headers, trail.form)
        trail.check(str(request.url), request.headers.get("Cookie", ""))
        delay_s = max(self.portal.politeness.delay_s, rules.delay_s if rules else 0.0)
        answered = False
        for attempt in range(self.policy.retries + 1):
            self._pacer.start(delay_s)
            try:
                with self._transport.send(request) as exchange:
                    return _redirect(exchange) or read(exchange)
            except Untrusted as untrusted:
                raise _GaveUp(str(untrusted), answered=True) from untrusted
            except Transient as trouble:
                last = trouble
            answered = answered or last.answered
            self._pause(trail.url, attempt, last)
        raise _GaveUp(f"{last.detail} (tried {self.policy.retries + 1} times)", answered=answered)

    def _pause(self, url: str, attempt: int, trouble: Transient) -> None:
        """Waits before the next try, as long as the portal asks for or trouble advises; not after the last one."""
        asked_s = trouble.retry_after_s or 0.0
        if asked_s > self.policy.max_retry_after_s:
            raise PortalUnavailable(url, f"asks to come back in {asked_s:.0f} s ({trouble.detail})")
        if attempt < self.policy.retries:
            wait_s = max(asked_s, backoff_s(self.policy.backoff_s, attempt, self._chance()))
            logger.info("%s: %s; trying again in %.1f s", url, trouble.detail, wait_s)
            self._pacer.pause(wait_s)

    def _rules(self, url: str) -> RobotsRules:
        """The robots.txt rules of the URL's host, asked for once. Where they were not to be had, it is asked nothing."""
        host = host_of(url)
        known = self._robots.get(host)
        if known is None:
            try:
                known = self._load_rules(urljoin(url, "/robots.txt"))
            except _GaveUp as failure:
                known = f"robots.txt of {host}: {failure.detail}"
            self._robots[host] = known
        if isinstance(known, str):
            if host == self.portal.host:
                raise PortalUnavailable(url, known)
            raise _GaveUp(known, answered=True)  # a dead alias does not make a dead portal
        if known.delay_s > self.policy.max_crawl_delay_s:
            raise PortalUnavailable(url, f"robots.txt of {host} asks for {known.delay_s:g} s between requests")
        return known

    def _load_rules(self, url: str) -> RobotsRules:
        """RFC 9309, 2.3.1: no answer and 5xx mean that nothing may be asked, any other refusal that all may."""
        trail = Trail(self.portal, url, None, self.policy.max_redirects)
        try:
            return self._walk(
                trail, lambda exchange: read_rules(exchange, self._clock(), self.policy.product), {}, ask_robots=False
            )
        except FetchRejected as rejected:
            logger.info("%s: no rules (%s)", url, rejected.detail)
            return RobotsRules(None, self.policy.product)

    def _failed(self, url: str, failure: _GaveUp) -> FetchFailed | PortalUnavailable:
        self._silent_items = 0 if failure.answered else self._silent_items + 1
        if self._silent_items >= self.policy.down_after:
            return PortalUnavailable(url, f"{self._silent_items} items in a row without an answer, the last: {failure.detail}")
        return FetchFailed(url, failure.detail)


def _redirect(exchange: Exchange) -> Redirect | None:
    location = exchange.head.header("location")
    if exchange.head.status not in FOLLOWED or location is None:
        return None
    exchange.discard()
    return Redirect(exchange.head.status, location)


def _verification(portal: Portal, now: datetime) -> bool | str:
    """How TLS is verified tonight: ordinarily, or against the CA bundle of an exception that has not expired. Never not."""
    exception = portal.tls_exception
    if exception is None:
        return True
    if now.date() > exception.expires:
        logger.warning("%s: TLS exception expired on %s, verifying as usual", portal.slug, exception.expires)
        return True
    if not Path(exception.ca_bundle).is_file():
        raise PortalUnavailable(portal.home, f"TLS exception names a CA bundle that is not there: {exception.ca_bundle}")
    logger.warning("%s: TLS exception until %s (%s)", portal.slug, exception.expires, exception.reason)
    return exception.ca_bundle
