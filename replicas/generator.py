"""Articles by rule, for volume."""

from __future__ import annotations

from replicas.model import Article


def generate_articles(portal: str, count: int, seed: int) -> list[Article]:
    return []
