"""The replica portals as one would crawl them with Scrapy. Runs in Scrapy's own environment, imports nothing of this project.

`python peers_scrapy_spider.py ORDERS` with a JSON object: where to keep articles and cache, the delay, and of each portal its
lists and the selectors of its articles. What it took is printed as JSON.

Robots.txt is obeyed, one request at a time goes to a portal, and the HTTP cache of Scrapy asks whether a page has changed.
With `memory` the spider also knows which articles it has: it asks again only for those of the last days, and walks a list no
further than to a page on which there is nothing to ask for. Without, every list is walked to its end every night.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import scrapy  # type: ignore[import-not-found]
from scrapy.crawler import CrawlerProcess  # type: ignore[import-not-found]
from scrapy.http import FormRequest, Request, Response  # type: ignore[import-not-found]

_DAY = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_POSTBACK = re.compile(r"__doPostBack\('([^']*)',\s*'([^']*)'\)")
_BATCH = 50  # articles of one transaction
_TABLE = "CREATE TABLE IF NOT EXISTS articles (url TEXT PRIMARY KEY, portal TEXT, title TEXT, published TEXT, body TEXT)"
_KEEP = """
    INSERT INTO articles VALUES (:url, :portal, :title, :published, :body) ON CONFLICT (url) DO UPDATE SET
        portal = excluded.portal, title = excluded.title, published = excluded.published, body = excluded.body
