"""Extraction against parsing the page of the same article, and against other readers of the same text; all in one run."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from types import ModuleType

from benchmarks.measure import interleave
from benchmarks.parse_speed import replica_pages
from scrapers.encoding import decode
from scrapers.parse import parse_article
from transforms.analysed_text import analysed_text
from transforms.dates import vietnam_day
from transforms.extraction import extract

ROUNDS = 7
# A peer by what has to be installed for it (`make bench` does: the group `bench`), and the call that reads a text
PEERS: dict[str, tuple[str, Callable[[ModuleType], Callable[[str], object]]]] = {
    "quantulum3, parser": ("quantulum3.parser", lambda module: lambda text: module.parse(text, lang="en_US")),
    "underthesea, word_tokenize only": ("underthesea", lambda module: module.word_tokenize),
}


def run() -> None:
    """Print ms per article beside parsing, then characters per second beside the peers that are installed."""
    pages = [(portal, url, decode(body, None).text) for portal, url, body in replica_pages()]
    articles = [(portal, parse_article(page, url, portal)) for portal, url, page in pages]
    readings = [
        (
            analysed_text(raw.title, raw.lead, "\n\n".join(raw.body), [image.caption for image in raw.images]).text,
            vietnam_day(raw.published_at) if raw.published_at else None,
            portal.province,
        )
        for portal, raw in articles
    ]
    texts = [text for text, _, _ in readings]

    def parsing() -> None:
        for portal, url, page in pages:
            parse_article(page, url, portal)

    def extracting() -> None:
        for text, published, province in readings:
            extract(text, published=published, province=province)

    _against_parsing(parsing, extracting, texts)
    _against_peers(extracting, texts)


def _against_parsing(parsing: Callable[[], None], extracting: Callable[[], None], texts: list[str]) -> None:
    timings = interleave({"parse_article": parsing, "extract": extracting}, ROUNDS)
    mean = sum(map(len, texts)) / len(texts)
    print(f"{len(texts)} replica pages and their texts (mean {mean:.0f} characters), CPU time, median of {ROUNDS} rounds")
    for variant, timing in timings.items():
        print(f"  {variant:32} {timing.median / len(texts) * 1000:7.2f} ms/article   spread {timing.spread:.0%}")
    print(f"  extract takes {timings['extract'].median / timings['parse_article'].median:.2f} x the time of parse_article")


def _against_peers(extracting: Callable[[], None], texts: list[str]) -> None:
    variants: dict[str, Callable[[], object]] = {"vnportals, extract": extracting}
    for peer, (module, reader) in PEERS.items():
        try:
            read = reader(importlib.import_module(module))
        except ImportError as missing:
            print(f"  {peer}: skipped, {missing}; pip install --group bench brings it")
        else:
            variants[peer] = _over(read, texts)
    timings = interleave(variants, ROUNDS)
    size = sum(map(len, texts))
    print(f"the same {len(texts)} texts, {size} characters")
    for variant, timing in timings.items():
        ratio = timing.median / timings["vnportals, extract"].median
        print(f"  {variant:32} {size / timing.median:9.0f} characters/s   {ratio:6.2f} x our time   spread {timing.spread:.0%}")


def _over(read: Callable[[str], object], texts: list[str]) -> Callable[[], object]:
    def all_texts() -> None:
        for text in texts:
            read(text)

    return all_texts
