"""One portal's part of a night up to the archive: walk its listings, fetch what is new or recent, keep the bytes.

Reads the warehouse, never writes it: one writer is the loader. Everything here is plain Python that runs without Prefect.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Final

from db.archive import Archive, Capture
from db.errors import told
from flows.discover import Discovery, discover, validators_of
from flows.events import Archived, Event, Failed, Fetched, Finished, ItemResult, Listed, NotModified, Refused, Resumed
from flows.plan import CrawlPlan, Memory
from scrapers.errors import FetchFailed, FetchRejected, PortalUnavailable
from scrapers.fetch import Fetcher
from scrapers.fetch import NotModified as Unchanged
from scrapers.spec import Portal
from transforms.records import Rejection, Validators

log = logging.getLogger(__name__)

STOPPED: Final = "not tried, the portal had stopped"


def crawl(
    portal: Portal,
    fetcher: Fetcher,
    archive: Archive,
    memory: Memory,
    plan: CrawlPlan,
    stopped: Callable[[], str | None],
) -> Iterator[Event]:
    """The events of one portal. `stopped` says why the loader wants the portal to stop, if it does.

    The consumer must have stored a Listed event before it asks for the next one: the queue has to survive a kill.
    """
    leftovers = memory.unloaded()
    for start in range(0, len(leftovers), plan.batch_size):
        yield Resumed(portal.slug, tuple(leftovers[start : start + plan.batch_size]))
    found = discover(portal, fetcher, archive, memory.look_up, plan, stopped, memory.unfinished())
    left_over = memory.carried_over() if found.problem is None and plan.urls is None else []
    carried = [page for page in left_over if page.url_key not in found.keys]
    queue = [(page.url_key, page.url) for page in carried] + [(target.url_key, target.url) for target in found.targets]
    yield _listed(portal, found, queue, len(carried))
    read_from = {page.url_key: page.capture_id for page in carried}
    read_from |= {target.url_key: target.capture_id for target in found.targets}

    problem = found.problem
    batch: list[ItemResult] = []
    for url_key, url in queue:
        problem = problem or stopped()
        if problem is not None:
            batch.append(Failed(url_key, url, f"{STOPPED}: {problem}", attempted=False))
        else:
            try:
                validators = _validators(archive.latest(portal.slug, url), read_from[url_key], plan)
                batch.append(_fetch(portal, fetcher, archive, url_key, url, validators))
            except PortalUnavailable as error:
                problem = str(error)
                batch.append(Failed(url_key, url, problem))
            except Exception as error:  # a defect of ours, or the archive's disk is full: no reason to lose count of the rest
                log.exception("%s: could not be fetched and kept", url)
                problem = told(error)
                batch.append(Failed(url_key, url, problem))
        if len(batch) == plan.batch_size:
            yield Fetched(portal.slug, tuple(batch))
            batch = []
    if batch:
        yield Fetched(portal.slug, tuple(batch))
    yield Finished(portal.slug, problem, fetcher.requests, fetcher.bytes_received)


def _listed(portal: Portal, found: Discovery, queue: list[tuple[str, str]], carried: int) -> Listed:
    return Listed(
        portal=portal.slug,
        listed=found.listed,
        known=found.known,
        repeated=found.repeated,
        rejections=tuple(found.rejections),
        queue=tuple(queue),
        carried=carried,
        problems=tuple(found.problems),
        paged=found.paged,
        repeating=tuple(found.repeating),
        walks=found.walks,
    )


def _validators(latest: Capture | None, read_from: int | None, plan: CrawlPlan) -> Validators | None:
    """The question is conditional only where a 304 would vouch for what was loaded, and for a month at most.

    A later copy than the page was read from could not be read: with its validators the portal would vouch for that one.
    """
    if latest is None or read_from is None or latest.capture_id > read_from or latest.fetched_at < plan.trust_validators_since:
        return None
    return validators_of(latest)


def _fetch(
    portal: Portal, fetcher: Fetcher, archive: Archive, url_key: str, url: str, validators: Validators | None
) -> ItemResult:
    try:
        answer = fetcher.fetch(url, kind="article", validators=validators)
    except FetchRejected as error:
        return Refused(url_key, Rejection("fetch", error.reason, url, error.detail))
    except FetchFailed as error:
        return Failed(url_key, url, error.detail)
    if isinstance(answer, Unchanged):
        return NotModified(url_key)
    return Archived(url_key, portal.key(answer.final_url), answer.final_url, archive.store(answer))