"""


class SqlitePipeline:
    """Keeps articles in one table."""

    @classmethod
    def from_crawler(cls, crawler: Any) -> SqlitePipeline:
        return cls(crawler.settings["ARTICLES"])

    def __init__(self, path: str) -> None:
        self._db = sqlite3.connect(path)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute(_TABLE)
        self._waiting: list[dict[str, Any]] = []

    def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        self._waiting.append(item)
        if len(self._waiting) == _BATCH:
            self._write()
        return item

    def close_spider(self) -> None:
        self._write()
        self._db.close()

    def _write(self) -> None:
        self._db.executemany(_KEEP, self._waiting)
        self._db.commit()
        self._waiting.clear()


class PortalSpider(scrapy.Spider):  # type: ignore[misc]
    name = "portals"

    def __init__(self, orders: dict[str, Any]) -> None:
        super().__init__()
        self._portals = orders["portals"]
        self._since: str = orders["recent_since"]
        self._known: dict[str, str] = _known(orders["articles"]) if orders["memory"] else {}

    async def start(self) -> AsyncIterator[Any]:
        for portal in self._portals:
            for listing in portal["listings"]:
                yield self._request(listing["url"], portal, self.parse_list, listing=listing, page=1, before=[])

    def parse_list(self, response: Response, portal: Any, listing: Any, page: int, before: list[str]) -> Iterator[Request]:
        """Ask for the articles of a list page, and for the next page while there is something to ask for."""
        links = self._links(response, portal, listing)
        if not links or links == before:
            return
        wanted = [url for url in links if self._known.get(url, "9") >= self._since]
        for url in wanted:
            yield self._request(url, portal, self.parse_article)
        if wanted:
            yield from self._next(response, portal, listing, page, links)

    def parse_article(self, response: Response, portal: Any) -> Iterator[dict[str, Any]]:
        for css in portal["articles"]:
            body = response.css(css["body"])
            if body:
                date = _DAY.search(" ".join(response.css(css["published"]).css("::text").getall()))
                title = " ".join(response.css(css["title"]).css("::text").getall()).strip()
                text = "\n".join(" ".join(part.css("::text").getall()).strip() for part in body.css("p"))
                published = f"{date[3]}-{date[2]:0>2}-{date[1]:0>2}" if date else None
                yield {"url": response.url, "portal": portal["slug"], "title": title, "published": published, "body": text}
                return

    def _request(self, url: str, portal: Any, callback: Any, **named: Any) -> Request:
        # All portals answer at 127.0.0.1: without a slot of their own they would wait for each other.
        meta = {"download_slot": portal["slug"]}
        is_list = callback == self.parse_list
        return Request(url, callback, meta=meta, cb_kwargs={"portal": portal, **named}, dont_filter=is_list)

    def _links(self, response: Response, portal: Any, listing: Any) -> list[str]:
        if listing["link"] is None:
            response.selector.remove_namespaces()
            found = response.xpath("//item/link/text()").getall()
        elif response.url.startswith(listing.get("service", "-")):
            found = [entry["pageUrl"] for entry in _jsonp(response.text)["response"]]
        else:
            found = response.css(listing["link"]).xpath("@href").getall()
        links = dict.fromkeys(response.urljoin(href.strip()) for href in found)
        return [url for url in links if re.search(portal["article"], _target(url))]

    def _next(self, response: Response, portal: Any, listing: Any, page: int, links: list[str]) -> Iterator[Request]:
        named = {"listing": listing, "page": page + 1, "before": links}
        if "parameter" in listing:
            yield self._request(_paged(response.url, listing["parameter"], page + 1), portal, self.parse_list, **named)
        elif "service" in listing:
            url = self._service_url(response, listing, len(links))
            if url:
                yield self._request(url, portal, self.parse_list, **named)
        elif "pager" in listing:
            for link in response.css(listing["pager"]):
                event = _POSTBACK.search(link.attrib.get("href", ""))
                if event and "".join(link.css("::text").getall()).strip().startswith(listing["next_text"]):
                    yield FormRequest.from_response(
                        response,
                        formdata={"__EVENTTARGET": event[1], "__EVENTARGUMENT": event[2]},
                        dont_click=True,
                        callback=self.parse_list,
                        meta={"download_slot": portal["slug"]},
                        cb_kwargs={"portal": portal, **named},
                        dont_filter=True,
                    )
                    return

    def _service_url(self, response: Response, listing: Any, shown: int) -> str | None:
        if response.url.startswith(listing["service"]):
            answer, query = _jsonp(response.text), dict(parse_qsl(urlsplit(response.url).query))
            first = int(query["first"]) + len(answer["response"])
            return None if first >= answer["total"] else f"{listing['service']}?{urlencode(query | {'first': str(first)})}"
        site, section = (response.css(f"#page_info #{name}::text").get("").strip() for name in ("site_id", "cate_id"))
        query = {"scUnitMapId": site, "saArticleCateId": section, "first": shown, "pageSize": listing["page_size"]}
        return f"{listing['service']}?{urlencode(query | {'jsonCallback': 'peer'})}"


def _known(path: str) -> dict[str, str]:
    if not Path(path).is_file():
        return {}
    with closing(sqlite3.connect(path)) as db:
        return dict(db.execute("SELECT url, coalesce(published, '9') FROM articles"))


def _target(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _paged(url: str, parameter: str, page: int) -> str:
    parts = urlsplit(url)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name != parameter]
    return urlunsplit(parts._replace(query=urlencode([*query, (parameter, str(page))])))


def _jsonp(text: str) -> Any:
    return json.loads(text[text.index("(") + 1 : text.rindex(")")])


def _peak_mb() -> float:
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000


def main(orders: dict[str, Any]) -> None:
    """Crawl once, and tell what it took."""
    process = CrawlerProcess(
        {
            "ARTICLES": orders["articles"],
            "ITEM_PIPELINES": {SqlitePipeline: 100},
            "USER_AGENT": "vnportals-benchmark (benchmark@localhost)",
            "ROBOTSTXT_OBEY": True,
            "DOWNLOAD_DELAY": orders["delay_s"],
            "RANDOMIZE_DOWNLOAD_DELAY": False,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
            "AUTOTHROTTLE_ENABLED": False,
            "HTTPCACHE_ENABLED": True,
            "HTTPCACHE_POLICY": "scrapy.extensions.httpcache.RFC2616Policy",
            "HTTPCACHE_DIR": orders["cache"],
            # Else a page that names no lifetime counts as fresh for a tenth of its age, and is not asked about at all.
            "DEFAULT_REQUEST_HEADERS": {"Accept": "text/html,*/*;q=0.8", "Cache-Control": "max-age=0"},
            "TELNETCONSOLE_ENABLED": False,
            "LOG_LEVEL": "WARNING",
        }
    )
    process.crawl(PortalSpider, orders=orders)
    began_cpu, began = time.process_time(), time.perf_counter()
    process.start()
    took = {"start_cpu_s": began_cpu, "wall_s": time.perf_counter() - began, "peak_mb": _peak_mb()}
    print(json.dumps(took | {"cpu_s": time.process_time() - began_cpu}))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
