"""robots.txt, read as RFC 9309 says: what one host allows our product, and how fast."""

from __future__ import annotations

from dataclasses import dataclass

from protego import Protego

MAX_BYTES = 500 * 1024  # RFC 9309, 2.5: at least this much is read; what follows is ignored, not refused


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """The rules of one host for one product token. `parsed` None: the host has no rules, all is allowed."""

    parsed: Protego | None
    product: str

    @classmethod
    def read(cls, body: bytes, product: str) -> RobotsRules:
        """From the bytes of a robots.txt. Lines that are none (an HTML page in its place) are skipped by the parser."""
        return cls(Protego.parse(body[:MAX_BYTES].decode("utf-8-sig", "replace")), product)

    def allows(self, url: str) -> bool:
        """May we ask for it? Always, where the host has no rules."""
        return self.parsed is None or self.parsed.can_fetch(url, self.product)

    @property
    def delay_s(self) -> float:
        """Seconds asked for between requests, by Crawl-delay or Request-rate; 0 if neither is given."""
        if self.parsed is None:
            return 0.0
        rate = self.parsed.request_rate(self.product)
        return max(self.parsed.crawl_delay(self.product) or 0.0, rate.seconds / rate.requests if rate else 0.0)
