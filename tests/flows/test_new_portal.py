"""`vnportals new-portal`: what it writes is a module that imports, parses its page, and that the linter leaves alone."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.cli import main
from flows.new_portal import About, NoProposal, draft, fetched_pages, saved_page, write
from flows.portal_source import module_text
from flows.recording import expectation, read_recorded
from replicas.families import FAMILY_SITES, family_server, family_world
from replicas.server import ReplicaServer
from replicas.sites import SITES
from replicas.world import world
from scrapers.portals import BY_SLUG, PORTALS
from scrapers.spec import Politeness, Portal
from tests.scrapers.conftest import POLICY
from tests.scrapers.test_generic_path import BODY, TITLE, URL, page

NOW = datetime(2026, 1, 20, 2, tzinfo=UTC)


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["new-portal", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def declared_in(module: Path) -> Portal:
    spec = importlib.util.spec_from_file_location(module.stem, module)
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    portal = loaded.PORTAL
    assert isinstance(portal, Portal)
    return portal


def assert_clean(folder: Path) -> None:
    config = str(Path(__file__).parent.parent.parent / "pyproject.toml")
    for how in (["check"], ["format", "--check"]):
        ruff = [sys.executable, "-m", "ruff", *how, "--no-cache", "--config", config, str(folder)]
        done = subprocess.run(ruff, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_saved_pages_of_a_known_family(shared: Path, tmp_path: Path) -> None:
    pages = shared / "pages"
    article, listing = pages / "baocantho.com.vn__a196670.html", pages / "baocantho.com.vn__list.html"
    told = run(str(article), str(listing), "--name", "Báo Cần Thơ", "--province", "Cần Thơ", "--to", str(tmp_path))
    assert told.exit_code == 0, told.output
    own, made = BY_SLUG["baocantho"], declared_in(tmp_path / "baocantho.py")
    same = ("slug", "name", "kind", "province", "home", "aliases", "family", "layouts", "key_rewrites")
    assert {field: getattr(made, field) for field in same} == {field: getattr(own, field) for field in same}
    assert (made.knowledge, made.default) == ("declared", False)
    assert "belongs to the portal baocantho already" in told.output
    assert "register baocantho in scrapers/portals/__init__.py" in told.output
    facts = sorted(tmp_path.glob("*.json"))
    assert [json.loads(each.read_text("utf-8"))["reviewed"] for each in facts] == [False, False]
    recorded = [read_recorded(each) for each in facts]
    assert [each.page.body for each in recorded] == [article.read_bytes(), listing.read_bytes()]
    assert all(expectation(each.page, made) == each.expected for each in recorded)
    assert made.listings == own.listings
    assert len(recorded[1].expected["items"]) == 16
    assert_clean(tmp_path)
    again = run(str(article), "--to", str(tmp_path))
    assert (again.exit_code, "nothing was written" in again.output) == (1, True)


@pytest.mark.slow
def test_replica_pages_over_http(tmp_path: Path) -> None:
    article = world(1).articles["baoangiang"][0]
    with ReplicaServer(("baoangiang",), crawl_delay_s=0) as server:
        home = server.home("baoangiang")
        listing = home + next(each.path for each in BY_SLUG["baoangiang"].listings if each.link)
        pages = fetched_pages(
            [home + SITES["baoangiang"].path(article), listing], POLICY, lambda: NOW, politeness=Politeness(delay_s=0)
        )
        asked = [request.path for request in server.requests]
    made = draft(pages, PORTALS, About(slug="thu_nghiem", name="Báo Thử", province="An Giang", kind="newspaper"))
    written = write(made, tmp_path, by="editor@example.org")
    portal = declared_in(written[0])
    assert (made.article.title, made.article.method) == (article.title, "layout")
    assert (portal.family, portal.layouts) == ("fck", BY_SLUG["baoangiang"].layouts[:1])
    assert (portal.home, portal.aliases, portal.loopback) == (home, (), True)
    assert "/robots.txt" in asked
    assert_clean(tmp_path)


def test_an_unknown_cms(tmp_path: Path) -> None:
    html = page(after="<p class='thoi-gian'>14/01/2020 - 17:24</p>").encode()
    made = draft([saved_page(html, URL, NOW, "page.html")], PORTALS, About())
    module, *fixtures = write(made, tmp_path, by=None)
    portal = declared_in(module)
    assert made.read[0].known is None
    assert portal == made.portal
    assert (made.article.title, made.article.body) == (TITLE, BODY)
    assert "# an unknown CMS: look at every selector" in module.read_text("utf-8")
    assert [path.suffix for path in fixtures] == [".html", ".json"]
    assert_clean(tmp_path)


@pytest.mark.slow
def test_pages_of_other_years_bring_their_layouts(tmp_path: Path) -> None:
    """The oldest and the newest article of a site that changed its CMS, and a list that leads to the new ones only."""
    newest, oldest = (family_world().articles["baohatinh"][at] for at in (0, -1))
    with family_server(("baohatinh",)) as server:
        home, site = server.home("baohatinh"), FAMILY_SITES["baohatinh"]
        urls = [home + site.path(newest), home + site.path(oldest), f"{home}/kinh-te/"]
        pages = fetched_pages(urls, POLICY, lambda: NOW, politeness=Politeness(delay_s=0))
    made = draft(pages, PORTALS, About(slug="thu_nghiem", name="Báo Thử", province="Hà Tĩnh", kind="newspaper"))
    module, *fixtures = write(made, tmp_path, by=None)
    portal = declared_in(module)
    assert [layout.name for layout in portal.layouts] == ["zce", "vietlong-2020"]
    assert [read.known.portal.slug for read in made.read if read.known] == ["baolaocai", "baothanhhoa"]
    assert [listing.path for listing in portal.listings] == ["/kinh-te/"]
    recorded = [read_recorded(each) for each in fixtures if each.suffix == ".json"]
    assert [each.expected.get("title") for each in recorded] == [newest.title, oldest.title, None]
    assert all(expectation(each.page, portal) == each.expected for each in recorded)
    assert "As baolaocai and baothanhhoa; known from saved pages." in module.read_text("utf-8")
    assert_clean(tmp_path)


def test_addresses_of_two_shapes_in_one_unknown_layout() -> None:
    html = page(after="<p class='thoi-gian'>14/01/2020 - 17:24</p>").encode()
    other = "https://bao.example/tin-tuc/2020/giam-ngheo-ben-vung_98765.htm"
    made = draft([saved_page(html, url, NOW, "page.html") for url in (URL, other)], PORTALS, About())
    (layout,) = made.portal.layouts
    assert [bool(made.portal.layouts_for(url)) for url in (URL, other, "https://bao.example/tin-tuc/")] == [True, True, False]
    assert layout.name == "bao_example-1"


@pytest.mark.parametrize(
    ("host", "slug"),
    [
        ("www.bao-moi.com.vn", "bao_moi"),
        ("soct.tinh.gov.vn", "soct_tinh"),
        ("24h.example.vn", "portal_24h_example"),
        ("127.0.0.1:8080", "portal_127_0_0_1"),
    ],
)
def test_a_slug_names_a_module_whatever_the_host(host: str, slug: str) -> None:
    html = page(after="<p class='thoi-gian'>14/01/2020 - 17:24</p>").encode()
    made = draft([saved_page(html, f"http://{host}/xa-hoi/giam-ngheo-123456.html", NOW, "page.html")], PORTALS, About())
    assert made.portal.slug == slug


def test_every_portal_comes_back_from_its_text(tmp_path: Path) -> None:
    for portal in PORTALS:
        module = tmp_path / f"{portal.slug}.py"
        module.write_text(module_text(portal, [f'{portal.name}. Its "name" \\ """ is no code.'], {"family": "a\nb"}), "utf-8")
        assert declared_in(module) == portal
    assert_clean(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "exit_code", "says"),
    [
        (["no-such.html"], 1, "No such file"),
        (["nowhere.html"], 1, "does not state its own address"),
        (["nowhere.html@https://bao.example/thoi-su/"], 1, "no page reads as an article"),
        (["nowhere.html", "--slug", "bao-moi"], 2, "names a Python module"),
        (["nowhere.html", "--slug", "class"], 2, "names a Python module"),
        (["nowhere.html", "--province", "Cần Thơơ"], 2, "no province"),
    ],
)
def test_what_is_told_when_nothing_is_written(
    arguments: list[str], exit_code: int, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("nowhere.html").write_text("<html><body><h1>Trang chủ</h1></body></html>", "utf-8")
    result = run(*arguments)
    assert (result.exit_code, says in result.output) == (exit_code, True), result.output
    assert [path.name for path in tmp_path.iterdir()] == ["nowhere.html"]


def test_half_a_draft_is_not_left(tmp_path: Path) -> None:
    html = page(after="<p class='thoi-gian'>14/01/2020 - 17:24</p>").encode()
    made = draft([saved_page(html, URL, NOW, "page.html")], PORTALS, About())
    write(made, tmp_path, by=None)
    (tmp_path / f"{made.portal.slug}.py").unlink()
    there = {path.name for path in tmp_path.iterdir()}
    with pytest.raises(NoProposal, match="is there already"):
        write(made, tmp_path, by=None)
    assert {path.name for path in tmp_path.iterdir()} == there
